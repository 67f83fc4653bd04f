//! Emits endpoint functions, and the parameter structs of actions beside them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::endpoints::{Endpoint, EndpointBody};
use super::models::{Scene, emit_parameters, scalar};
use super::names::{ident, pascal};
use super::options::marker;
use super::permissions;
use super::plan::VersionPlan;
use crate::ir::{Kind, PermissionKind, Primitive, RefName, TypeRef};

/// One endpoint, with the struct of its parameters unless it shares that with others.
///
/// ```ignore
/// pub fn update<B>(id: &str, body: B) -> runtime::Request<B, models::User>
/// where B: runtime::Body<models::User>
/// {
///     runtime::Request::with_body("PATCH /v1.0/users/{}", &[id], body)
/// }
/// ```
pub fn emit(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shared: bool) -> TokenStream {
    let scene = Scene { plan, namespace: None };
    let name = ident(&endpoint.name);
    let arguments: Vec<_> = endpoint.arguments.iter().map(|a| ident(if a == "body" { "body_" } else { a })).collect();
    let line = line(plan, endpoint);
    let response = response_type(&scene, endpoint);
    let options = marker(&endpoint.query_options).map(|m| ident(&m)).map(|m| quote!(, query::#m)).unwrap_or_default();
    let docs = docs::attributes(&function_docs(plan, endpoint));
    let parameters = parameters_name(endpoint);
    let body_type = match &endpoint.body {
        None => None,
        Some(EndpointBody::Model(name)) => {
            plan.models.get(name).map(|m| scene.path(m)).or_else(|| Some(quote!(serde_json::Value)))
        }
        Some(EndpointBody::Parameters(_)) => parameters.as_ref().map(|p| ident(p)).map(|p| quote!(#p)),
        Some(EndpointBody::Reference) => Some(quote!(runtime::Reference)),
        Some(EndpointBody::Content) => Some(quote!(runtime::Content)),
        Some(EndpointBody::Json) => Some(quote!(serde_json::Value)),
    };
    let function = match &body_type {
        None => quote! {
            #docs
            pub fn #name(#(#arguments: &str),*) -> runtime::Request<(), #response #options> {
                runtime::Request::new(#line, &[#(#arguments),*])
            }
        },
        Some(body) => quote! {
            #docs
            pub fn #name<B>(#(#arguments: &str,)* body: B) -> runtime::Request<B, #response #options>
            where
                B: runtime::Body<#body>,
            {
                runtime::Request::with_body(#line, &[#(#arguments),*], body)
            }
        },
    };
    let parameters = match (&endpoint.body, parameters) {
        (Some(EndpointBody::Parameters(list)), Some(name)) if !shared => {
            let docs = [format!("The parameters of [`{}`].", endpoint.name), String::new(), request_line(endpoint)];
            emit_parameters(&scene, &name, &docs, list)
        }
        _ => TokenStream::new(),
    };
    quote!(#function #parameters)
}

/// What the runtime knows an endpoint by: its method and its path, with a `{}` for each argument.
pub fn line(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> String {
    format!("{} /{}{}", endpoint.method.as_str(), plan.ir.api.segment(), endpoint.template())
}

/// The name of the struct that an action takes: `SendMailBody` beside `send_mail`.
pub fn parameters_name(endpoint: &Endpoint<'_>) -> Option<String> {
    matches!(endpoint.body, Some(EndpointBody::Parameters(_))).then(|| format!("{}Body", pascal(&endpoint.name)))
}

fn response_type(scene: &Scene<'_>, endpoint: &Endpoint<'_>) -> TokenStream {
    let Some(response) = &endpoint.response else { return quote!(()) };
    match &response.ty {
        // A report has a type of its own, but comes as bytes.
        _ if response.content => quote!(runtime::Content),
        None => quote!(()),
        Some(ty) => value_type(scene, ty),
    }
}

fn value_type(scene: &Scene<'_>, ty: &TypeRef) -> TokenStream {
    let model = ty.type_name().and_then(|n| scene.plan.models.get(n));
    let one = match (&ty.name, model) {
        (RefName::Named(_), Some(model)) if model.ty.kind != Kind::Enum => {
            let path = scene.path(model);
            return if ty.collection { quote!(runtime::Page<#path>) } else { path };
        }
        (RefName::Named(_), Some(model)) => scene.path(model),
        (RefName::Named(_), None) | (RefName::Primitive(Primitive::Untyped | Primitive::Stream), _) => {
            return quote!(serde_json::Value);
        }
        (RefName::Primitive(primitive), _) => scalar(*primitive).0,
    };
    if ty.collection { quote!(runtime::Multiple<#one>) } else { quote!(runtime::Single<#one>) }
}

pub fn request_line(endpoint: &Endpoint<'_>) -> String {
    docs::code(&format!("{} {}", endpoint.method.as_str(), endpoint.documented_path()))
}

fn function_docs(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for page in &endpoint.pages {
        let text = docs::prose(docs::first_sentence(&page.description));
        if !text.is_empty() && !lines.ends_with(&text) && lines.len() < 12 {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(text);
        }
    }
    if lines.is_empty() {
        lines.extend(docs::prose(&endpoint.pages[0].title));
    }
    lines.push(String::new());
    lines.push(request_line(endpoint));
    lines.extend(permission_docs(endpoint));
    lines.extend(example_docs(plan, endpoint));
    let links: Vec<String> =
        endpoint.pages.iter().filter_map(|p| super::page_link(plan.ir.api, &p.source.file)).collect();
    if !links.is_empty() {
        lines.push(String::new());
        lines.push(format!("Documentation: {}", links.join(", ")));
    }
    lines
}

/// A list of the permissions, least privileged first.
fn permission_docs(endpoint: &Endpoint<'_>) -> Vec<String> {
    const KINDS: &[(PermissionKind, &str)] = &[
        (PermissionKind::DelegatedWork, "Delegated (work or school account)"),
        (PermissionKind::DelegatedPersonal, "Delegated (personal account)"),
        (PermissionKind::Application, "Application"),
    ];
    let tables = permissions::tables(endpoint);
    let mut out = Vec::new();
    for table in &tables {
        out.push(String::new());
        if out.len() == 1 {
            out.extend(["# Permissions, least privileged first".to_owned(), String::new()]);
        }
        if tables.len() > 1 {
            let scenario = docs::prose(table.scenario).join(" ");
            let comma = if scenario.is_empty() { "" } else { ", " };
            out.extend([format!("{}{comma}{scenario}", docs::code(table.page)), String::new()]);
        }
        for (kind, label) in KINDS {
            let Some(names) = table.of(*kind) else { continue };
            let names: Vec<String> = names.iter().map(|name| docs::code(name)).collect();
            let names = if names.is_empty() { "not supported".to_owned() } else { names.join(", ") };
            out.push(format!("* {label}: {names}"));
        }
    }
    out
}

/// How a caller writes it, as a doc test.
fn example_docs(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> Vec<String> {
    let (module, function) = (endpoint.module.iter().map(|m| ident(m).to_string()), ident(&endpoint.name).to_string());
    let krate = &plan.krate;
    let path = std::iter::once(plan.module.to_owned()).chain(module).collect::<Vec<_>>().join("::");
    let last = path.rsplit("::").next().unwrap_or_default().to_owned();
    let mut arguments: Vec<String> = endpoint.arguments.iter().map(|a| format!("{a:?}")).collect();
    let mut lines = vec![String::new(), "# Example".to_owned(), String::new(), "```".to_owned()];
    let scene = Scene { plan, namespace: None };
    match &endpoint.body {
        None => {}
        Some(EndpointBody::Model(name)) if plan.models.contains_key(name) => {
            let model = scene.path(&plan.models[name]).to_string().replace(' ', "");
            lines.push(format!("let body = {krate}::{}::{model}::default();", plan.module));
            arguments.push("&body".to_owned());
        }
        Some(EndpointBody::Parameters(_)) => {
            let name = parameters_name(endpoint).unwrap_or_default();
            lines.push(format!("let body = {krate}::{path}::{name}::default();"));
            arguments.push("&body".to_owned());
        }
        Some(EndpointBody::Reference) => {
            lines.push(format!(
                "let body = {krate}::Reference::new(\"https://graph.microsoft.com/v1.0/directoryObjects/id\");"
            ));
            arguments.push("&body".to_owned());
        }
        Some(EndpointBody::Content) => arguments.push("vec![0u8; 4]".to_owned()),
        Some(_) => arguments.push("serde_json::json!({})".to_owned()),
    }
    lines.push(format!("use {krate}::{path};"));
    lines.push(format!("let request = {last}::{function}({});", arguments.join(", ")));
    lines.push("# let _ = request;".to_owned());
    lines.push("```".to_owned());
    lines
}
