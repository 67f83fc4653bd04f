//! Endpoints: known by method and URL, whatever their functions and placeholders are called.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{self, Rule, Values};
use super::rust_types::RustTypes;
use super::types::{Pair, Types};
use super::{Area, Change, Group, Places, code, only, permissions, renames, stated};
use crate::surface::{Attribute, COUNTED_LIST, Fact, Subject, Surface};

pub fn compare(types: &Types<'_>) -> Vec<Change> {
    let (old, new) = (types.old, types.new);
    let both = Both { old, new, old_types: &types.old_types, new_types: &types.new_types };
    let removed = alone(old, new);
    let added = alone(new, old);
    let moved = renames::endpoints(&removed, &added);
    let has_moved = |owner: &str| moved.iter().any(|(old, _)| *old == owner);
    let has_moved_here = |owner: &str| moved.iter().any(|(_, new)| *new == owner);
    let mut out = Vec::new();
    for (owner, fact) in removed.iter().filter(|(owner, _)| !has_moved(owner)) {
        out.push(both.alone(owner, fact, &rules::ENDPOINT_REMOVED, Places::before(fact)));
    }
    for (owner, fact) in added.iter().filter(|(owner, _)| !has_moved_here(owner)) {
        out.push(both.alone(owner, fact, &rules::ENDPOINT_ADDED, Places::after(fact)));
    }
    let stayed = old.all(Subject::Endpoint).map(|(owner, _)| Pair { old: owner, new: owner });
    for pair in stayed.chain(moved.iter().map(|(old, new)| Pair { old, new })) {
        let facts = (old.get(pair.old, Subject::Endpoint, ""), new.get(pair.new, Subject::Endpoint, ""));
        if let (Some(before), Some(after)) = facts {
            out.extend(both.endpoint(pair, before, after));
        }
    }
    out
}

/// The endpoints that only one side has.
fn alone<'s>(side: &'s Surface, other: &Surface) -> Vec<(&'s str, &'s Fact)> {
    let owners = only(side, other, Subject::Endpoint).into_iter();
    owners.filter_map(|owner| Some((owner, side.get(owner, Subject::Endpoint, "")?))).collect()
}

struct Both<'s> {
    old: &'s Surface,
    new: &'s Surface,
    old_types: &'s RustTypes<'s>,
    new_types: &'s RustTypes<'s>,
}

/// The request line as documented.
fn line(owner: &str, fact: &Fact) -> String {
    let method = owner.split(' ').next().unwrap_or_default();
    format!("{method} {}", fact.get(Attribute::Path).unwrap_or_default())
}

/// The function without its modules.
fn name(rust: &str) -> &str {
    rust.rsplit("::").next().unwrap_or_default()
}

fn slice(fact: &Fact) -> &str {
    fact.get(Attribute::Rust).and_then(|r| r.split("::").next()).unwrap_or("root")
}

