//! Compares the output folder with what it should hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::manifest::{Inputs, MANIFEST, Manifest, require_inside};
use super::{DriftError, stage};
use crate::config::FILE_NAME;
use crate::file_tree::FileTree;
use crate::hash::{hash_of_text, with_plain_line_ends};
use crate::paths::{read_file, real};
use crate::plan::Options;
use crate::source::ApiVersion;
use crate::surface;

/// How a file on disk stands to what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    // Files that are as they should be are in no answer, and not in its schema.
    /// What it should be.
    #[cfg_attr(test, schemars(skip))]
    Unchanged,
    /// What it says of the API stands on other lines of the docs now, and is the same.
    #[cfg_attr(test, schemars(skip))]
    Relocated,
    /// As the last run left it, and no longer what it should be.
    Changed,
    /// Should be there and is not.
    Missing,
    /// The last run wrote it, and this one would not.
    LeftOver,
    /// The same, and it is not as the last run left it: it stays, as somebody's own.
    Kept,
    /// Neither as the last run left it, nor as it should be.
    HandEdited,
}

/// What happened to a page since the crate was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PageChange"))]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    Changed,
    Added,
    Removed,
}

/// What is to be done to the output folder, and why.
#[derive(Debug)]
pub struct Plan<'t> {
    pub out: PathBuf,
    pub files: BTreeMap<String, Status>,
    /// The manifest as it should be.
    pub manifest: Manifest,
    /// The manifest that the last run left.
    pub old: Option<Manifest>,
    /// A run was killed while it moved its files into place.
    pub interrupted: bool,
    pub(super) new: &'t FileTree,
    /// The hash of a settings file that stands alone in the folder, and is to be replaced.
    pub(super) adopted: Option<String>,
    /// The run has its settings from the file in the folder.
    pub uses_own_settings: bool,
    /// The settings file of the folder, where somebody edited it and this run has its settings from elsewhere.
    pub foreign_settings: Option<PathBuf>,
    /// The manifest's text in the folder, with plain line ends.
    found: Vec<u8>,
}

impl<'t> Plan<'t> {
    pub(super) fn new(
        out: &Path,
        new: &'t FileTree,
        inputs: Inputs,
        settings: Option<&Path>,
    ) -> Result<Self, DriftError> {
        let before = Before::read(out)?;
        let files: BTreeMap<String, Status> = new
            .0
            .par_iter()
            .map(|(path, text)| {
                require_inside(path, "the new crate")?;
                Ok((path.clone(), status(out, path, text, &before.recorded(path))?))
            })
            .collect::<Result<_, DriftError>>()?;
        before.plan(files, new, Manifest::new(new.hashes(), inputs), settings)
    }

    /// The folder as it is when every file is what it should be; none when one is not, or a run before has left some of its
    /// work. `hashes` are those of the files.
    pub(super) fn of_unchanged(
        out: &Path,
        hashes: BTreeMap<String, String>,
        inputs: Inputs,
        settings: Option<&Path>,
    ) -> Result<Option<Self>, DriftError> {
        static NOTHING: FileTree = FileTree(BTreeMap::new());
        let before = Before::read(out)?;
        if stage::is_left(out) || !are_recorded(out, &hashes) {
            return Ok(None);
        }
        let files = hashes.keys().map(|path| (path.clone(), Status::Unchanged)).collect();
        before.plan(files, &NOTHING, Manifest::new(hashes, inputs), settings).map(Some)
    }

    /// Nobody's settings would be written over.
    pub(super) fn require_own_settings(&self) -> Result<(), DriftError> {
        self.foreign_settings.clone().map_or(Ok(()), |path| Err(DriftError::ForeignSettings(path)))
    }

    /// The run would change what the crate is. Pages that are others and give the same are no drift: nearly every update
    /// of the docs touches what no crate has, such as authors and dates.
    pub fn has_drift(&self) -> bool {
        let same = |status: &Status| matches!(status, Status::Unchanged | Status::Relocated);
        !self.files.values().all(same) || !self.is_interchangeable()
    }

