//! From the plan to the files of a crate: what is said of each thing (`docs`), how it is written (`code`, `tests`), what makes
//! it a package, and how the files fit what is decided when they are written. The same plan gives the same bytes.

mod code;
mod docs;
mod files;
mod fitting;
mod formatting;
mod ident;
mod layout;
mod package;
mod tests;
mod type_paths;

use crate::cache::Cache;
use crate::file_tree::{FileTree, WrittenTwice};
#[cfg(feature = "mock")]
use crate::plan::{Examples, VersionPlan};
use crate::plan::{Options, Plan};

#[cfg(feature = "cli")]
pub use docs::LINE_END;
#[cfg(feature = "cli")]
pub use files::{code_of, map_code};
#[cfg(feature = "cli")]
pub use ident::spelled;

/// A fault of the emitter.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error(transparent)]
    Twice(#[from] WrittenTwice),
    #[error("the code of `{path}` cannot be formatted: {source}")]
    Format { path: String, source: syn::Error },
}

/// What the mock service knows of a version: its types, and the endpoints of each slice, each a line of JSON.
#[cfg(feature = "mock")]
pub fn documented(plan: &VersionPlan<'_>) -> (String, Vec<String>) {
    code::MockDocumented::new(plan, &Examples::new(plan)).texts()
}

/// What a crate, or the crate that a module tree stands in, depends on, as its manifest says it.
pub fn dependencies(options: &Options) -> toml::Table {
    package::dependencies(options)
}

/// Writes the planned crate, or module tree. Files whose code is what it was are taken from the cache.
///
/// # Errors
/// When what is written is no code, or two files have one path: faults of the emitter.
pub fn emit(plan: &Plan<'_>, cache: Option<&Cache>) -> Result<FileTree, EmitError> {
    fitting::fit(files::emit(&plan.versions, plan.options, cache)?, plan.options)
}
