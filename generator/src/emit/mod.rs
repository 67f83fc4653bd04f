//! From the IR to the files of a crate: plan (names, endpoints, slices) → tokens → files.
//! Emitters are pure: the same IR and options give the same bytes.

mod docs;
mod endpoints;
mod examples;
mod format;
mod functions;
mod krate;
mod models;
mod names;
mod options;
mod package;
mod parameters;
mod permissions;
mod placement;
mod plan;
mod programs;
mod runtime;
mod surface;
mod tree;

pub use tree::FileTree;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rayon::prelude::*;

use crate::ir::Ir;
use crate::source::ApiVersion;
use crate::surface::Surface;
use plan::VersionPlan;

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

impl Options {
    /// A selection is compiled as a whole unless its user asks for less; the whole of the docs only in slices.
    fn is_selection(&self) -> bool {
        self.loose || !self.select.is_empty()
    }
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
    #[error("the code of `{path}` cannot be formatted: {source}")]
    Format { path: String, source: syn::Error },
}

/// Writes the crate of one or both API versions into a file tree.
///
/// # Errors
/// When the options select nothing, or do not make sense.
pub fn emit(versions: &[Ir], options: &Options) -> Result<FileTree, EmitError> {
    krate::emit(&plan(versions, options)?, options)
}

/// What the crate would offer.
///
/// # Errors
/// As [`emit`].
pub fn surfaces(versions: &[Ir], options: &Options) -> Result<Vec<Surface>, EmitError> {
    let plans = plan(versions, options)?;
    Ok(plans.par_iter().map(|plan| surface::lower(plan, options)).collect())
}

fn plan<'a>(versions: &'a [Ir], options: &Options) -> Result<Vec<VersionPlan<'a>>, EmitError> {
    check_crate_name(&options.crate_name)?;
    let globs = globs(&options.select)?;
    let selected = |path: &str| options.select.is_empty() || globs.is_match(path.to_lowercase());
    let keep_unreached = options.select.is_empty();
    let krate = options.crate_name.replace('-', "_");
    let plans: Vec<VersionPlan<'_>> =
        versions.iter().map(|ir| VersionPlan::new(ir, krate.clone(), &selected, keep_unreached)).collect();
    if !options.select.is_empty() && plans.iter().all(|p| p.endpoints.is_empty()) {
        return Err(EmitError::NothingSelected { globs: options.select.join(", ") });
    }
    Ok(plans)
}

fn check_crate_name(name: &str) -> Result<(), EmitError> {
    let valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && name.len() <= 64;
    let module = name.replace('-', "_");
    let keyword = syn::parse_str::<syn::Ident>(&module).is_err();
    if valid && !keyword { Ok(()) } else { Err(EmitError::CrateName { name: name.to_owned() }) }
}

fn globs(select: &[String]) -> Result<GlobSet, EmitError> {
    let mut set = GlobSetBuilder::new();
    for glob in select {
        let error = |source| EmitError::Glob { glob: glob.clone(), source };
        // Placeholders hold braces, which mean alternatives in a glob.
        let text = glob.to_lowercase().replace('{', "\\{").replace('}', "\\}");
        for text in [text.trim_end_matches("/**").to_owned(), text.clone()] {
            set.add(GlobBuilder::new(&text).literal_separator(true).backslash_escape(true).build().map_err(error)?);
        }
    }
    set.build().map_err(|source| EmitError::Glob { glob: select.join(", "), source })
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
