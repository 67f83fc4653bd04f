//! What the crate will hold, before any code: models with their fields, and the slices that each belongs to.

use std::collections::{BTreeMap, BTreeSet};

use super::closure::Needs;
use super::endpoint::{Endpoint, endpoints};
use super::models::{ModelPlan, name_models};
use super::names::{Scope, kebab};
use super::{Options, Selection};
use crate::model::{Ir, Kind, TypeName, TypeRef};

/// One API version of the crate.
#[derive(Debug)]
pub struct VersionPlan<'a> {
    pub ir: &'a Ir,
    /// How code from outside names the crate, or the module.
    pub krate: String,
    /// How its own code does.
    pub root: String,
    /// The version's module: `v1` or `beta`.
    pub module: &'static str,
    /// The module beside those of the slices that holds the parameters of actions.
    pub parameters: String,
    /// The one that holds permissions.
    pub permissions: String,
    /// The one that holds what the mock service knows.
    pub mock: String,
    pub endpoints: Vec<Endpoint<'a>>,
    pub models: BTreeMap<TypeName, ModelPlan<'a>>,
    /// The first path segments, as module names, in order.
    pub slices: Vec<String>,
    /// The parts of the selection that select something of this version.
    pub selectors: BTreeSet<usize>,
}

impl<'a> VersionPlan<'a> {
    /// The selected endpoints, and the models that they and the selected types reach; without a selection all of them.
    pub fn new(ir: &'a Ir, options: &Options, selection: &Selection) -> Self {
        let mut selectors = BTreeSet::new();
        let mut endpoints = endpoints(ir);
        endpoints.retain(|endpoint| {
            let parts: Vec<usize> = selection.of_endpoint(endpoint).collect();
            selectors.extend(&parts);
            selection.is_everything() || !parts.is_empty()
        });
        let slices: BTreeSet<String> = endpoints.iter().map(|e| e.slice().to_owned()).collect();
        let slices: Vec<String> = slices.into_iter().collect();
        let needs = Needs::new(ir);
        let reach = reach(&needs, &endpoints, &slices);
        let named = ir.types.keys().filter(|name| {
            let parts: Vec<usize> = selection.of_type(name).collect();
            selectors.extend(&parts);
            !parts.is_empty()
        });
        let named = needs.closure(named.cloned().collect::<Vec<_>>());
        let wanted = |name: &TypeName| selection.is_everything() || reach.contains_key(name) || named.contains(name);
        let mut models = name_models(ir, wanted);
        for (name, model) in &mut models {
            model.slices = reach.get(name).cloned().unwrap_or_default();
        }
        let mut folder = Scope::with(&slices.iter().map(String::as_str).collect::<Vec<_>>());
        Self {
            ir,
            krate: options.root(),
            root: options.inner_root(),
            module: ir.api.module(),
            parameters: folder.take("parameters"),
            permissions: folder.take("permissions"),
            mock: folder.take("mock"),
            endpoints,
            models,
            slices,
            selectors,
        }
    }

    /// What the runtime knows an endpoint by: its method and its path, with a `{}` for each argument.
    pub fn line(&self, endpoint: &Endpoint<'_>) -> String {
        format!("{} /{}{}", endpoint.method.as_str(), self.ir.api.segment(), endpoint.template())
    }

    /// The Cargo feature of a slice.
    pub fn feature(&self, slice: usize) -> String {
        self.feature_of(&self.slices[slice])
    }

    /// The Cargo feature of the slice of this name.
    pub fn feature_of(&self, slice: &str) -> String {
        format!("{}-{}", self.module, kebab(slice))
    }

    /// The model of a reference, unless it is an enum or not in the crate.
    pub fn model(&self, reference: &TypeRef) -> Option<&ModelPlan<'a>> {
        reference.type_name().and_then(|n| self.models.get(n)).filter(|m| m.ty.kind != Kind::Enum)
    }
}

/// Which slices reach which types.
fn reach(needs: &Needs<'_>, endpoints: &[Endpoint<'_>], slices: &[String]) -> BTreeMap<TypeName, BTreeSet<usize>> {
    let mut roots: BTreeMap<usize, BTreeSet<TypeName>> = BTreeMap::new();
    for endpoint in endpoints {
        let slice = slices.binary_search_by(|s| s.as_str().cmp(endpoint.slice())).unwrap_or(0);
        roots.entry(slice).or_default().extend(needs.of_endpoint(endpoint).into_iter().map(|(_, name)| name));
    }
    let mut out: BTreeMap<TypeName, BTreeSet<usize>> = BTreeMap::new();
    for (slice, roots) in roots {
        for name in needs.closure(roots) {
            out.entry(name).or_default().insert(slice);
        }
    }
    out
}
