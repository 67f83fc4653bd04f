//! What a page shows: requests and their responses.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Method, UrlPath};
use crate::source::ApiVersion;

/// A request and the response that the page shows for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Example {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ExampleRequest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<ExampleResponse>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExampleRequest {
    pub line: u32,
    pub method: Method,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: ExampleBody,
    /// It stands under another heading than the page's examples, to show a query option or a header.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_snippet: bool,
}

impl ExampleRequest {
    /// The path of the URL below host and version.
    pub fn path(&self) -> UrlPath {
        let path = self.url.split('?').next().unwrap_or_default();
        let path = path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        let path = path.trim_start_matches('/');
        UrlPath::new(match path.split_once('/') {
            Some((version, below)) if ApiVersion::from_segment(version).is_some() => below,
            _ => path,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExampleResponse {
    pub line: u32,
    pub status: u16,
    pub body: ExampleBody,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ExampleBody {
    None,
    Json {
        // Shared by what a page says and what is built of it.
        value: Arc<serde_json::Value>,
        /// The page holds valid JSON.
        strict: bool,
    },
    Text(String),
}

impl ExampleBody {
    pub fn json(&self) -> Option<&serde_json::Value> {
        if let Self::Json { value, .. } = self { Some(value) } else { None }
    }
}
