//! The least privileged permissions that allow every endpoint of a selection: what a crate says of its own calls, for
//! those who have the docs alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::permission_tables::{Table, tables};
use super::{Options, PlanError, plan};
use crate::model::{Ir, PermissionKind};

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
#[derive(Debug, Serialize)]
pub struct Needed {
    pub name: String,
    pub endpoints: BTreeSet<String>,
}

/// For each kind, the least that the selected endpoints of all versions need. Counted is the first table of an endpoint's
/// main page that supports the kind.
///
/// # Errors
/// When a part of the selection selects nothing.
pub fn least(versions: &[Ir], options: &Options, kinds: &[PermissionKind]) -> Result<Vec<Least>, PlanError> {
    let plan = plan(versions, options)?;
    let endpoints = plan.versions.iter().flat_map(|plan| plan.endpoints.iter().map(move |e| (plan.line(e), tables(e))));
    let endpoints: Vec<(String, Vec<Table<'_>>)> = endpoints.collect();
    Ok(kinds.iter().map(|kind| of_kind(*kind, &endpoints)).collect())
}

fn of_kind(kind: PermissionKind, endpoints: &[(String, Vec<Table<'_>>)]) -> Least {
    let mut least =
        Least { kind, permissions: Vec::new(), unsupported: BTreeSet::new(), undocumented: BTreeSet::new() };
    let mut needs: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for (line, tables) in endpoints {
        let of_main_page = || tables.iter().take_while(|table| table.page == tables[0].page).filter_map(|t| t.of(kind));
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