    /// The run would write something, were it only which pages it read.
    pub fn is_stale(&self) -> bool {
        !self.manifest_is_current() || self.files.values().any(|status| *status != Status::Unchanged)
    }

    /// The manifest differs in nothing but pages, and in the files that say where on them facts stand.
    fn is_interchangeable(&self) -> bool {
        let Some(old) = &self.old else { return false };
        self.manifest_is_current() || beside_pages(old) == beside_pages(&self.manifest)
    }

    fn manifest_is_current(&self) -> bool {
        self.found == self.manifest.to_text().as_bytes()
    }

    pub fn with(&self, status: Status) -> impl Iterator<Item = &str> {
        self.files.iter().filter(move |(_, s)| **s == status).map(|(path, _)| path.as_str())
    }

    /// The files that a run writes, by what was wrong with them.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        [Status::Relocated, Status::Changed, Status::Missing, Status::HandEdited]
            .into_iter()
            .flat_map(|status| self.with(status))
    }

    pub fn count(&self, status: Status) -> usize {
        self.with(status).count()
    }

    /// The files that a run writes: all that should be there and are not as they should be.
    pub(super) fn to_write(&self) -> impl Iterator<Item = (&str, &str)> {
        let differs = |path: &String| self.files.get(path).is_some_and(|s| *s != Status::Unchanged);
        self.new.0.iter().filter(move |(path, _)| differs(path)).map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The pages that differ from those which the crate was generated from; empty for a folder without a crate.
    pub fn pages(&self) -> BTreeMap<&str, Change> {
        let Some(old) = &self.old else { return BTreeMap::new() };
        let (old, new) = (&old.inputs.pages, &self.manifest.inputs.pages);
        let now = new.iter().filter_map(|(page, hash)| match old.get(page) {
            None => Some((page.as_str(), Change::Added)),
            Some(before) if before != hash => Some((page.as_str(), Change::Changed)),
            Some(_) => None,
        });
        let removed = old.keys().filter(|page| !new.contains_key(*page)).map(|page| (page.as_str(), Change::Removed));
        now.chain(removed).collect()
    }

    /// The crate was generated with other settings, from which all else follows.
    pub fn has_other_settings(&self) -> bool {
        let now = &self.manifest.inputs.settings;
        let loose = now.options.loose;
        self.old.as_ref().is_some_and(|old| Options { loose, ..old.inputs.settings.options.clone() } != now.options)
    }

    /// What else differs from the run that generated the crate: its settings, its generator.
    pub fn circumstances(&self) -> Vec<String> {
        let Some(old) = &self.old else { return Vec::new() };
        let (before, now) = (&old.inputs.settings, &self.manifest.inputs.settings);
        let mut out = Vec::new();
        if old.generator != self.manifest.generator {
            out.push(format!(
                "it was generated by version {} of msgraph-docgen; this is {}",
                old.generator, self.manifest.generator
            ));
        }
        let corrections_differ = before.corrections != now.corrections;
        let (before, now) = (&before.options, &now.options);
        if before.crate_name != now.crate_name {
            out.push(format!("it was generated as `{}`, not `{}`", before.crate_name, now.crate_name));
        }
        if before.select != now.select {
            out.push(format!("it was generated with {} selected, not {}", globs(&before.select), globs(&now.select)));
        }
        if before.api != now.api {
            let version = |api: Option<ApiVersion>| api.map_or("every version", ApiVersion::segment);
            out.push(format!("it was generated from {} of the docs, not {}", version(before.api), version(now.api)));
        }
        if before.prefer != now.prefer {
            out.push(format!("it was generated with --prefer {}, not {}", before.prefer.as_str(), now.prefer.as_str()));
        }
        let (crate_name, select) = (now.crate_name.clone(), now.select.clone());
        let named = Options { crate_name, select, api: now.api, prefer: now.prefer, ..before.clone() };
        if named != (Options { loose: named.loose, ..now.clone() }) {
            out.push("it was generated with another edition, module, features or package fields".to_owned());
        }
        if corrections_differ {
            out.push("the corrections in docgen.toml have changed".to_owned());
        }
        out.extend(changes_of_metadata(&old.inputs.metadata, &self.manifest.inputs.metadata));
        out
    }
}

