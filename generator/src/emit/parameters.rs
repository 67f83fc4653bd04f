//! The parameter structs of actions. One page often documents an action for many URLs, and a struct costs the compiler
//! more than any function: endpoints that take the same parameters under the same name share one.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints::Endpoint;
use super::functions::request_line;
use super::models::{condition, emit_parameters};
use super::names::{Scope, ident, snake};
use super::plan::VersionPlan;
use super::scene::Scene;
use crate::model::{EndpointBody, Parameter, RefName};

/// What makes two structs the same: the name, and the fields.
type Shape<'a> = (String, Vec<(&'a str, &'a RefName, bool)>);

/// The structs of one version that several endpoints share, each in a private module of its own.
#[derive(Debug, Default)]
pub struct Shared<'a> {
    groups: BTreeMap<Shape<'a>, Group<'a>>,
}

#[derive(Debug)]
pub struct Group<'a> {
    pub file: String,
    name: String,
    parameters: &'a [Parameter],
    endpoints: Vec<&'a Endpoint<'a>>,
}

fn shape<'a>(endpoint: &'a Endpoint<'a>) -> Option<(Shape<'a>, &'a [Parameter])> {
    let Some(EndpointBody::Parameters(parameters)) = endpoint.body else { return None };
    let fields = parameters.iter().map(|p| (p.name.as_str(), &p.ty.name, p.ty.collection)).collect();
    Some(((endpoint.parameters_name.clone()?, fields), parameters))
}

impl<'a> Shared<'a> {
    pub fn new(plan: &'a VersionPlan<'a>) -> Self {
        let mut groups: BTreeMap<Shape<'a>, Group<'a>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            let Some((shape, parameters)) = shape(endpoint) else { continue };
            let name = shape.0.clone();
            let group = groups.entry(shape).or_insert_with(|| Group {
                file: String::new(),
                name,
                parameters,
                endpoints: Vec::new(),
            });
            group.endpoints.push(endpoint);
        }
        groups.retain(|_, group| group.endpoints.len() > 1);
        let mut scope = Scope::default();
        for group in groups.values_mut() {
            group.file = scope.take(&snake(&group.name));
        }
        Self { groups }
    }

    /// The struct of an endpoint, if others take it as well.
    pub fn of(&self, endpoint: &'a Endpoint<'a>) -> Option<&Group<'a>> {
        self.groups.get(&shape(endpoint)?.0)
    }

    pub fn groups(&self) -> impl Iterator<Item = &Group<'a>> {
        self.groups.values()
    }

    /// Declares the modules, each compiled with the slices that use it.
    pub fn emit_index(&self, plan: &VersionPlan<'_>) -> TokenStream {
        let modules = self.groups().map(|group| {
            let slices: BTreeSet<usize> =
                group.endpoints.iter().filter_map(|e| plan.slices.iter().position(|s| s == e.slice())).collect();
            let (condition, file) = (condition(plan, &slices), ident(&group.file));
            quote!(#condition pub mod #file;)
        });
        quote!(#(#modules)*)
    }
}

impl Group<'_> {
    /// The file of the struct.
    pub fn emit(&self, plan: &VersionPlan<'_>) -> TokenStream {
        let mut docs = vec!["The parameters of:".to_owned(), String::new()];
        docs.extend(self.endpoints.iter().map(|e| format!("* {}", request_line(e))));
        emit_parameters(&Scene { plan, namespace: None }, &self.name, &docs, self.parameters)
    }

    /// How the module of an endpoint offers it.
    pub fn emit_use(&self, plan: &VersionPlan<'_>) -> TokenStream {
        let (root, version, module) = (plan.root(), ident(plan.module), ident(&plan.parameters));
        let (file, name) = (ident(&self.file), ident(&self.name));
        quote!(pub use #root::#version::#module::#file::#name;)
    }
}
