//! The files that every generated crate carries, copied verbatim from `generator/runtime/` and `generator/harness/`.

use include_dir::{Dir, include_dir};

static RUNTIME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime");

/// What the tests of the documented examples share.
pub const HARNESS: &str = include_str!("../../harness/support.rs");

/// File names and contents, in the order of the names.
pub fn files() -> impl Iterator<Item = (String, String)> {
    let mut files: Vec<_> =
        RUNTIME.files().filter_map(|f| Some((f.path().to_str()?.to_owned(), f.contents_utf8()?.to_owned()))).collect();
    files.sort();
    files.into_iter()
}
