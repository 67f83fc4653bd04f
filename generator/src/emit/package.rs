//! What makes the code a package: its manifest and its readme.

use toml::{Table, Value};

use super::plan::VersionPlan;
use super::{Options, programs};

fn table(pairs: Vec<(&str, Value)>) -> Table {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

fn list(names: impl IntoIterator<Item = String>) -> Value {
    Value::Array(names.into_iter().map(Value::String).collect())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// What the crate depends on.
struct Dependency {
    name: &'static str,
    version: &'static str,
    /// None for the default ones.
    features: Option<&'static [&'static str]>,
    optional: bool,
}

impl Dependency {
    const fn new(name: &'static str, version: &'static str) -> Self {
        Self { name, version, features: None, optional: false }
    }

    const fn only(self, features: &'static [&'static str]) -> Self {
        Self { features: Some(features), ..self }
    }

    const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    fn to_value(&self) -> Value {
        if self.features.is_none() && !self.optional {
            return text(self.version);
        }
        let mut out = table(vec![("version", text(self.version))]);
        if let Some(features) = self.features {
            out.insert("default-features".to_owned(), Value::Boolean(false));
            if !features.is_empty() {
                out.insert("features".to_owned(), list(features.iter().map(|f| (*f).to_owned())));
            }
        }
        if self.optional {
            out.insert("optional".to_owned(), Value::Boolean(true));
        }
        Value::Table(out)
    }
}

const DEPENDENCIES: &[Dependency] = &[
    // The vocabulary that HTTP clients share.
    Dependency::new("http", "1"),
    Dependency::new("percent-encoding", "2"),
    Dependency::new("serde", "1").only(&["std"]),
    // Without the feature the last digit of a number can change between reading and writing.
    Dependency::new("serde_json", "1").only(&["float_roundtrip", "std"]),
    Dependency::new("azure_core", "1").only(&[]).optional(),
    Dependency::new("bytes", "1").optional(),
    Dependency::new("chrono", "0.4").only(&["std"]).optional(),
    Dependency::new("fastrand", "2").optional(),
    Dependency::new("futures-util", "0.3").only(&["std"]).optional(),
    Dependency::new("jiff", "0.2").only(&["std"]).optional(),
    Dependency::new("reqwest", "0.13")
        .only(&["charset", "gzip", "http2", "rustls", "stream", "system-proxy"])
        .optional(),
    Dependency::new("time", "0.3").only(&["std"]).optional(),
    Dependency::new("tokio", "1").only(&["rt", "time"]).optional(),
    Dependency::new("tracing", "0.1").only(&["std"]).optional(),
    Dependency::new("uuid", "1").only(&["std"]).optional(),
];

/// The features beside those of versions and slices, with what each turns on.
const FEATURES: &[(&str, &[&str])] = &[
    ("azure-core", &["client", "dep:azure_core"]),
    ("chrono", &["dep:chrono"]),
    ("client", &["dep:bytes", "dep:fastrand", "dep:futures-util", "dep:reqwest", "dep:tokio", "dep:tracing"]),
    ("jiff", &["dep:jiff"]),
    ("permissions", &[]),
    ("time", &["dep:time"]),
    ("uuid", &["dep:uuid"]),
];

