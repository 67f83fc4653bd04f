//! Generation as a call, such as from a `build.rs`.

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::config::{
    self, Config, ConfigError, Correction, Docs, MetadataFile, MetadataFiles, NamedBy, ReadError, ServiceError,
};
use crate::diagnostic::Diagnostic;
use crate::drift::{self, DriftError, Inputs};
use crate::output::{Held, OutputError, Summary, Written, files_of};
use crate::paths::lies_in;
use crate::pipeline::{self, Reading};
use crate::plan::{Edition, Options, spelled};
use crate::record::{self, Known, Recalled};
use crate::source::{ApiVersion, SourceError};

/// Writes a crate, or a module tree for the inside of one.
///
/// A `build.rs` that writes the requests of `/users` for its crate:
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
/// msgraph_docgen::Generator::new("docs").select("/users/**").write_modules(out.join("graph"))?;
/// println!("cargo::rerun-if-changed=docs");
/// # Ok(())
/// # }
/// ```
///
/// and the module of the crate that takes them in:
///
/// ```ignore
/// pub mod graph {
///     include!(concat!(env!("OUT_DIR"), "/graph/mod.rs"));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    docs: PathBuf,
    options: Options,
    metadata: Vec<MetadataFile>,
    corrections: Vec<Correction>,
    /// The `docgen.toml` that all this was taken from.
    config: Option<PathBuf>,
    cache: Option<PathBuf>,
}

/// What a run did.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files that were written, as they had changed or were missing; paths from the output folder.
    pub written: Vec<String>,
    /// What the output holds of each version.
    pub held: Vec<Held>,
    /// What was found in the docs, in the order of its places.
    pub findings: Vec<Diagnostic>,
}

/// Why nothing could be written.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{0}")]
    Setting(String),
    #[error(transparent)]
    Metadata(#[from] ServiceError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Drift(#[from] DriftError),
    #[error("the output folder {out} lies in the docs, which would then hold what is made of them; name another one")]
    OutInDocs { out: String },
}

impl From<ReadError> for GenerateError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Source(error) => Self::Source(error),
            ReadError::Service(error) => Self::Metadata(error),
        }
    }
}

impl Generator {
    /// Reads these docs: a folder with `v1.0/` and `beta/`, an `api-reference/` root, or loose pages.
    pub fn new(docs: impl Into<PathBuf>) -> Self {
        Self {
            docs: docs.into(),
            options: Options::default(),
            metadata: Vec::new(),
            corrections: Vec::new(),
            config: None,
            cache: None,
        }
    }

    /// Takes all settings from a `docgen.toml`, but for the output folder.
    ///
    /// # Errors
    /// When the file cannot be read, or names no docs folder.
    pub fn from_config(path: impl AsRef<Path>) -> Result<Self, GenerateError> {
        let path = path.as_ref();
        let config = Config::read(path, &path.display().to_string())?;
        let docs = config.docs.clone().unwrap_or_else(|| path.with_file_name("docs-input"));
        Ok(Self {
            docs,
            options: config.options(),
            metadata: config.metadata,
            corrections: config.corrections,
            config: Some(path.to_owned()),
            cache: None,
        })
    }

    /// Only this version of the docs.
    #[must_use]
    pub fn api(mut self, version: ApiVersion) -> Self {
        self.options.api = Some(version);
        self
    }

    /// Only what this selects: `/users/**`, `type:managedDevice` or `product:intune`. Several calls add up.
    #[must_use]
    pub fn select(mut self, selector: impl Into<String>) -> Self {
        self.options.select.push(selector.into());
        self
    }

    /// Takes what the pages of this version leave open from the service's metadata, CSDL 4.0 in XML. With the feature
    /// `metadata` alone, which brings a reader of XML along.
    #[cfg(feature = "metadata")]
    #[must_use]
    pub fn metadata(mut self, version: ApiVersion, file: impl Into<PathBuf>) -> Self {
        self.metadata.push(MetadataFile { version: Some(version), file: file.into() });
        self
    }

    /// Whose word counts where pages and metadata contradict each other; otherwise it is the pages'.
    #[cfg(feature = "metadata")]
    #[must_use]
    pub fn prefer(mut self, prefer: crate::Prefer) -> Self {
        self.options.prefer = prefer;
        self
    }

