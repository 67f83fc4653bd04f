//! What is in the output folder, file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::DriftError;
use super::manifest::require_inside;
use crate::hash::{hash_of_text, with_plain_line_ends};
use crate::paths::read_file;
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

/// How a file stands to its new text. `recorded` are the hashes of what runs wrote there.
pub(super) fn status(out: &Path, path: &str, text: &str, recorded: &[&String]) -> Result<Status, DriftError> {
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

/// Whether this is a file that says where in the docs each fact of the API stands.
pub(super) fn holds_places(path: &str) -> bool {
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
pub(super) fn are_recorded(out: &Path, files: &BTreeMap<String, String>) -> bool {
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
