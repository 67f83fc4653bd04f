//! The fields and relationships of a struct, its inherited ones included: a property that moves to a base type is still there.

use std::collections::BTreeMap;

use super::rules::{self, Rule, Values};
use super::rust_types::collected;
use super::types::{Pair, Types, ancestors};
use super::{Change, Group, Places, code, renames, stated};
use crate::surface::{Attribute, Fact, Subject, Surface};

/// A property as a type has it: by itself, or from a type that it inherits from.
#[derive(Clone, Copy)]
struct Had<'s> {
    owner: &'s str,
    fact: &'s Fact,
}

type All<'s> = BTreeMap<&'s str, Had<'s>>;

fn all<'s>(surface: &'s Surface, name: &'s str) -> All<'s> {
    let mut out = All::new();
    for owner in std::iter::once(name).chain(ancestors(surface, name)) {
        for (property, fact) in surface.owned_by(owner, Subject::Property) {
            out.entry(property).or_insert(Had { owner, fact });
        }
    }
    out
}

pub fn compare<'s>(types: &Types<'s>, pair: Pair<'s>) -> Vec<Change> {
    let (before, after) = (all(types.old, pair.old), all(types.new, pair.new));
    let removed: Vec<(&str, &Fact)> = before
        .iter()
        .filter(|(name, had)| !after.contains_key(*name) && !is_gone_from_base(types, pair, name, had))
        .map(|(name, had)| (*name, had.fact))
        .collect();
    let added: Vec<(&str, &Fact)> = after
        .iter()
        .filter(|(name, had)| !before.contains_key(*name) && had.owner == pair.new)
        .map(|(name, had)| (*name, had.fact))
        .collect();
    let both = Both { types, pair, group: types.group(pair.new) };
    let renamed = renames::properties(&removed, &added);
    let mut out: Vec<Change> =
        renamed.iter().map(|(old, new)| both.renamed((old, before[old].fact), (new, after[new].fact))).collect();
    // A field that another spelling leaves as it is may hold something else by now.
    let respelled = renamed.iter().filter(|(old, new)| old.eq_ignore_ascii_case(new));
    out.extend(respelled.flat_map(|(old, new)| both.kept((old, before[old]), (new, after[new]))));
    let has_new_name = |name: &str| renamed.iter().any(|(old, _)| *old == name);
    let has_old_name = |name: &str| renamed.iter().any(|(_, new)| *new == name);
    out.extend(removed.iter().filter(|(name, _)| !has_new_name(name)).map(|(name, fact)| both.removed(name, fact)));
    out.extend(added.iter().filter(|(name, _)| !has_old_name(name)).map(|(name, fact)| both.added(name, fact)));
    for (name, a) in &before {
        let Some(b) = after.get(name) else { continue };
        let own = a.owner == pair.old || b.owner == pair.new;
        // What a base says on both sides is compared there.
        if own || types.pairs.get(a.owner) != Some(&b.owner) {
            out.extend(both.kept((name, *a), (name, *b)));
        }
    }
    out
}

/// The base lost it as well, and that is told of the base.
fn is_gone_from_base(types: &Types<'_>, pair: Pair<'_>, name: &str, had: &Had<'_>) -> bool {
    let base = types.pairs.get(had.owner).filter(|_| had.owner != pair.old);
    base.is_some_and(|base| !all(types.new, base).contains_key(name))
}

struct Both<'a, 's> {
    types: &'a Types<'s>,
    pair: Pair<'s>,
    group: Group<'s>,
}

impl Both<'_, '_> {
    fn named(&self, property: &str) -> String {
        format!("{}.{property}", self.pair.new)
    }

    fn renamed(&self, (old, a): (&str, &Fact), (new, b): (&str, &Fact)) -> Change {
        let alike = a.get(Attribute::Rust) == b.get(Attribute::Rust);
        let rule = match (alike, a.is(Attribute::Navigation)) {
            (true, _) => &rules::PROPERTY_RESPELLED,
            (false, false) => &rules::PROPERTY_RENAMED,
            (false, true) => &rules::RELATIONSHIP_RENAMED,
        };
        self.group.change(rule, &self.named(new), Values::both(&self.named(old), new), Places::both(a, b))
    }

