//! The parameter structs of actions. One page often documents an action for many URLs, and a struct costs the compiler
//! more than any function: endpoints that take the same parameters under the same name share one.

use std::collections::BTreeMap;

use super::endpoint::Endpoint;
use super::names::{Scope, snake};
use super::version::VersionPlan;
use crate::model::{EndpointBody, Parameter, RefName};

/// What makes two structs the same: the name, and the fields.
type Shape<'a> = (String, Vec<(&'a str, &'a RefName, bool)>);

/// The structs of one version that several endpoints share, each in a private module of its own.
#[derive(Debug, Default)]
pub struct SharedParameters<'a> {
    structs: BTreeMap<Shape<'a>, ParameterStruct<'a>>,
}

/// A struct, with the endpoints that take it.
#[derive(Debug)]
pub struct ParameterStruct<'a> {
    pub file: String,
    pub name: String,
    pub parameters: &'a [Parameter],
    pub endpoints: Vec<&'a Endpoint<'a>>,
}

fn shape<'a>(endpoint: &'a Endpoint<'a>) -> Option<(Shape<'a>, &'a [Parameter])> {
    let Some(EndpointBody::Parameters(parameters)) = endpoint.body else { return None };
    let fields = parameters.iter().map(|p| (p.name.as_str(), &p.ty.name, p.ty.collection)).collect();
    Some(((endpoint.parameters_name.clone()?, fields), parameters))
}

impl<'a> SharedParameters<'a> {
    pub fn new(plan: &'a VersionPlan<'a>) -> Self {
        let mut structs: BTreeMap<Shape<'a>, ParameterStruct<'a>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            let Some((shape, parameters)) = shape(endpoint) else { continue };
            let name = shape.0.clone();
            let shared = structs.entry(shape).or_insert_with(|| ParameterStruct {
                file: String::new(),
                name,
                parameters,
                endpoints: Vec::new(),
            });
            shared.endpoints.push(endpoint);
        }
        structs.retain(|_, shared| shared.endpoints.len() > 1);
        let mut scope = Scope::default();
        for shared in structs.values_mut() {
            shared.file = scope.take(&snake(&shared.name));
        }
        Self { structs }
    }

    /// The struct of an endpoint, if others take it as well.
    pub fn struct_for(&self, endpoint: &'a Endpoint<'a>) -> Option<&ParameterStruct<'a>> {
        self.structs.get(&shape(endpoint)?.0)
    }

    pub fn structs(&self) -> impl Iterator<Item = &ParameterStruct<'a>> {
        self.structs.values()
    }
}
