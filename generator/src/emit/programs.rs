//! Runnable programs for crates that have the endpoints that they call.

use toml::{Table, Value};

use super::Options;
use super::plan::VersionPlan;

/// A program as it stands in `generator/programs/`, where the crate is called `msgraph`.
struct Program {
    name: &'static str,
    text: &'static str,
    /// What it calls of version `v1.0`: method and path, with a `{}` for each key.
    calls: &'static [(&'static str, &'static str)],
    features: &'static [&'static str],
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "batch",
        text: include_str!("../../programs/batch.rs"),
        calls: &[("PATCH", "/me"), ("GET", "/me"), ("GET", "/users")],
        features: &["client", "v1-me", "v1-users"],
    },
    Program {
        name: "blocking",
        text: include_str!("../../programs/blocking.rs"),
        calls: &[("GET", "/me")],
        features: &["v1-me"],
    },
    Program {
        name: "delta_of_users",
        text: include_str!("../../programs/delta_of_users.rs"),
        calls: &[("GET", "/users/delta")],
        features: &["client", "v1-users"],
    },
    Program {
        name: "list_managed_devices",
        text: include_str!("../../programs/list_managed_devices.rs"),
        calls: &[("GET", "/deviceManagement/managedDevices")],
        features: &["client", "v1-device-management"],
    },
    Program {
        name: "read_notifications",
        text: include_str!("../../programs/read_notifications.rs"),
        calls: &[],
        features: &["notifications"],
    },
    Program {
        name: "update_with_null",
        text: include_str!("../../programs/update_with_null.rs"),
        calls: &[("PATCH", "/users/{}"), ("GET", "/users/{}")],
        features: &["client", "v1-users"],
    },
];

/// What the programs need beside the crate.
const DEPENDENCIES: &[(&str, &str, &[&str])] = &[("tokio", "1", &["macros", "rt"]), ("ureq", "3", &[])];

fn of<'p>(plans: &'p [VersionPlan<'_>], settings: &'p Options) -> impl Iterator<Item = &'static Program> + 'p {
    let v1 = plans.iter().find(|p| p.module == "v1");
    let has = move |(method, path): &(&str, &str)| {
        let endpoints = v1.into_iter().flat_map(|p| &p.endpoints);
        endpoints.into_iter().any(|e| e.method.as_str() == *method && e.template() == *path)
    };
    let possible = |program: &Program| program.features.iter().all(|name| settings.feature(name) != Some(false));
    PROGRAMS.iter().filter(move |program| possible(program) && program.calls.iter().all(&has))
}

/// Their files.
pub fn files(plans: &[VersionPlan<'_>], settings: &Options) -> Vec<(String, String)> {
    let krate = plans.first().map_or("msgraph", |p| &p.krate);
    let text = |program: &Program| program.text.replace("msgraph::", &format!("{krate}::"));
    of(plans, settings).map(|program| (format!("examples/{}.rs", program.name), text(program))).collect()
}

/// Adds what they need to the manifest.
pub fn declare(plans: &[VersionPlan<'_>], settings: &Options, manifest: &mut Table) {
    let list = |texts: &[&str]| Value::Array(texts.iter().map(|t| Value::String((*t).to_owned())).collect());
    let examples: Vec<Value> = of(plans, settings)
        .map(|program| {
            let name = ("name".to_owned(), Value::String(program.name.to_owned()));
            Value::Table([name, ("required-features".to_owned(), list(program.features))].into_iter().collect())
        })
        .collect();
    // The tests of the documented examples ask through the client, too.
    let needed = DEPENDENCIES.iter().filter(|(name, ..)| *name == "tokio" || !examples.is_empty());
    let dependencies = needed.map(|(name, version, features)| {
        let version = ("version".to_owned(), Value::String((*version).to_owned()));
        let mut table: Table = [version].into_iter().collect();
        if !features.is_empty() {
            table.insert("features".to_owned(), list(features));
        }
        ((*name).to_owned(), Value::Table(table))
    });
    manifest.insert("dev-dependencies".to_owned(), Value::Table(dependencies.collect()));
    if !examples.is_empty() {
        manifest.insert("example".to_owned(), Value::Array(examples));
    }
}
