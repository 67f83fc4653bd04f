//! Where a list goes on, to be kept until another run of a program asks for the rest.

use super::super::address::{self, same_origin};
use super::super::error::ClientError;
use super::super::outgoing::Outgoing;
use super::super::sending::Client;
use crate::runtime::request::host;
use http::header::{ACCEPT, ACCEPT_LANGUAGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};
use std::fmt;

/// What of the first request's headers decides what pages hold. The others can be secret, or are of one request alone.
const KEPT: [HeaderName; 4] =
    [ACCEPT, ACCEPT_LANGUAGE, HeaderName::from_static("consistencylevel"), HeaderName::from_static("prefer")];

/// Where a list goes on: the link to its next page, and the headers that all of its pages are asked for with. As a text
/// it can be kept in a file; a bare next link is one as well.
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    link: String,
    headers: HeaderMap,
}

impl Continuation {
    pub(super) fn from_request(next: &Outgoing) -> Self {
        let headers =
            KEPT.into_iter().filter_map(|name| Some((name.clone(), next.headers.get(&name)?.clone()))).collect();
        Self { link: next.url.as_str().to_owned(), headers }
    }

    /// The link to the next page.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// What the text of one says; any other text is a link.
    fn parse(text: &str) -> Self {
        let saved: Option<Map<String, Value>> = serde_json::from_str(text).ok();
        let Some(saved) = saved.filter(|saved| saved.contains_key("link")) else {
            return Self { link: text.to_owned(), headers: HeaderMap::new() };
        };
        let value = |name: &HeaderName| HeaderValue::from_str(saved.get("headers")?.get(name.as_str())?.as_str()?).ok();
        let headers = KEPT.into_iter().filter_map(|name| value(&name).map(|value| (name, value))).collect();
        Self { link: saved.get("link").and_then(Value::as_str).unwrap_or_default().to_owned(), headers }
    }
}

impl From<&str> for Continuation {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

impl From<String> for Continuation {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

impl From<&String> for Continuation {
    fn from(text: &String) -> Self {
        Self::parse(text)
    }
}

/// The text to keep. The link in it holds what the query asked for.
impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let headers: Map<String, Value> = headers.map(|(name, value)| (name.to_owned(), value.into())).collect();
        json!({ "link": self.link, "headers": headers }).fmt(f)
    }
}

/// Shows of the link its host alone: the rest holds what the query asked for.
impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation").field("link", &host(&self.link)).finish_non_exhaustive()
    }
}

impl Client {
    /// The request to go on with, which is to the service's own host.
    pub(in crate::runtime::client) fn resumed(&self, from: Continuation) -> Result<Outgoing, ClientError> {
        let url = address::parse(&from.link)?;
        if !same_origin(&url, &self.0.origin) {
            return Err(ClientError::ForeignLink(address::origin(&url)));
        }
        Ok(Outgoing { headers: from.headers, ..Outgoing::empty(Method::GET, url) })
    }
}
