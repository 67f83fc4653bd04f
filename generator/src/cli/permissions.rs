//! `permissions`: the least that an app needs for the endpoints that it calls.

use serde::Serialize;

use super::args::{Kind, Permissions, Target};
use super::render::Format;
use super::report::counted;
use super::{CliError, Outcome, Run};
use crate::diagnostic::printable_lines;
use crate::model::PermissionKind;
use crate::pipeline::Reading;
use crate::plan::{Least, Options, least};

/// The app id of Microsoft Graph in every tenant, which manifests of apps name it by.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The answer as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    kind: &'static str,
    kinds: &'a [Least],
    required_resource_access: [ResourceAccess<'a>; 1],
}

/// What an app's manifest asks of Graph. The docs have names only, where manifests have identifiers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceAccess<'a> {
    resource_app_id: &'static str,
    resource_access: Vec<Access<'a>>,
}

#[derive(Serialize)]
struct Access<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    ty: &'static str,
}

pub fn run(run: &mut Run<'_, '_>, asked: &Permissions) -> Result<Outcome, CliError> {
    let target = Target { docs: asked.docs.clone(), select: asked.select.clone(), ..Target::default() };
    let job = run.settings.checked_job(&target)?;
    let reading = run.read(&job.docs, Reading::require_crate)?;
    let options = Options { loose: reading.loose, ..job.options };
    let kinds: Vec<PermissionKind> = match asked.kind {
        Some(kind) => vec![kind.into()],
        None => vec![PermissionKind::DelegatedWork, PermissionKind::DelegatedPersonal, PermissionKind::Application],
    };
    let least = least(&reading.versions, &options, &kinds)?;
    if run.global.format == Format::Json {
        let resource_access = accesses(&least);
        let graph = ResourceAccess { resource_app_id: GRAPH, resource_access };
        run.print_json(&Answer { kind: "permissions", kinds: &least, required_resource_access: [graph] })?;
        return Ok(Outcome::Done);
    }
    for least in &least {
        write!(run.environment.out, "{}", printable_lines(&told(least)))?;
    }
    Ok(Outcome::Done)
}

/// A manifest knows users and apps; of users, those with a work or school account are meant where both are asked for.
fn accesses(all: &[Least]) -> Vec<Access<'_>> {
    let mut out: Vec<Access<'_>> = Vec::new();
    for least in all {
        let ty = if least.kind == PermissionKind::Application { "Role" } else { "Scope" };
        if least.kind == PermissionKind::DelegatedPersonal && all.len() > 1 {
            continue;
        }
        out.extend(least.permissions.iter().map(|needed| Access { name: &needed.name, ty }));
    }
    out
}

/// A line for the kind, one for each permission, and one for what has none.
fn told(least: &Least) -> String {
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

impl From<Kind> for PermissionKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Delegated => Self::DelegatedWork,
            Kind::DelegatedPersonal => Self::DelegatedPersonal,
            Kind::Application => Self::Application,
        }
    }
}
