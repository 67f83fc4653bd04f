//! The files that every generated crate carries, copied from `generator/runtime/` and `generator/harness/`.

use include_dir::{Dir, include_dir};

static RUNTIME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime");

/// What the tests of the documented examples share: names and contents.
pub const HARNESS: &[(&str, &str)] = &[
    ("service.rs", include_str!("../../harness/service.rs")),
    ("support.rs", include_str!("../../harness/support.rs")),
];

/// Paths below `src/runtime/` and contents, in the order of the paths. Examples in their docs name this crate.
pub fn files(krate: &str) -> impl Iterator<Item = (String, String)> {
    let named = format!("{krate}::");
    let mut files = Vec::new();
    let mut folders = vec![&RUNTIME];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        let texts = folder.files().filter_map(|f| Some((f.path().to_str()?.to_owned(), f.contents_utf8()?.to_owned())));
        files.extend(texts);
    }
    files.sort();
    files.into_iter().map(move |(path, text)| (path, text.replace("msgraph::", &named)))
}
