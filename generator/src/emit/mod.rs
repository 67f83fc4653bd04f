//! From the plan to the files of a crate: what is said of each thing (`docs`), how it is written (`code`, `tests`), what makes
//! it a package, and how the files fit what is decided when they are written. The same plan gives the same bytes.

mod code;
mod docs;
mod files;
mod fitting;
mod formatting;
mod ident;
mod layout;
mod literal;
mod package;
mod tests;
mod type_paths;

use std::collections::BTreeMap;

use crate::cache::Cache;
use crate::file_tree::{FileTree, WrittenTwice};
#[cfg(feature = "mock")]
use crate::plan::Examples;
use crate::plan::{Options, Plan, VersionPlan};
use crate::source::ApiVersion;

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

/// What runs before kept of an output.
#[derive(Debug)]
pub struct KeptOutput {
    /// That of the output.
    pub cache: Cache,
    /// Of each version, what differs where its files can; none where nothing tells.
    pub made_of: BTreeMap<ApiVersion, String>,
}

impl KeptOutput {
    fn of_version(&self, plan: &VersionPlan<'_>) -> formatting::Kept<'_> {
        let made_of = self.made_of.get(&plan.ir.api).map(String::as_str);
        formatting::Kept { cache: &self.cache, name: plan.module, made_of }
    }

    /// Of the files that are of no version.
    fn of_all_versions(&self) -> formatting::Kept<'_> {
        formatting::Kept { cache: &self.cache, name: "all", made_of: None }
    }
}

/// Writes the planned crate, or module tree. Files whose code is what it was are taken from what was kept.
///
/// # Errors
/// When what is written is no code, or two files have one path: faults of the emitter.
pub fn emit(plan: &Plan<'_>, kept: Option<&KeptOutput>) -> Result<FileTree, EmitError> {
    fitting::fit(files::emit(&plan.versions, plan.options, kept)?, plan.options)
}
