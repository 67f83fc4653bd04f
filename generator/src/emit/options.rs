//! Marker types for the query options that endpoints take: one for each combination that occurs.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints::Endpoint;
use super::names::ident;

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
fn abilities(endpoint: &Endpoint<'_>) -> Vec<&'static str> {
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

/// The file that declares the markers, below the crate's root.
pub fn emit<'a>(root: &TokenStream, all: impl Iterator<Item = &'a Endpoint<'a>>) -> TokenStream {
    let markers: BTreeMap<String, Vec<&str>> = all.filter_map(|e| Some((marker(e)?, abilities(e)))).collect();
    let lines = markers.iter().map(|(name, traits)| {
        let (name, traits) = (ident(name), traits.iter().map(|t| ident(t)));
        quote!(options!(#name, [#(#traits),*]);)
    });
    quote! {
        //! The combinations of query options that endpoints take: `Request::select` and its like exist where they apply.

        #[allow(unused_imports, reason = "a slice may take no query option")]
        use #root::runtime::options;

        #(#lines)*
    }
}
