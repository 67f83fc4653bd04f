//! What makes the code a package: its manifest, its readme, and under which licences it stands.

use crate::plan::{Options, VersionPlan, features::FEATURES};
use toml::{Table, Value};

use super::introduction;
use super::programs;

/// What every crate says of itself, with the notice that the licence of the docs asks for.
const NOTICE: &str = include_str!("../../NOTICE.md");
const LICENCES: &[(&str, &str)] = &[
    ("LICENSE-APACHE", include_str!("../../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../../LICENSE-MIT")),
];

/// The oldest Rust that builds the crate, whichever the edition.
const RUST_VERSION: &str = "1.88";

fn table(pairs: Vec<(&str, Value)>) -> Table {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

fn list(names: impl IntoIterator<Item = String>) -> Value {
    Value::Array(names.into_iter().map(Value::String).collect())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// A crate that the generated one needs.
pub(super) struct Dependency {
    pub(super) name: &'static str,
    version: &'static str,
    /// None for the default ones.
    features: Option<&'static [&'static str]>,
    optional: bool,
}

impl Dependency {
    pub(super) const fn new(name: &'static str, version: &'static str) -> Self {
        Self { name, version, features: None, optional: false }
    }

    pub(super) const fn only(self, features: &'static [&'static str]) -> Self {
        Self { features: Some(features), ..self }
    }

    const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// With more features than its own.
    pub(super) fn to_value(&self, more: &[&str], optional: bool) -> Value {
        if self.features.is_none() && !optional {
            return text(self.version);
        }
        let mut out = table(vec![("version", text(self.version))]);
        if let Some(features) = self.features {
            out.insert("default-features".to_owned(), Value::Boolean(false));
            let mut features = [features, more].concat();
            features.sort_unstable();
            if !features.is_empty() {
                out.insert("features".to_owned(), list(features.into_iter().map(str::to_owned)));
            }
        }
        if optional {
            out.insert("optional".to_owned(), Value::Boolean(true));
        }
        Value::Table(out)
    }
}

/// What the code depends on.
const DEPENDENCIES: &[Dependency] = &[
    // The vocabulary that HTTP clients share.
    Dependency::new("http", "1"),
    Dependency::new("percent-encoding", "2"),
    Dependency::new("serde", "1").only(&["std"]),
    // Without the feature the last digit of a number can change between reading and writing.
    Dependency::new("serde_json", "1").only(&["float_roundtrip", "std"]),
    // Without what only callers of ring need.
    Dependency::new("aws-lc-rs", "1").only(&["aws-lc-sys"]).optional(),
    Dependency::new("azure_core", "1").only(&[]).optional(),
    Dependency::new("bytes", "1").optional(),
    Dependency::new("chrono", "0.4").only(&["std"]).optional(),
    Dependency::new("fastrand", "2").optional(),
    Dependency::new("futures-util", "0.3").only(&["std"]).optional(),
    Dependency::new("http-body-util", "0.1").only(&[]).optional(),
    Dependency::new("hyper", "1").only(&["http1", "server"]).optional(),
    Dependency::new("hyper-util", "0.1").only(&["tokio"]).optional(),
    Dependency::new("jiff", "0.2").only(&["std"]).optional(),
    Dependency::new("regex", "1").only(&["std"]).optional(),
    Dependency::new("reqwest", "0.13").only(&["gzip", "http2", "system-proxy"]).optional(),
    Dependency::new("rustls-pki-types", "1").only(&["alloc"]).optional(),
    Dependency::new("serde_derive", "1").optional(),
    Dependency::new("strsim", "0.11").optional(),
    Dependency::new("time", "0.3").only(&["std"]).optional(),
    Dependency::new("tokio", "1").only(&["rt", "time"]).optional(),
    Dependency::new("tracing", "0.1").only(&["std"]).optional(),
    Dependency::new("uuid", "1").only(&["std"]).optional(),
];

/// What protects connections unless the user of the code chooses otherwise.
const DEFAULT_TLS: &str = "rustls";

/// What the readme says of them.
const ABOUT: &[(&[&str], &str)] = &[
    (
        &["client"],
        "an asynchronous client on `reqwest`, with retries, pages, delta rounds, batches, downloads and upload sessions",
    ),
    (&["blocking"], "the same client for programs without `async`"),
    (&["azure-core"], "tokens for it from `azure_core` credentials"),
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

/// The features that are not left out.
fn features(settings: &Options) -> impl Iterator<Item = &'static (&'static str, &'static [&'static str])> {
    FEATURES.iter().filter(|(name, _)| settings.feature(name) != Some(false))
}

/// What the code depends on; optional where a feature that is still open decides.
pub fn dependencies(settings: &Options) -> Table {
    let wanted = |name: &str| {
        let needed = format!("dep:{name}");
        features(settings).any(|(_, needs)| needs.contains(&needed.as_str()))
    };
    let in_tree = settings.module.is_some();
    let kept = DEPENDENCIES.iter().filter(|d| !d.optional || wanted(d.name));
    kept.map(|d| {
        let more = if in_tree { added_in_tree(settings, d.name) } else { Vec::new() };
        (d.name.to_owned(), d.to_value(&more, d.optional && !in_tree))
    })
    .collect()
}

