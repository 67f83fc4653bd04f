//! Compares the output folder with what it should hold.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::folder::{Status, are_recorded, hash_of, holds_places, is_recorded, require_no_link, status};
use super::manifest::{Inputs, MANIFEST, Manifest, require_inside};
use super::{DriftError, journal};
use crate::config::FILE_NAME;
use crate::file_tree::FileTree;
use crate::hash::with_plain_line_ends;
use crate::paths::real;

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
        if journal::is_left(out) || !are_recorded(out, &hashes) {
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
        let (manifest, journalled) = (Manifest::read(out)?, journal::journalled(out)?);
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
        mut manifest: Manifest,
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
        // What stands alone in the folder was written by somebody, and so was what a run has taken from there.
        let were_own = self.manifest.as_ref().is_some_and(|manifest| manifest.inputs.own_settings);
        let edited = match files.get(FILE_NAME) {
            Some(Status::HandEdited) => true,
            Some(Status::Changed) => self.adopted.is_some() || were_own,
            _ => false,
        };
        let own_settings = out.join(FILE_NAME);
        let uses_own_settings = settings.is_some_and(|used| real(used) == real(&own_settings));
        // Settings that nobody touched are those of whoever generated the crate, also where they are taken from there.
        let is_touched = match &self.manifest {
            Some(old) => old.files.get(FILE_NAME) != manifest.files.get(FILE_NAME),
            None => files.get(FILE_NAME).is_some_and(|status| *status == Status::Changed),
        };
        manifest.inputs.own_settings = uses_own_settings && (is_touched || were_own);
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
    journal::require_own(out)?;
    if out.join(MANIFEST).is_file() || journal::is_interrupted(out) {
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

/// What a manifest says beside the pages: their hashes, the places on them, and the version that follows from both.
fn beside_pages(manifest: &Manifest) -> impl PartialEq {
    let Manifest { about, format, generator, inputs, files } = manifest;
    let Inputs { settings, pages: _, metadata: _, version_due: _, own_settings: _ } = inputs;
    let files: Vec<_> = files.iter().filter(|(path, _)| !holds_places(path)).collect();
    (about, format, generator, settings, files)
}
