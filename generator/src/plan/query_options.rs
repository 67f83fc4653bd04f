//! What a request can be asked besides: the query options of endpoints as traits, and which functions have a type that tells
//! theirs.

use super::endpoint::Endpoint;
use crate::model::Method;

/// What a page documents for a request, as the URL has it, and the trait of the runtime that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ability {
    pub wire: &'static str,
    pub name: &'static str,
}

const fn ability(wire: &'static str, name: &'static str) -> Ability {
    Ability { wire, name }
}

const OPTIONS: &[Ability] = &[
    ability("$count", "Count"),
    ability("$expand", "Expand"),
    ability("$filter", "Filter"),
    ability("$orderby", "OrderBy"),
    ability("$search", "Search"),
    ability("$select", "Select"),
    ability("$skip", "Skip"),
    ability("$top", "Top"),
];

/// A list that can be counted.
const COUNTED: Ability = ability("/$count", "Counted");

/// What a request can be asked for besides.
pub fn abilities(endpoint: &Endpoint<'_>) -> Vec<Ability> {
    let documented =
        |ability: &&Ability| endpoint.query_options.iter().any(|o| ability.wire.strip_prefix('$') == Some(o.as_str()));
    OPTIONS.iter().filter(documented).copied().chain(endpoint.counted.then_some(COUNTED)).collect()
}

/// Whether the function has a type that tells its options: one that reads has it even where none is documented, so that the
/// first one changes no type.
pub fn tells_options(endpoint: &Endpoint<'_>) -> bool {
    endpoint.method == Method::Get || !abilities(endpoint).is_empty()
}
