//! What a page says of what its requests send and give.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Example, Header, Parameter, Permissions, Request, ResponseOnPage, Source, TypeName, TypeRef};

/// What the page of an API documents: its requests, and what goes in and comes out. A page whose URLs give or take several
/// types is one operation for each of them, all with the page as their source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Operation {
    pub source: Source,
    pub title: String,
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The types whose pages list it among their methods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed_by: Vec<TypeName>,
    #[cfg_attr(test, schemars(length(min = 1)))]
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

impl Operation {
    /// The parameters of the body, and those of the URL.
    pub fn listed_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let of_body = match &self.body {
            Some(Body::Parameters(parameters)) => parameters.as_slice(),
            _ => &[],
        };
        of_body.iter().chain(&self.parameters)
    }

    /// As [`Operation::listed_parameters`].
    pub fn listed_parameters_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        let of_body = match &mut self.body {
            Some(Body::Parameters(parameters)) => parameters.as_mut_slice(),
            _ => &mut [],
        };
        of_body.iter_mut().chain(&mut self.parameters)
    }
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Response {
    #[cfg_attr(test, schemars(range(min = 100, max = 599)))]
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
    /// What the page says, where the metadata's word counts more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_page: Option<ResponseOnPage>,
}

impl Response {
    /// One of which nothing is known of an operation.
    pub fn new(status: u16, ty: Option<TypeRef>, content: bool, long_running: bool) -> Self {
        Self { status, ty, content, long_running, operation: None, on_page: None }
    }
}
