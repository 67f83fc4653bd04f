//! Writes what the mock service of the crate knows: a line of JSON for each endpoint with its examples, and for each type.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::diagnostic::escape_hidden;
use crate::emit::ident::{ident, path};
use crate::model::{self, EndpointBody, ExampleBody, ExampleRequest, ExampleResponse, Method, Operation, RefName};
use crate::plan::{Endpoint, Examples, UrlTemplate, VersionPlan, parts};

#[path = "../../../runtime/mock/documented.rs"]
#[allow(dead_code, reason = "the runtime reads what is written here")]
mod documented;

#[path = "../../../runtime/mock/below.rs"]
mod below;

use below::Below;
use documented::{Answer, Body, Example, Parameter, Shown, Type};

/// What the mock knows of a version.
pub struct Documented<'a> {
    plan: &'a VersionPlan<'a>,
    /// The examples of each endpoint by its method and path, those of its main page first.
    examples: HashMap<(Method, String), Vec<Found<'a>>>,
}

/// An example of an endpoint.
struct Found<'a> {
    page: &'a Operation,
    shown: &'a model::Example,
    /// Whether the request is one to the endpoint's URL.
    is_request: bool,
    /// The place of the page among the endpoint's.
    rank: usize,
}

/// The words of a header's description that say that requests must have it.
const REQUIRED: &str = "required.";

/// Headers that requests have anyway, or that are checked by themselves.
const COMMON_HEADERS: &[&str] = &["authorization", "content-type", "content-length"];

impl<'a> Documented<'a> {
    pub fn new(plan: &'a VersionPlan<'a>, examples: &Examples<'a>) -> Self {
        let mut all: HashMap<(Method, String), Vec<Found<'_>>> = HashMap::new();
        let templates: Vec<UrlTemplate> = plan.endpoints.iter().map(Endpoint::url_template).collect();
        for (page, endpoint, shown, is_its_url) in examples.iter() {
            let elsewhere = || {
                let request = shown.request.as_ref()?;
                let (path, _) = parts(&request.url)?;
                let find = |path: &str| {
                    let all = plan.endpoints.iter().zip(&templates).filter(|(e, _)| e.method == request.method);
                    let fitting = all.filter_map(|(e, template)| Some((e, template.values(path)?)));
                    let fitting = fitting.filter(|(e, _)| !Below::is_key(&e.template(), path));
                    fitting.min_by_key(|(e, values)| e.is_readdressed(values)).map(|(endpoint, _)| endpoint)
                };
                find(path).or_else(|| find(Below::parse(path)?.list))
            };
            let owner = if is_its_url { Some(endpoint) } else { elsewhere() };
            let is_request = owner.is_some();
            let endpoint = owner.unwrap_or(endpoint);
            let rank = endpoint.pages.iter().position(|known| std::ptr::eq(*known, page)).unwrap_or(usize::MAX);
            let example = Found { page, shown, is_request, rank };
            all.entry((endpoint.method, endpoint.template())).or_default().push(example);
        }
        all.values_mut().for_each(|examples| examples.sort_by_key(|example| example.rank));
        Self { plan, examples: all }
    }

    /// The files beside the module.
    pub fn files(&self) -> Vec<(String, String)> {
        let folder = format!("src/{}/{}", self.plan.module, self.plan.mock);
        let (types, slices) = self.texts();
        let names = std::iter::once(TYPES).chain(self.plan.slices.iter().map(String::as_str));
        let paths = names.map(|name| format!("{folder}/{name}.jsonl"));
        paths.zip(std::iter::once(types).chain(slices)).collect()
    }

    /// The types, and the endpoints of each slice.
    pub fn texts(&self) -> (String, Vec<String>) {
        let types = self.plan.models.values().map(|model| json(&ty(model.ty))).collect();
        let slices = self.plan.slices.iter().map(|slice| {
            let endpoints = self.plan.endpoints.iter().filter(|e| e.slice() == slice);
            endpoints.map(|e| json(&self.endpoint(e))).collect()
        });
        (types, slices.collect())
    }

