//! What a run says of its work before it does it, so that the next one can complete it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::DriftError;
use super::manifest::{MANIFEST, Manifest, require_inside};

/// The folder that the files wait in.
pub(super) const STAGING: &str = ".docgen-staging";

/// What is left to do once everything is staged.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) moves: Vec<String>,
    pub(super) removes: Vec<String>,
    pub(super) manifest: Manifest,
    /// The hash of the settings file that stood alone in the folder, which the new one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) adopted: Option<String>,
}

pub(super) fn journal(out: &Path) -> PathBuf {
    out.join(STAGING).join("journal.json")
}

/// What a run works with must be its own: a link could lead it anywhere.
pub(super) fn require_own(out: &Path) -> Result<(), DriftError> {
    let (staging, journal) = (out.join(STAGING), journal(out));
    for (path, folder) in [(staging, true), (journal, false), (out.join(MANIFEST), false)] {
        match fs::symlink_metadata(&path) {
            Ok(found) if folder && found.is_dir() || !folder && found.is_file() => {}
            Ok(_) => return Err(DriftError::InTheWay(path)),
            Err(_) => {}
        }
    }
    Ok(())
}

/// A run was killed after it had staged everything.
pub(super) fn is_interrupted(out: &Path) -> bool {
    journal(out).is_file()
}

/// A run was killed, and has left some of its work.
pub(super) fn is_left(out: &Path) -> bool {
    out.join(STAGING).symlink_metadata().is_ok()
}

pub(super) fn read_journal(out: &Path) -> Result<Option<Journal>, DriftError> {
    if !is_interrupted(out) {
        return Ok(None);
    }
    let path = journal(out);
    let text = fs::read(&path).map_err(DriftError::io(&path))?;
    let journal: Journal = serde_json::from_slice(&text)
        .map_err(|e| DriftError::BadManifest { path: path.clone(), why: e.to_string() })?;
    for file in journal.moves.iter().chain(&journal.removes).chain(journal.manifest.files.keys()) {
        require_inside(file, path.display())?;
    }
    Ok(Some(journal))
}

/// The manifest that a killed run would have left.
pub(super) fn journalled(out: &Path) -> Result<Option<Manifest>, DriftError> {
    Ok(read_journal(out)?.map(|journal| journal.manifest))
}

/// Where the file of the journal's move with this number waits.
pub(super) fn staged(staging: &Path, number: usize) -> PathBuf {
    staging.join("files").join(number.to_string())
}
