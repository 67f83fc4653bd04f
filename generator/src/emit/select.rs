//! Which endpoints and types are written: by path, by type, or by the product that a page belongs to.

use std::collections::BTreeSet;

use globset::{Glob, GlobBuilder, GlobMatcher};

use super::EmitError;
use super::closure::exchanged;
use super::endpoints::Endpoint;
use crate::diagnostic::nearest;
use crate::ir::{Ir, TypeName};

/// What is selected, each part as it was typed:
///
/// - `/users/**`: the endpoints whose path matches the glob;
/// - `type:managedDevice`: the type, and the endpoints that send it or give it back;
/// - `product:intune`: the endpoints whose page has this `ms.subservice`, or `ms.prod` in older docs.
///
/// All of them are globs, and none minds case. Nothing selects everything.
#[derive(Debug)]
pub struct Selection {
    parts: Vec<Selector>,
}

#[derive(Debug)]
struct Selector {
    text: String,
    by: By,
    globs: Vec<GlobMatcher>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Path,
    Type,
    Product,
}

/// The prefixes of selectors that are no paths.
const PREFIXES: &[(&str, By)] = &[("type:", By::Type), ("product:", By::Product)];

impl Selection {
    /// # Errors
    /// When a glob cannot be read.
    pub fn parse(select: &[String]) -> Result<Self, EmitError> {
        Ok(Self { parts: select.iter().map(|text| Selector::parse(text)).collect::<Result<_, _>>()? })
    }

    pub fn is_everything(&self) -> bool {
        self.parts.is_empty()
    }

    /// Which parts select the endpoint.
    pub fn of_endpoint<'s>(&'s self, endpoint: &'s Endpoint<'_>) -> impl Iterator<Item = usize> + 's {
        self.positions(|part| match part.by {
            By::Path => endpoint.paths.iter().any(|path| part.matches(path)),
            By::Type => exchanged(endpoint).iter().any(|(_, name)| part.matches_type(name)),
            By::Product => endpoint.pages.iter().filter_map(|p| p.product.as_deref()).any(|p| part.matches(p)),
        })
    }

    /// Which parts select the type by its name.
    pub fn of_type<'s>(&'s self, name: &'s TypeName) -> impl Iterator<Item = usize> + 's {
        self.positions(move |part| part.by == By::Type && part.matches_type(name))
    }

    fn positions<'s>(&'s self, takes: impl Fn(&Selector) -> bool + 's) -> impl Iterator<Item = usize> + 's {
        self.parts.iter().enumerate().filter(move |(_, part)| takes(part)).map(|(i, _)| i)
    }

    /// # Errors
    /// When a part selects nothing: it says what comes near.
    pub fn require_all(&self, used: &BTreeSet<usize>, versions: &[Ir]) -> Result<(), EmitError> {
        let Some((_, unused)) = self.parts.iter().enumerate().find(|(i, _)| !used.contains(i)) else { return Ok(()) };
        Err(EmitError::NothingSelected { selector: unused.text.clone(), help: unused.help(versions) })
    }
}

impl Selector {
    fn parse(text: &str) -> Result<Self, EmitError> {
        let (by, rest) = PREFIXES
            .iter()
            .find_map(|(prefix, by)| Some((*by, text.strip_prefix(prefix)?)))
            .unwrap_or((By::Path, text));
        let glob = |pattern: &str| -> Result<GlobMatcher, EmitError> {
            let built: Result<Glob, _> =
                GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
            Ok(built.map_err(|source| EmitError::Glob { glob: text.to_owned(), source })?.compile_matcher())
        };
        // Placeholders hold braces, which mean alternatives in a glob.
        let pattern = rest.to_lowercase().replace('{', "\\{").replace('}', "\\}");
        let mut globs = vec![glob(&pattern)?];
        if let Some(parent) = pattern.strip_suffix("/**") {
            globs.push(glob(parent)?);
        }
        Ok(Self { text: text.to_owned(), by, globs })
    }

    fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.globs.iter().any(|glob| glob.is_match(&text))
    }

    fn matches_type(&self, name: &TypeName) -> bool {
        self.matches(&name.name) || self.matches(&name.to_string())
    }

    /// What was probably meant.
    fn help(&self, versions: &[Ir]) -> String {
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
                let all = operations().flat_map(|o| &o.requests).flat_map(|r| ancestors(&r.path)).collect();
                let (stem, below) =
                    self.text.find("/*").map_or((self.text.as_str(), "/**"), |at| self.text.split_at(at));
                near_path(&format!("/{}", stem.trim_matches('/')), &all).map_or_else(
                    || "write it like '/users/**', 'type:user' or 'product:intune'".to_owned(),
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
fn ancestors(path: &str) -> impl Iterator<Item = String> + '_ {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
    ends.map(|end| path[..end].to_owned())
}

/// The path that ends as the wanted one does, whatever their case; else the one that is spelled most like it.
fn near_path<'k>(wanted: &str, known: &'k BTreeSet<String>) -> Option<&'k str> {
    let lower = wanted.to_lowercase();
    let same_end = known.iter().filter(|path| path.to_lowercase().ends_with(&lower)).min_by_key(|path| path.len());
    same_end.map(String::as_str).or_else(|| nearest(wanted, known.iter().map(String::as_str)))
}
