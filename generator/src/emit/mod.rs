//! From the plan to the files of a crate: tokens, layout, files. Emitters are pure: the same plan gives the same bytes.

mod cfg;
mod deprecation;
mod docs;
mod examples;
mod facts;
mod fit;
mod format;
mod function_docs;
mod functions;
mod ident;
mod introduction;
mod item;
mod krate;
mod lints;
mod mock;
mod models;
mod operation;
mod package;
mod parameters;
mod permissions;
mod programs;
mod query;
mod runtime;
mod scene;

use crate::file_tree::{FileTree, WrittenTwice};
use crate::plan::Plan;
use crate::source::ApiVersion;

/// A fault of the emitter.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error(transparent)]
    Twice(#[from] WrittenTwice),
    #[error("the code of `{path}` cannot be formatted: {source}")]
    Format { path: String, source: syn::Error },
}

/// Writes the planned crate, or module tree.
///
/// # Errors
/// When what is written is no code, or two files have one path: faults of the emitter.
pub fn emit(plan: &Plan<'_>) -> Result<FileTree, EmitError> {
    fit::fit(krate::emit(&plan.versions, plan.options)?, plan.options)
}

/// A link to the page that Microsoft publishes from this file; none for a loose page, whose name says nothing.
fn page_link(api: ApiVersion, file: &str) -> Option<String> {
    let stem = file.strip_suffix(".md")?;
    let path = stem.strip_prefix("api/").or_else(|| stem.starts_with("resources/").then_some(stem))?;
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
    let view = match api {
        ApiVersion::V1 => "graph-rest-1.0",
        ApiVersion::Beta => "graph-rest-beta",
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    plain.then(|| format!("[{name}](https://learn.microsoft.com/graph/api/{path}?view={view})").replace('_', "\\_"))
}
