//! Why a type is in the output: the shortest way to it from what is selected.

use serde::Serialize;

use super::closure::{Need, Needs};
use super::endpoint::Endpoint;
use super::version::VersionPlan;
use super::{Options, PlanError, Selection, plan_all};
use crate::diagnostic::nearest;
use crate::model::{Ir, Method, Source, TypeName};
use crate::source::ApiVersion;

/// The way to a type in one version of the docs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    pub api: ApiVersion,
    #[serde(rename = "type")]
    pub ty: String,
    /// None when the selection names a type rather than an endpoint, or does not reach the type at all.
    pub endpoint: Option<Start>,
    /// From the endpoint to the type; empty when the type is not in the output. One that nothing needs is there because
    /// everything is.
    pub steps: Vec<Step>,
}

/// The endpoint that a way begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Start {
    pub method: Method,
    pub path: String,
    pub source: Source,
}

/// A type on the way, and how what stands before it needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub need: Need,
    #[serde(rename = "type")]
    pub ty: String,
    /// Where the docs say so.
    pub source: Option<Source>,
}

/// Explains a type in each version that documents it.
///
/// # Errors
/// When no version does, or the options select nothing.
pub fn explain(versions: &[Ir], options: &Options, name: &str) -> Result<Vec<Explanation>, PlanError> {
    let selection = Selection::parse(&options.select)?;
    let plans = plan_all(versions, options, &selection)?;
    let places = plans.iter().filter_map(|plan| Some((plan, find(plan.ir, name)?)));
    let out: Vec<Explanation> = places.map(|(plan, name)| explain_in(plan, &selection, name)).collect();
    if out.is_empty() {
        let known: Vec<String> = versions.iter().flat_map(|ir| ir.types.keys()).map(TypeName::to_string).collect();
        let short = versions.iter().flat_map(|ir| ir.types.keys()).map(|known| known.name.as_str());
        let near = nearest(name, known.iter().map(String::as_str).chain(short));
        let help = near.map_or_else(
            || "name it as the docs do, such as `user` or `microsoft.graph.user`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(PlanError::NoType { name: name.to_owned(), help });
    }
    Ok(out)
}

/// A type by its full name, or by its own, whatever the case.
fn find<'i>(ir: &'i Ir, name: &str) -> Option<&'i TypeName> {
    let wanted = TypeName::parse(name);
    ir.types
        .get_key_value(&wanted)
        .map(|(name, _)| name)
        .or_else(|| ir.types.keys().find(|known| known.name.eq_ignore_ascii_case(name)))
}

fn explain_in(plan: &VersionPlan<'_>, selection: &Selection, name: &TypeName) -> Explanation {
    let needs = Needs::new(plan.ir);
    let named = plan.ir.types.keys().filter(|name| selection.of_type(name).next().is_some());
    let mut roots: Vec<(Need, TypeName)> = named.map(|name| (Need::Selected, name.clone())).collect();
    let mut endpoints: Vec<Option<&Endpoint<'_>>> = vec![None; roots.len()];
    for endpoint in &plan.endpoints {
        for root in needs.of_endpoint(endpoint) {
            roots.push(root);
            endpoints.push(Some(endpoint));
        }
    }
    let way = needs.shortest(&roots, name).unwrap_or_default();
    let endpoint = way.first().and_then(|(root, ..)| endpoints[*root]);
    let start = endpoint.and_then(|e| {
        let source = e.pages.first()?.source.clone();
        Some(Start { method: e.method, path: e.documented_path(), source })
    });
    let mut steps: Vec<Step> = Vec::new();
    for (i, (_, need, ty)) in way.iter().enumerate() {
        let source = match i.checked_sub(1) {
            Some(before) => needs.source(&way[before].2, ty, need),
            None => endpoint.and_then(|e| e.pages.first()).map(|page| &page.source),
        };
        steps.push(Step { need: need.clone(), ty: ty.to_string(), source: source.cloned() });
    }
    Explanation { api: plan.ir.api, ty: name.to_string(), endpoint: start, steps }
}
