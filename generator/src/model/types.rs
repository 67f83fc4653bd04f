//! Entity types, complex types and enum types, with their properties and members.

use serde::{Deserialize, Serialize};

use super::{Deprecation, PropertyFacts, PropertyOnPage, Source, TypeName, TypeOnPage, TypeRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Entity,
    Complex,
    Enum,
}

/// An entity type, complex type or enum type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Type {
    pub name: String,
    pub namespace: String,
    pub kind: Kind,
    pub base: Option<TypeName>,
    pub open: bool,
    #[serde(rename = "abstract")]
    pub is_abstract: bool,
    #[serde(skip)]
    pub prose: TypeProse,
    pub description: String,
    /// The pages that document it, in the order of their paths.
    pub sources: Vec<String>,
    pub source: Source,
    /// Where the definition comes from when no page defines the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
    /// What the service's metadata says, and its pages leave open or say otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_metadata: Vec<TypeFact>,
    /// What the pages say of those facts in which the metadata's word counts more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_page: Option<TypeOnPage>,
    /// Pages and metadata contradict each other, and somebody has said whose word counts.
    #[serde(skip)]
    pub contested: bool,
    pub properties: Vec<Property>,
    pub members: Vec<Member>,
    /// Several members at once, joined by commas on the wire.
    pub flags: bool,
    /// How many seconds to wait between two questions for its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

/// What the prose of its page calls a type, which is too vague for code and too much for silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeProse {
    /// Abstract, or the base of others.
    pub names_base: bool,
    pub names_open: bool,
}

/// What a fact was inferred from, where no page states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Inference {
    /// The table of an API page's request body.
    Body,
    /// A description that lists values.
    Prose,
    /// A JSON example or skeleton.
    Example,
    /// A name that other types inherit from.
    Reference,
    /// The service's metadata.
    Metadata,
}

/// A fact of a type that its pages define, and that the metadata may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TypeFact {
    Base,
    Members,
    Flags,
}

/// A fact of a property that pages list, and that the metadata may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PropertyFact {
    Key,
    /// Whether it may be `null`.
    Nullability,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Property {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// A relationship: a navigation property.
    pub navigation: bool,
    /// Whether it may be `null`, where the docs say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nullable: Option<bool>,
    pub description: String,
    /// The values that a string property lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Member>,
    #[serde(default, skip_serializing_if = "PropertyFacts::is_empty")]
    pub facts: PropertyFacts,
    pub source: Source,
    /// What says of which type it is, where its row does not, or is not believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
    /// What the service's metadata says, and no page does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_metadata: Vec<PropertyFact>,
    /// What its row says, where the metadata's word counts more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_page: Option<PropertyOnPage>,
}

/// A member of an enum type, with its number where the docs give one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Member {
    pub name: String,
    pub value: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// On the page of its type; left out for what a description lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

impl Type {
    /// A type of which no more is known yet than where it is named.
    pub fn new(name: TypeName, kind: Kind, source: Source) -> Self {
        Self {
            name: name.name,
            namespace: name.namespace,
            kind,
            base: None,
            open: false,
            is_abstract: false,
            prose: TypeProse::default(),
            description: String::new(),
            sources: Vec::new(),
            source,
            inferred: None,
            from_metadata: Vec::new(),
            on_page: None,
            contested: false,
            properties: Vec::new(),
            members: Vec::new(),
            flags: false,
            pace: None,
            deprecated: None,
        }
    }

    pub fn type_name(&self) -> TypeName {
        TypeName::new(&self.namespace, &self.name)
    }

    pub(super) fn is_named(&self, name: &TypeName) -> bool {
        self.name == name.name && self.namespace == name.namespace
    }
}
