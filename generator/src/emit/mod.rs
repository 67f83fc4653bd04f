//! From the IR to the files of a crate. Emitters are pure: the same IR and options give the same bytes.

mod tree;

pub use tree::FileTree;

use crate::ir::Ir;

/// What the caller may decide about the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The package's name.
    pub crate_name: String,
    /// Globs over request paths, such as `/deviceManagement/**`; empty selects everything.
    pub select: Vec<String>,
    /// The docs hold no version folders: they are a selection by themselves.
    pub loose: bool,
}

/// Why no crate can be made.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error("the glob `{glob}` cannot be read: {source}")]
    Glob { glob: String, source: globset::Error },
    #[error("no endpoint matches {globs}")]
    NothingSelected { globs: String },
    #[error("`{name}` is not a package name: use letters, digits, `-` and `_`, beginning with a letter")]
    CrateName { name: String },
}

/// Writes the crate of one or both API versions into a file tree.
///
/// # Errors
/// When the options select nothing, or do not make sense.
pub fn emit(_versions: &[Ir], _options: &Options) -> Result<FileTree, EmitError> {
    Ok(FileTree::default())
}
