//! The test of one example.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::diagnostic::escape_hidden;
use crate::emit::{docs::item, ident::ident, literal::raw_string};
use crate::model::{EndpointBody, ExampleBody, ExampleRequest, ExampleResponse};
use crate::plan::names::{Scope, snake};
use crate::plan::{Endpoint, Example, ModelPlan, VersionPlan, pairs, parts};

/// None for an example that shows nothing that can be tested.
pub fn emit(plan: &VersionPlan<'_>, example: &Example<'_>, scope: &mut Scope) -> Option<TokenStream> {
    let Example { page, endpoint, shown, values } = example;
    let request = shown.request.as_ref();
    let sent = request.zip(values.as_ref()).and_then(|(request, values)| sent(plan, endpoint, request, values));
    let received = shown.response.as_ref().and_then(|r| response(plan, endpoint, r));
    let body = match (sent, received) {
        (Some(sent), Some(received)) => quote!(let request = #sent; #received),
        (Some(sent), None) => quote!(let _ = #sent;),
        (None, received) => {
            let body = request.and_then(|r| Some((body_type(plan, endpoint)?, json(r.body.json()?))));
            let body = body.map(|(ty, json)| quote!(comes_back::<#ty>(#json);));
            let received = received.map(|received| {
                let request = any_request(plan, endpoint);
                quote!(let request = #request; #received)
            });
            if body.is_none() && received.is_none() {
                return None;
            }
            quote!(#body #received)
        }
    };
    let line = request.map(|r| r.line).or(shown.response.as_ref().map(|r| r.line)).unwrap_or_default();
    let name = ident(&scope.take(&snake(&format!("{}_line_{line}", page.source.page()))));
    Some(quote! {
        #[test]
        fn #name() {
            #body
        }
    })
}

/// As a page shows it, without characters that cannot be seen.
fn json(value: &Value) -> Literal {
    raw_string(&escape_hidden(value.to_string()))
}

fn function(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> TokenStream {
    let (version, name) = (ident(plan.module), ident(&endpoint.name));
    let modules = endpoint.module.iter().map(|m| ident(m));
    quote!(graph::#version::#(#modules::)*#name)
}

fn model_type(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    let (version, name) = (ident(plan.module), ident(&model.ident));
    let namespace = model.namespace.iter().map(|n| ident(n));
    quote!(graph::#version::models::#(#namespace::)*#name)
}

/// The type of an endpoint's body, where it is JSON.
fn body_type(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> Option<TokenStream> {
    let version = ident(plan.module);
    Some(match endpoint.body? {
        EndpointBody::Content => return None,
        EndpointBody::Model(name) if plan.models.contains_key(name) => model_type(plan, &plan.models[name]),
        EndpointBody::Parameters(_) => {
            let (modules, name) =
                (endpoint.module.iter().map(|m| ident(m)), ident(endpoint.parameters_name.as_deref()?));
            quote!(graph::#version::#(#modules::)*#name)
        }
        EndpointBody::Reference => quote!(graph::Reference),
        EndpointBody::Model(_) | EndpointBody::Json => quote!(Value),
    })
}

/// The call of the function, and what it must send; none where the function cannot send what is shown.
fn sent(
    plan: &VersionPlan<'_>,
    endpoint: &Endpoint<'_>,
    request: &ExampleRequest,
    values: &[String],
) -> Option<TokenStream> {
    let (path, query) = parts(&request.url)?;
    let queries = query.into_iter().flat_map(pairs).map(|(name, value)| quote!(.query(#name, #value)));
    let queries: Vec<TokenStream> = queries.collect();
    let method = endpoint.method.as_str();
    let url = format!(
        "https://graph.microsoft.com/{}{path}{}",
        plan.ir.api.segment(),
        query.map(|q| format!("?{q}")).unwrap_or_default()
    );
    let function = function(plan, endpoint);
    let values = values.iter().enumerate().map(|(i, value)| match value {
        address if endpoint.item == Some(i) && address.starts_with('/') => {
            let item: TokenStream = item::expression(address).parse().ok()?;
            Some(quote!(graph::#item))
        }
        value => Some(quote!(#value)),
    });
    let values = values.collect::<Option<Vec<TokenStream>>>()?;
    Some(match (&endpoint.body, &request.body) {
        (None, ExampleBody::None) => {
            quote!(sends(#function(#(#values),*) #(#queries)*, #method, #url, Shown::Nothing))
        }
        (Some(_), ExampleBody::None) if endpoint.optional_body => {
            quote!(sends(#function(#(#values,)* ()) #(#queries)*, #method, #url, Shown::Nothing))
        }
        (Some(EndpointBody::Content), ExampleBody::Text(text)) => {
            let body = quote!(graph::Content::new("application/octet-stream", #text));
            quote!(sends(#function(#(#values,)* #body) #(#queries)*, #method, #url, Shown::Bytes(#text)))
        }
        (Some(_), ExampleBody::Json { value, .. }) => {
            let (json, ty) = (json(value), body_type(plan, endpoint)?);
            quote! {
                {
                    let json = #json;
                    let body: #ty = serde_json::from_str(json).unwrap();
                    sends(#function(#(#values,)* body) #(#queries)*, #method, #url, Shown::Json(json))
                }
            }
        }
        _ => return None,
    })
}

/// A request of an endpoint, for its answer alone.
fn any_request(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> TokenStream {
    let (function, arguments) = (function(plan, endpoint), &endpoint.arguments);
    let body = endpoint.body.as_ref().map(|body| match body {
        EndpointBody::Content => quote!(graph::Content::default()),
        _ => quote!(Value::Null),
    });
    quote!(#function(#(#arguments,)* #body))
}

/// The documented response, read, and written again where it is JSON. None for a redirect, which HTTP clients follow,
/// and for text in the place of JSON.
fn response(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: &ExampleResponse) -> Option<TokenStream> {
    let status = shown.status;
    let documented = endpoint.response.as_ref();
    // A report has a type, but comes as bytes.
    let (typed, content) = documented.map_or((false, false), |r| (r.ty.is_some() && !r.content, r.content));
    match (&shown.body, status) {
        (_, 300..400) => None,
        (ExampleBody::None, 400..) => Some(quote!(assert!(receives(request, #status, "").is_err());)),
        (ExampleBody::Json { value, .. }, 400..) => {
            let code = value.pointer("/error/code")?.as_str()?;
            let json = json(value);
            Some(quote! {
                let error = receives(request, #status, #json).err().unwrap();
                assert_eq!(error.service().unwrap().code, #code);
            })
        }
        // Pages write the number below their example.
        (ExampleBody::None, _) if endpoint.template().ends_with("/$count") => None,
        (ExampleBody::None, _) => Some(quote!(assert!(receives(request, #status, "").is_ok());)),
        (ExampleBody::Json { value, .. }, _) if typed => {
            let json = json(value);
            Some(quote! {
                let json = #json;
                let answer = receives(request, #status, json).unwrap();
                same(&serde_json::to_value(&answer).unwrap(), &serde_json::from_str(json).unwrap());
            })
        }
        (ExampleBody::Text(text), _) if content => {
            Some(quote!(assert_eq!(receives(request, #status, #text).unwrap().bytes, #text.as_bytes());))
        }
        // Asked for JSON with `$format`, a report comes as objects.
        (ExampleBody::Json { value, .. }, _) if content => {
            let reference = documented?.ty.as_ref()?;
            let (model, json) = (model_type(plan, plan.model(reference)?), json(value));
            let ty = if reference.collection { quote!(graph::Page<#model>) } else { model };
            Some(quote!(let _ = request; comes_back::<#ty>(#json);))
        }
        (ExampleBody::Json { .. } | ExampleBody::Text(_), _) => None,
    }
}