/// The features that a module tree, which has none itself, asks of a dependency: those of the chosen TLS.
fn added_in_tree(settings: &Options, dependency: &str) -> Vec<&'static str> {
    let prefix = format!("{dependency}?/");
    let of = |names: &[&str]| -> Vec<&'static str> {
        let chosen = FEATURES.iter().filter(|(name, _)| names.contains(name));
        chosen.flat_map(|(_, needs)| *needs).filter_map(|need| need.strip_prefix(&prefix)).collect()
    };
    let chosen = of(&settings.features.iter().map(String::as_str).collect::<Vec<_>>());
    if chosen.is_empty() { of(&[DEFAULT_TLS]) } else { chosen }
}

/// The files beside the code.
pub fn files(plans: &[VersionPlan<'_>], settings: &Options) -> Vec<(String, String)> {
    let rustfmt = "# The generator formats what it writes.\ndisable_all_formatting = true\n";
    let mut out = vec![
        ("Cargo.toml".to_owned(), manifest(plans, settings)),
        ("README.md".to_owned(), readme(plans, settings)),
        ("NOTICE.md".to_owned(), NOTICE.to_owned()),
        ("rustfmt.toml".to_owned(), rustfmt.to_owned()),
    ];
    out.extend(LICENCES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    out
}

fn manifest(plans: &[VersionPlan<'_>], settings: &Options) -> String {
    let mut features = Table::new();
    let modules: Vec<String> = plans.iter().map(|p| p.module.to_owned()).collect();
    let mut default = if settings.is_selection() { modules.clone() } else { Vec::new() };
    default
        .extend(self::features(settings).filter(|(name, _)| *name == DEFAULT_TLS).map(|(name, _)| (*name).to_owned()));
    features.insert("default".to_owned(), list(default));
    features.insert("full".to_owned(), list(modules));
    for plan in plans {
        features.insert(plan.module.to_owned(), list((0..plan.slices.len()).map(|s| plan.feature(s))));
        for slice in 0..plan.slices.len() {
            features.insert(plan.feature(slice), list([]));
        }
    }
    for (feature, needs) in self::features(settings) {
        features.insert((*feature).to_owned(), list(needs.iter().map(|n| (*n).to_owned())));
    }
    let lints = table(vec![(
        "rust",
        Value::Table(table(vec![("missing_docs", text("warn")), ("unsafe_code", text("forbid"))])),
    )]);
    let mut manifest = table(vec![
        ("package", Value::Table(package(settings))),
        ("features", Value::Table(features)),
        ("dependencies", Value::Table(dependencies(settings))),
        ("lints", Value::Table(lints)),
    ]);
    programs::declare(plans, settings, &mut manifest);
    format!("# @generated by msgraph-docgen. Do not edit: changes are lost.\n\n{manifest}")
}

fn package(settings: &Options) -> Table {
    let given = &settings.package;
    let description = "Typed models and requests for Microsoft Graph, written from its documentation";
    let mut out = table(vec![
        ("name", text(&settings.crate_name)),
        ("version", text(given.version.as_deref().unwrap_or("0.1.0"))),
        ("edition", text(settings.edition.as_str())),
        ("rust-version", text(RUST_VERSION)),
        ("description", text(given.description.as_deref().unwrap_or(description))),
        // The code is under the first two; what it quotes of the docs is under the third.
        ("license", text("(MIT OR Apache-2.0) AND CC-BY-4.0")),
        ("readme", text("README.md")),
    ]);
    let links =
        [("repository", &given.repository), ("homepage", &given.homepage), ("documentation", &given.documentation)];
    out.extend(links.into_iter().filter_map(|(key, link)| Some((key.to_owned(), text(link.as_ref()?)))));
    if !given.authors.is_empty() {
        out.insert("authors".to_owned(), list(given.authors.iter().cloned()));
    }
    if let Some(publish) = given.publish {
        out.insert("publish".to_owned(), Value::Boolean(publish));
    }
    let docs_rs = table(vec![("all-features", Value::Boolean(true))]);
    out.extend(table(vec![
        // Only the generator needs its files, and the examples of a whole Graph outgrow what a registry takes.
        ("exclude", list(["api", "docgen-manifest.json", "docgen.toml", "rustfmt.toml", "tests"].map(str::to_owned))),
        ("categories", list(["api-bindings".to_owned(), "web-programming".to_owned()])),
        ("keywords", list(["microsoft-graph", "graph", "intune", "entra", "odata"].map(str::to_owned))),
        ("metadata", Value::Table(table(vec![("docs", Value::Table(table(vec![("rs", Value::Table(docs_rs))])))]))),
    ]));
    out
}

fn readme(plans: &[VersionPlan<'_>], settings: &Options) -> String {
    let name = &settings.crate_name;
    // A crate that nobody has published is found beside the one that uses it.
    let source = match (&settings.package.version, settings.package.publish) {
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
    let default = if settings.is_selection() {
        "All slices are on by default: this crate is a selection already."
    } else {
        "No slice is on by default: choose those that you call."
    };
    let client = if settings.no_client {
        ""
    } else {
        "; with the feature `client` there is one that sends them, pages, and tries again"
    };
    let optional: String = ABOUT
        .iter()
        .filter(|(names, _)| names.iter().all(|name| settings.feature(name) != Some(false)))
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
