//! Relationships that are declared to hold a base type, while their name and their examples say which derived type they hold.

use std::collections::HashMap;

use serde_json::Value;

use super::names::names_of;
use crate::extract::PageFacts;
use crate::model::{Ir, Kind, Method, Operation, Property, RefName, Segment, TypeName};

/// `rooms`, a collection of places by its table, holds rooms where an example of its URL shows them.
pub fn relationships(ir: &mut Ir, pages: &[PageFacts]) {
    let mut narrowed: Vec<(TypeName, String, TypeName)> = Vec::new();
    let by_name = types_by_name(ir);
    for (owner, ty) in &ir.types {
        for property in ty.properties.iter().filter(|p| p.navigation) {
            if let Some(derived) =
                named_like(ir, &by_name, property).filter(|derived| is_shown(ir, property, derived, pages))
            {
                narrowed.push((owner.clone(), property.name.clone(), derived.clone()));
            }
        }
    }
    for (owner, name, derived) in narrowed {
        let properties = ir.types.get_mut(&owner).map(|ty| &mut ty.properties);
        if let Some(property) = properties.and_then(|all| all.iter_mut().find(|p| p.name == name)) {
            property.ty.name = RefName::Named(derived);
        }
    }
}

/// The documented types, by their name in lower case.
type TypesByName<'a> = HashMap<String, Vec<&'a TypeName>>;

fn types_by_name(ir: &Ir) -> TypesByName<'_> {
    let mut by_name = TypesByName::new();
    for (name, ty) in &ir.types {
        if ty.inferred.is_none() && ty.kind != Kind::Enum {
            by_name.entry(name.name.to_lowercase()).or_default().push(name);
        }
    }
    by_name
}

/// The one documented type that has the name of a relationship and derives from what the relationship is declared to hold.
fn named_like<'a>(ir: &'a Ir, by_name: &TypesByName<'a>, relationship: &Property) -> Option<&'a TypeName> {
    let declared = relationship.ty.type_name()?;
    let named = names_of(&relationship.name).filter_map(|name| by_name.get(&name)).flatten().copied();
    let mut fitting = named.filter(|name| *name != declared && ir.derives(name, declared));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Whether what an example of its URL gives is of the derived type: by annotation, or by a property that only that type has.
fn is_shown(ir: &Ir, relationship: &Property, derived: &TypeName, pages: &[PageFacts]) -> bool {
    let declared = relationship.ty.type_name();
    let is_own = |key: &String| {
        let own = ir.chain(derived).take_while(|ty| declared.is_none_or(|declared| ty.type_name() != *declared));
        own.flat_map(|ty| &ty.properties).any(|p| p.name == *key)
    };
    let is_derived = |object: &Value| match object.get("@odata.type").and_then(Value::as_str) {
        Some(said) => TypeName::parse(said.trim_start_matches('#')) == *derived,
        None => object.as_object().is_some_and(|object| object.keys().any(is_own)),
    };
    let ends = |segments: &[Segment]| {
        segments.last().and_then(Segment::literal).is_some_and(|last| last.eq_ignore_ascii_case(&relationship.name))
    };
    let reads =
        |operation: &&Operation| operation.requests.iter().any(|r| r.method == Method::Get && ends(r.path.segments()));
    ir.operations.iter().filter(reads).any(|operation| {
        let alone = operation.requests.len() == 1;
        let annotated = || pages.iter().find(|p| p.file == operation.source.file)?.operation.as_ref();
        let annotated = || annotated()?.response_annotation.as_ref().map(|(name, _)| TypeName::parse(name));
        let mut given =
            operation.examples.iter().filter(|e| e.request.as_ref().is_some_and(|r| ends(r.path().segments())));
        alone && annotated().as_ref() == Some(derived)
            || given.any(|example| {
                let json = example.response.as_ref().and_then(|r| r.body.json());
                match json.map(|json| json.get("value").unwrap_or(json)) {
                    Some(Value::Array(items)) => !items.is_empty() && items.iter().all(is_derived),
                    Some(one) => is_derived(one),
                    None => false,
                }
            })
    })
}
