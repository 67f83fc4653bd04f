//! Where the docs may be, for a message about a folder that does not hold them.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// No folder is opened after so many entries: this one may be somebody's home.
const MAX_ENTRIES: usize = 10_000;
const MAX_DEPTH: usize = 3;

/// A folder below that looks like docs: it holds a folder of a version, of `api/` and `resources/`, or `api-reference/`.
pub fn docs_below(folder: &Path) -> Option<PathBuf> {
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let mut seen = 0;
    let folders = WalkDir::new(folder)
        .min_depth(1)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |e| {
            seen += 1;
            e.depth() == 0 || seen <= MAX_ENTRIES && e.file_type().is_dir() && !hidden(e.file_name())
        })
        .flatten();
    let mut candidates: Vec<_> =
        folders.filter(|e| looks_like_docs(e.path())).map(|e| (e.depth(), e.into_path())).collect();
    candidates.sort();
    candidates.into_iter().next().map(|(_, path)| path)
}

fn looks_like_docs(folder: &Path) -> bool {
    let holds = |name: &str| folder.join(name).is_dir();
    let version = |name: &str| holds(&format!("{name}/api")) || holds(&format!("{name}/resources"));
    version("v1.0") || version("beta") || version("api-reference/v1.0") || holds("api") && holds("resources")
}
