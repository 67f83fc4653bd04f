//! Emits a test for each documented HTTP example: the function called with the example's values gives the documented
//! method, URL and body, and the documented response comes back whole from what the function says it is. Where the
//! URL is none of the page's, or the request no function can send, bodies and responses are tested by themselves.
//!
//! Bodies that are not strict JSON are tested as they were mended.

mod test;
mod url;

use std::collections::{BTreeMap, HashMap};

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints::Endpoint;
use super::names::{Scope, ident, path};
use super::plan::VersionPlan;
use crate::ir::{self, ExampleRequest, Method, Operation, Source};
use url::Template;
pub use url::pairs;

/// The examples of a version, by the slice of their endpoint.
pub struct Examples<'a> {
    plan: &'a VersionPlan<'a>,
    slices: BTreeMap<&'a str, Vec<Example<'a>>>,
    /// The first request that the pages show of an endpoint's own URL, by the endpoint's method and path.
    first: HashMap<(Method, String), (&'a ExampleRequest, Vec<String>)>,
}

/// A request that the pages of an endpoint show.
pub struct Shown<'a> {
    pub request: &'a ExampleRequest,
    /// What its URL holds in the place of the endpoint's arguments; none when it is another's.
    pub values: Option<&'a [String]>,
}

/// An example, and the page and the endpoint that it is of.
struct Example<'a> {
    page: &'a Operation,
    endpoint: &'a Endpoint<'a>,
    shown: &'a ir::Example,
    /// What its URL holds in the place of the endpoint's arguments; none when it is another's.
    values: Option<Vec<String>>,
}

/// A page's operation with the endpoints of its requests.
type Endpoints<'a> = (&'a Operation, Vec<(&'a Endpoint<'a>, Template)>);

impl<'a> Examples<'a> {
    pub fn of(plan: &'a VersionPlan<'a>) -> Self {
        let mut operations: BTreeMap<(&Source, u32), Endpoints<'a>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            for page in &endpoint.pages {
                let key = (&page.source, page.requests[0].line);
                let (_, endpoints) = operations.entry(key).or_insert_with(|| (page, Vec::new()));
                endpoints.push((endpoint, Template::of(endpoint)));
            }
        }
        let mut slices: BTreeMap<&str, Vec<Example<'_>>> = BTreeMap::new();
        let mut first = HashMap::new();
        for (page, endpoints) in operations.into_values() {
            for shown in &page.examples {
                let Some((endpoint, values)) = endpoint(shown, &endpoints) else { continue };
                if let (Some(request), Some(values)) = (&shown.request, &values) {
                    let key = (endpoint.method, endpoint.template());
                    first.entry(key).or_insert_with(|| (request, values.clone()));
                }
                slices.entry(endpoint.slice()).or_default().push(Example { page, endpoint, shown, values });
            }
        }
        Self { plan, slices, first }
    }

    /// The first request that the pages show of an endpoint, or of another with the same method.
    pub fn first<'e>(&'e self, endpoint: &Endpoint<'e>) -> Option<Shown<'e>> {
        if let Some((request, values)) = self.first.get(&(endpoint.method, endpoint.template())) {
            return Some(Shown { request, values: Some(values) });
        }
        let mut requests = endpoint.pages.iter().flat_map(|p| &p.examples).filter_map(|e| e.request.as_ref());
        requests.find(|r| r.method == endpoint.method).map(|request| Shown { request, values: None })
    }

    /// The slices that have examples.
    pub fn slices(&self) -> impl Iterator<Item = &'a str> {
        self.slices.keys().copied()
    }

    /// The tests of a slice.
    pub fn emit(&self, slice: &str) -> TokenStream {
        let mut scope = Scope::default();
        let tests = self.slices.get(slice).into_iter().flatten().filter_map(|e| test::emit(self.plan, e, &mut scope));
        let tests: Vec<_> = tests.collect();
        quote! {
            use crate::graph;
            use crate::support::{comes_back, receives, same, sends, Shown};
            use serde_json::Value;

            #(#tests)*
        }
    }
}

/// The endpoint of an example: the one of its URL, else the first of its method, or of all when it shows no request.
fn endpoint<'a>(
    shown: &ir::Example,
    endpoints: &[(&'a Endpoint<'a>, Template)],
) -> Option<(&'a Endpoint<'a>, Option<Vec<String>>)> {
    let Some(request) = &shown.request else { return endpoints.first().map(|(e, _)| (*e, None)) };
    let of_method = || endpoints.iter().filter(|(e, _)| e.method == request.method);
    let exact = of_method().find_map(|(e, template)| Some((*e, Some(template.values(&request.url)?))));
    exact.or_else(|| of_method().next().map(|(e, _)| (*e, None)))
}

/// The root of the tests: a module for each slice of each version.
pub fn emit_root(all: &[Examples<'_>]) -> TokenStream {
    // The versions are of one crate.
    let krate = all.first().map(|e| path(&e.plan.krate));
    let versions = all.iter().filter(|e| !e.slices.is_empty()).map(|examples| {
        let version = ident(examples.plan.module);
        let slices = examples.slices().map(|slice| {
            let (name, feature) = (ident(slice), examples.plan.feature_of(slice));
            quote!(#[cfg(feature = #feature)] mod #name;)
        });
        quote!(mod #version { #(#slices)* })
    });
    quote! {
        //! Every example of the documentation, through the functions and models of the crate.
        #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
        #![allow(dead_code, unused_imports, reason = "not every slice has an example of each kind")]

        #[cfg(feature = "client")]
        mod service;
        mod support;
        #(#versions)*

        use #krate as graph;
    }
}
