//! What the documentation says of endpoints and types, as the mock reads it: an endpoint, or a type, a line of JSON.
//! The generator, which compiles this file, too, writes them.

use serde_derive::{Deserialize, Serialize};
use serde_json::Value;

/// The files of a version.
#[allow(dead_code)] // The generator writes what they hold.
pub(crate) struct Files {
    /// A type a line.
    pub(crate) types: &'static str,
    /// An endpoint a line, for each enabled slice.
    pub(crate) slices: &'static [&'static str],
}

/// A method and a URL.
#[derive(Debug, Serialize, Deserialize)]
pub struct Endpoint {
    /// The method and the path with a `{}` for each key: `GET /v1.0/users/{}`.
    pub line: String,
    /// Which of the keys is an item of a drive, which has other addresses than its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// The function that makes its requests, by its path from the module of the version on.
    pub function: String,
    /// Its main page: `user-get`.
    pub page: String,
    /// The OData query options that the pages allow, without `$`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query_options: Vec<String>,
    /// Whether it lists objects whose number the URL with `/$count` gives.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// The headers that the pages call required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_headers: Vec<String>,
    /// What it takes; none where it takes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// It may be left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional_body: bool,
    /// What it answers.
    pub answer: Answer,
    /// What the pages show of it; those of its main page first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// What an endpoint takes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// An object of this type.
    Type(String),
    /// An object of an action's parameters.
    Parameters(Vec<Parameter>),
    /// The `@odata.id` of an object.
    Reference,
    /// Bytes.
    Content,
    /// JSON that no page describes.
    Json,
}

/// A parameter of an action.
#[derive(Debug, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type, such as `Collection(Edm.String)`.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether the page calls it required, and shows no request without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// What an endpoint answers when all is well.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The type of the JSON; none where there is none.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// Whether bytes come instead of JSON.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub content: bool,
    /// Whether the work goes on after the answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub long_running: bool,
}

/// A request that a page shows, and what it is answered with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// The page, and which of its examples it is: `user-get, example 2`.
    pub place: String,
    /// The path below the version, with its query; none where the page shows the response alone, or another URL's
    /// request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headers of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The body of the request.
    #[serde(default, skip_serializing_if = "Shown::is_nothing")]
    pub sends: Shown,
    /// The status of the response; none where the page shows no response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The body of the response.
    #[serde(default, skip_serializing_if = "Shown::is_nothing")]
    pub answers: Shown,
}

/// A body as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// None.
    #[default]
    Nothing,
    /// JSON.
    Json(Value),
    /// What is no JSON.
    Text(String),
}

impl Shown {
    /// Whether there is none.
    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// An entity type, a complex type or an enum type.
#[derive(Debug, Serialize, Deserialize)]
pub struct Type {
    /// Its full name.
    pub name: String,
    /// The type that it inherits from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Whether objects may hold what the type does not name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Its own properties and relationships: names and types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<(String, String)>,
    /// The members of an enum type, of which a value of a flags type names several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Whether it is a flags type.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flags: bool,
}
