//! A type as it is shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::pattern::{Shown, full, type_in};
use crate::cli::library::Library;
use crate::emit;
use crate::model::Source;
use crate::source::ApiVersion;
use crate::surface::{Attribute, Fact, Subject, Surface};

/// An entity type, complex type or enum type.
#[derive(Debug, Serialize)]
pub struct Type {
    pub kind: &'static str,
    pub api: ApiVersion,
    /// With its namespace.
    pub name: String,
    pub rust: String,
    /// `entity`, `complex`, `enum`, `flags` or `values`, with `abstract` and `open` before it.
    pub type_kind: String,
    pub base: Option<String>,
    pub description: String,
    pub properties: Vec<Property>,
    pub members: Vec<Member>,
    /// The types that inherit from it.
    pub derived: Vec<String>,
    /// The endpoints that send it or give it back.
    pub endpoints: Vec<String>,
    /// The properties that hold it.
    pub used_by: Vec<String>,
    pub source: Option<Source>,
    pub documentation: Option<String>,
    pub also_in: Vec<ApiVersion>,
}

#[derive(Debug, Serialize)]
pub struct Property {
    pub name: String,
    pub rust: String,
    #[serde(rename = "type")]
    pub ty: String,
    /// A relationship.
    pub navigation: bool,
    /// The type that it is inherited from.
    pub from: Option<String>,
    pub description: String,
}

#[derive(Debug, Serialize)]
pub struct Member {
    pub name: String,
    pub rust: String,
    pub value: Option<i64>,
    pub description: String,
}

pub fn model(library: &Library<'_>, shown: Shown<'_>, also_in: Vec<ApiVersion>) -> Type {
    let (fact, surface) = (shown.fact, shown.surface);
    let code = library.model(shown.api(), shown.rust());
    let words = |rust: &str| code.members.get(rust).cloned().unwrap_or_default();
    let marks = fact.get(Attribute::Marks).map(|marks| format!("{marks} ")).unwrap_or_default();
    let members = surface.owned_by(shown.owner, Subject::Member).map(|(name, fact)| {
        let rust = fact.get(Attribute::Rust).unwrap_or_default();
        let value = fact.get(Attribute::Value).and_then(|value| value.parse().ok());
        Member { name: name.to_owned(), description: words(rust), rust: emit::spelled(rust), value }
    });
    Type {
        kind: "type",
        api: shown.api(),
        name: full(shown.owner),
        rust: shown.code_path(),
        type_kind: format!("{marks}{}", fact.get(Attribute::Kind).unwrap_or_default()),
        base: fact.get(Attribute::Base).map(full),
        properties: properties(surface, shown.owner, &words),
        members: members.collect(),
        derived: derived(surface, shown.owner),
        endpoints: endpoints(surface, shown.owner),
        used_by: used_by(surface, shown.owner),
        source: fact.source.clone(),
        documentation: Some(code.documentation.clone()).filter(|link| !link.is_empty()),
        description: code.description.clone(),
        also_in,
    }
}

/// Its own, then those of each type that it inherits from.
fn properties(surface: &Surface, owner: &str, words: &dyn Fn(&str) -> String) -> Vec<Property> {
    let (mut out, mut known): (Vec<Property>, BTreeSet<&str>) = (Vec::new(), BTreeSet::new());
    let base = |name: &&str| surface.get(name, Subject::Type, "").and_then(|fact| fact.get(Attribute::Base));
    // No chain is longer than this, whatever a file of facts says.
    const DEEPEST: usize = 50;
    let Some((first, _)) = surface.all(Subject::Type).find(|(name, _)| *name == owner) else { return out };
    for ty in std::iter::successors(Some(first), base).take(DEEPEST) {
        for (name, fact) in surface.owned_by(ty, Subject::Property) {
            if known.insert(name) {
                let rust = fact.get(Attribute::Rust).unwrap_or_default();
                out.push(Property {
                    name: name.to_owned(),
                    rust: emit::spelled(rust),
                    ty: fact.get(Attribute::Type).unwrap_or_default().to_owned(),
                    navigation: fact.is(Attribute::Navigation),
                    from: (ty != owner).then(|| full(ty)),
                    description: words(rust),
                });
            }
        }
    }
    out.sort_by_key(|property| property.navigation);
    out
}

fn derived(surface: &Surface, owner: &str) -> Vec<String> {
    let from_it = surface.all(Subject::Type).filter(|(_, fact)| fact.get(Attribute::Base) == Some(owner));
    from_it.map(|(name, _)| full(name)).collect()
}

fn endpoints(surface: &Surface, owner: &str) -> Vec<String> {
    let names_it = |fact: &Fact, attribute| fact.get(attribute).is_some_and(|reference| type_in(reference) == owner);
    let takes_it: BTreeSet<&str> = surface
        .facts
        .iter()
        .filter(|(key, fact)| match key.subject {
            Subject::Endpoint => names_it(fact, Attribute::Body) || names_it(fact, Attribute::Returns),
            Subject::Parameter => names_it(fact, Attribute::Type),
            _ => false,
        })
        .map(|(key, _)| key.owner.as_str())
        .collect();
    let all = surface.all(Subject::Endpoint).filter(|(name, _)| takes_it.contains(name));
    let line = |(owner, fact)| Shown { surface, owner, fact }.line();
    all.map(line).collect()
}

fn used_by(surface: &Surface, owner: &str) -> Vec<String> {
    let holds_it = surface.facts.iter().filter(|(key, fact)| {
        key.subject == Subject::Property
            && fact.get(Attribute::Type).is_some_and(|reference| type_in(reference) == owner)
    });
    holds_it.map(|(key, _)| format!("{}.{}", full(&key.owner), key.name)).collect()
}