/// What runs before have left in the folder.
struct Before {
    out: PathBuf,
    manifest: Option<Manifest>,
    /// The manifest that a killed run would have left.
    journalled: Option<Manifest>,
    /// As [`Plan::adopted`].
    adopted: Option<String>,
}

impl Before {
    fn read(out: &Path) -> Result<Self, DriftError> {
        require_ours(out)?;
        let (manifest, journalled) = (Manifest::read(out)?, stage::journalled(out)?);
        let mut before = Self { out: out.to_owned(), manifest, journalled, adopted: None };
        let known = before.recorded(FILE_NAME).into_iter().cloned().collect::<Vec<_>>();
        let alone = before.manifest.is_none().then(|| hash_of(&out.join(FILE_NAME))).flatten();
        before.adopted = alone.filter(|hash| !known.contains(hash));
        Ok(before)
    }

    /// A killed run had moved some of its files into place: what its journal lists is the generator's as well.
    fn owned(&self) -> impl Iterator<Item = &BTreeMap<String, String>> {
        self.manifest.iter().chain(&self.journalled).map(|manifest| &manifest.files)
    }

    /// The hashes of what runs wrote to a path, and of the settings that somebody put there.
    fn recorded(&self, path: &str) -> Vec<&String> {
        let adopted = self.adopted.iter().filter(|_| path == FILE_NAME);
        self.owned().filter_map(|files| files.get(path)).chain(adopted).collect()
    }

    fn plan<'t>(
        self,
        mut files: BTreeMap<String, Status>,
        new: &'t FileTree,
        manifest: Manifest,
        settings: Option<&Path>,
    ) -> Result<Plan<'t>, DriftError> {
        let out = self.out.as_path();
        for path in self.owned().flat_map(BTreeMap::keys).filter(|path| !manifest.files.contains_key(*path)) {
            require_no_link(out, path)?;
            let Ok(found) = fs::symlink_metadata(out.join(path)) else { continue };
            let as_recorded = found.is_file() && self.owned().any(|files| is_recorded(out, path, files));
            if !found.is_dir() {
                files.insert(path.clone(), if as_recorded { Status::LeftOver } else { Status::Kept });
            }
        }
        // What stands alone in the folder was written by somebody.
        let edited = match files.get(FILE_NAME) {
            Some(Status::HandEdited) => true,
            Some(Status::Changed) => self.adopted.is_some(),
            _ => false,
        };
        let own_settings = out.join(FILE_NAME);
        let uses_own_settings = settings.is_some_and(|used| real(used) == real(&own_settings));
        let text = fs::read(out.join(MANIFEST)).unwrap_or_default();
        let found = with_plain_line_ends(&text).into_owned();
        Ok(Plan {
            files,
            manifest,
            old: self.manifest,
            interrupted: self.journalled.is_some(),
            new,
            adopted: self.adopted,
            uses_own_settings,
            foreign_settings: (edited && !uses_own_settings).then_some(own_settings),
            found,
            out: self.out,
        })
    }
}

fn changes_of_metadata(
    was: &BTreeMap<ApiVersion, String>,
    is: &BTreeMap<ApiVersion, String>,
) -> impl Iterator<Item = String> {
    ApiVersion::ALL.into_iter().filter_map(|api| match (was.get(&api), is.get(&api)) {
        (Some(was), Some(is)) if was != is => Some(format!("the metadata of {api} has changed")),
        (Some(_), None) => Some(format!("it was generated with the metadata of {api}, and this run has none")),
        (None, Some(_)) => Some(format!("it was generated without the metadata of {api}")),
        _ => None,
    })
}

fn globs(select: &[String]) -> String {
    if select.is_empty() { "everything".to_owned() } else { format!("'{}'", select.join("' '")) }
}

