//! Types: which there are, what they are called, what they derive from, and the members of enums.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rules::{self, Rule, Values};
use super::rust_types::RustTypes;
use super::{Area, Change, Group, Places, code, only, properties, renames};
use crate::surface::{Attribute, Fact, Subject, Surface};

/// The types of both sides, and which of them are one.
pub struct Types<'s> {
    pub old: &'s Surface,
    pub new: &'s Surface,
    /// From old names to new ones.
    pub pairs: BTreeMap<&'s str, &'s str>,
    pub back: HashMap<&'s str, &'s str>,
    pub old_types: RustTypes<'s>,
    pub new_types: RustTypes<'s>,
}

/// One type on both sides.
#[derive(Clone, Copy)]
pub struct Pair<'s> {
    pub old: &'s str,
    pub new: &'s str,
}

pub fn compare(types: &Types<'_>) -> Vec<Change> {
    let (old, new) = (types.old, types.new);
    let (removed, added) = (only(old, new, Subject::Type), only(new, old, Subject::Type));
    let mut out = Vec::new();
    // The values of a property come and go with it, and are told of there.
    for name in removed.iter().filter(|n| !n.contains('/') && !types.pairs.contains_key(*n)) {
        let fact = old.get(name, Subject::Type, "");
        out.push(types.group(name).change(
            &rules::TYPE_REMOVED,
            name,
            Values::NONE,
            Places { before: fact, after: None },
        ));
    }
    for name in added.iter().filter(|n| !n.contains('/') && !types.back.contains_key(*n)) {
        let fact = new.get(name, Subject::Type, "");
        out.push(types.group(name).change(
            &rules::TYPE_ADDED,
            name,
            Values::NONE,
            Places { before: None, after: fact },
        ));
    }
    for (old_name, new_name) in &types.pairs {
        let pair = Pair { old: old_name, new: new_name };
        let Some(before) = old.get(pair.old, Subject::Type, "") else { continue };
        let Some(after) = new.get(pair.new, Subject::Type, "") else { continue };
        out.extend(types.compare_heads(pair, before, after));
        out.extend(types.compare_members(pair));
        out.extend(properties::compare(types, pair));
    }
    out
}

impl<'s> Types<'s> {
    pub fn new(old: &'s Surface, new: &'s Surface) -> Self {
        let (removed, added) = (only(old, new, Subject::Type), only(new, old, Subject::Type));
        let renamed = renames::types(old, new, &removed, &added);
        let mut pairs: BTreeMap<&str, &str> = renamed.iter().copied().collect();
        for (name, _) in old.all(Subject::Type) {
            let same = new.facts.get_key_value(&crate::surface::Key::new(name, Subject::Type, ""));
            // The values of a property go with its type, and with the property when that is respelled.
            let values = || {
                let (owner, property) = name.split_once('/')?;
                let owner = pairs.get(owner).copied().unwrap_or(owner);
                let is_it =
                    |n: &&str| n.split_once('/').is_some_and(|(o, p)| o == owner && p.eq_ignore_ascii_case(property));
                new.all(Subject::Type).map(|(n, _)| n).find(is_it)
            };
            if let Some(now) = same.map(|(key, _)| key.owner.as_str()).or_else(values) {
                pairs.entry(name).or_insert(now);
            }
        }
        let back = pairs.iter().map(|(old, new)| (*new, *old)).collect();
        let names = renamed.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        Self {
            old,
            new,
            pairs,
            back,
            old_types: RustTypes::new(old, names),
            new_types: RustTypes::new(new, HashMap::new()),
        }
    }

