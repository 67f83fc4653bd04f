//! Paths of folders that need not exist yet, files that need not be files, and paths as parts of a URI.

use std::io::{Error, ErrorKind, Result};
use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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

/// The content of a file: a pipe or a device in its place may never end.
///
/// # Errors
/// As [`std::fs::read`]; also when something else stands there.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    if path.metadata()?.is_file() {
        std::fs::read(path)
    } else {
        Err(Error::new(ErrorKind::InvalidInput, "it is no file"))
    }
}

/// The text of a file, as [`read_file`] gives its content.
///
/// # Errors
/// As [`read_file`]; also when it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read_file(path)?).map_err(|error| Error::new(ErrorKind::InvalidData, error))
}

/// What a URI's path may hold as it is.
const URI: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path, with `/` between its parts, as it stands in a URI.
pub fn uri(path: &str) -> String {
    utf8_percent_encode(path, URI).to_string()
}

/// Whether a folder, which need not exist yet, lies in another.
pub fn lies_in(folder: &Path, other: &Path) -> bool {
    other.exists() && real(folder).starts_with(real(other))
}
