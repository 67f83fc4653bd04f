//! Emits a test for each documented HTTP example: the function called with the example's values gives the documented
//! method, URL and body, and the documented response comes back whole from what the function says it is. Where the
//! URL is none of the page's, or the request no function can send, bodies and responses are tested by themselves.
//!
//! Bodies that are not strict JSON are tested as they were mended.

mod test;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::{ident, path};
use crate::plan::names::Scope;
use crate::plan::{Examples, VersionPlan};

/// The tests of a slice.
pub fn emit(examples: &Examples<'_>, slice: &str) -> TokenStream {
    let mut scope = Scope::default();
    let tests = examples.of_slice(slice).filter_map(|e| test::emit(examples.plan, e, &mut scope));
    let tests: Vec<_> = tests.collect();
    quote! {
        use crate::graph;
        use crate::support::{comes_back, receives, same, sends, Shown};
        use serde_json::Value;

        #(#tests)*
    }
}

/// The root of the tests: a module for each slice of each version.
pub fn emit_root(tested: &[(&VersionPlan<'_>, Vec<&str>)]) -> TokenStream {
    // The versions are of one crate.
    let krate = tested.first().map(|(plan, _)| path(&plan.krate));
    let versions = tested.iter().filter(|(_, slices)| !slices.is_empty()).map(|(plan, slices)| {
        let version = ident(plan.module);
        let slices = slices.iter().map(|slice| {
            let (name, feature) = (ident(slice), plan.feature_of(slice));
            quote!(#[cfg(feature = #feature)] mod #name;)
        });
        quote!(mod #version { #(#slices)* })
    });
    quote! {
        //! Every example of the documentation, through the functions and models of the crate.
        #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
        #![allow(deprecated, reason = "what the docs advise against is documented all the same")]
        #![allow(dead_code, unused_imports, reason = "not every slice has an example of each kind")]

        #[cfg(feature = "client")]
        mod service;
        mod support;
        #(#versions)*

        use #krate as graph;
    }
}
