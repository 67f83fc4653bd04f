//! Endpoints: known by method and URL, whatever their functions and placeholders are called.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{self, Rule};
use super::rust_types::Holdings;
use super::types::Types;
use super::{Change, Group, code, only, permissions, stated};
use crate::surface::{Attribute, COUNTED_LIST, Fact, Subject, Surface};

pub fn compare(types: &Types<'_>) -> Vec<Change> {
    let (old, new) = (types.old, types.new);
    let both = Both { old, new, was: &types.was, is: &types.is };
    let mut out = Vec::new();
    for owner in only(old, new, Subject::Endpoint) {
        out.extend(old.get(owner, Subject::Endpoint, "").map(|fact| both.alone(owner, fact, &rules::ENDPOINT_REMOVED)));
    }
    for owner in only(new, old, Subject::Endpoint) {
        out.extend(new.get(owner, Subject::Endpoint, "").map(|fact| both.alone(owner, fact, &rules::ENDPOINT_ADDED)));
    }
    for (owner, was) in old.all(Subject::Endpoint) {
        if let Some(is) = new.get(owner, Subject::Endpoint, "") {
            out.extend(both.endpoint(owner, was, is));
        }
    }
    out
}

struct Both<'s> {
    old: &'s Surface,
    new: &'s Surface,
    was: &'s Holdings<'s>,
    is: &'s Holdings<'s>,
}

/// The request line as documented.
fn line(owner: &str, fact: &Fact) -> String {
    let method = owner.split(' ').next().unwrap_or_default();
    format!("{method} {}", fact.get(Attribute::Path).unwrap_or_default())
}

fn slice(fact: &Fact) -> &str {
    fact.get(Attribute::Rust).and_then(|r| r.split("::").next()).unwrap_or("root")
}

