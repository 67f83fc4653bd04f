//! The crate's `Cargo.toml`.

use toml::{Table, Value};

use super::programs;
use crate::plan::features::FEATURES;
use crate::plan::{Options, VersionPlan};

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
pub struct Dependency {
    pub name: &'static str,
    version: &'static str,
    /// None for the default ones.
    features: Option<&'static [&'static str]>,
    optional: bool,
}

impl Dependency {
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self { name, version, features: None, optional: false }
    }

    pub const fn only(self, features: &'static [&'static str]) -> Self {
        Self { features: Some(features), ..self }
    }

    const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// With more features than its own.
    pub fn to_value(&self, more: &[&str], optional: bool) -> Value {
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
    Dependency::new("oauth2", "5").only(&[]).optional(),
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

/// The features that are not left out.
fn features(options: &Options) -> impl Iterator<Item = &'static (&'static str, &'static [&'static str])> {
    FEATURES.iter().filter(|(name, _)| options.feature(name) != Some(false))
}

/// What the code depends on; optional where a feature that is still open decides.
pub fn dependencies(options: &Options) -> Table {
    let wanted = |name: &str| {
        let needed = format!("dep:{name}");
        features(options).any(|(_, needs)| needs.contains(&needed.as_str()))
    };
    let in_tree = options.module.is_some();
    let kept = DEPENDENCIES.iter().filter(|d| !d.optional || wanted(d.name));
    kept.map(|d| {
        let more = if in_tree { added_in_tree(options, d.name) } else { Vec::new() };
        (d.name.to_owned(), d.to_value(&more, d.optional && !in_tree))
    })
    .collect()
}

/// The features that a module tree, which has none itself, asks of a dependency: those of the chosen TLS.
fn added_in_tree(options: &Options, dependency: &str) -> Vec<&'static str> {
    let prefix = format!("{dependency}?/");
    let needed_by = |names: &[&str]| -> Vec<&'static str> {
        let chosen = FEATURES.iter().filter(|(name, _)| names.contains(name));
        chosen.flat_map(|(_, needs)| *needs).filter_map(|need| need.strip_prefix(&prefix)).collect()
    };
    let chosen = needed_by(&options.features.iter().map(String::as_str).collect::<Vec<_>>());
    if chosen.is_empty() { needed_by(&[DEFAULT_TLS]) } else { chosen }
}

/// The text of the file.
pub fn manifest(plans: &[VersionPlan<'_>], options: &Options) -> String {
    let mut features = Table::new();
    let modules: Vec<String> = plans.iter().map(|p| p.module.to_owned()).collect();
    let mut default = if options.is_selection() { modules.clone() } else { Vec::new() };
    default
        .extend(self::features(options).filter(|(name, _)| *name == DEFAULT_TLS).map(|(name, _)| (*name).to_owned()));
    features.insert("default".to_owned(), list(default));
    features.insert("full".to_owned(), list(modules));
    for plan in plans {
        features.insert(plan.module.to_owned(), list((0..plan.slices.len()).map(|s| plan.feature(s))));
        for slice in 0..plan.slices.len() {
            features.insert(plan.feature(slice), list([]));
        }
    }
    for (feature, needs) in self::features(options) {
        features.insert((*feature).to_owned(), list(needs.iter().map(|n| (*n).to_owned())));
    }
    let lints = table(vec![("rust", Value::Table(table(vec![("unsafe_code", text("forbid"))])))]);
    let mut manifest = table(vec![
        ("package", Value::Table(package(options))),
        ("features", Value::Table(features)),
        ("dependencies", Value::Table(dependencies(options))),
        ("lints", Value::Table(lints)),
    ]);
    programs::declare(plans, options, &mut manifest);
    format!("# @generated by msgraph-docgen. Do not edit: changes are lost.\n\n{manifest}")
}

fn package(options: &Options) -> Table {
    let given = &options.package;
    let description = "Typed models and requests for Microsoft Graph, written from its documentation";
    let mut out = table(vec![
        ("name", text(&options.crate_name)),
        ("version", text(given.version.as_deref().unwrap_or("0.1.0"))),
        ("edition", text(options.edition.as_str())),
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
    // One platform is shown for all, since the code is the same there, and the pages of a whole Graph fill a gigabyte.
    let docs_rs = table(vec![("all-features", Value::Boolean(true)), ("targets", list([]))]);
    out.extend(table(vec![
        // Only the generator needs its files, and the examples of a whole Graph outgrow what a registry takes.
        ("exclude", list(["api", "docgen-manifest.json", "docgen.toml", "rustfmt.toml", "tests"].map(str::to_owned))),
        ("categories", list(["api-bindings".to_owned(), "web-programming".to_owned()])),
        ("keywords", list(["microsoft-graph", "graph", "intune", "entra", "odata"].map(str::to_owned))),
        ("metadata", Value::Table(table(vec![("docs", Value::Table(table(vec![("rs", Value::Table(docs_rs))])))]))),
    ]));
    out
}