    /// The module that holds them.
    pub fn emit(plan: &VersionPlan<'_>) -> TokenStream {
        let (root, folder) = (path(&plan.root), &plan.mock);
        let types = format!("{folder}/{TYPES}.jsonl");
        let slices = plan.slices.iter().map(|slice| {
            let (feature, file) = (plan.feature_of(slice), format!("{folder}/{slice}.jsonl"));
            quote!(
                #[cfg(feature = #feature)]
                include_str!(#file)
            )
        });
        quote! {
            use #root::runtime::mock::documented::Files;

            pub(crate) static FILES: Files = Files { types: include_str!(#types), slices: &[#(#slices),*] };
        }
    }

    /// Where the root of the crate finds it.
    pub fn emit_path(plan: &VersionPlan<'_>) -> TokenStream {
        let (segment, version, module) = (plan.ir.api.segment(), ident(plan.module), ident(&plan.mock));
        quote!((#segment, &#version::#module::FILES))
    }

    fn endpoint(&self, endpoint: &Endpoint<'a>) -> documented::Endpoint {
        let plan = self.plan;
        let own = self.examples.get(&(endpoint.method, endpoint.template())).into_iter().flatten();
        let own: Vec<Example> = own.map(|found| example(found.page, found.shown, found.is_request)).collect();
        let required_headers = endpoint.main_page().headers.iter().filter(|header| {
            let name = header.name.to_lowercase();
            let has = |example: &Example| example.headers.iter().any(|(each, _)| each.eq_ignore_ascii_case(&name));
            !COMMON_HEADERS.contains(&name.as_str())
                && header.description.to_lowercase().contains(REQUIRED)
                && all_requests(&own, has)
        });
        let body = endpoint.body.map(|body| match body {
            EndpointBody::Model(name) => Body::Type(RefName::Named(name.clone()).to_string()),
            EndpointBody::Parameters(all) => Body::Parameters(all.iter().map(|p| parameter(p, &own)).collect()),
            EndpointBody::Reference => Body::Reference,
            EndpointBody::Content => Body::Content,
            EndpointBody::Json => Body::Json,
        });
        documented::Endpoint {
            line: plan.line(endpoint),
            item: endpoint.item,
            function: endpoint.function(plan.module),
            page: endpoint.main_page().source.page().to_owned(),
            query_options: endpoint.query_options.to_vec(),
            counted: endpoint.counted,
            required_headers: required_headers.map(|header| header.name.clone()).collect(),
            body,
            optional_body: endpoint.optional_body,
            answer: answer(endpoint),
            examples: with_like(own, endpoint),
        }
    }
}

/// The file of types; slices are named by modules, which have no hyphens.
const TYPES: &str = "all-types";

fn json(value: &impl serde::Serialize) -> String {
    // What is written here is text, numbers and JSON.
    serde_json::to_string(value).map(|line| escape_hidden(line) + "\n").unwrap_or_default()
}

fn ty(ty: &model::Type) -> Type {
    Type {
        name: ty.type_name().to_string(),
        base: ty.base.as_ref().map(ToString::to_string),
        open: ty.open,
        properties: ty.properties.iter().map(|p| (p.name.clone(), p.ty.to_string())).collect(),
        members: ty.members.iter().map(|member| member.name.clone()).collect(),
        flags: ty.flags,
    }
}

/// Whether it holds of each request that is shown.
fn all_requests(examples: &[Example], holds: impl Fn(&Example) -> bool) -> bool {
    examples.iter().filter(|example| example.url.is_some()).all(holds)
}

fn parameter(parameter: &model::Parameter, examples: &[Example]) -> Parameter {
    let has = |example: &Example| match &example.sends {
        Shown::Json(Value::Object(object)) => object.keys().any(|k| k.eq_ignore_ascii_case(&parameter.name)),
        _ => false,
    };
    Parameter {
        name: parameter.name.clone(),
        ty: parameter.ty.to_string(),
        required: parameter.required && all_requests(examples, has),
    }
}

fn answer(endpoint: &Endpoint<'_>) -> Answer {
    let Some(response) = endpoint.response else {
        return Answer { status: 204, ty: None, content: false, long_running: false };
    };
    Answer {
        status: response.status,
        ty: response.ty.as_ref().map(ToString::to_string),
        content: response.content,
        long_running: response.long_running,
    }
}

/// An endpoint whose own URL no page shows is answered as the page shows for a like one.
fn with_like(own: Vec<Example>, endpoint: &Endpoint<'_>) -> Vec<Example> {
    let succeeds = |status: u16| status < 400;
    if own.iter().any(|example| example.status.is_some_and(succeeds)) {
        return own;
    }
    let pages = endpoint.pages.iter().flat_map(|page| page.examples.iter().map(move |shown| (page, shown)));
    let like = pages.into_iter().find(|(_, shown)| {
        let of_method = shown.request.as_ref().is_none_or(|request| request.method == endpoint.method);
        let is_of_kind = |body: &ExampleBody| match body {
            ExampleBody::Text(_) => endpoint.response.is_some_and(|response| response.content),
            ExampleBody::Json { .. } | ExampleBody::None => true,
        };
        let fits = |response: &ExampleResponse| succeeds(response.status) && is_of_kind(&response.body);
        of_method && shown.response.as_ref().is_some_and(fits)
    });
    own.into_iter().chain(like.map(|(page, shown)| example(page, shown, false))).collect()
}

fn example(page: &Operation, shown: &model::Example, with_request: bool) -> Example {
    let request = shown.request.as_ref().filter(|_| with_request);
    let nth = page.examples.iter().position(|example| std::ptr::eq(example, shown)).map_or(0, |at| at + 1);
    let url = request.and_then(|request| {
        let (path, query) = parts(&request.url)?;
        Some(query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
    });
    Example {
        place: format!("{}, example {nth}", page.source.page()),
        url,
        headers: request.map(headers).unwrap_or_default(),
        sends: request.map(|request| body(&request.body)).unwrap_or_default(),
        status: shown.response.as_ref().map(|response| response.status),
        answers: shown.response.as_ref().map(|response| body(&response.body)).unwrap_or_default(),
    }
}

fn headers(request: &ExampleRequest) -> Vec<(String, String)> {
    let named = |name: &str| name.eq_ignore_ascii_case("authorization");
    request.headers.iter().filter(|(name, _)| !named(name)).cloned().collect()
}

fn body(body: &ExampleBody) -> Shown {
    match body {
        ExampleBody::None => Shown::Nothing,
        ExampleBody::Json { value, .. } => Shown::Json(Value::clone(value)),
        ExampleBody::Text(text) => Shown::Text(text.clone()),
    }
}
