//! Which types a selection needs: what endpoints send and give back, and what that reaches through properties and bases.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde::Serialize;

use super::endpoint::Endpoint;
use super::shown::{derived, expanded, inserted};
use crate::model::{Body, EndpointBody, Ir, Kind, Source, Type, TypeName};

/// How one thing needs a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Need {
    /// The selection names it.
    Selected,
    /// An endpoint sends it.
    Body,
    /// A parameter of an action.
    Parameter {
        name: String,
    },
    /// An endpoint gives it back.
    Response,
    /// A page of an endpoint shows an object of this derived type.
    Example,
    /// A page of an endpoint shows a `$expand` of this relationship.
    Expanded {
        name: String,
    },
    /// A page of an endpoint shows a body with objects in the place of this relationship.
    Inserted {
        name: String,
    },
    Property {
        name: String,
    },
    /// The type inherits from it.
    Base,
    /// It inherits from the complex type, and has no endpoint of its own; or from the abstract type that an endpoint sends.
    Derived,
}

/// What an endpoint sends and gives back.
pub fn exchanged(endpoint: &Endpoint<'_>) -> Vec<(Need, TypeName)> {
    let mut out = Vec::new();
    match endpoint.body {
        Some(EndpointBody::Model(name)) => out.push((Need::Body, name.clone())),
        Some(EndpointBody::Parameters(parameters)) => {
            let named = parameters.iter().filter_map(|p| Some((p, p.ty.type_name()?.clone())));
            out.extend(named.map(|(p, ty)| (Need::Parameter { name: p.name.clone() }, ty)));
        }
        _ => {}
    }
    let response = |r: &crate::model::Response| Some((Need::Response, r.ty.as_ref()?.type_name()?.clone()));
    out.extend(endpoint.response.and_then(response));
    out.extend(endpoint.result.and_then(|ty| Some((Need::Response, ty.type_name()?.clone()))));
    out.extend(endpoint.casts.iter().map(|cast| (Need::Response, cast.ty.clone())));
    // What a page names as its own type counts, even where the pages of one URL agree on a base.
    for page in &endpoint.pages {
        out.extend(page.response.iter().filter_map(response));
        if let Some(Body::Type(ty)) = &page.body {
            out.extend(ty.type_name().map(|name| (Need::Body, name.clone())));
        }
    }
    out
}

/// The needs of the types of one version.
pub struct Needs<'a> {
    ir: &'a Ir,
    derived: HashMap<&'a TypeName, Vec<TypeName>>,
}

impl<'a> Needs<'a> {
    pub fn new(ir: &'a Ir) -> Self {
        let mut derived: HashMap<&TypeName, Vec<TypeName>> = HashMap::new();
        for ty in ir.types.values() {
            if let Some(base) = &ty.base {
                derived.entry(base).or_default().push(ty.type_name());
            }
        }
        Self { ir, derived }
    }

    /// What an endpoint needs: what it sends and gives back, the derived types that its examples show in the place of that,
    /// what they expand or insert, and those of an abstract type that it sends, of which there is no object.
    pub fn of_endpoint(&self, endpoint: &Endpoint<'_>) -> Vec<(Need, TypeName)> {
        let mut out = exchanged(endpoint);
        let sent = out.iter().filter(|(need, _)| matches!(need, Need::Body | Need::Parameter { .. }));
        let is_abstract = |name: &&TypeName| self.ir.types.get(name).is_some_and(|ty| ty.is_abstract);
        let mut open: Vec<&TypeName> = sent.map(|(_, name)| name).filter(is_abstract).collect();
        let mut below = BTreeSet::new();
        while let Some(name) = open.pop() {
            open.extend(self.derived.get(name).into_iter().flatten().filter(|name| below.insert(*name)));
        }
        let below: Vec<(Need, TypeName)> = below.into_iter().map(|name| (Need::Derived, name.clone())).collect();
        out.extend(derived(self.ir, endpoint).into_iter().map(|name| (Need::Example, name)));
        out.extend(expanded(self.ir, endpoint));
        out.extend(inserted(self.ir, endpoint));
        out.extend(below);
        out
    }

    /// What a type needs. Relationships are no fields, and need nothing.
    fn next(&self, ty: &'a Type) -> impl Iterator<Item = (Need, TypeName)> + '_ {
        let properties = ty.properties.iter().filter(|p| !p.navigation);
        let properties = properties
            .filter_map(|p| Some((Need::Property { name: p.name.clone() }, p.ty.type_name()?.clone())))
            .chain(ty.base.clone().map(|base| (Need::Base, base)));
        let derived = if ty.kind == Kind::Complex { self.derived.get(&ty.type_name()) } else { None };
        properties.chain(derived.into_iter().flatten().map(|name| (Need::Derived, name.clone())))
    }

    /// The roots and all that they reach.
    pub fn closure(&self, roots: impl IntoIterator<Item = TypeName>) -> BTreeSet<TypeName> {
        let mut open: Vec<TypeName> = roots.into_iter().collect();
        let mut out = BTreeSet::new();
        while let Some(name) = open.pop() {
            let Some(ty) = self.ir.types.get(&name) else { continue };
            if out.insert(name) {
                open.extend(self.next(ty).map(|(_, name)| name));
            }
        }
        out
    }

    /// The shortest way from one of the roots to a type; of several, the first in the order of the roots.
    pub fn shortest(&self, roots: &[(Need, TypeName)], to: &TypeName) -> Option<Vec<(usize, Need, TypeName)>> {
        // How each type was first reached: from which type, by which root, through what.
        let mut seen: BTreeMap<TypeName, (Option<TypeName>, usize, Need)> = BTreeMap::new();
        let mut open = VecDeque::new();
        for (root, (need, name)) in roots.iter().enumerate() {
            if !seen.contains_key(name) {
                seen.insert(name.clone(), (None, root, need.clone()));
                open.push_back(name.clone());
            }
        }
        while let Some(name) = open.pop_front() {
            let (Some(ty), Some(root)) = (self.ir.types.get(&name), seen.get(&name).map(|s| s.1)) else { continue };
            for (need, next) in self.next(ty) {
                if !seen.contains_key(&next) {
                    seen.insert(next.clone(), (Some(name.clone()), root, need));
                    open.push_back(next);
                }
            }
        }
        let mut steps = Vec::new();
        let mut at = Some(to.clone());
        while let Some(name) = at {
            let (from, root, need) = seen.get(&name)?.clone();
            steps.push((root, need, name));
            at = from;
        }
        steps.reverse();
        Some(steps)
    }

    /// Where the docs say that a type needs the next one.
    pub fn source(&self, from: &TypeName, to: &TypeName, need: &Need) -> Option<&'a Source> {
        let says = if *need == Need::Derived { to } else { from };
        let ty = self.ir.types.get(says)?;
        match need {
            Need::Property { name } => ty.properties.iter().find(|p| p.name == *name).map(|p| &p.source),
            _ => Some(&ty.source),
        }
    }
}
