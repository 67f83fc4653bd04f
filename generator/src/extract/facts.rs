//! The facts of one page, owned, before any name is resolved.

use serde::{Deserialize, Serialize};

use super::query_options::QueryOptionFacts;
use crate::model::{
    Deprecation, Example, Header, Member, ParameterPlace, Permissions, Primitive, PropertyFacts, Request, TypeProse,
};

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PageFacts {
    /// From the docs root.
    pub path: String,
    /// From the version's folder.
    pub file: String,
    pub title: String,
    /// The `Namespace:` line.
    pub namespace: Option<String>,
    pub description: String,
    pub product: Option<String>,
    pub types: Vec<TypeFacts>,
    pub enums: Vec<EnumFacts>,
    pub methods: Vec<MethodRow>,
    pub operation: Option<OperationFacts>,
    /// The page advises against what it documents.
    pub deprecated: Option<Deprecation>,
}

impl PageFacts {
    /// It documents neither a type nor a request.
    pub fn is_empty(&self) -> bool {
        self.operation.is_none() && self.types.is_empty() && self.enums.is_empty()
    }
}

/// An entity or complex type that a resource page documents.
#[derive(Debug, Serialize, Deserialize)]
pub struct TypeFacts {
    /// As the annotation or the title has it; the annotation's is a full name.
    pub name: String,
    pub line: u32,
    /// In the order in which they count: annotation, then prose.
    pub bases: Vec<NameRef>,
    /// The types that its page lists under "Derived types".
    pub derived: Vec<NameRef>,
    /// The property that is its key, in the page's annotation.
    pub key: Option<String>,
    pub open: bool,
    pub is_abstract: bool,
    pub prose: TypeProse,
    /// How many seconds to wait between two questions for its state.
    pub pace: Option<u32>,
    pub rows: Vec<PropertyRow>,
    /// The JSON representation.
    pub skeleton: Option<Skeleton>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Skeleton {
    pub line: u32,
    pub value: serde_json::Value,
}

/// A name as a page writes it, with the page (and heading) that it links to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRef {
    pub text: String,
    /// It stands in a sentence, where a link's text is words and its target the fact.
    pub in_prose: bool,
    pub target: Option<String>,
    pub line: u32,
    pub column: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct PropertyRow {
    pub name: String,
    pub line: u32,
    pub column: u32,
    pub ty: TypeCell,
    pub navigation: bool,
    pub required: bool,
    pub description: String,
    /// The values that the description lists.
    pub values: Vec<Member>,
    /// "Inherited from [x]" in the description.
    pub inherited_from: Option<NameRef>,
    pub facts: PropertyFacts,
}

/// What a type cell says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeCell {
    pub text: String,
    pub expr: TypeExpr,
    pub collection: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeExpr {
    Primitive(Primitive),
    /// Several when the cell says "A or B".
    Names(Vec<NameRef>),
    /// The cell holds nothing, or nothing that names a type.
    Open,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct EnumFacts {
    pub name: String,
    pub line: u32,
    pub description: String,
    pub members: Vec<Member>,
    /// The page says that several values can be combined.
    pub flags: bool,
}

/// A row of a resource page's Methods table.
#[derive(Debug, Serialize, Deserialize)]
pub struct MethodRow {
    /// The API page that the row links to, as [`crate::extract::fold`] writes it.
    pub page: String,
    pub returns: Option<TypeCell>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct OperationFacts {
    pub line: u32,
    pub requests: Vec<Request>,
    pub body: BodyFacts,
    pub response: ResponseFacts,
    pub parameters: Vec<ParameterRow>,
    pub query_options: QueryOptionFacts,
    pub headers: Vec<Header>,
    pub permissions: Vec<Permissions>,
    pub clouds: Vec<String>,
    pub examples: Vec<Example>,
    /// The types that example annotations name: of requests, then of responses.
    pub request_annotation: Option<(String, bool)>,
    pub response_annotation: Option<(String, bool)>,
    /// An example answers `202` without a body, and with the URL of an operation in a header.
    pub accepted_with_location: bool,
    /// The links of the introduction.
    pub intro_links: Vec<NameRef>,
}

/// A row of a table of parameters, and where it stands; no place for what only the body of this method can take.
#[derive(Debug, Serialize, Deserialize)]
pub struct ParameterRow {
    pub place: Option<ParameterPlace>,
    pub row: PropertyRow,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct BodyFacts {
    pub line: u32,
    /// "Do not supply a request body".
    pub none: bool,
    /// "This method does not require a request body", though it takes one.
    pub optional: bool,
    /// The types that the prose names as the body.
    pub types: Vec<NameRef>,
    pub collection: bool,
    /// The prose says that the table lists parameters.
    pub says_parameters: bool,
    pub rows: Vec<PropertyRow>,
    /// The objects that the section shows.
    pub shown: Vec<serde_json::Map<String, serde_json::Value>>,
    /// The page says that bytes are sent, of this media type.
    pub content: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ResponseFacts {
    pub line: u32,
    pub status: Option<u16>,
    pub ty: Option<TypeCell>,
    /// Bytes come back.
    pub content: bool,
    /// The page says that nothing comes back.
    pub empty: bool,
    /// The page says where the state of the work is found, or that the work goes on.
    pub long_running: bool,
}