pub fn manifest(plans: &[VersionPlan<'_>], settings: &Options) -> String {
    let mut features = Table::new();
    let modules: Vec<String> = plans.iter().map(|p| p.module.to_owned()).collect();
    let default = if settings.is_selection() { modules.clone() } else { Vec::new() };
    features.insert("default".to_owned(), list(default));
    features.insert("full".to_owned(), list(modules));
    for plan in plans {
        features.insert(plan.module.to_owned(), list((0..plan.slices.len()).map(|s| plan.feature(s))));
        for slice in 0..plan.slices.len() {
            features.insert(plan.feature(slice), list([]));
        }
    }
    let package = table(vec![
        ("name", text(&settings.crate_name)),
        ("version", text("0.1.0")),
        ("edition", text("2024")),
        ("rust-version", text("1.88")),
        ("description", text("Typed models and requests for Microsoft Graph, written from its documentation")),
        ("license", text("MIT OR Apache-2.0")),
        ("readme", text("README.md")),
        // Only the generator needs its manifest, and the examples of a whole Graph outgrow what a registry takes.
        ("exclude", list(["docgen-manifest.json", "rustfmt.toml", "tests"].map(str::to_owned))),
        ("categories", list(["api-bindings".to_owned(), "web-programming".to_owned()])),
        ("keywords", list(["microsoft-graph", "graph", "intune", "entra", "odata"].map(str::to_owned))),
        (
            "metadata",
            Value::Table(table(vec![(
                "docs",
                Value::Table(table(vec![("rs", Value::Table(table(vec![("all-features", Value::Boolean(true))])))])),
            )])),
        ),
    ]);
    for (feature, needs) in FEATURES {
        features.insert((*feature).to_owned(), list(needs.iter().map(|n| (*n).to_owned())));
    }
    let dependencies: Table = DEPENDENCIES.iter().map(|d| (d.name.to_owned(), d.to_value())).collect();
    let lints = table(vec![(
        "rust",
        Value::Table(table(vec![("missing_docs", text("warn")), ("unsafe_code", text("forbid"))])),
    )]);
    let mut manifest = table(vec![
        ("package", Value::Table(package)),
        ("features", Value::Table(features)),
        ("dependencies", Value::Table(dependencies)),
        ("lints", Value::Table(lints)),
    ]);
    programs::declare(plans, &mut manifest);
    format!("# @generated by msgraph-docgen. Do not edit: changes are lost.\n\n{manifest}")
}

pub fn readme(plans: &[VersionPlan<'_>], settings: &Options) -> String {
    let name = &settings.crate_name;
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
    let default = if settings.is_selection() {
        "All features are on by default: this crate is a selection already."
    } else {
        "No feature is on by default: choose the slices that you call."
    };
    format!(
        "# {name}\n\nTyped models and requests for Microsoft Graph, written by msgraph-docgen from its public documentation. \
         Functions build requests for any HTTP client; with the feature `client` there is one that sends them, pages, and tries again.\n\n{counts}\n\
         ```toml\n[dependencies]\n{name} = {{ version = \"0.1\", features = [\"{first}\"] }}\n```\n\n{example}\
         The URL is the module path: `GET /users/{{id}}/messages` is `v1::users::messages::list(user_id)`. \
         Models keep what they do not know, explicit nulls included, and write it back.\n\n\
         ## Features\n\n{default} `full` is everything, `v1` and `beta` are one API version each.\n\n\
         - `client`: an asynchronous client on `reqwest`, with retries, pages, delta rounds, batches, downloads and upload sessions\n\
         - `azure-core`: tokens for it from `azure_core` credentials\n\
         - `permissions`: what each request needs, as data\n\
         - `chrono`, `jiff`, `time`, `uuid`: conversions of moments, dates, times, durations and identifiers\n\
         {features}\n\
         ## Licence\n\nThe code is licensed under MIT or Apache-2.0, at your choice. Descriptions come from \
         [Microsoft Graph's documentation](https://github.com/microsoftgraph/microsoft-graph-docs), \
         (c) Microsoft, licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), shortened and reformatted.\n"
    )
}

/// The first endpoint that takes nothing and gives a model back, as a caller would write it, and its feature.
fn example(plans: &[VersionPlan<'_>]) -> Option<(String, String)> {
    let endpoints = plans.iter().flat_map(|p| p.endpoints.iter().map(move |e| (p, e)));
    let found = endpoints.into_iter().find(|(p, e)| {
        e.arguments.is_empty()
            && e.body.is_none()
            && e.response.as_ref().and_then(|r| r.ty.as_ref()).and_then(|t| p.model(t)).is_some()
    });
    let (plan, endpoint) = found?;
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
