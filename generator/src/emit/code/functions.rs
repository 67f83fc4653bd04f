//! Emits endpoint functions, and beside them the types of their query options and the parameter structs of actions.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation;
use super::models::emit_parameters;
use super::{operation, options};
use crate::emit::{
    docs::{self, function},
    ident::ident,
    type_paths::{TypePaths, scalar},
};
use crate::model::{CREATE_IF_MISSING, EndpointBody, Kind, Primitive, RefName, TypeRef};
use crate::plan::{Endpoint, Shown, VersionPlan};

/// One endpoint, with the type of its query options, and the struct of its parameters unless it shares that with others.
///
/// ```ignore
/// pub fn update<B>(id: &str, body: B) -> runtime::Request<B, models::User>
/// where B: runtime::Body<models::User>
/// {
///     runtime::Request::with_body("PATCH /v1.0/users/{}", &[id], body)
/// }
/// ```
pub fn emit(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>, shared: bool) -> TokenStream {
    let paths = TypePaths { plan, namespace: None };
    let name = ident(&endpoint.name);
    let arguments: Vec<_> = endpoint.arguments.iter().map(|a| ident(if a == "body" { "body_" } else { a })).collect();
    let line = plan.line(endpoint);
    let response = response_type(&paths, endpoint);
    let told_by = endpoint.options_name.as_deref().map(ident).map(|ty| quote!(, #ty));
    let docs = docs::attributes(&function::lines(plan, endpoint, shown));
    let parameters = endpoint.parameters_name.as_deref();
    let body_type = match endpoint.body {
        None => None,
        Some(EndpointBody::Model(name)) => {
            plan.models.get(name).map(|m| paths.path(m)).or_else(|| Some(quote!(serde_json::Value)))
        }
        Some(EndpointBody::Parameters(_)) => parameters.map(ident).map(|p| quote!(#p)),
        Some(EndpointBody::Reference) => Some(quote!(runtime::Reference)),
        Some(EndpointBody::Content) => Some(quote!(runtime::Content)),
        Some(EndpointBody::Json) => Some(quote!(serde_json::Value)),
    };
    let body_type = body_type.map(|ty| if endpoint.optional_body { quote!(runtime::Optional<#ty>) } else { ty });
    let deprecated = deprecation::attribute(endpoint.deprecated);
    let consistency = endpoint.consistency.map(|consistency| {
        let needed = ident(&format!("{consistency:?}"));
        quote!(.consistency(runtime::Consistency::#needed))
    });
    let begins = operation::facts(plan, endpoint);
    let prefer = endpoint.upsert.then(|| quote!(.prefer(#CREATE_IF_MISSING)));
    let is_model = matches!(endpoint.body, Some(EndpointBody::Model(_)));
    let media_type = endpoint.media_type.map(|name| quote!(.media_type(#name)));
    let names_type = (endpoint.names_type && is_model).then(|| quote!(.naming_type()));
    let is_item = |at: usize| endpoint.item == Some(at);
    let takes = arguments.iter().enumerate().map(|(at, argument)| {
        let ty = if is_item(at) { quote!(impl Into<runtime::Item>) } else { quote!(&str) };
        quote!(#argument: #ty)
    });
    let keys = match endpoint.item.map(|at| (&arguments[..at], &arguments[at], &arguments[at + 1..])) {
        Some((before, item, after)) => quote!(&[#(#before),*], #item.into(), &[#(#after),*]),
        None => quote!(&[#(#arguments),*]),
    };
    let request = ident(match (endpoint.item, &body_type) {
        (None, None) => "new",
        (None, Some(_)) => "with_body",
        (Some(_), None) => "of_item",
        (Some(_), Some(_)) => "of_item_with_body",
    });
    let function = match &body_type {
        None => quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #name(#(#takes),*) -> runtime::Request<(), #response #told_by> {
                runtime::Request::#request(#line, #keys) #consistency #begins
            }
        },
        Some(body) => quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #name<B>(#(#takes,)* body: B) -> runtime::Request<B, #response #told_by>
            where
                B: runtime::Body<#body>,
            {
                runtime::Request::#request(#line, #keys, body)#media_type #names_type #prefer #consistency #begins
            }
        },
    };
    let parameters = match (endpoint.body, parameters) {
        (Some(EndpointBody::Parameters(list)), Some(name)) if !shared => {
            let docs =
                [format!("The parameters of [`{}`].", endpoint.name), String::new(), docs::request_line(endpoint)];
            emit_parameters(&paths, name, &docs, list)
        }
        _ => TokenStream::new(),
    };
    let options = options::emit(endpoint);
    quote!(#function #options #parameters)
}

fn response_type(paths: &TypePaths<'_>, endpoint: &Endpoint<'_>) -> TokenStream {
    // OData says what this is, where the page mostly does not.
    if endpoint.template().ends_with("/$count") {
        return quote!(i64);
    }
    let Some(response) = endpoint.response else { return quote!(()) };
    match &response.ty {
        // A report has a type of its own, but comes as bytes.
        _ if response.content => quote!(runtime::Content),
        None if response.long_running => {
            let result = endpoint.result.map_or_else(|| quote!(runtime::Object), |ty| value_type(paths, ty));
            quote!(runtime::LongRunning<#result>)
        }
        None => quote!(()),
        Some(ty) => value_type(paths, ty),
    }
}

fn value_type(paths: &TypePaths<'_>, ty: &TypeRef) -> TokenStream {
    let model = ty.type_name().and_then(|n| paths.plan.models.get(n));
    let item = match (&ty.name, model) {
        (RefName::Named(_), Some(model)) if model.ty.kind != Kind::Enum => {
            let path = paths.path(model);
            return if ty.collection { quote!(runtime::Page<#path>) } else { path };
        }
        (RefName::Named(_), Some(model)) => paths.path(model),
        (RefName::Named(_), None) | (RefName::Primitive(Primitive::Untyped | Primitive::Stream), _) => {
            return quote!(serde_json::Value);
        }
        (RefName::Primitive(primitive), _) => scalar(*primitive).0,
    };
    if ty.collection { quote!(runtime::Multiple<#item>) } else { quote!(runtime::Single<#item>) }
}
