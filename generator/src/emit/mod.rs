//! From the IR to the files of a crate: plan (names, endpoints, slices) → tokens → files.
//! Emitters are pure: the same IR and options give the same bytes.

mod cfg;
mod closure;
mod deprecation;
mod docs;
mod endpoints;
mod examples;
mod explain;
mod facts;
mod fit;
mod format;
mod function_docs;
mod functions;
mod introduction;
mod item;
mod krate;
mod least;
mod lints;
mod mock;
mod models;
mod names;
mod operation;
mod options;
mod package;
mod parameters;
mod permissions;
mod placement;
mod plan;
mod programs;
mod runtime;
mod scene;
mod select;
mod selector;
mod settings;
mod surface;
mod tree;

pub use closure::Need;
pub use explain::{Explanation, Start, Step, explain};
pub use least::{Least, Needed, least};
pub use select::Selection;
pub use selector::spelled;
pub use settings::{Edition, Options, Package};
pub use tree::FileTree;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::Ir;
use crate::source::ApiVersion;
use crate::surface::Surface;
use plan::VersionPlan;

/// Why nothing can be written.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error("the glob `{glob}` cannot be read: {source}")]
    Glob { glob: String, source: globset::Error },
    #[error("nothing matches '{selector}'; {help}")]
    NothingSelected { selector: String, help: String },
    #[error("`{name}` is not a package name: use letters, digits, `-` and `_`, beginning with a letter")]
    CrateName { name: String },
    #[error("`{path}` is not where a module can stand: write it like `graph` or `vendor::graph`")]
    Module { path: String },
    #[error("a crate has all features, for its users to choose: `features` is for a module tree, with `module`")]
    FeaturesOfCrate,
    #[error("the feature `{name}` needs the client, which `no-client` leaves out; drop one of the two")]
    FeatureOfClient { name: String },
    #[error("there is no feature `{name}` to choose; there are: {known}")]
    Feature { name: String, known: String },
    #[error("the docs know no type `{name}`; {help}")]
    NoType { name: String, help: String },
    #[error("two things would be written to `{path}`")]
    Twice { path: String },
    #[error("the code of `{path}` cannot be formatted: {source}")]
    Format { path: String, source: syn::Error },
}

/// Writes one or both API versions into a file tree: a crate, or a module tree.
///
/// # Errors
/// When a part of the selection selects nothing, or the options do not make sense.
pub fn emit(versions: &[Ir], options: &Options) -> Result<FileTree, EmitError> {
    let plans = plan(versions, options)?;
    fit::fit(krate::emit(&plans, options)?, options)
}

/// What the crate would offer.
///
/// # Errors
/// As [`emit`].
pub fn surfaces(versions: &[Ir], options: &Options) -> Result<Vec<Surface>, EmitError> {
    let plans = plan(versions, options)?;
    Ok(plans.par_iter().map(|plan| surface::lower(plan, options)).collect())
}

/// The versions of which something is selected.
fn plan<'a>(versions: &'a [Ir], options: &Options) -> Result<Vec<VersionPlan<'a>>, EmitError> {
    options.validate()?;
    let selection = Selection::parse(&options.select)?;
    let mut plans = plan_all(versions, options, &selection)?;
    plans.retain(|plan| selection.is_everything() || !plan.models.is_empty() || !plan.endpoints.is_empty());
    Ok(plans)
}

/// What each version gives; each part of the selection must select something in one of them.
fn plan_all<'a>(
    versions: &'a [Ir],
    options: &Options,
    selection: &Selection,
) -> Result<Vec<VersionPlan<'a>>, EmitError> {
    let plans: Vec<VersionPlan<'a>> = versions.iter().map(|ir| VersionPlan::new(ir, options, selection)).collect();
    let used: BTreeSet<usize> = plans.iter().flat_map(|plan| plan.selectors.iter().copied()).collect();
    selection.require_all(&used, versions)?;
    Ok(plans)
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