impl Both<'_> {
    fn alone(&self, owner: &str, fact: &Fact, rule: &'static Rule, places: Places<'_>) -> Change {
        let it = line(owner, fact);
        let group = Group { api: self.new.api, area: Area::Endpoints, group: &it, slice: slice(fact) };
        group.change(rule, &it, Values::new(fact.get(Attribute::Rust).unwrap_or_default()), places)
    }

    fn endpoint(&self, pair: Pair<'_>, before: &Fact, after: &Fact) -> Vec<Change> {
        let it = line(pair.new, after);
        let group = Group { api: self.new.api, area: Area::Endpoints, group: &it, slice: slice(after) };
        let mut out = Vec::new();
        let mut tell =
            |rule, values: Values<'_>| out.push(group.change(rule, &it, values, Places::both(before, after)));
        let values = |attribute| {
            Values::both(before.get(attribute).unwrap_or_default(), after.get(attribute).unwrap_or_default())
        };
        let function = values(Attribute::Rust);
        if pair.old != pair.new {
            let functions = format!("{}, not {}", code(function.new), code(function.old));
            tell(&rules::ENDPOINT_MOVED, Values::both(&code(&line(pair.old, before)), &functions));
        } else if function.old != function.new {
            tell(&rules::FUNCTION_RENAMED, function);
        }
        // A moved one has the arguments of its URL.
        let arguments = values(Attribute::Arguments);
        if arguments.old != arguments.new && pair.old == pair.new {
            tell(&rules::ARGUMENTS_RENAMED, Values::both(&code(arguments.old), &code(arguments.new)));
        }
        // The name of the argument is that of the arguments.
        match [before, after].map(|fact| fact.get(Attribute::Item).is_some()) {
            [true, false] => tell(&rules::ITEM_BY_ID_ONLY, Values::NONE),
            [false, true] => tell(&rules::ITEM_READDRESSED, Values::NONE),
            _ => {}
        }
        let carried = [
            (Attribute::Body, &rules::BODY_CHANGED, &rules::BODY_RESTATED),
            (Attribute::Returns, &rules::RESPONSE_CHANGED, &rules::RESPONSE_RESTATED),
        ];
        for (attribute, changed, restated) in carried {
            let Values { old, new } = values(attribute);
            if self.old_types.reference(old) != new {
                let alike = !old.is_empty()
                    && !new.is_empty()
                    && self.old_types.rust_type(old) == self.new_types.rust_type(new);
                tell(if alike { restated } else { changed }, Values::both(&stated(old), &stated(new)));
            }
        }
        let bodies = [before, after].map(|fact| fact.get(Attribute::Body).is_some());
        if bodies == [true, true] && before.is(Attribute::OptionalBody) != after.is(Attribute::OptionalBody) {
            let optional = after.is(Attribute::OptionalBody);
            tell(if optional { &rules::BODY_OPTIONAL } else { &rules::BODY_REQUIRED }, Values::NONE);
        }
        let options = values(Attribute::Query);
        let [old_options, new_options] = [options.old, options.new].map(|o| o.split(' ').collect::<BTreeSet<_>>());
        let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
            let names = a.difference(b).filter(|o| !o.is_empty());
            names
                .map(|o| if *o == COUNTED_LIST { code(o) } else { code(&format!("${o}")) })
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (less, more) = (only(&old_options, &new_options), only(&new_options, &old_options));
        if !less.is_empty() {
            tell(&rules::QUERY_OPTION_REMOVED, Values::old(&less));
        }
        if !more.is_empty() {
            tell(&rules::QUERY_OPTION_ADDED, Values::new(&more));
        }
        let told_by = values(Attribute::Options);
        match (told_by.old, told_by.new) {
            // What is gone with its options, or has the function's other name, has been told.
            (_, "") => {}
            ("", _) => tell(&rules::QUERY_OPTIONS_FIRST, told_by),
            (old, new) if old != new && name(function.old) == name(function.new) => {
                tell(&rules::QUERY_OPTIONS_RENAMED, told_by);
            }
            _ => {}
        }
        out.extend(group.deprecation(&it, &code(&it), before, after));
        out.extend(group.redescribed(&code(&it), before, after));
        out.extend(self.parameters(pair, &it, &group, after));
        out.extend(self.permissions(pair, &it, &group, after));
        out
    }

    fn parameters(&self, pair: Pair<'_>, endpoint: &str, group: &Group<'_>, now: &Fact) -> Vec<Change> {
        let before: BTreeMap<&str, &Fact> = self.old.owned_by(pair.old, Subject::Parameter).collect();
        let after: BTreeMap<&str, &Fact> = self.new.owned_by(pair.new, Subject::Parameter).collect();
        // Where a body comes or goes with all of its parameters, that is told once.
        if before.is_empty() || after.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        for name in names {
            let it = format!("{} of {}", code(name), code(endpoint));
            let attribute_of = |fact: &Fact, attribute| fact.get(attribute).unwrap_or_default().to_owned();
            let (a, b) = match (before.get(name), after.get(name)) {
                (Some(a), Some(b)) => (*a, *b),
                (Some(a), None) => {
                    out.push(group.change(&rules::PARAMETER_REMOVED, &it, Values::NONE, Places::both(a, now)));
                    continue;
                }
                (None, Some(b)) => {
                    let ty = stated(&attribute_of(b, Attribute::Type));
                    out.push(group.change(&rules::PARAMETER_ADDED, &it, Values::new(&ty), Places::after(b)));
                    continue;
                }
                (None, None) => continue,
            };
            let mut tell = |rule, values: Values<'_>| out.push(group.change(rule, &it, values, Places::both(a, b)));
            let types = [attribute_of(a, Attribute::Type), attribute_of(b, Attribute::Type)];
            if self.old_types.reference(&types[0]) != types[1] {
                let alike = self.old_types.rust_type(&types[0]) == self.new_types.rust_type(&types[1]);
                let rule = if alike { &rules::PARAMETER_RESTATED } else { &rules::PARAMETER_RETYPED };
                tell(rule, Values::both(&stated(&types[0]), &stated(&types[1])));
            }
            let fields = [attribute_of(a, Attribute::Rust), attribute_of(b, Attribute::Rust)];
            if fields[0] != fields[1] {
                tell(&rules::PARAMETER_FIELD_RENAMED, Values::both(&fields[0], &fields[1]));
            }
            if a.is(Attribute::Required) != b.is(Attribute::Required) {
                let now = if b.is(Attribute::Required) { "required" } else { "optional" };
                tell(&rules::PARAMETER_REQUIRED, Values::new(now));
            }
            out.extend(group.deprecation(&it, &format!("the parameter {it}"), a, b));
            out.extend(group.redescribed(&it, a, b));
        }
        out
    }

    fn permissions(&self, pair: Pair<'_>, endpoint: &str, group: &Group<'_>, now: &Fact) -> Vec<Change> {
        let changed = permissions::pair(self.old, self.new, pair).into_iter().filter_map(|row| {
            let what = permissions::difference(row.before, row.after)?;
            let (kind, table) = row.table.split_once(' ').unwrap_or((row.table, ""));
            let table = table.strip_prefix("in ").unwrap_or(table);
            // Of one page alone the scenario is all that is told.
            let table = table.strip_prefix('(').and_then(|scenario| scenario.strip_suffix(')')).unwrap_or(table);
            let in_table = if table.is_empty() { String::new() } else { format!(" in {}", code(table)) };
            let it = format!("{kind} permissions of {}{in_table}", code(endpoint));
            let withdrawn = permissions::withdraws(row.before, row.after);
            let rule = if withdrawn { &rules::PERMISSION_WITHDRAWN } else { &rules::PERMISSION_CHANGED };
            let places = Places { before: row.before, after: row.after.or(Some(now)) };
            Some(group.change(rule, &it, Values::new(&what), places))
        });
        changed.collect()
    }
}
