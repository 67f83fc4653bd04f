//! Which types are entities: those with a key that something addresses, those that they derive from, and those derived from them.

use std::collections::{BTreeMap, BTreeSet};

use super::define::Drafts;
use crate::model::{Body, Inference, Kind, Method, Operation, SegmentKind, TypeName, TypeRef};

/// How the docs use a type.
#[derive(Default)]
struct Uses {
    /// Relationships lead to it.
    related: BTreeSet<TypeName>,
    /// An operation that is no function gives or takes it.
    addressed: BTreeSet<TypeName>,
    /// A PATCH changes one object of it.
    changed: BTreeSet<TypeName>,
    /// A URL that ends in a key reads or changes it.
    by_key: BTreeSet<TypeName>,
    /// Properties hold it.
    held: BTreeSet<TypeName>,
}

pub fn decide(drafts: &mut Drafts<'_>, operations: &[Operation]) {
    let uses = uses(drafts, operations);
    let mut children: BTreeMap<TypeName, Vec<TypeName>> = BTreeMap::new();
    for (name, draft) in drafts.iter() {
        if let Some(base) = &draft.ty.base {
            children.entry(base.clone()).or_default().push(name.clone());
        }
    }
    let mut open: Vec<TypeName> = drafts
        .iter()
        .filter(|(name, _)| is_entity(name, drafts, &uses, &children))
        .map(|(name, _)| name.clone())
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(draft) = drafts.get_mut(&name).filter(|d| d.ty.kind != Kind::Enum) {
            draft.ty.kind = Kind::Entity;
            open.extend(draft.ty.base.clone());
        }
        open.extend(children.get(&name).into_iter().flatten().cloned());
    }
}

fn uses(drafts: &Drafts<'_>, operations: &[Operation]) -> Uses {
    let mut uses = Uses::default();
    for property in drafts.values().flat_map(|d| &d.ty.properties) {
        let into = if property.navigation { &mut uses.related } else { &mut uses.held };
        into.extend(property.ty.type_name().cloned());
    }
    for operation in operations {
        let body = if let Some(Body::Type(ty)) = &operation.body { ty.type_name() } else { None };
        let response = operation.response.as_ref().and_then(|r| r.ty.as_ref());
        let changed = body.filter(|_| matches!(&operation.body, Some(Body::Type(ty)) if !ty.collection));
        let single = response.filter(|r| !r.collection).and_then(TypeRef::type_name);
        let named = || body.into_iter().chain(response.and_then(TypeRef::type_name)).cloned();
        for request in &operation.requests {
            let last = request.path.segments().last();
            let is_name = last.is_none_or(|last| {
                matches!(last.kind(), SegmentKind::Key | SegmentKind::Name(_) | SegmentKind::System(_))
            });
            if request.method == Method::Patch {
                uses.changed.extend(changed.cloned());
            }
            if request.method != Method::Get || is_name {
                uses.addressed.extend(named());
            }
            if request.path.ends_in_key() && matches!(request.method, Method::Get | Method::Patch | Method::Put) {
                uses.by_key.extend(body.into_iter().chain(single).cloned());
            }
        }
    }
    uses
}

fn is_entity(name: &TypeName, drafts: &Drafts<'_>, uses: &Uses, children: &BTreeMap<TypeName, Vec<TypeName>>) -> bool {
    let draft = &drafts[name];
    let ty = &draft.ty;
    if ty.kind == Kind::Enum {
        return false;
    }
    if name.namespace == "microsoft.graph" && name.name == "entity" {
        return true;
    }
    let has_id = ty.properties.iter().any(|p| p.name == "id");
    let (related, addressed) = (uses.related.contains(name), uses.addressed.contains(name));
    let held = uses.held.contains(name);
    let relates = ty.properties.iter().any(|p| p.navigation);
    let by_body = ty.inferred == Some(Inference::Body) && has_id;
    // A key in the annotation of a type that only properties hold is a slip of the page.
    let only_held = held && !related && !addressed && !relates && !children.contains_key(name);
    let keyed = draft.key.is_some() && !only_held && (has_id || related || addressed || relates || ty.base.is_some());
    keyed
        || uses.by_key.contains(name)
        || has_id && (related || addressed || relates)
        || !held && (related || uses.changed.contains(name))
        || by_body
}
