//! Facts of properties that their own rows do not state: the keys of entities, and what a page of creation requires.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{Bodies, Decision};
use super::define::{self, Drafts};
use crate::extract::{PageFacts, says_required, states_required};
use crate::model::{Kind, Method, Property, RefName, TypeName};

pub fn complete(drafts: &mut Drafts<'_>, pages: &[PageFacts], bodies: &Bodies<'_>) {
    mark_keys(drafts);
    let created: Vec<_> = pages.iter().filter_map(|page| Some((page, created(page, bodies)?))).collect();
    mark_required(drafts, &created);
    drop_required(drafts, &created);
}

/// The key that the annotation of an entity, or of a type that it inherits from, names; else its `id`.
fn mark_keys(drafts: &mut Drafts<'_>) {
    let entities = drafts.iter().filter(|(_, draft)| draft.ty.kind == Kind::Entity);
    let annotated = |name: &TypeName| define::chain(drafts, name).iter().find_map(|n| drafts.get(n)?.key.clone());
    let keys: BTreeMap<TypeName, Option<String>> = entities.map(|(name, _)| (name.clone(), annotated(name))).collect();
    for (name, draft) in drafts.iter_mut() {
        for property in &mut draft.ty.properties {
            let is_key = match keys.get(name) {
                Some(Some(key)) => property.name == *key,
                Some(None) => property.name == "id" || property.facts.key,
                // A row of a complex type says "Key." of something else.
                None => false,
            };
            property.facts.key = is_key && can_be_key(property);
        }
    }
}

fn can_be_key(property: &Property) -> bool {
    let primitive = matches!(property.ty.name, RefName::Primitive(_));
    primitive && !property.ty.collection && !property.navigation
}

/// The type of which a page creates an object.
fn created<'b>(page: &PageFacts, bodies: &'b Bodies<'_>) -> Option<&'b TypeName> {
    let creates = page.operation.as_ref()?.requests.iter().all(|request| request.method == Method::Post);
    match bodies.decision(&page.file)? {
        Decision::Type { name, .. } if creates => Some(name),
        _ => None,
    }
}

/// What of a type's own properties the page that creates an object says to be required; of those that it does not list,
/// what their own rows say.
fn mark_required(drafts: &mut Drafts<'_>, created: &[(&PageFacts, &TypeName)]) {
    for (page, name) in created {
        let (Some(operation), Some(draft)) = (&page.operation, drafts.get_mut(*name)) else { continue };
        for property in draft.ty.properties.iter_mut().filter(|property| !property.facts.read_only) {
            let listed = operation.body.rows.iter().find(|row| row.name == property.name);
            let required = listed.map_or_else(|| states_required(&property.description), says_required);
            property.facts.required_on_create |= required;
        }
    }
}

/// "Required when a user is created" in the table of a report is said of another type: of this one no page creates any.
fn drop_required(drafts: &mut Drafts<'_>, created: &[(&PageFacts, &TypeName)]) {
    let created: BTreeSet<TypeName> = created.iter().map(|(_, name)| (*name).clone()).collect();
    let bases: BTreeSet<TypeName> = created.iter().flat_map(|name| define::chain(drafts, name)).collect();
    let others: Vec<TypeName> = drafts.keys().filter(|name| !bases.contains(name)).cloned().collect();
    for name in others {
        let derives = define::chain(drafts, &name).iter().any(|base| created.contains(base));
        if let Some(draft) = drafts.get_mut(&name).filter(|_| !derives) {
            draft.ty.properties.iter_mut().for_each(|property| property.facts.required_on_create = false);
        }
    }
}
