//! One side of a comparison: a docs tree, a dump of the model, or what a generated crate says of itself.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use semver::Version;

use super::{CliError, Run};
use crate::drift::{self, MANIFEST};
use crate::model::Ir;
use crate::paths::read_text;
use crate::pipeline::{PageRef, Reading};
use crate::plan::{Options, plan};
use crate::source::ApiVersion;
use crate::surface::{self, FOLDER, Surface};

/// A side as it was found.
pub enum Side {
    Docs { versions: Vec<Ir>, pages: Vec<PageRef>, root: PathBuf, loose: bool },
    Dump(Box<Ir>),
    Crate { surfaces: Vec<Surface>, select: Vec<String>, version: Option<Version> },
}

impl Side {
    /// Finds out what a path holds, and reads it.
    pub fn read(run: &Run<'_, '_>, path: &Path) -> Result<Self, CliError> {
        let unreadable = |source| CliError::Side { path: path.to_owned(), source };
        let file_type = fs::metadata(path).map_err(unreadable)?.file_type();
        if !file_type.is_dir() {
            if !file_type.is_file() && !is_pipe(file_type) {
                return Err(CliError::NoSide(path.to_owned()));
            }
            let text = fs::read_to_string(path).map_err(unreadable)?;
            if path.extension().is_some_and(|e| e == "jsonl") {
                let surfaces = vec![facts_of(path, &text)?];
                return Ok(Self::Crate { surfaces, select: Vec::new(), version: None });
            }
            let ir = serde_json::from_str(&text).map_err(|source| CliError::Dump { path: path.to_owned(), source })?;
            return Ok(Self::Dump(Box::new(ir)));
        }
        if path.join(MANIFEST).is_file() {
            let surfaces = read_crate(path)?;
            if surfaces.is_empty() {
                return Err(CliError::NoFacts(path.to_owned()));
            }
            let manifest = drift::manifest_of(path)?;
            let select = manifest.map(|m| m.inputs.settings.options.select).unwrap_or_default();
            return Ok(Self::Crate { surfaces, select, version: version(path) });
        }
        // A crate whose manifest is gone, and the folder of facts itself.
        for folder in [path.join(FOLDER), path.to_owned()] {
            if ApiVersion::ALL.into_iter().any(|api| facts(&folder, api).is_file()) {
                let surfaces = read_folder(&folder)?;
                return Ok(Self::Crate { surfaces, select: Vec::new(), version: version(path) });
            }
        }
        let reading = run.read(path, Reading::require_all).map_err(|error| match error {
            CliError::Docs { source } => CliError::DocsOfSide { source },
            other => other,
        })?;
        Ok(Self::Docs { versions: reading.versions, pages: reading.pages, root: reading.root, loose: reading.loose })
    }

    /// What a crate was generated with.
    pub fn select(&self) -> &[String] {
        match self {
            Self::Crate { select, .. } => select,
            _ => &[],
        }
    }

    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Crate { version, .. } => version.as_ref(),
            _ => None,
        }
    }

    /// It holds what it was generated with, and no more can be selected of it.
    pub fn is_crate(&self) -> bool {
        matches!(self, Self::Crate { .. })
    }

    /// It holds one version, and does not say whether there are others.
    pub fn is_dump(&self) -> bool {
        matches!(self, Self::Dump(_))
    }

    pub fn surfaces(&self, select: &[String]) -> Result<Vec<Surface>, CliError> {
        let (versions, loose) = match self {
            Self::Crate { surfaces, .. } => return Ok(surfaces.clone()),
            Self::Docs { versions, loose, .. } => (versions.as_slice(), *loose),
            Self::Dump(ir) => (std::slice::from_ref(ir.as_ref()), false),
        };
        let options = Options { select: select.to_vec(), loose, ..Options::default() };
        Ok(surface::lower(&plan(versions, &options)?))
    }
}

#[cfg(unix)]
fn is_pipe(found: fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&found)
}

#[cfg(not(unix))]
fn is_pipe(_: fs::FileType) -> bool {
    false
}

/// What a generated crate says of itself; nothing when it was generated without facts.
pub fn read_crate(out: &Path) -> Result<Vec<Surface>, CliError> {
    read_folder(&out.join(FOLDER))
}

fn facts(folder: &Path, api: ApiVersion) -> PathBuf {
    folder.join(format!("{api}.jsonl"))
}

fn read_folder(folder: &Path) -> Result<Vec<Surface>, CliError> {
    let files = ApiVersion::ALL.map(|api| facts(folder, api));
    files.par_iter().filter(|path| path.is_file()).map(|path| read_facts(path)).collect()
}

fn read_facts(path: &Path) -> Result<Surface, CliError> {
    let facts = read_text(path).map_err(|source| CliError::Side { path: path.to_owned(), source })?;
    facts_of(path, &facts)
}

/// The facts of a file that has been read, with what the file beside it says of their places.
fn facts_of(path: &Path, facts: &str) -> Result<Surface, CliError> {
    let beside = path.with_extension("pages.jsonl");
    let pages = match read_text(&beside) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.map_err(|source| CliError::Side { path: beside, source })?,
    };
    surface::read(facts, &pages).map_err(|source| CliError::Facts { path: path.to_owned(), source })
}

/// The version of the package, where its manifest can be read.
pub fn version(path: &Path) -> Option<Version> {
    let manifest: toml::Table = read_text(&path.join("Cargo.toml")).ok()?.parse().ok()?;
    Version::parse(manifest.get("package")?.get("version")?.as_str()?).ok()
}
