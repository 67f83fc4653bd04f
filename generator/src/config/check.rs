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

/// All of the settings that cannot be.
pub fn check(options: &Options) -> Vec<Wrong> {
    let name = check_name(&options.crate_name).map(|why| Wrong { key: &["crate-name"], nth: None, why });
    let selectors = options.select.iter().enumerate().filter_map(|(nth, selector)| {
        let error = Selection::parse(std::slice::from_ref(selector)).err()?;
        Some(Wrong { key: &["select"], nth: Some(nth), why: error.to_string() })
    });
    let version = options.package.version.as_ref().and_then(|version| {
        let error = Version::parse(version).err()?;
        let why = format!("`{version}` is no version: {error}; write it like 1.2.0");
        Some(Wrong { key: &["package", "version"], nth: None, why })
    });
    let is_told = name.is_some();
    let rest = options.faults().into_iter().filter(|error| !(is_told && matches!(error, PlanError::CrateName { .. })));
    let rest: Vec<Wrong> = rest.map(|error| of_plan(options, &error)).collect();
    name.into_iter().chain(selectors).chain(version).chain(rest).collect()
}

/// Why Rust has no crate of this name, whatever its letters.
fn check_name(name: &str) -> Option<String> {
    if TAKEN.contains(&name.replace('-', "_").as_str()) {
        return Some(format!("`{name}` is a crate of Rust itself; choose another crate name"));
    }
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    let is_keyword = is_word && syn::parse_str::<syn::Ident>(name).is_err();
    is_keyword.then(|| format!("`{name}` is a keyword of Rust; choose another crate name"))
}

fn of_plan(options: &Options, error: &PlanError) -> Wrong {
    let key: &[&str] = match error {
        PlanError::CrateName { .. } => &["crate-name"],
        PlanError::Module { .. } => &["module"],
        _ => &["features"],
    };
    let nth = match error {
        PlanError::Feature { name, .. } | PlanError::FeatureOfClient { name } => {
            options.features.iter().position(|feature| feature == name)
        }
        _ => None,
    };
    Wrong { key, nth, why: error.to_string() }
}