    /// The name of the crate.
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.options.crate_name = name.into();
        self
    }

    /// The edition of the crate.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Self {
        self.options.edition = edition;
        self
    }

    /// Leaves the client out of the crate.
    #[must_use]
    pub fn no_client(mut self) -> Self {
        self.options.no_client = true;
        self
    }

    /// Where a module tree stands in its crate, such as `vendor::graph`. Otherwise it stands at the crate's root, and is
    /// called like its folder.
    #[must_use]
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.options.module = Some(path.into());
        self
    }

    /// A feature of a module tree, such as `permissions` or `client`. Several calls add up.
    #[must_use]
    pub fn feature(mut self, name: impl Into<String>) -> Self {
        self.options.features.push(name.into());
        self
    }

    /// Keeps in this folder what pages say and what was made of them, for the next run: it reads the pages that changed, and makes
    /// what follows from them. Whatever is in it may be deleted at any time, and changes no output.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Writes a module tree whose root is `mod.rs` in this folder. Files that are right already are not touched.
    ///
    /// # Errors
    /// When the docs cannot be read, nothing is selected, or the folder holds what the generator did not write, such as
    /// settings that somebody edited and that these are not from.
    pub fn write_modules(mut self, folder: impl AsRef<Path>) -> Result<Generated, GenerateError> {
        let folder = folder.as_ref();
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        self.options.module = self.options.module.or(name);
        self.write(folder)
    }

    /// Writes a crate to this folder. Files that are right already are not touched.
    ///
    /// # Errors
    /// As [`Generator::write_modules`].
    pub fn write_crate(mut self, folder: impl AsRef<Path>) -> Result<Generated, GenerateError> {
        self.options.module = None;
        self.options.features.clear();
        self.write(folder.as_ref())
    }

    fn write(mut self, folder: &Path) -> Result<Generated, GenerateError> {
        self.options.select = self.options.select.iter().map(|text| spelled(text)).collect();
        if let Some(wrong) = config::check(&self.options).into_iter().next() {
            return Err(GenerateError::Setting(wrong.why));
        }
        config::check_prefer(self.options.prefer, !self.metadata.is_empty()).map_err(GenerateError::Setting)?;
        if lies_in(folder, &self.docs) {
            return Err(GenerateError::OutInDocs { out: folder.display().to_string() });
        }
        let files = self.metadata.iter().map(|file| (file.clone(), file.file.display().to_string()));
        let named_by = if self.config.is_some() { NamedBy::Settings } else { NamedBy::Caller };
        let metadata = MetadataFiles::load(files, named_by)?;
        let cache = self.cache.and_then(Cache::of_this_program);
        // What a build writes and says is the same on every day.
        let docs = Docs {
            path: &self.docs,
            api: self.options.api,
            metadata: &metadata,
            prefer: self.options.prefer,
            corrections: &self.corrections,
            today: None,
            cache: cache.as_ref(),
        };
        let config = self.config.as_deref();
        let shown = config.map(|path| path.display().to_string());
        let settings = record::Settings {
            docs: &self.docs,
            out: folder,
            options: &self.options,
            metadata: metadata.paths(),
            metadata_identity: metadata.identity(),
            corrections: &self.corrections,
            file: shown.as_deref(),
            today: docs.today,
        };
        let inputs = |reading: &Reading| {
            let settings = drift::Settings::new(self.options.clone(), &self.corrections);
            Inputs::new(settings, reading.inputs.clone(), metadata.hashes(&reading.held_versions()))
        };
        let still_due = |plan: &drift::Plan<'_>| plan.old.as_ref()?.inputs.version_due.clone();
        let unchanged = |recalled: &Recalled| {
            let (files, inputs) = (recalled.files.clone(), inputs(&recalled.reading));
            drift::write_unchanged(folder, files, inputs, config, still_due).ok()?
        };
        let look = || pipeline::survey(&self.docs, self.options.api).ok();
        let read = |survey| docs.read_pages(survey, &|_| {});
        let kept = cache.as_ref().map(|cache| (cache, &settings));
        let pages = match record::recall_or_read(kept, look, read, unchanged)? {
            Known::Before(recalled, plan) => {
                let Recalled { summary, reading, .. } = *recalled;
                return Ok(Generated::new(&plan, summary, reading));
            }
            Known::Now(pages) => pages,
        };
        let reading = docs.complete(pages, Reading::require_crate)?;
        let options = Options { loose: reading.loose, ..self.options.clone() };
        let written =
            Written { docs: &self.docs, out: folder, metadata: &self.metadata, corrections: &self.corrections };
        let output = files_of(&reading, &options, written, cache.as_ref())?;
        if let Some((cache, settings)) = kept {
            record::keep(cache, settings, &reading, &output);
        }
        let plan = drift::write(folder, &output.tree, inputs(&reading), config, still_due)?;
        Ok(Generated::new(&plan, output.summary, reading))
    }
}

impl Generated {
    fn new(plan: &drift::Plan<'_>, summary: Summary, reading: Reading) -> Self {
        let written = plan.written().map(str::to_owned).collect();
        Self { written, held: summary.held, findings: reading.diagnostics }
    }
}
