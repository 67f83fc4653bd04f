//! Settings that cannot be: found before the docs are read, and wherever they come from.

use semver::Version;

use crate::plan::{Options, PlanError, Prefer, Selection};

/// Crates of Rust itself: a crate of this name cannot be used beside them.
const TAKEN: &[&str] = &["std", "core", "alloc", "proc_macro", "test"];

/// A setting that cannot be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its path in docgen.toml.
    pub key: &'static [&'static str],
    /// Which one of several values it is.
    pub nth: Option<usize>,
    pub why: String,
}

/// Whose word counts needs somebody who says something.
///
/// # Errors
/// When the metadata's word is to count, and none is named.
pub fn check_prefer(prefer: Prefer, names_metadata: bool) -> Result<(), String> {
    if prefer == Prefer::Metadata && !names_metadata {
        return Err("the metadata is preferred, and none is named; name it with --metadata, or under metadata in \
             docgen.toml"
            .to_owned());
    }
    Ok(())
}

/// # Errors
/// When one of the settings cannot be.
pub fn check(options: &Options) -> Result<(), Wrong> {
    let wrong = |key, why| Err(Wrong { key, nth: None, why });
    let name = options.crate_name.as_str();
    let module = name.replace('-', "_");
    if TAKEN.contains(&module.as_str()) {
        return wrong(&["crate-name"], format!("`{name}` is a crate of Rust itself; choose another crate name"));
    }
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    if is_word && syn::parse_str::<syn::Ident>(name).is_err() {
        return wrong(&["crate-name"], format!("`{name}` is a keyword of Rust; choose another crate name"));
    }
    for (nth, selector) in options.select.iter().enumerate() {
        if let Err(error) = Selection::parse(std::slice::from_ref(selector)) {
            return Err(Wrong { key: &["select"], nth: Some(nth), why: error.to_string() });
        }
    }
    if let Some(version) = &options.package.version
        && let Err(error) = Version::parse(version)
    {
        return wrong(&["package", "version"], format!("`{version}` is no version: {error}; write it like 1.2.0"));
    }
    let Err(error) = options.validate() else { return Ok(()) };
    let key: &[&str] = match &error {
        PlanError::CrateName { .. } => &["crate-name"],
        PlanError::Module { .. } => &["module"],
        _ => &["features"],
    };
    let nth = match &error {
        PlanError::Feature { name, .. } | PlanError::FeatureOfClient { name } => {
            options.features.iter().position(|feature| feature == name)
        }
        _ => None,
    };
    Err(Wrong { key, nth, why: error.to_string() })
}
