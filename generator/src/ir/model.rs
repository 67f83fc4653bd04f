//! The one model that everything after extraction reads: plain data, each fact with its page and line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::endpoint::Endpoint;
use super::example::Example;
pub use super::request::{Header, Parameter, ParameterPlace, Request};
use super::{Deprecation, Permissions, PropertyFacts};
use crate::source::ApiVersion;

/// What the docs of one API version say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ir {
    pub api: ApiVersion,
    #[serde(with = "super::text::types_as_list")]
    pub types: BTreeMap<TypeName, Type>,
    pub operations: Vec<Operation>,
    /// What the operations say of each URL, in the order of the URLs.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
}

/// A type's full name, such as `microsoft.graph.callRecords` and `session`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    pub namespace: String,
    pub name: String,
}

/// A page, relative to its version's folder, and a line in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    pub file: String,
    pub line: u32,
}

impl Source {
    /// The page's name without its folder and ending, which is also that of the published page.
    pub fn page(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Entity,
    Complex,
    Enum,
}

/// An entity type, complex type or enum type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    pub name: String,
    pub namespace: String,
    pub kind: Kind,
    pub base: Option<TypeName>,
    pub open: bool,
    #[serde(rename = "abstract")]
    pub is_abstract: bool,
    pub description: String,
    /// The pages that document it, in the order of their paths.
    pub sources: Vec<String>,
    pub source: Source,
    /// Where the definition comes from when no page defines the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
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

/// What a fact was inferred from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
}

/// A member of an enum type, with its number where the docs give one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub value: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// On the page of its type; none for what a description lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

/// What a value's type is, and whether it is a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeRef {
    pub name: RefName,
    pub collection: bool,
    /// Why the type is unknown; then `name` is `Edm.Untyped`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefName {
    Primitive(Primitive),
    Named(TypeName),
}

/// The primitive types of OData (CSDL 4.01, section 3.3) that Graph uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    Binary,
    Boolean,
    Byte,
    Date,
    DateTimeOffset,
    Decimal,
    Double,
    Duration,
    Guid,
    Int16,
    Int32,
    Int64,
    SByte,
    Single,
    Stream,
    String,
    TimeOfDay,
    Untyped,
}

impl Primitive {
    pub const ALL: [Self; 18] = [
        Self::Binary,
        Self::Boolean,
        Self::Byte,
        Self::Date,
        Self::DateTimeOffset,
        Self::Decimal,
        Self::Double,
        Self::Duration,
        Self::Guid,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::SByte,
        Self::Single,
        Self::Stream,
        Self::String,
        Self::TimeOfDay,
        Self::Untyped,
    ];

    pub fn is_number(self) -> bool {
        use Primitive::{Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single};
        matches!(self, Byte | Decimal | Double | Int16 | Int32 | Int64 | SByte | Single)
    }

    /// The name after `Edm.`.
    pub fn from_edm(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| format!("{p:?}") == name)
    }
}

/// The page of an API: its requests and what goes in and comes out. A page whose URLs give or take several types is
/// one operation for each of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    pub source: Source,
    pub title: String,
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The types whose pages list it among their methods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed_by: Vec<TypeName>,
    pub requests: Vec<Request>,
    /// Those that only its examples show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub example_requests: Vec<Request>,
    pub body: Option<Body>,
    /// The page does not require it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional_body: bool,
    pub response: Option<Response>,
    /// The arguments of a function, in its path or its query.
    pub parameters: Vec<Parameter>,
    /// The OData query options that the page allows, without `$`.
    pub query_options: Vec<String>,
    pub headers: Vec<Header>,
    pub permissions: Vec<Permissions>,
    pub clouds: Vec<String>,
    pub examples: Vec<Example>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const ALL: [(&'static str, Self); 5] = [
        ("GET", Self::Get),
        ("POST", Self::Post),
        ("PUT", Self::Put),
        ("PATCH", Self::Patch),
        ("DELETE", Self::Delete),
    ];

    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| *name == text).map(|(_, method)| method)
    }
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// An object of a type, or a collection of such.
    Type(TypeRef),
    /// The parameters of an action, as one JSON object.
    Parameters(Vec<Parameter>),
    /// Bytes of the given media type.
    Content(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    pub status: u16,
    /// The type of the JSON that comes back; none for an empty or a raw response.
    #[serde(rename = "type")]
    pub ty: Option<TypeRef>,
    /// Bytes come back: a stream or a report.
    pub content: bool,
    /// The work goes on after the answer, which says where to ask for its state.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub long_running: bool,
    /// The type of what says how the work is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<TypeRef>,
}

impl Response {
    /// One of which nothing is known of an operation.
    pub fn of(status: u16, ty: Option<TypeRef>, content: bool, long_running: bool) -> Self {
        Self { status, ty, content, long_running, operation: None }
    }
}

impl Ir {
    /// A type and those that it inherits from, nearest first.
    pub fn chain<'a>(&'a self, name: &TypeName) -> impl Iterator<Item = &'a Type> {
        let base = |ty: &&'a Type| self.types.get(ty.base.as_ref()?);
        // Bases close no circle in an IR that was built here; one that was read from a file may.
        std::iter::successors(self.types.get(name), base).take(self.types.len())
    }

    /// Whether a type is another, or inherits from it.
    pub fn derives(&self, name: &TypeName, base: &TypeName) -> bool {
        self.chain(name).any(|t| t.is_named(base))
    }

    /// The nearest type that both are, or inherit from.
    pub fn common_base(&self, a: &TypeName, b: &TypeName) -> Option<TypeName> {
        self.chain(a).map(Type::type_name).find(|base| self.derives(b, base))
    }
}

impl Type {
    pub fn type_name(&self) -> TypeName {
        TypeName::new(&self.namespace, &self.name)
    }

    fn is_named(&self, name: &TypeName) -> bool {
        self.name == name.name && self.namespace == name.namespace
    }
}

impl TypeName {
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), name: name.into() }
    }

    /// Splits `microsoft.graph.callRecords.session` at its last dot; a name without one is of `microsoft.graph`.
    pub fn parse(full: &str) -> Self {
        match full.rsplit_once('.') {
            Some((namespace, name)) => Self::new(namespace, name),
            None => Self::new("microsoft.graph", full),
        }
    }
}

impl TypeRef {
    pub fn primitive(primitive: Primitive, collection: bool) -> Self {
        Self { name: RefName::Primitive(primitive), collection, unknown: None }
    }

    pub fn named(name: TypeName, collection: bool) -> Self {
        Self { name: RefName::Named(name), collection, unknown: None }
    }

    pub fn unknown(reason: impl Into<String>, collection: bool) -> Self {
        Self { name: RefName::Primitive(Primitive::Untyped), collection, unknown: Some(reason.into()) }
    }

    pub fn type_name(&self) -> Option<&TypeName> {
        if let RefName::Named(name) = &self.name { Some(name) } else { None }
    }
}
