//! The query options of endpoints as marker types: one for each combination that occurs.

use super::endpoint::Endpoint;

/// Option names as the docs write them, without `$`, and the traits of the runtime.
const TRAITS: &[(&str, &str)] = &[
    ("count", "Count"),
    ("expand", "Expand"),
    ("filter", "Filter"),
    ("orderby", "OrderBy"),
    ("search", "Search"),
    ("select", "Select"),
    ("skip", "Skip"),
    ("top", "Top"),
];

/// The trait of a list that can be counted.
const COUNTED: &str = "Counted";

fn traits(options: &[String]) -> Vec<&'static str> {
    TRAITS.iter().filter(|(name, _)| options.iter().any(|o| o == name)).map(|(_, t)| *t).collect()
}

/// What a request can be asked for besides: the traits of the runtime that its marker implements.
pub fn abilities(endpoint: &Endpoint<'_>) -> Vec<&'static str> {
    let counted = endpoint.counted.then_some(COUNTED);
    traits(endpoint.query_options).into_iter().chain(counted).collect()
}

/// The marker's name; none where no option applies.
pub fn marker(endpoint: &Endpoint<'_>) -> Option<String> {
    let traits = traits(endpoint.query_options);
    let options = if traits.len() == TRAITS.len() { "All".to_owned() } else { traits.concat() };
    let name = format!("{options}{}", if endpoint.counted { COUNTED } else { "" });
    (!name.is_empty()).then_some(name)
}
