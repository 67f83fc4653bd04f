//! What the crate will hold, before any code: which endpoints and types are selected, what everything is called, where it
//! stands, and which features it belongs to. All of that is decided here, once; the rooms above read it.

mod called;
mod closure;
mod endpoint;
mod error;
mod examples;
mod explain;
pub(crate) mod features;
mod least;
mod models;
pub(crate) mod names;
mod options;
mod permission_tables;
mod placement;
mod query_options;
mod scalars;
mod selection;
mod selector;
mod shared_parameters;
mod shown;
mod sibling;
mod url;
mod version;

pub use called::{Called, typed_shape};
pub use closure::Need;
pub use endpoint::{Endpoint, placeholders};
pub use error::{PlanError, Unmatched};
pub use examples::{Example, Examples, Shown};
pub use explain::{Explanation, Start, Step, explain};
pub use features::optional_features;
pub use least::{Least, Needed, least};
pub use models::{FieldPlan, ModelPlan, ValueEnum, parameter_fields, variants};
pub use options::{Edition, Options, Package, Prefer};
pub use permission_tables::{Table, tables};
pub use query_options::abilities;
pub use scalars::rust_type;
pub use selection::Selection;
pub use selector::{By, Selector, ancestors, spelled};
pub use shared_parameters::{ParameterStruct, SharedParameters};
pub use sibling::{Sibling, siblings};
pub use url::{UrlTemplate, pairs, parts};
pub use version::VersionPlan;

use std::collections::BTreeSet;

use crate::model::Ir;

/// What a crate, or a module tree, will hold of one or both API versions.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Those of which something is selected.
    pub versions: Vec<VersionPlan<'a>>,
    pub options: &'a Options,
}

/// Plans the output for these docs.
///
/// # Errors
/// When a part of the selection selects nothing, or the options do not make sense.
pub fn plan<'a>(versions: &'a [Ir], options: &'a Options) -> Result<Plan<'a>, PlanError> {
    options.validate()?;
    let selection = Selection::parse(&options.select)?;
    let mut versions = plan_all(versions, options, &selection)?;
    versions.retain(|plan| selection.is_everything() || !plan.models.is_empty() || !plan.endpoints.is_empty());
    Ok(Plan { versions, options })
}

/// What each version gives; each part of the selection must select something in one of them.
fn plan_all<'a>(
    versions: &'a [Ir],
    options: &Options,
    selection: &Selection,
) -> Result<Vec<VersionPlan<'a>>, PlanError> {
    let plans: Vec<VersionPlan<'a>> = versions.iter().map(|ir| VersionPlan::new(ir, options, selection)).collect();
    let used: BTreeSet<usize> = plans.iter().flat_map(|plan| plan.selectors.iter().copied()).collect();
    selection.require_all(&used, versions)?;
    Ok(plans)
}
