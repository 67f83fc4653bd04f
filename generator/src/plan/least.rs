//! The least privileged permissions that allow every endpoint of a selection: what a crate says of its own calls, for
//! those who have the docs alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::endpoint::Endpoint;
use super::permission_tables::{Table, tables};
use super::version::VersionPlan;
use crate::model::PermissionKind;

#[path = "../../runtime/permissions/cover.rs"]
mod cover;

/// What tokens of one kind need.
#[derive(Debug, Serialize)]
pub struct Least {
    pub kind: PermissionKind,
    pub permissions: Vec<Needed>,
    /// The request lines of endpoints that say that the kind is not supported.
    pub unsupported: BTreeSet<String>,
    /// The request lines of endpoints that do not speak of the kind.
    pub undocumented: BTreeSet<String>,
}

/// A permission, with the request lines of the endpoints that it allows, alone or with others that are needed as well.
#[derive(Clone, Debug, Serialize)]
pub struct Needed {
    pub name: String,
    pub endpoints: BTreeSet<String>,
}

/// For each kind, the least that endpoints need, each with its version. Counted is the first table of an endpoint's main page
/// that supports the kind.
pub fn least<'p, 'a: 'p>(
    endpoints: impl Iterator<Item = (&'p VersionPlan<'a>, &'p Endpoint<'a>)>,
    kinds: &[PermissionKind],
) -> Vec<Least> {
    let endpoints = endpoints.map(|(version, endpoint)| (version.line(endpoint), tables(endpoint)));
    let endpoints: Vec<(String, Vec<Table<'_>>)> = endpoints.collect();
    kinds.iter().map(|kind| of_kind(*kind, &endpoints)).collect()
}

fn of_kind(kind: PermissionKind, endpoints: &[(String, Vec<Table<'_>>)]) -> Least {
    let mut least =
        Least { kind, permissions: Vec::new(), unsupported: BTreeSet::new(), undocumented: BTreeSet::new() };
    let mut needs: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for (line, tables) in endpoints {
        let of_main_page =
            || tables.iter().take_while(|table| table.page == tables[0].page).filter_map(|t| t.sets(kind));
        if let Some(sets) = of_main_page().find(|sets| !sets.is_empty()) {
            needs.insert(line, sets.iter().map(|set| set.iter().map(String::as_str).collect()).collect());
        } else if of_main_page().next().is_some() {
            least.unsupported.insert(line.clone());
        } else {
            least.undocumented.insert(line.clone());
        }
    }
    let lists: BTreeSet<Vec<Vec<&str>>> = needs.values().cloned().collect();
    let chosen = cover::cover(&lists);
    least.permissions = chosen
        .iter()
        .map(|name| {
            let helps = |set: &Vec<&str>| set.contains(name) && set.iter().all(|other| chosen.contains(other));
            let allowed = needs.iter().filter(|(_, sets)| sets.iter().any(helps));
            Needed { name: (*name).to_owned(), endpoints: allowed.map(|(line, _)| (*line).to_owned()).collect() }
        })
        .collect();
    least
}
