//! Emits a test for each documented HTTP example: the function called with the example's values gives the documented
//! method, URL and body, and the documented response comes back whole from what the function says it is.
//!
//! Bodies that are not strict JSON are tested as they were mended. What no test can be made of, [`test`] says.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use proc_macro2::TokenStream;
use quote::quote;
use regex::Regex;

use super::endpoints::{Endpoint, EndpointBody};
use super::functions::parameters_name;
use super::names::{Scope, ident, snake};
use super::plan::VersionPlan;
use crate::ir::{self, ExampleBody, ExampleRequest, ExampleResponse, Operation, Source};

/// The examples of a version that can be tested, by the slice of their endpoint.
pub struct Examples<'a> {
    plan: &'a VersionPlan<'a>,
    slices: BTreeMap<&'a str, Vec<Example<'a>>>,
}

/// An example, and the page and the endpoint that it is of.
struct Example<'a> {
    page: &'a Operation,
    endpoint: &'a Endpoint<'a>,
    shown: &'a ir::Example,
    request: &'a ExampleRequest,
    values: Vec<String>,
}

impl<'a> Examples<'a> {
    /// An example without a request, or with one of an endpoint that was not selected, cannot be tested.
    pub fn of(plan: &'a VersionPlan<'a>) -> Self {
        let mut pages: BTreeMap<(&Source, u32), (&Operation, Vec<(&Endpoint<'_>, Template)>)> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            for page in &endpoint.pages {
                let (_, endpoints) =
                    pages.entry((&page.source, page.requests[0].line)).or_insert_with(|| (page, Vec::new()));
                endpoints.push((endpoint, Template::of(endpoint)));
            }
        }
        let mut slices: BTreeMap<&str, Vec<Example<'_>>> = BTreeMap::new();
        for (page, endpoints) in pages.into_values() {
            for shown in &page.examples {
                let Some(request) = &shown.request else { continue };
                let mut of_method = endpoints.iter().filter(|(e, _)| e.method == request.method);
                let found = of_method.find_map(|(e, template)| Some((*e, template.values(&request.url)?)));
                let Some((endpoint, values)) = found else { continue };
                slices.entry(endpoint.slice()).or_default().push(Example { page, endpoint, shown, request, values });
            }
        }
        Self { plan, slices }
    }

    /// The slices that have examples.
    pub fn slices(&self) -> impl Iterator<Item = &'a str> {
        self.slices.keys().copied()
    }

    /// The tests of a slice.
    pub fn emit(&self, slice: &str) -> TokenStream {
        let mut scope = Scope::default();
        let tests = self.slices.get(slice).into_iter().flatten().filter_map(|e| test(self.plan, e, &mut scope));
        let tests: Vec<_> = tests.collect();
        quote! {
            use crate::graph;
            use crate::support::{receives, same, sends, Shown};
            use serde_json::Value;

            #(#tests)*
        }
    }
}

/// The root of the tests: a module for each slice of each version.
pub fn emit_root(all: &[Examples<'_>]) -> TokenStream {
    // The versions are of one crate.
    let krate = all.first().map(|e| ident(&e.plan.krate));
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

        mod support;
        #(#versions)*

        use #krate as graph;
    }
}

