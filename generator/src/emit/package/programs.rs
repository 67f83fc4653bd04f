//! Runnable programs for crates that have the endpoints that they call.

use toml::{Table, Value};

use super::manifest::Dependency;
use crate::plan::{Endpoint, Options, VersionPlan};

/// A program as it stands in `generator/programs/`, where the crate is called `msgraph`.
struct Program {
    name: &'static str,
    text: &'static str,
    /// What it calls of version `v1.0`: method and path, with a `{}` for each key, and `{item}` for one that has other
    /// addresses, too.
    calls: &'static [(&'static str, &'static str)],
    features: &'static [&'static str],
    /// Dependencies of its own.
    needs: &'static [&'static str],
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "batch",
        text: include_str!("../../../programs/batch.rs"),
        calls: &[("PATCH", "/me"), ("GET", "/me"), ("GET", "/users")],
        features: &["client", "v1-me", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "batch_of_50",
        text: include_str!("../../../programs/batch_of_50.rs"),
        calls: &[("GET", "/users/{}")],
        features: &["client", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "blocking",
        text: include_str!("../../../programs/blocking.rs"),
        calls: &[("GET", "/me")],
        features: &["v1-me"],
        needs: &["ureq"],
    },
    Program {
        name: "chat_client",
        text: include_str!("../../../programs/chat_client.rs"),
        calls: &[
            ("GET", "/chats"),
            ("GET", "/chats/{}/messages"),
            ("POST", "/chats/{}/messages"),
            ("PATCH", "/chats/{}/messages/{}"),
            ("POST", "/chats/{}/messages/{}/setReaction"),
            ("POST", "/chats/{}/members"),
            ("POST", "/communications/getPresencesByUserId"),
            ("GET", "/teams/{}/channels/{}/messages/delta"),
            ("POST", "/teams/{}/channels/{}/messages/{}/replies"),
            ("POST", "/users/{}/chats/{}/messages/{}/softDelete"),
        ],
        features: &["client", "v1-chats", "v1-communications", "v1-teams", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "copy_and_wait",
        text: include_str!("../../../programs/copy_and_wait.rs"),
        calls: &[("POST", "/drives/{}/items/{}/copy")],
        features: &["client", "v1-drives"],
        needs: &["tokio"],
    },
    Program {
        name: "delta_of_users",
        text: include_str!("../../../programs/delta_of_users.rs"),
        calls: &[("GET", "/users/delta")],
        features: &["client", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "list_managed_devices",
        text: include_str!("../../../programs/list_managed_devices.rs"),
        calls: &[("GET", "/deviceManagement/managedDevices")],
        features: &["client", "v1-device-management"],
        needs: &["tokio"],
    },
    Program {
        name: "middleware",
        text: include_str!("../../../programs/middleware.rs"),
        calls: &[("GET", "/me")],
        features: &["client", "v1-me"],
        needs: &["reqwest", "tokio", "tower"],
    },
    Program {
        name: "mock",
        text: include_str!("../../../programs/mock.rs"),
        calls: &[],
        features: &["mock"],
        needs: &[],
    },
    Program {
        name: "one_drive_storage",
        text: include_str!("../../../programs/one_drive_storage.rs"),
        calls: &[
            ("GET", "/me/drive/items/{item}"),
            ("PATCH", "/me/drive/items/{item}"),
            ("DELETE", "/me/drive/items/{item}"),
            ("GET", "/me/drive/items/{item}/children"),
            ("POST", "/me/drive/items/{item}/children"),
            ("GET", "/me/drive/items/{item}/content"),
            ("PUT", "/me/drive/items/{item}/content"),
            ("POST", "/me/drive/items/{item}/copy"),
            ("POST", "/me/drive/items/{item}/createUploadSession"),
        ],
        features: &["client", "v1-me"],
        needs: &["tokio"],
    },
    Program {
        name: "read_notifications",
        text: include_str!("../../../programs/read_notifications.rs"),
        // Notifications come to those who have subscribed.
        calls: &[("POST", "/subscriptions")],
        features: &["notifications"],
        needs: &["ureq"],
    },
    Program {
        name: "resume",
        text: include_str!("../../../programs/resume.rs"),
        calls: &[("GET", "/users")],
        features: &["client", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "sign_in",
        text: include_str!("../../../programs/sign_in.rs"),
        calls: &[("GET", "/me")],
        features: &["device-code", "v1-me"],
        needs: &["tokio"],
    },
    Program {
        name: "update_with_null",
        text: include_str!("../../../programs/update_with_null.rs"),
        calls: &[("PATCH", "/users/{}"), ("GET", "/users/{}")],
        features: &["client", "v1-users"],
        needs: &["tokio"],
    },
    Program {
        name: "upload_by_path",
        text: include_str!("../../../programs/upload_by_path.rs"),
        calls: &[("PUT", "/me/drive/items/{item}/content"), ("GET", "/me/drive/items/{item}/children")],
        features: &["client", "v1-me"],
        needs: &["tokio"],
    },
    Program {
        name: "upload_with_progress",
        text: include_str!("../../../programs/upload_with_progress.rs"),
        calls: &[("POST", "/me/drive/items/{item}/createUploadSession")],
        features: &["client", "v1-me"],
        needs: &["indicatif", "tokio"],
    },
];

/// What the programs need beside the crate.
const DEPENDENCIES: &[Dependency] = &[
    Dependency::new("indicatif", "0.18").only(&[]),
    // Its TLS is that of the crate.
    Dependency::new("reqwest", "0.13").only(&[]),
    Dependency::new("tokio", "1").only(&["macros", "rt"]),
    Dependency::new("tower", "0.5").only(&["limit", "util"]),
    Dependency::new("ureq", "3"),
];

fn supported_programs<'p>(
    plans: &'p [VersionPlan<'_>],
    options: &'p Options,
) -> impl Iterator<Item = &'static Program> + 'p {
    let v1 = plans.iter().find(|p| p.module == "v1");
    let has = move |(method, path): &(&str, &str)| {
        let endpoints = v1.into_iter().flat_map(|p| &p.endpoints);
        let (template, by_address) = (path.replace("{item}", "{}"), path.contains("{item}"));
        let fits = |e: &Endpoint<'_>| e.template() == template && (e.item.is_some() || !by_address);
        endpoints.into_iter().any(|e| e.method.as_str() == *method && fits(e))
    };
    let possible = |program: &Program| program.features.iter().all(|name| options.feature(name) != Some(false));
    PROGRAMS.iter().filter(move |program| possible(program) && program.calls.iter().all(&has))
}

/// Their files.
pub fn files(plans: &[VersionPlan<'_>], options: &Options) -> Vec<(String, String)> {
    let krate = plans.first().map_or("msgraph", |p| &p.krate);
    let text = |program: &Program| program.text.replace("msgraph::", &format!("{krate}::"));
    supported_programs(plans, options).map(|program| (format!("examples/{}.rs", program.name), text(program))).collect()
}

/// Adds what they need to the manifest.
pub fn declare(plans: &[VersionPlan<'_>], options: &Options, manifest: &mut Table) {
    let list = |texts: &[&str]| Value::Array(texts.iter().map(|t| Value::String((*t).to_owned())).collect());
    let programs: Vec<&Program> = supported_programs(plans, options).collect();
    let example = |program: &&Program| {
        let name = ("name".to_owned(), Value::String(program.name.to_owned()));
        Value::Table([name, ("required-features".to_owned(), list(program.features))].into_iter().collect())
    };
    let examples: Vec<Value> = programs.iter().map(example).collect();
    // The tests of the documented examples ask through the client, too.
    let is_needed = |name: &str| name == "tokio" || programs.iter().any(|program| program.needs.contains(&name));
    let needed = DEPENDENCIES.iter().filter(|dependency| is_needed(dependency.name));
    let dependencies = needed.map(|dependency| (dependency.name.to_owned(), dependency.to_value(&[], false)));
    manifest.insert("dev-dependencies".to_owned(), Value::Table(dependencies.collect()));
    if !examples.is_empty() {
        manifest.insert("example".to_owned(), Value::Array(examples));
    }
}
