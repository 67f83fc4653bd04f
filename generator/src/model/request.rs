//! What a call is made of beside its body: requests, parameters, headers.

use serde::{Deserialize, Serialize};

use super::Deprecation;
use super::{Inference, Method, ParameterOnPage, TypeName, TypeRef, UrlPath};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Request {
    pub method: Method,
    /// As documented, without host, version and query.
    pub path: UrlPath,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What the page shows in the query of the same URL elsewhere in its request block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_queries: Vec<String>,
    pub line: u32,
    /// The type that the path addresses, where the docs' navigation properties tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addresses: Option<TypeRef>,
    /// The type whose object the name at the path's end is a part of: `microsoft.graph.user` in `/users/{id}/messages/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TypeName>,
    /// What shows it where no request block does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
}

impl Request {
    /// A URL without a query.
    pub fn new(method: Method, path: UrlPath, line: u32) -> Self {
        Self {
            method,
            path,
            query: None,
            further_queries: Vec::new(),
            line,
            addresses: None,
            owner: None,
            inferred: None,
        }
    }

    /// What the page shows in the query, each time that it shows the URL.
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.query.iter().chain(&self.further_queries).map(String::as_str)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parameter {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: TypeRef,
    pub required: bool,
    pub description: String,
    pub line: u32,
    /// Where it comes from when no table lists it, or none that is believed of its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
    /// What its row says, where the metadata's word counts more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_page: Option<ParameterOnPage>,
    /// Where it stands; left out for one of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<ParameterPlace>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

/// Where a parameter stands that is none of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ParameterPlace {
    Path,
    Query,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Header {
    pub name: String,
    pub description: String,
}