/// The test of an example; none when the example elides its body, or does not fit what the rest of its page says.
fn test(plan: &VersionPlan<'_>, example: &Example<'_>, scope: &mut Scope) -> Option<TokenStream> {
    let Example { page, endpoint, shown, request, values } = example;
    let call = call(plan, endpoint, request, values)?;
    let received = shown.response.as_ref().and_then(|r| response(endpoint, r));
    let body = match received {
        Some(received) => quote!(let reader = #call; #received),
        None => quote!(let _ = #call;),
    };
    let stem = page.source.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let name = ident(&scope.take(&snake(&format!("{stem}_line_{}", request.line))));
    Some(quote! {
        #[test]
        fn #name() {
            #body
        }
    })
}

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:https?://[^/]+/(?:v1\.0|beta|\{[^}]*\}))?(/[^?]*)(?:\?(.*))?$"));

#[allow(clippy::expect_used, reason = "the pattern is a literal of this file, or escaped")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// What the URLs of an endpoint look like, decoded.
struct Template {
    /// Up to the first argument, in lower case.
    begin: String,
    /// In lower case: a pattern that folds case takes many times as long to compile.
    pattern: String,
    compiled: OnceCell<Regex>,
    /// Whether each argument stands in quotes.
    quoted: Vec<bool>,
}

impl Template {
    fn of(endpoint: &Endpoint<'_>) -> Self {
        let template = endpoint.template();
        let mut pieces = template.split("{}");
        let mut before = pieces.next().unwrap_or_default().to_owned();
        let begin = decode(&before).to_ascii_lowercase();
        let mut text = format!("(?s)^{}", regex::escape(&begin));
        for piece in pieces {
            text.push_str(match before.as_str() {
                b if b.ends_with('\'') => "((?:[^']|'')*)",
                b if b.ends_with(":/") => "(.+?)",
                b if b.ends_with('=') => "([^,)]*)",
                _ => "([^/]+?)",
            });
            text.push_str(&regex::escape(&decode(piece).to_ascii_lowercase()));
            before.push_str("{}");
            before.push_str(piece);
        }
        text.push('$');
        let quoted = template.match_indices("{}").map(|(i, _)| template[..i].ends_with('\'')).collect();
        Self { begin, pattern: text, compiled: OnceCell::new(), quoted }
    }

    /// The values of the arguments in a URL, if it is one of these.
    fn values(&self, url: &str) -> Option<Vec<String>> {
        let decoded = decode(ADDRESS.captures(url)?.get(1)?.as_str().trim_end_matches('/'));
        let lower = decoded.to_ascii_lowercase();
        if !lower.starts_with(&self.begin) {
            return None;
        }
        let captures = self.compiled.get_or_init(|| pattern(&self.pattern)).captures(&lower)?;
        let values = captures.iter().skip(1).flatten().map(|m| &decoded[m.range()]).zip(&self.quoted);
        Some(values.map(|(value, quoted)| if *quoted { value.replace("''", "'") } else { value.to_owned() }).collect())
    }
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The call of the function, and what it must send.
fn call(
    plan: &VersionPlan<'_>,
    endpoint: &Endpoint<'_>,
    request: &ExampleRequest,
    values: &[String],
) -> Option<TokenStream> {
    let captures = ADDRESS.captures(&request.url)?;
    let (path, query) = (captures.get(1)?.as_str(), captures.get(2).map(|m| m.as_str()));
    let version = ident(plan.module);
    let modules: Vec<_> = endpoint.module.iter().map(|m| ident(m)).collect();
    let function = ident(&endpoint.name);
    let queries = query.into_iter().flat_map(|q| q.split('&')).filter(|p| !p.is_empty()).map(|p| {
        let (name, value) = p.split_once('=').unwrap_or((p, ""));
        let (name, value) = (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")));
        quote!(.query(#name, #value))
    });
    let queries: Vec<TokenStream> = queries.collect();
    let method = endpoint.method.as_str();
    let url = format!(
        "https://graph.microsoft.com/{}{path}{}",
        plan.ir.api.segment(),
        query.map(|q| format!("?{q}")).unwrap_or_default()
    );
    let at = quote!(graph::#version::#(#modules::)*#function);
    let arguments = quote!(#(#values,)*);
    let body_type = match (&endpoint.body, &request.body) {
        (None, ExampleBody::None) => {
            return Some(quote!(sends(#at(#arguments) #(#queries)*, #method, #url, Shown::Nothing)));
        }
        (Some(EndpointBody::Content), ExampleBody::Text(text)) => {
            let body = quote!(graph::Content::new("application/octet-stream", #text));
            return Some(quote!(sends(#at(#arguments #body) #(#queries)*, #method, #url, Shown::Bytes(#text))));
        }
        (Some(EndpointBody::Content) | None, _) => return None,
        (Some(EndpointBody::Model(name)), _) if plan.models.contains_key(name) => {
            let model = &plan.models[name];
            let (namespace, name) = (model.namespace.iter().map(|n| ident(n)), ident(&model.ident));
            quote!(graph::#version::models::#(#namespace::)*#name)
        }
        (Some(EndpointBody::Parameters(_)), _) => {
            let name = ident(&parameters_name(endpoint)?);
            quote!(graph::#version::#(#modules::)*#name)
        }
        (Some(EndpointBody::Reference), _) => quote!(graph::Reference),
        (Some(EndpointBody::Model(_) | EndpointBody::Json), _) => quote!(Value),
    };
    let json = request.body.json()?.to_string();
    Some(quote! {
        {
            let json = #json;
            let body: #body_type = serde_json::from_str(json).unwrap();
            sends(#at(#arguments &body) #(#queries)*, #method, #url, Shown::Json(json))
        }
    })
}

/// The documented response, read, and written again where it is JSON. None for a redirect, which HTTP clients follow,
/// and for text in the place of JSON.
fn response(endpoint: &Endpoint<'_>, shown: &ExampleResponse) -> Option<TokenStream> {
    let status = shown.status;
    let documented = endpoint.response.as_ref();
    // A report has a type, but comes as bytes.
    let (typed, content) = documented.map_or((false, false), |r| (r.ty.is_some() && !r.content, r.content));
    match (&shown.body, status) {
        (_, 300..400) => None,
        (ExampleBody::None, 400..) => Some(quote!(assert!(receives(reader, #status, "").is_err());)),
        (ExampleBody::Json { value, .. }, 400..) => {
            let code = value.pointer("/error/code")?.as_str()?;
            let json = value.to_string();
            Some(quote! {
                let error = receives(reader, #status, #json).err().unwrap();
                assert_eq!(error.service().unwrap().code, #code);
            })
        }
        (ExampleBody::None, _) => Some(quote!(assert!(receives(reader, #status, "").is_ok());)),
        (ExampleBody::Json { value, .. }, _) if typed => {
            let json = value.to_string();
            Some(quote! {
                let json = #json;
                let answer = receives(reader, #status, json).unwrap();
                same(&serde_json::to_value(&answer).unwrap(), &serde_json::from_str(json).unwrap());
            })
        }
        (ExampleBody::Text(text), _) if content => {
            Some(quote!(assert_eq!(receives(reader, #status, #text).unwrap().bytes, #text.as_bytes());))
        }
        (ExampleBody::Json { .. } | ExampleBody::Text(_), _) => None,
    }
}