impl Both<'_> {
    fn alone(&self, owner: &str, fact: &Fact, rule: &'static Rule) -> Change {
        let it = line(owner, fact);
        let group = Group { api: self.new.api, group: &it, slice: slice(fact) };
        let added = std::ptr::eq(rule, &rules::ENDPOINT_ADDED);
        let places = if added { (None, Some(fact)) } else { (Some(fact), None) };
        group.change(rule, &it, ("", fact.get(Attribute::Rust).unwrap_or_default()), places)
    }

    fn endpoint(&self, owner: &str, was: &Fact, is: &Fact) -> Vec<Change> {
        let it = line(owner, is);
        let group = Group { api: self.new.api, group: &it, slice: slice(is) };
        let mut out = Vec::new();
        let mut tell =
            |rule, old: &str, new: &str| out.push(group.change(rule, &it, (old, new), (Some(was), Some(is))));
        let values = |attribute| (was.get(attribute).unwrap_or_default(), is.get(attribute).unwrap_or_default());
        let rust = values(Attribute::Rust);
        if rust.0 != rust.1 {
            tell(&rules::FUNCTION_RENAMED, rust.0, rust.1);
        }
        let arguments = values(Attribute::Arguments);
        if arguments.0 != arguments.1 {
            tell(&rules::ARGUMENTS_RENAMED, &code(arguments.0), &code(arguments.1));
        }
        // The name of the argument is that of the arguments.
        match [was, is].map(|fact| fact.get(Attribute::Item).is_some()) {
            [true, false] => tell(&rules::ITEM_BY_ID_ONLY, "", ""),
            [false, true] => tell(&rules::ITEM_READDRESSED, "", ""),
            _ => {}
        }
        let carried = [
            (Attribute::Body, &rules::BODY_CHANGED, &rules::BODY_RESTATED),
            (Attribute::Returns, &rules::RESPONSE_CHANGED, &rules::RESPONSE_RESTATED),
        ];
        for (attribute, changed, restated) in carried {
            let (old, new) = values(attribute);
            if self.was.reference(old) != new {
                let alike = !old.is_empty() && !new.is_empty() && self.was.of(old) == self.is.of(new);
                tell(if alike { restated } else { changed }, &stated(old), &stated(new));
            }
        }
        let bodies = [was, is].map(|fact| fact.get(Attribute::Body).is_some());
        if bodies == [true, true] && was.is(Attribute::OptionalBody) != is.is(Attribute::OptionalBody) {
            let optional = is.is(Attribute::OptionalBody);
            tell(if optional { &rules::BODY_OPTIONAL } else { &rules::BODY_REQUIRED }, "", "");
        }
        let options = values(Attribute::Query);
        let [was_options, is_options] = [options.0, options.1].map(|o| o.split(' ').collect::<BTreeSet<_>>());
        let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
            let names = a.difference(b).filter(|o| !o.is_empty());
            names
                .map(|o| if *o == COUNTED_LIST { code(o) } else { code(&format!("${o}")) })
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (less, more) = (only(&was_options, &is_options), only(&is_options, &was_options));
        if !less.is_empty() {
            tell(&rules::QUERY_OPTION_REMOVED, &less, "");
        }
        if !more.is_empty() {
            tell(&rules::QUERY_OPTION_ADDED, "", &more);
        }
        out.extend(group.redescribed(&code(&it), was, is));
        out.extend(self.parameters(owner, &it, &group, is));
        out.extend(self.permissions(owner, &it, &group, is));
        out
    }

    fn parameters(&self, owner: &str, endpoint: &str, group: &Group<'_>, now: &Fact) -> Vec<Change> {
        let was: BTreeMap<&str, &Fact> = self.old.of(owner, Subject::Parameter).collect();
        let is: BTreeMap<&str, &Fact> = self.new.of(owner, Subject::Parameter).collect();
        // Where a body comes or goes with all of its parameters, that is told once.
        if was.is_empty() || is.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        let names: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
        for name in names {
            let it = format!("{} of {}", code(name), code(endpoint));
            let of = |fact: &Fact, attribute| fact.get(attribute).unwrap_or_default().to_owned();
            let (a, b) = match (was.get(name), is.get(name)) {
                (Some(a), Some(b)) => (*a, *b),
                (Some(a), None) => {
                    out.push(group.change(&rules::PARAMETER_REMOVED, &it, ("", ""), (Some(a), Some(now))));
                    continue;
                }
                (None, Some(b)) => {
                    let ty = stated(&of(b, Attribute::Type));
                    out.push(group.change(&rules::PARAMETER_ADDED, &it, ("", &ty), (None, Some(b))));
                    continue;
                }
                (None, None) => continue,
            };
            let mut tell =
                |rule, old: &str, new: &str| out.push(group.change(rule, &it, (old, new), (Some(a), Some(b))));
            let types = [of(a, Attribute::Type), of(b, Attribute::Type)];
            if self.was.reference(&types[0]) != types[1] {
                let alike = self.was.of(&types[0]) == self.is.of(&types[1]);
                let rule = if alike { &rules::PARAMETER_RESTATED } else { &rules::PARAMETER_RETYPED };
                tell(rule, &stated(&types[0]), &stated(&types[1]));
            }
            let fields = [of(a, Attribute::Rust), of(b, Attribute::Rust)];
            if fields[0] != fields[1] {
                tell(&rules::PARAMETER_FIELD_RENAMED, &fields[0], &fields[1]);
            }
            if a.is(Attribute::Required) != b.is(Attribute::Required) {
                let now = if b.is(Attribute::Required) { "required" } else { "optional" };
                tell(&rules::PARAMETER_REQUIRED, "", now);
            }
            out.extend(group.redescribed(&it, a, b));
        }
        out
    }

    fn permissions(&self, owner: &str, endpoint: &str, group: &Group<'_>, now: &Fact) -> Vec<Change> {
        let changed = permissions::pair(self.old, self.new, owner).into_iter().filter_map(|row| {
            let what = permissions::difference(row.was, row.is)?;
            let (kind, table) = row.table.split_once(' ').unwrap_or((row.table, ""));
            let table = table.strip_prefix("in ").unwrap_or(table);
            let of = if table.is_empty() { String::new() } else { format!(" in {}", code(table)) };
            let it = format!("{kind} permissions of {}{of}", code(endpoint));
            let withdrawn = permissions::withdraws(row.was, row.is);
            let rule = if withdrawn { &rules::PERMISSION_WITHDRAWN } else { &rules::PERMISSION_CHANGED };
            Some(group.change(rule, &it, ("", &what), (row.was, row.is.or(Some(now)))))
        });
        changed.collect()
    }
}
