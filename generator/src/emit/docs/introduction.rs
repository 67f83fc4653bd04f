//! How a crate explains itself in its first lines: by what it holds, whatever was selected.

use std::cmp::Reverse;

use super::{code, request_line};
use crate::model::Method;
use crate::plan::{Endpoint, VersionPlan};

/// "`GET /users/{id}/messages` is `v1::users::messages::list(user_id)`": of all endpoints the one that shows the most in
/// the fewest words. None where there is no endpoint.
pub fn url_and_function(plans: &[VersionPlan<'_>]) -> Option<String> {
    let endpoints = plans.iter().flat_map(|plan| plan.endpoints.iter().map(move |endpoint| (plan, endpoint)));
    let (plan, endpoint) = endpoints.min_by_key(|(plan, endpoint)| rank(plan, endpoint))?;
    let keys = endpoint.arguments.iter().map(String::as_str);
    let arguments: Vec<&str> = keys.chain(endpoint.body.map(|_| "body")).collect();
    let (module, name) = (endpoint.module.join("::"), &endpoint.name);
    let function = code(&format!("{}::{module}::{name}({})", plan.module, arguments.join(", ")));
    Some(format!("{} is {function}", request_line(endpoint)))
}

/// Best is a list below one key.
fn rank(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> impl Ord + use<> {
    let sends = endpoint.method != Method::Get || endpoint.body.is_some();
    let is_list = endpoint.response.and_then(|r| r.ty.as_ref()).is_some_and(|ty| ty.collection);
    let shown = (endpoint.arguments.len() == 1, is_list, endpoint.name == "list", plan.module == "v1");
    let path = endpoint.template();
    (sends, Reverse(shown), endpoint.module.len(), path.len(), path)
}

/// What the features of the versions are: "`full` is everything, `v1` and `beta` are one API version each".
pub fn features_of_versions(plans: &[VersionPlan<'_>]) -> String {
    let names: Vec<String> = plans.iter().map(|plan| code(plan.module)).collect();
    match names.as_slice() {
        [] => "`full` is everything.".to_owned(),
        [one] => format!("`full` and {one} are the same, everything."),
        several => format!("`full` is everything, {} are one API version each.", several.join(" and ")),
    }
}