    pub fn group<'g>(&self, name: &'g str) -> Group<'g> {
        Group { api: self.new.api, area: Area::Types, group: name.split('/').next().unwrap_or_default(), slice: "" }
    }

    fn compare_heads(&self, pair: Pair<'s>, before: &'s Fact, after: &'s Fact) -> Vec<Change> {
        let group = self.group(pair.new);
        let it = pair.new.replace('/', ".");
        let mut out = Vec::new();
        let mut tell = |rule: &'static Rule, values: Values<'_>| {
            out.push(group.change(rule, &it, values, Places::both(before, after)));
        };
        let [old_path, new_path] = [before, after].map(|fact| fact.get(Attribute::Rust).unwrap_or_default());
        match (pair.old == pair.new, old_path == new_path) {
            (true, true) => {}
            (true, false) => tell(&rules::TYPE_MOVED, Values::both(old_path, new_path)),
            // The values of a property are renamed with its type.
            (false, _) if pair.old.contains('/') => {}
            (false, true) => tell(&rules::TYPE_RESPELLED, Values::both(pair.old, pair.new)),
            (false, false) => tell(&rules::TYPE_RENAMED, Values::both(pair.old, pair.new)),
        }
        let (old_kind, new_kind) = (kind(before), kind(after));
        let (old_remarks, new_remarks) = (remarks(before), remarks(after));
        if old_kind != new_kind {
            tell(&rules::TYPE_KIND_CHANGED, Values::both(old_kind, new_kind));
        } else if old_remarks != new_remarks {
            tell(&rules::TYPE_REMARKED, Values::both(&old_remarks, &new_remarks));
        }
        let left = self.left_slices(before, after);
        if !left.is_empty() {
            tell(&rules::TYPE_LEFT_SLICE, Values::old(&left.join(", ")));
        }
        let (bases, now) = (ancestors(self.old, pair.old), ancestors(self.new, pair.new));
        let (base, now_base) = (bases.first(), now.first());
        if base.map(|b| self.old_types.name(b)) != now_base.copied() {
            if let Some(lost) = bases.iter().find(|b| !now.contains(&self.old_types.name(b))) {
                tell(&rules::BASE_REMOVED, Values::old(lost));
            }
            if let Some(base) = now_base.filter(|b| !bases.iter().any(|old| self.old_types.name(old) == **b)) {
                tell(&rules::BASE_ADDED, Values::new(base));
            }
        }
        out.extend(group.deprecation(&it, &format!("the type {}", code(&it)), before, after));
        if pair.old == pair.new {
            out.extend(group.redescribed(&format!("the type {}", code(&it)), before, after));
        }
        out
    }

    /// The features that a type is no longer compiled with, though they are still there.
    fn left_slices(&self, before: &Fact, after: &Fact) -> Vec<String> {
        let slices = |surface: &Surface, fact: &Fact| -> BTreeSet<String> {
            let prefix = surface.module().to_owned() + "-";
            let all = surface.all(Subject::Feature).filter_map(|(f, _)| f.strip_prefix(&prefix)).map(str::to_owned);
            match fact.get(Attribute::Slices) {
                Some("*") => all.collect(),
                some => some.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            }
        };
        let (before, after) = (slices(self.old, before), slices(self.new, after));
        let feature = |slice: &String| format!("{}-{slice}", self.new.module());
        let left = before.difference(&after).map(feature).filter(|f| self.new.get(f, Subject::Feature, "").is_some());
        left.map(|feature| code(&feature)).collect()
    }

    fn compare_members(&self, pair: Pair<'s>) -> Vec<Change> {
        let group = self.group(pair.new);
        let old_enum = self.old.get(pair.old, Subject::Type, "");
        let new_enum = self.new.get(pair.new, Subject::Type, "");
        let before: BTreeMap<&str, &Fact> = self.old.owned_by(pair.old, Subject::Member).collect();
        let after: BTreeMap<&str, &Fact> = self.new.owned_by(pair.new, Subject::Member).collect();
        let removed: Vec<(&str, &Fact)> =
            before.iter().filter(|(n, _)| !after.contains_key(*n)).map(|(n, f)| (*n, *f)).collect();
        let added: Vec<(&str, &Fact)> =
            after.iter().filter(|(n, _)| !before.contains_key(*n)).map(|(n, f)| (*n, *f)).collect();
        // An enum that has become a struct has lost all of its members, and that is told once.
        if old_enum.map(kind) != new_enum.map(kind) && (before.is_empty() || after.is_empty()) {
            return Vec::new();
        }
        let renamed = renames::members(&removed, &added);
        let named = |name: &str| format!("{}.{name}", pair.new.replace('/', "."));
        let mut out = Vec::new();
        for (old, new) in &renamed {
            let (a, b) = (before[old], after[new]);
            let alike = a.get(Attribute::Rust) == b.get(Attribute::Rust);
            let rule = if alike { &rules::MEMBER_RESPELLED } else { &rules::MEMBER_RENAMED };
            out.push(group.change(rule, &named(new), Values::both(&named(old), new), Places::both(a, b)));
        }
        for (name, fact) in removed.iter().filter(|(n, _)| renamed.iter().all(|(old, _)| old != n)) {
            let places = Places { before: Some(fact), after: new_enum };
            out.push(group.change(&rules::MEMBER_REMOVED, &named(name), Values::NONE, places));
        }
        for (name, fact) in added.iter().filter(|(n, _)| renamed.iter().all(|(_, new)| new != n)) {
            out.push(group.change(&rules::MEMBER_ADDED, &named(name), Values::NONE, Places::after(fact)));
        }
        for (name, (a, b)) in before.iter().filter_map(|(name, a)| Some((name, (*a, *after.get(name)?)))) {
            let value = |f: &'s Fact, attribute| f.get(attribute).unwrap_or("none");
            for (attribute, rule) in
                [(Attribute::Rust, &rules::VARIANT_RENAMED), (Attribute::Value, &rules::MEMBER_RENUMBERED)]
            {
                let values = Values::both(value(a, attribute), value(b, attribute));
                if values.old != values.new {
                    out.push(group.change(rule, &named(name), values, Places::both(a, b)));
                }
            }
            out.extend(group.deprecation(&named(name), &code(&named(name)), a, b));
            out.extend(group.redescribed(&code(&named(name)), a, b));
        }
        out
    }
}

/// What code sees of a kind: entity types and complex types are structs alike.
fn kind(fact: &Fact) -> &'static str {
    match fact.get(Attribute::Kind) {
        Some("enum" | "values") => "an enum",
        Some("flags") => "a set of flags",
        _ => "a struct",
    }
}

fn remarks(fact: &Fact) -> String {
    let kind = match fact.get(Attribute::Kind) {
        Some("entity") => "an entity type",
        Some("complex") => "a complex type",
        _ => "an enum type",
    };
    fact.get(Attribute::Marks).map_or_else(|| kind.to_owned(), |marks| format!("{kind} ({marks})"))
}

/// The types that a type inherits from, nearest first.
pub fn ancestors<'s>(surface: &'s Surface, name: &str) -> Vec<&'s str> {
    let mut out: Vec<&str> = Vec::new();
    let mut at = surface.get(name, Subject::Type, "");
    while let Some(base) = at.and_then(|f| f.get(Attribute::Base)).filter(|b| !out.contains(b)) {
        out.push(base);
        at = surface.get(base, Subject::Type, "");
    }
    out
}
