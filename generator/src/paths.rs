//! Paths of folders that need not exist yet.

use std::path::{Component, Path, PathBuf};

/// A path without links and `..`, whether or not its last parts exist.
pub fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in absolute.components() {
        if part == Component::ParentDir {
            out.pop();
        } else {
            out.push(part);
        }
        // What is not there yet holds no links.
        out = out.canonicalize().unwrap_or(out);
    }
    out
}