/// A folder is the generator's when it has a manifest or a staged run; a new one when nothing but hidden files and a settings
/// file is in it.
pub(super) fn require_ours(out: &Path) -> Result<(), DriftError> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound && out.is_symlink() => {
            return Err(DriftError::Dangling(out.to_owned()));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(DriftError::NotAFolder(out.to_owned())),
        Err(error) => return Err(DriftError::io(out)(error)),
    };
    stage::require_own(out)?;
    if out.join(MANIFEST).is_file() || stage::is_interrupted(out) {
        return Ok(());
    }
    for entry in entries {
        let entry = entry.map_err(DriftError::io(out))?;
        let name = entry.file_name();
        if !name.to_string_lossy().starts_with('.') && name != FILE_NAME {
            return Err(DriftError::NotOurs(out.to_owned()));
        }
    }
    Ok(())
}

fn status(out: &Path, path: &str, text: &str, recorded: &[&String]) -> Result<Status, DriftError> {
    require_no_link(out, path)?;
    let full = out.join(path);
    let metadata = match fs::symlink_metadata(&full) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Status::Missing);
        }
        Err(error) => return Err(DriftError::io(&full)(error)),
    };
    if metadata.is_dir() {
        return Err(DriftError::InTheWay(full));
    }
    // What a link points to is not looked at; the link itself stands where a file was written.
    let content = if metadata.is_file() { Some(fs::read(&full).map_err(DriftError::io(&full))?) } else { None };
    match content {
        Some(content) if with_plain_line_ends(&content) == text.as_bytes() => Ok(Status::Unchanged),
        _ if recorded.is_empty() => Err(DriftError::InTheWay(full)),
        Some(content) if recorded.contains(&&hash_of_text(&content)) => {
            let relocated =
                holds_places(path) && surface::differ_in_lines_alone(&String::from_utf8_lossy(&content), text);
            Ok(if relocated { Status::Relocated } else { Status::Changed })
        }
        _ => Ok(Status::HandEdited),
    }
}

/// What a manifest says beside the pages: their hashes, the places on them, and the version that follows from both.
fn beside_pages(manifest: &Manifest) -> impl PartialEq {
    let Manifest { about, format, generator, inputs, files } = manifest;
    let Inputs { settings, pages: _, metadata: _, version_due: _ } = inputs;
    let files: Vec<_> = files.iter().filter(|(path, _)| !holds_places(path)).collect();
    (about, format, generator, settings, files)
}

/// Whether this is a file that says where in the docs each fact of the API stands.
fn holds_places(path: &str) -> bool {
    ApiVersion::ALL.into_iter().any(|api| surface::paths(api)[1] == path)
}

/// The hash of a file, where there is one that can be read.
pub(super) fn hash_of(path: &Path) -> Option<String> {
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file.then(|| fs::read(path).ok().map(|content| hash_of_text(&content))).flatten()
}

/// Whether a file is what a run wrote: a manifest's word alone is not enough to remove it.
pub(super) fn is_recorded(out: &Path, path: &str, files: &BTreeMap<String, String>) -> bool {
    files
        .get(path)
        .is_some_and(|recorded| read_file(&out.join(path)).is_ok_and(|content| hash_of_text(&content) == *recorded))
}

/// Whether every file is in the folder as these hashes say, and by no link.
fn are_recorded(out: &Path, files: &BTreeMap<String, String>) -> bool {
    let is_plain = |path: &Path| path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    let folders: BTreeSet<&Path> = files.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    let own = |folder: &&Path| folder.as_os_str().is_empty() || is_plain(&out.join(folder));
    let is_file = |path: &str| out.join(path).symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    folders.iter().all(own)
        && files.par_iter().all(|(path, _)| {
            require_inside(path, "the new crate").is_ok() && is_file(path) && is_recorded(out, path, files)
        })
}

/// No folder on the way to the file may be a link: it could lead anywhere.
pub(super) fn require_no_link(out: &Path, path: &str) -> Result<(), DriftError> {
    let mut at = out.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        if parts.peek().is_some() && fs::symlink_metadata(&at).is_ok_and(|m| !m.is_dir()) {
            return Err(DriftError::InTheWay(at));
        }
    }
    Ok(())
}
