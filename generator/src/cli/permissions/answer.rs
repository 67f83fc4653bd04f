//! What is told of the least that an app needs.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::report::counted;
use super::app_roles::AppRoles;
use super::called::Source;
use crate::model::PermissionKind;
use crate::plan::Least;

/// The app id of Microsoft Graph in every tenant, which manifests of apps name it by.
pub const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The answer as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    kind: &'static str,
    kinds: &'a [Least],
    /// What a source needs that the one before did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<&'a [Least]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    calls: Vec<CallAnswer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<Unknown<'a>>,
    required_resource_access: [ResourceAccess<'a>; 1],
}

/// What an app's manifest asks of Graph. The docs have names only, where manifests have identifiers; a file may have those.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceAccess<'a> {
    resource_app_id: &'static str,
    resource_access: Vec<Access<'a>>,
}

#[derive(Serialize)]
struct Access<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    name: &'a str,
    #[serde(rename = "type")]
    ty: &'static str,
}

/// A call of a source, on its line.
#[derive(Serialize)]
struct CallAnswer {
    function: String,
    endpoint: String,
    path: String,
    line: u32,
    column: u32,
}

/// What a source calls and the docs do not know.
#[derive(Serialize)]
struct Unknown<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    found: &'a str,
}

impl<'a> Answer<'a> {
    pub fn new(
        now: &'a [Least],
        more: Option<&'a [Least]>,
        source: &'a Source<'_, '_>,
        roles: Option<&'a AppRoles>,
    ) -> Self {
        let graph = ResourceAccess { resource_app_id: GRAPH, resource_access: accesses(now, roles) };
        let calls = source.calls.iter().map(|call| CallAnswer {
            function: call.function(),
            endpoint: call.line(),
            path: call.place.file.clone(),
            line: call.place.line,
            column: call.place.column,
        });
        let unknown = source.unresolved.iter().map(|(place, found)| Unknown {
            path: &place.file,
            line: place.line,
            column: place.column,
            found,
        });
        Self {
            kind: "permissions",
            kinds: now,
            more,
            calls: calls.collect(),
            unknown: unknown.collect(),
            required_resource_access: [graph],
        }
    }
}

/// What is needed now and was not before, of each kind.
pub fn more(now: &[Least], before: &[Least]) -> Vec<Least> {
    let known = |kind, name: &str| {
        before.iter().filter(|least| least.kind == kind).flat_map(|least| &least.permissions).any(|p| p.name == name)
    };
    let new = |least: &Least| Least {
        kind: least.kind,
        permissions: least.permissions.iter().filter(|needed| !known(least.kind, &needed.name)).cloned().collect(),
        unsupported: BTreeSet::new(),
        undocumented: BTreeSet::new(),
    };
    now.iter().map(new).collect()
}

/// The permissions that allow the endpoint of this line, with their kind.
pub fn allowing(least: &Least, line: &str) -> impl Iterator<Item = String> {
    let allowing = least.permissions.iter().filter(move |needed| needed.endpoints.contains(line));
    allowing.map(|needed| format!("{} ({})", needed.name, heading(least.kind)))
}

/// A manifest knows users and apps; of users, those with a work or school account are meant where both are asked for.
fn accesses<'a>(all: &'a [Least], roles: Option<&'a AppRoles>) -> Vec<Access<'a>> {
    let mut out: Vec<Access<'_>> = Vec::new();
    for least in all {
        let ty = if least.kind == PermissionKind::Application { "Role" } else { "Scope" };
        if least.kind == PermissionKind::DelegatedPersonal && all.len() > 1 {
            continue;
        }
        let names = least.permissions.iter().map(|needed| needed.name.as_str());
        out.extend(names.map(|name| Access { id: roles.and_then(|roles| roles.id(name, ty)), name, ty }));
    }
    out
}

/// A line for the kind, one for each permission, and one for what has none.
pub fn told(least: &Least) -> String {
    let mut out = format!("{}\n", heading(least.kind));
    let width = least.permissions.iter().map(|needed| needed.name.len()).max().unwrap_or_default();
    for needed in &least.permissions {
        let first = needed.endpoints.first().map(String::as_str).unwrap_or_default();
        let more = match needed.endpoints.len() {
            0 | 1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        out += &format!("  {:<width$}  {first}{more}\n", needed.name);
    }
    if least.permissions.is_empty() {
        out += "  none\n";
    }
    for (lines, why) in [(&least.unsupported, "not supported by"), (&least.undocumented, "not documented for")] {
        if let Some(first) = lines.first() {
            out += &format!(
                "  {why} {}: {first}{}\n",
                counted(lines.len(), "endpoint"),
                if lines.len() > 1 { ", …" } else { "" }
            );
        }
    }
    out
}

fn heading(kind: PermissionKind) -> &'static str {
    match kind {
        PermissionKind::DelegatedWork => "delegated (work or school account)",
        PermissionKind::DelegatedPersonal => "delegated (personal account)",
        PermissionKind::Application => "application",
    }
}
