//! A part of a selection: how it is read, what it matches, and what was meant by one that matches nothing.

use std::collections::BTreeSet;

use globset::{Glob, GlobBuilder, GlobMatcher};

use super::PlanError;
use crate::diagnostic::nearest;
use crate::model::{Ir, TypeName};
use crate::source::ApiVersion;

/// A part of a selection.
#[derive(Debug)]
pub struct Selector {
    pub text: String,
    pub by: By,
    globs: Vec<GlobMatcher>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Path,
    Type,
    Product,
}

/// The prefixes of selectors that are no paths.
const PREFIXES: &[(&str, By)] = &[("type:", By::Type), ("product:", By::Product)];

/// A selector without a slash at its end, and with its prefix in lower case: as settings are compared.
pub fn spelled(typed: &str) -> String {
    let begins = |prefix: &str| typed.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let prefix = PREFIXES.iter().map(|(prefix, _)| *prefix).find(|prefix| begins(prefix)).unwrap_or_default();
    let rest = &typed[prefix.len()..];
    let trimmed = rest.trim_end_matches('/');
    format!("{prefix}{}", if trimmed.is_empty() { rest } else { trimmed })
}

impl Selector {
    pub fn parse(typed: &str) -> Result<Self, PlanError> {
        let text = spelled(typed);
        let (prefix, by) =
            PREFIXES.iter().copied().find(|(prefix, _)| text.starts_with(prefix)).unwrap_or(("", By::Path));
        let rest = &text[prefix.len()..];
        let glob = |pattern: &str| -> Result<GlobMatcher, PlanError> {
            let built: Result<Glob, _> =
                GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
            Ok(built.map_err(|source| PlanError::Glob { glob: typed.to_owned(), source })?.compile_matcher())
        };
        // Placeholders hold braces, which mean alternatives in a glob.
        let pattern = rest.to_lowercase().replace('{', "\\{").replace('}', "\\}");
        let mut globs = vec![glob(&pattern)?];
        if let Some(parent) = pattern.strip_suffix("/**") {
            globs.push(glob(parent)?);
        }
        Ok(Self { text, by, globs })
    }

    pub fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.globs.iter().any(|glob| glob.is_match(&text))
    }

    pub fn matches_type(&self, name: &TypeName) -> bool {
        self.matches(&name.name) || self.matches(&name.to_string())
    }

    /// What was probably meant, where it matches nothing.
    pub fn help(&self, versions: &[Ir]) -> String {
        help_of_form(&self.text, &self.near(versions))
    }

    /// What the docs have that is spelled like it.
    fn near(&self, versions: &[Ir]) -> String {
        let wanted = self.text.split_once(':').map_or(self.text.as_str(), |(_, rest)| rest);
        let operations = || versions.iter().flat_map(|ir| &ir.operations);
        match self.by {
            By::Type => {
                let short = versions.iter().flat_map(|ir| ir.types.keys()).map(|name| name.name.clone());
                suggest("type:", wanted, short.collect(), "")
            }
            By::Product => {
                let all: BTreeSet<String> = operations().filter_map(|o| o.product.clone()).collect();
                let list = all.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                let known =
                    if all.is_empty() { "no page names its product".to_owned() } else { format!("there are: {list}") };
                suggest("product:", wanted, all, &known)
            }
            By::Path => {
                let all = operations().flat_map(|o| &o.requests).flat_map(|r| ancestors(r.path.as_str())).collect();
                let (stem, below) =
                    self.text.find("/*").map_or((self.text.as_str(), "/**"), |at| self.text.split_at(at));
                near_path(&format!("/{}", stem.trim_matches('/')), &all).map_or_else(
                    || {
                        let is_path = self.text.starts_with('/');
                        let form = "write it like '/users/**', 'type:user' or 'product:intune'";
                        if is_path { "check how the docs spell it" } else { form }.to_owned()
                    },
                    |near| format!("did you mean '{near}{below}'?"),
                )
            }
        }
    }
}

fn suggest(prefix: &str, wanted: &str, known: BTreeSet<String>, otherwise: &str) -> String {
    match nearest(wanted, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean '{prefix}{near}'?"),
        None if otherwise.is_empty() => "check how the docs spell it".to_owned(),
        None => otherwise.to_owned(),
    }
}

/// `/users/{id}/messages`, `/users/{id}` and `/users`.
pub fn ancestors(path: &str) -> impl Iterator<Item = String> + '_ {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
    ends.map(|end| path[..end].to_owned())
}

/// The path that ends as the wanted one does, whatever their case; else the one that is spelled most like it, which of a first
/// segment is that with the fewest letters to change.
fn near_path<'k>(wanted: &str, known: &'k BTreeSet<String>) -> Option<&'k str> {
    let lower = wanted.to_lowercase();
    let same_end = known.iter().filter(|path| path.to_lowercase().ends_with(&lower)).min_by_key(|path| path.len());
    let changes = |path: &&String| strsim::osa_distance(&lower, &path.to_lowercase());
    let is_first = |path: &str| path.rfind('/') == Some(0);
    let first = || known.iter().filter(|path| is_first(wanted) && is_first(path)).min_by_key(changes);
    let fewest = || first().filter(|path| changes(path) * 2 <= wanted.len());
    let most_alike = || nearest(wanted, known.iter().map(String::as_str));
    same_end.map(String::as_str).or_else(most_alike).or_else(|| fewest().map(String::as_str))
}

/// What is wrong with the form of a selector that matches nothing; else `known`, which is what the docs suggest.
fn help_of_form(selector: &str, known: &str) -> String {
    if let Some((_, rest)) = selector.split_once("://") {
        let path = rest.split_once('/').map_or("", |(_, path)| path.split(['?', '#']).next().unwrap_or_default());
        let path = format!("/{path}");
        return format!("write the path alone: '{}'", without_version(&path).unwrap_or(&path));
    }
    if let Some(path) = without_version(selector) {
        return format!("leave the version out: '{path}'");
    }
    if let Some((prefix, name)) = selector.split_once(':').filter(|(prefix, _)| !prefix.contains('/'))
        && PREFIXES.iter().all(|(known, _)| known.trim_end_matches(':') != prefix)
    {
        let near = PREFIXES.iter().find(|(known, _)| strsim::osa_distance(prefix, known.trim_end_matches(':')) <= 2);
        return near.map_or_else(
            || "a selector is a path such as '/users/**', 'type:user' or 'product:intune'".to_owned(),
            |(near, _)| format!("did you mean '{near}{name}'?"),
        );
    }
    if selector.contains('{') && !known.starts_with("did you mean") {
        return format!("write * for a placeholder: '{}'", with_stars(selector));
    }
    match selector.split_once("/*") {
        Some((stem, _)) if known.contains(&format!("'{selector}'")) => format!("'{stem}/**' is all that is below"),
        _ => known.to_owned(),
    }
}

/// The path after the segment that names a version.
fn without_version(path: &str) -> Option<&str> {
    let (first, _) = path.strip_prefix('/')?.split_once('/')?;
    ApiVersion::from_segment(first).map(|_| &path[1 + first.len()..])
}

fn with_stars(path: &str) -> String {
    let star = |segment: &str| if segment.contains('{') { "*".to_owned() } else { segment.to_owned() };
    path.split('/').map(star).collect::<Vec<_>>().join("/")
}
