//! Types of properties that no page settles: what was inferred of them, and what is left.

use std::collections::BTreeSet;

use super::define::{self, Drafts, namespace};
use super::example_types::Observations;
use super::names::Names;
use super::steps::{Pending, Several};
use super::unknown::Unknown;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Inference, Ir, RefName, TypeName, TypeRef};

/// What pages leave open of properties.
#[derive(Default)]
pub(super) struct Left {
    /// Those whose cell leaves the type open: their type and their name.
    pub open: BTreeSet<(TypeName, String)>,
    /// Those whose cell holds a name that nothing defines, with it.
    pub undefined: Vec<(TypeName, String, TypeName)>,
}

/// Gives properties the names that their cells hold and no page defines.
pub(super) fn name_undefined(ir: &mut Ir, undefined: Vec<(TypeName, String, TypeName)>) {
    for (owner, property, name) in undefined {
        let properties = ir.types.get_mut(&owner).map(|ty| &mut ty.properties);
        let property = properties.and_then(|all| all.iter_mut().find(|p| p.name == property && p.ty.unknown.is_some()));
        if let Some(property) = property {
            property.ty = TypeRef::named(name, property.ty.collection);
        }
    }
}

/// "A or B" is what both inherit from, else the first.
pub(super) fn settle_several(drafts: &mut Drafts<'_>, several: Vec<Several>) {
    for (owner, property, names) in several {
        let chains: Vec<Vec<TypeName>> = names.iter().map(|n| define::chain(drafts, n)).collect();
        let common = chains[0].iter().find(|base| chains.iter().all(|c| c.contains(base))).cloned();
        if let Some(common) = common.filter(|c| c.name != "entity")
            && let Some(property) = drafts.get_mut(&owner).and_then(|d| d.ty.properties.get_mut(property))
        {
            property.ty.name = RefName::Named(common);
        }
    }
}

/// Gives each property that is left its type from what was inferred, or says why it has none.
pub(super) fn settle(
    drafts: &mut Drafts<'_>,
    names: &Names,
    pending: Vec<Pending<'_>>,
    observations: &Observations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Left {
    let mut unknown = Unknown::new(names);
    let mut left = Left::default();
    for open in pending {
        let inferred = open.name.as_ref().and_then(|n| names.by_text(&n.to_string(), namespace(open.page)));
        let observed = observations.property(&open.owner, &open.row.name);
        let place = Place::new(&open.page.path, open.row.line, open.row.column);
        let reference = match (&inferred, observed) {
            (Some(name), _) => Some(TypeRef::named(name.clone(), open.collection)),
            (None, Some(observed)) if open.name.is_none() => observed.type_ref(open.collection),
            _ => None,
        };
        match (&open.name, &reference) {
            (None, _) => drop(left.open.insert((open.owner.clone(), open.row.name.clone()))),
            (Some(name), None) => left.undefined.push((open.owner.clone(), open.row.name.clone(), name.clone())),
            _ => {}
        }
        let text = &open.row.ty.text;
        match (&open.name, &reference) {
            (Some(name), None) => diagnostics.push(unknown.report(&name.name, place, "the property is untyped")),
            (None, found) => {
                let done = found.as_ref().map_or_else(
                    || "the property is untyped".to_owned(),
                    |f| format!("it was taken from examples: {f}"),
                );
                let found = format!("`{}` of `{}` has the type `{text}`", open.row.name, open.owner.name);
                diagnostics.push(Diagnostic::new(Code::EmptyType, place, found, done));
            }
            _ => {}
        }
        if let Some(draft) = drafts.get_mut(&open.owner)
            && let Some(property) = draft.ty.properties.get_mut(open.property)
            && let Some(reference) = reference
        {
            property.inferred = Some(if open.name.is_some() { Inference::Reference } else { Inference::Example });
            property.ty = reference;
        }
    }
    left
}
