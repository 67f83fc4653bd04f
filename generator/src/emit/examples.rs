//! Emits a test for each documented HTTP example: the function called with the example's values gives the documented
//! method, URL and body, and the documented response comes back whole from what the function says it is.
//!
//! Bodies that are not strict JSON are tested as they were mended. What no test can be made of, [`test`] says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proc_macro2::TokenStream;
use quote::quote;
use regex::Regex;

use super::endpoints::{Endpoint, EndpointBody};
use super::functions::parameters_name;
use super::names::{Scope, ident, snake};
use super::plan::VersionPlan;
use crate::ir::{Example, ExampleBody, ExampleRequest, ExampleResponse, Operation, Source};

/// Whether there is an example to test.
pub fn any(plan: &VersionPlan<'_>) -> bool {
    plan.endpoints.iter().flat_map(|e| &e.pages).any(|p| p.examples.iter().any(|e| e.request.is_some()))
}

/// The test file of all versions.
pub fn emit(plans: &[VersionPlan<'_>]) -> TokenStream {
    // The versions are of one crate.
    let krate = plans.first().map(|p| ident(&p.krate));
    let mut scope = Scope::default();
    let mut tests = Vec::new();
    for plan in plans {
        let mut pages: BTreeMap<&Source, (&Operation, Vec<&Endpoint<'_>>)> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            for page in &endpoint.pages {
                pages.entry(&page.source).or_insert_with(|| (page, Vec::new())).1.push(endpoint);
            }
        }
        for (page, endpoints) in pages.values() {
            for example in &page.examples {
                tests.extend(test(plan, page, endpoints, example, &mut scope));
            }
        }
    }
    quote! {
        //! Every example of the documentation, through the functions and models of the crate.
        #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
        #![allow(dead_code, reason = "not every crate has an example of each kind")]

        use std::collections::BTreeMap;

        use #krate as graph;
        use graph::{Payload, Reader, Request, ResponseBody};
        use serde_json::Value;

        /// What a page shows as a body.
        enum Shown<'a> {
            Nothing,
            Json(&'a str),
            Bytes(&'a str),
        }

        /// The request is the documented one: method, URL (decoded) and body. Gives back what reads its response.
        fn sends<B: Payload, R, O>(request: Request<B, R, O>, method: &str, url: &str, body: Shown<'_>) -> Reader<R> {
            let reader = request.reader();
            let sent = request.into_http().unwrap();
            assert_eq!(sent.method().as_str(), method);
            assert_eq!(parts(&sent.uri().to_string()), parts(url));
            match body {
                Shown::Nothing => assert!(sent.body().is_empty()),
                Shown::Json(body) => same(&serde_json::from_slice(sent.body()).unwrap(), &serde_json::from_str(body).unwrap()),
                Shown::Bytes(body) => assert_eq!(sent.body(), body.as_bytes()),
            }
            reader
        }

        /// Reads a documented response.
        fn receives<R: ResponseBody>(reader: Reader<R>, status: u16, body: &str) -> Result<R, graph::Error> {
            reader.read(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
        }

        /// Path and query of a URL, decoded.
        fn parts(url: &str) -> (String, BTreeMap<String, String>) {
            let (path, query) = url.split_once('?').unwrap_or((url, ""));
            let decode = |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
            let pairs = query.split('&').filter(|p| !p.is_empty()).map(|p| p.split_once('=').unwrap_or((p, "")));
            let path = decode(path).to_lowercase();
            (path.trim_end_matches('/').to_owned(), pairs.map(|(k, v)| (decode(k), decode(v).trim().to_owned())).collect())
        }

        /// Equal as JSON; numbers by value.
        fn same(a: &Value, b: &Value) {
            assert!(equal(a, b), "\n{a:#}\nis not\n{b:#}");
        }

        fn equal(a: &Value, b: &Value) -> bool {
            match (a, b) {
                (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
                (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
                (Value::Object(a), Value::Object(b)) => {
                    a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
                }
                _ => a == b,
            }
        }

        #(#tests)*
    }
}

/// The test of an example; none when the example shows no request, one of an endpoint that was not selected, one that
/// elides its body, or one that does not fit what the rest of its page says.
fn test(
    plan: &VersionPlan<'_>,
    page: &Operation,
    endpoints: &[&Endpoint<'_>],
    example: &Example,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let request = example.request.as_ref()?;
    let (endpoint, values) =
        endpoints.iter().filter(|e| e.method == request.method).find_map(|e| Some((e, matches(e, &request.url)?)))?;
    let call = call(plan, endpoint, request, &values)?;
    let received = example.response.as_ref().and_then(|r| response(endpoint, r));
    let body = match received {
        Some(received) => quote!(let reader = #call; #received),
        None => quote!(let _ = #call;),
    };
    let stem = page.source.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let name = ident(&scope.take(&snake(&format!("{}_{stem}_line_{}", plan.module, request.line))));
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

/// The values of an endpoint's arguments in an example's URL, if the URL is that endpoint's.
fn matches(endpoint: &Endpoint<'_>, url: &str) -> Option<Vec<String>> {
    let path = ADDRESS.captures(url)?.get(1)?.as_str().trim_end_matches('/').to_owned();
    let decoded = percent_encoding::percent_decode_str(&path).decode_utf8_lossy().into_owned();
    // Compared in lower case: a pattern that folds case takes many times as long to compile.
    let lower = decoded.to_ascii_lowercase();
    let mut text = String::from("(?s)^");
    let template = endpoint.template();
    let mut pieces = template.split("{}");
    let mut before = pieces.next().unwrap_or_default().to_owned();
    text.push_str(&regex::escape(&decode(&before).to_ascii_lowercase()));
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
    let captures = pattern(&text).captures(&lower)?;
    let quoted: Vec<bool> = template.match_indices("{}").map(|(i, _)| template[..i].ends_with('\'')).collect();
    let values = captures.iter().skip(1).flatten().map(|m| &decoded[m.range()]).zip(quoted);
    Some(values.map(|(value, quoted)| if quoted { value.replace("''", "'") } else { value.to_owned() }).collect())
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
