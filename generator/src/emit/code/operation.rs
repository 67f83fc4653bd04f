//! What the page of an operation says of how to ask for its state, for the functions that begin it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Kind, RefName, Type, TypeRef};
use crate::plan::{Endpoint, VersionPlan};

/// The properties that hold a state, in the order in which they count.
const STATES: [&str; 2] = ["status", "state"];

/// Where the runtime looks by itself.
const DEFAULT: &str = "/status";

/// The call that hands the runtime what the documentation says; none where it says nothing else than the runtime knows.
pub fn facts(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> Option<TokenStream> {
    let operation = endpoint.response.as_ref()?.operation.as_ref()?;
    let state = pointer(plan, operation).filter(|state| state != DEFAULT).unwrap_or_default();
    let pace = defined(plan, operation)?.pace.unwrap_or(0);
    if state.is_empty() && pace == 0 {
        return None;
    }
    Some(quote!(.begins(&runtime::DocumentedOperation { state: #state, pace: #pace })))
}

fn defined<'p>(plan: &'p VersionPlan<'_>, ty: &TypeRef) -> Option<&'p Type> {
    plan.ir.types.get(ty.type_name()?)
}

/// Where the state stands in the operation, as a JSON pointer: in a property, or in one of the object that this is.
fn pointer(plan: &VersionPlan<'_>, operation: &TypeRef) -> Option<String> {
    let (name, ty) = state(plan, operation)?;
    let within = defined(plan, ty).filter(|ty| ty.kind != Kind::Enum);
    match within {
        None if matches!(ty.name, RefName::Named(_)) && defined(plan, ty).is_none() => None,
        None => Some(format!("/{name}")),
        Some(_) => state(plan, ty).map(|(inner, _)| format!("/{name}/{inner}")),
    }
}

fn state<'p>(plan: &'p VersionPlan<'_>, ty: &TypeRef) -> Option<(&'static str, &'p TypeRef)> {
    let mut next = defined(plan, ty);
    while let Some(ty) = next {
        let status = STATES.iter().find_map(|name| Some((*name, ty.properties.iter().find(|p| p.name == *name)?)));
        if let Some((name, property)) = status {
            return Some((name, &property.ty));
        }
        next = ty.base.as_ref().and_then(|base| plan.ir.types.get(base));
    }
    None
}