    fn removed(&self, name: &str, fact: &Fact) -> Change {
        let reference = fact.get(Attribute::Type).unwrap_or_default();
        let rule = match (fact.is(Attribute::Navigation), self.types.old_types.is_model(reference)) {
            (false, _) => &rules::PROPERTY_REMOVED,
            (true, true) => &rules::RELATIONSHIP_REMOVED,
            (true, false) => &rules::UNTYPED_RELATIONSHIP_REMOVED,
        };
        let owner = self.types.new.get(self.pair.new, Subject::Type, "");
        self.group.change(rule, &self.named(name), Values::NONE, Places { before: Some(fact), after: owner })
    }

    fn added(&self, name: &str, fact: &Fact) -> Change {
        let reference = fact.get(Attribute::Type).unwrap_or_default();
        let rule = match (fact.is(Attribute::Navigation), self.types.new_types.is_model(reference)) {
            (false, _) => &rules::PROPERTY_ADDED,
            (true, true) => &rules::RELATIONSHIP_ADDED,
            (true, false) => &rules::UNTYPED_RELATIONSHIP_ADDED,
        };
        self.group.change(rule, &self.named(name), Values::new(&stated(reference)), Places::after(fact))
    }

    fn kept(&self, (old_name, a): (&str, Had<'_>), (name, b): (&str, Had<'_>)) -> Vec<Change> {
        let it = self.named(name);
        let places = Places::both(a.fact, b.fact);
        let change = |rule: &'static Rule, values: Values<'_>| self.group.change(rule, &it, values, places);
        match (a.fact.is(Attribute::Navigation), b.fact.is(Attribute::Navigation)) {
            (false, true) => return vec![change(&rules::PROPERTY_TO_RELATIONSHIP, Values::NONE)],
            (true, false) if self.types.old_types.is_model(a.fact.get(Attribute::Type).unwrap_or_default()) => {
                return vec![change(&rules::RELATIONSHIP_TO_PROPERTY, Values::NONE)];
            }
            // It had no methods.
            (true, false) => return vec![self.added(name, b.fact)],
            _ => {}
        }
        let mut out = Vec::new();
        let stated_types = [a.fact, b.fact].map(|f| f.get(Attribute::Type).unwrap_or_default());
        let held = [
            self.types.old_types.property(a.owner, old_name, stated_types[0]),
            self.types.new_types.property(b.owner, name, stated_types[1]),
        ];
        let values = (self.types.old_types.values(a.owner, old_name), self.types.new_types.values(b.owner, name));
        let alike = match values {
            // An enum that is called something else by now is told of once, with its type.
            (Some(before), Some(after)) => {
                self.types.pairs.get(before) == Some(&after)
                    && collected(stated_types[0]).is_some() == collected(stated_types[1]).is_some()
            }
            _ => held[0] == held[1],
        };
        let relationship = a.fact.is(Attribute::Navigation);
        let (methods, methods_now) =
            (self.types.old_types.is_model(stated_types[0]), self.types.new_types.is_model(stated_types[1]));
        if !alike {
            let shown = if stated_types[0] == stated_types[1] {
                [code(&held[0]), code(&held[1])]
            } else {
                stated_types.map(stated)
            };
            let rule = match (relationship, methods, methods_now) {
                (false, ..) => &rules::PROPERTY_RETYPED,
                (true, true, _) => &rules::RELATIONSHIP_RETYPED,
                (true, false, true) => &rules::RELATIONSHIP_ADDED,
                (true, false, false) => &rules::PROPERTY_RESTATED,
            };
            out.push(change(rule, Values::both(&shown[0], &shown[1])));
        } else if self.types.old_types.reference(stated_types[0]) != stated_types[1] {
            out.push(change(
                &rules::PROPERTY_RESTATED,
                Values::both(&stated(stated_types[0]), &stated(stated_types[1])),
            ));
        }
        let fields = [a.fact, b.fact].map(|f| f.get(Attribute::Rust).unwrap_or_default());
        if fields[0] != fields[1] && (methods || !relationship) {
            out.push(change(&rules::FIELD_RENAMED, Values::both(fields[0], fields[1])));
        }
        out.extend(self.group.deprecation(&it, &code(&it), a.fact, b.fact));
        if out.is_empty() && a.owner == self.pair.old && b.owner == self.pair.new {
            out.extend(self.group.redescribed(&code(&it), a.fact, b.fact));
        }
        out
    }
}
