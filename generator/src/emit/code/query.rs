//! Marker types for the query options that endpoints take: one for each combination that occurs.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::plan::{Endpoint, abilities, marker};

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
