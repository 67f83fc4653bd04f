//! What a crate offers, as flat facts in a fixed order: by comparing them, a change of the docs is read as a change of the API.
//!
//! A crate carries its own facts in `api/`, so that a later run needs no second docs tree.

mod lower;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Source, TypeName};
use crate::source::ApiVersion;

pub use lower::{files, kind_name, lower};
pub use text::{FOLDER, SurfaceError, differ_in_lines_alone, paths, read, write};

/// The facts of one API version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    pub api: ApiVersion,
    pub facts: BTreeMap<Key, Fact>,
}

/// What a fact is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The version's module.
    Version,
    /// A Cargo feature.
    Feature,
    /// A primitive type, and the Rust type that holds it.
    Scalar,
    /// An entity type, complex type or enum type, or the values that a string property lists.
    Type,
    Property,
    /// A member of an enum type.
    Member,
    /// A method and a URL.
    Endpoint,
    /// A parameter of an action.
    Parameter,
    /// One kind of permissions of an endpoint.
    Permission,
}

/// Names a fact within its version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The type, the endpoint, or what else stands by itself. An endpoint's is its method and its URL in lower case, with
    /// `{}` for each key; that of a string property's values is the type, `/` and the property.
    pub owner: String,
    pub subject: Subject,
    /// The property, member, parameter or kind of permission; empty for the owner itself.
    pub name: String,
}

/// What a fact says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// The path of the item below the version's module, or the name of a field, method or variant.
    Rust,
    /// `entity`, `complex`, `enum`, `flags` or `values`.
    Kind,
    Base,
    /// `abstract`, `open`.
    Marks,
    /// The slices that a type is compiled with; `*` for all of them, missing when only the whole version has it.
    Slices,
    Type,
    /// Present on relationships.
    Navigation,
    /// A member's number.
    Value,
    /// The URL as documented.
    Path,
    Arguments,
    /// The argument that is an item, which has other addresses than its id.
    Item,
    Body,
    /// Present where the body may be left out.
    OptionalBody,
    Returns,
    /// The query options that an endpoint takes.
    Query,
    /// The name of the type that tells them.
    Options,
    /// Present on required parameters.
    Required,
    /// Sets of permissions, least privileged first.
    Names,
    /// Present on a version that is compiled by default.
    Default,
    /// Present on what the docs advise against: since when, until when and what to use instead, where they say.
    Deprecated,
}

/// Stands among the query options of a list whose objects can be counted.
pub const COUNTED_LIST: &str = "/$count";

/// One fact, with its place in the docs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    attributes: BTreeMap<Attribute, String>,
    /// None for what no page says by itself, such as a Cargo feature.
    pub source: Option<Source>,
    /// A hash of what the page says in words; empty when it says nothing.
    pub description: String,
}

impl Surface {
    pub fn new(api: ApiVersion) -> Self {
        Self { api, facts: BTreeMap::new() }
    }

    /// The module of the version, which its features begin with.
    pub fn module(&self) -> &'static str {
        self.api.module()
    }

    /// Leaves open what is compiled by default.
    pub fn forget_defaults(&mut self) {
        if let Some(version) = self.facts.get_mut(&Key::new(self.api.segment(), Subject::Version, "")) {
            version.attributes.remove(&Attribute::Default);
        }
    }

    pub fn get(&self, owner: &str, subject: Subject, name: &str) -> Option<&Fact> {
        self.facts.get(&Key::new(owner, subject, name))
    }

    /// The facts of one subject and owner, by name.
    pub fn owned_by<'s>(
        &'s self,
        owner: &str,
        subject: Subject,
    ) -> impl Iterator<Item = (&'s str, &'s Fact)> + use<'s> {
        let (from, to) = (Key::new(owner, subject, ""), Key::new(owner, subject, "\u{10ffff}"));
        self.facts.range(from..=to).map(|(key, fact)| (key.name.as_str(), fact))
    }

    /// Every fact of a subject that stands by itself, by owner.
    pub fn all(&self, subject: Subject) -> impl Iterator<Item = (&str, &Fact)> {
        self.facts.iter().filter(move |(key, _)| key.subject == subject).map(|(key, fact)| (key.owner.as_str(), fact))
    }
}

impl Key {
    pub fn new(owner: impl Into<String>, subject: Subject, name: impl Into<String>) -> Self {
        Self { owner: owner.into(), subject, name: name.into() }
    }
}

impl Fact {
    pub fn at(source: &Source) -> Self {
        Self { source: Some(source.clone()), ..Self::default() }
    }

    #[must_use]
    pub fn with(mut self, attribute: Attribute, value: impl Into<String>) -> Self {
        self.attributes.insert(attribute, value.into());
        self
    }

    /// Adds what may be missing.
    #[must_use]
    pub fn with_some(self, attribute: Attribute, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(attribute, value),
            None => self,
        }
    }

    #[must_use]
    pub fn described(mut self, texts: &[&str]) -> Self {
        self.description = text::digest(texts);
        self
    }

    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.attributes.get(&attribute).map(String::as_str)
    }

    /// Whether a mark such as [`Attribute::Navigation`] is there.
    pub fn is(&self, attribute: Attribute) -> bool {
        self.attributes.contains_key(&attribute)
    }

    pub fn attributes(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.attributes.iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    /// Both say the same of the API, wherever and in whatever words.
    pub fn agrees(&self, other: &Self) -> bool {
        self.attributes == other.attributes
    }
}

/// Sets of permissions as [`Attribute::Names`] has them: `A.Read+B.Read C.Read`
pub fn join_sets(sets: &[Vec<String>]) -> String {
    sets.iter().map(|names| names.join("+")).collect::<Vec<_>>().join(" ")
}

/// What [`join_sets`] joined.
pub fn split_sets(text: &str) -> Vec<BTreeSet<&str>> {
    text.split_whitespace().map(|names| names.split('+').collect()).collect()
}

/// A type's name as facts write it: without the namespace that nearly all have.
pub fn short(name: &TypeName) -> String {
    if name.namespace == "microsoft.graph" {
        return name.name.clone();
    }
    let full = name.to_string();
    full.strip_prefix("microsoft.graph.").map_or_else(|| full.clone(), str::to_owned)
}
