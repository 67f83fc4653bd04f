//! What a list can be asked for besides its objects, and the URLs of that.

use crate::emit::docs;
use crate::model::Cast;
use crate::plan::{Endpoint, VersionPlan};

/// The URLs that pages show, each with the calls that lead to it.
pub fn lines(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> Vec<String> {
    let url = |below: &str| docs::code(&format!("{} {}/{below}", endpoint.method.as_str(), endpoint.documented_path()));
    let count =
        |below: String, before: &str| (url(&format!("{below}$count")), docs::code(&format!("{before}.count()")));
    let cast = |cast: &Cast| {
        let model = plan.models.get(&cast.ty)?;
        let call = format!(".cast::<{}>()", model.ident);
        let counted = cast.counted.then(|| count(format!("{}/", cast.ty), &call));
        Some([(url(&cast.ty.to_string()), docs::code(&call))].into_iter().chain(counted))
    };
    let all = endpoint.counted.then(|| count(String::new(), ""));
    let casts = endpoint.casts.iter().filter_map(cast).flatten();
    let told: Vec<String> = all.into_iter().chain(casts).map(|(url, call)| format!("{url} by {call}")).collect();
    if told.is_empty() {
        return told;
    }
    vec![String::new(), format!("Also: {}.", told.join(", "))]
}
