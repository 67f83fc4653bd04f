//! Marker types for the query options that endpoints take: one for each combination that occurs.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

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

fn traits(options: &[String]) -> Vec<&'static str> {
    TRAITS.iter().filter(|(name, _)| options.iter().any(|o| o == name)).map(|(_, t)| *t).collect()
}

/// The marker's name; none where no option applies.
pub fn marker(options: &[String]) -> Option<String> {
    let traits = traits(options);
    match traits.len() {
        0 => None,
        n if n == TRAITS.len() => Some("All".to_owned()),
        _ => Some(traits.concat()),
    }
}

/// The file that declares the markers, below the crate's root.
pub fn emit<'a>(root: &TokenStream, all: impl Iterator<Item = &'a [String]>) -> TokenStream {
    let markers: BTreeMap<String, Vec<&str>> = all.filter_map(|o| Some((marker(o)?, traits(o)))).collect();
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
