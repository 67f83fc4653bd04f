//! The crate's readme.

use crate::emit::docs::introduction;
use crate::plan::{Options, VersionPlan};

/// What the readme says of them.
const ABOUT: &[(&[&str], &str)] = &[
    (
        &["client"],
        "an asynchronous client on `reqwest`, with retries, pages, delta rounds, batches, downloads and upload sessions",
    ),
    (&["blocking"], "the same client for programs without `async`"),
    (&["azure-core"], "tokens for it from `azure_core` credentials"),
    (&["device-code"], "tokens of a user who signs in in a browser, kept and refreshed"),
    (
        &["rustls", "rustls-no-provider", "native-tls"],
        "the TLS of its connections: `rustls`, which is on by default; the same with a crypto provider that the program \
         installs; or that of the system",
    ),
    (
        &["notifications"],
        "change notifications: validation requests, collections, encrypted content, validation tokens",
    ),
    (
        &["mock"],
        "the documentation as a service on your machine, for tests: it answers what is documented, refuses what is not, \
         and throttles, cuts and pages on request",
    ),
    (&["permissions"], "what each request needs, as data"),
    (&["properties"], "what the documentation says of each property, as data: the constant `PROPERTIES` of each model"),
    (&["chrono", "jiff", "time", "uuid"], "conversions of moments, dates, times, durations and identifiers"),
];

/// The text of the file.
pub fn readme(plans: &[VersionPlan<'_>], options: &Options) -> String {
    let name = &options.crate_name;
    // A crate that nobody has published is found beside the one that uses it.
    let source = match (&options.package.version, options.package.publish) {
        (Some(version), Some(true)) => format!("version = \"{version}\""),
        _ => format!("path = \"../{name}\""),
    };
    let counts: String = plans
        .iter()
        .map(|p| {
            format!(
                "- `{}`: {} types, {} endpoints, {} slices\n",
                p.ir.api,
                p.models.len(),
                p.endpoints.len(),
                p.slices.len()
            )
        })
        .collect();
    let all: Vec<(usize, &VersionPlan<'_>)> =
        plans.iter().flat_map(|p| (0..p.slices.len()).map(move |s| (s, p))).collect();
    let features: String = all.iter().map(|(s, p)| format!("- `{}`\n", p.feature(*s))).collect();
    let (example, first) = example(plans).unwrap_or_else(|| (String::new(), "full".to_owned()));
    let default = if options.is_selection() {
        "All slices are on by default: this crate is a selection already."
    } else {
        "No slice is on by default: choose those that you call."
    };
    let client = if options.no_client {
        ""
    } else {
        "; with the feature `client` there is one that sends them, pages, and tries again"
    };
    let optional: String = ABOUT
        .iter()
        .filter(|(names, _)| names.iter().all(|name| options.feature(name) != Some(false)))
        .map(|(names, about)| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("- {}: {about}\n", names.join(", "))
        })
        .collect();
    let url = introduction::url_and_function(plans).map(|shown| format!(": {shown}")).unwrap_or_default();
    let versions = introduction::features_of_versions(plans);
    format!(
        "# {name}\n\nTyped models and requests for Microsoft Graph, written by msgraph-docgen from its public documentation. \
         Functions build requests for any HTTP client{client}.\n\n{counts}\n\
         ```toml\n[dependencies]\n{name} = {{ {source}, features = [\"{first}\"] }}\n```\n\n{example}\
         The URL is the module path{url}. \
         Models keep what they do not know, explicit nulls included, and write it back.\n\n\
         ## Features\n\n{default} {versions}\n\n\
         {optional}{features}\n\
         ## Licence\n\nThe code is licensed under MIT or Apache-2.0, at your choice. The descriptions in it come from \
         Microsoft's documentation, licensed under CC BY 4.0: see [NOTICE.md](NOTICE.md).\n"
    )
}

/// The first endpoint that takes nothing and gives a model back, as a caller would write it, and its feature.
fn example(plans: &[VersionPlan<'_>]) -> Option<(String, String)> {
    let endpoints = plans.iter().flat_map(|p| p.endpoints.iter().map(move |e| (p, e)));
    let (plan, endpoint) = endpoints.into_iter().find(|(p, e)| {
        e.arguments.is_empty()
            && e.body.is_none()
            && e.response.as_ref().and_then(|r| r.ty.as_ref()).and_then(|t| p.model(t)).is_some()
    })?;
    let slice = plan.slices.iter().position(|s| s == endpoint.slice())?;
    let path =
        std::iter::once(plan.module).chain(endpoint.module.iter().map(String::as_str)).collect::<Vec<_>>().join("::");
    let last = path.rsplit("::").next().unwrap_or_default();
    let text = format!(
        "```rust\nuse {}::{path};\n\nlet request = {last}::{}().header(\"Authorization\", format!(\"Bearer {{token}}\"));\n\
         let reader = request.reader();\nlet response = client.send(request.into_http()?)?; // any client that speaks http::Request\n\
         let answer = reader.read(response)?;\n```\n\n",
        plan.krate, endpoint.name
    );
    Some((text, plan.feature(slice)))
}
