//! Answers of success that are not what was asked for, such as the page of a sign-in or of a gateway.

use super::body::beginning;
use super::printable::show;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// A successful answer that is not JSON where it should be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnexpectedContent {
    /// The response's status.
    pub status: StatusCode,
    /// The response's media type.
    pub content_type: Option<String>,
    /// How the body begins, in one line; empty where it is no text.
    pub beginning: String,
}

impl UnexpectedContent {
    /// This answer, unless it says and looks like JSON.
    pub(crate) fn unless_json(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        let content_type = content_type(headers);
        let text = beginning(body);
        let markup = text.trim_start().starts_with('<');
        (markup || !content_type.is_none_or(is_json)).then(|| Self::new(status, headers, body))
    }

    /// This answer, whatever it looks like.
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = beginning(body);
        let beginning: Vec<&str> = text.split_whitespace().collect();
        let beginning = beginning.join(" ").chars().take(MAX_BEGINNING).collect();
        Self { status, content_type: content_type(headers).map(str::to_owned), beginning }
    }
}

/// What suffices to know a page by.
const MAX_BEGINNING: usize = 200;

/// The media type that a response names.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// Whether a media type is one of JSON.
pub(crate) fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type.ends_with("/json") || media_type.ends_with("+json")
}

impl fmt::Display for UnexpectedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content_type = self.content_type.as_deref().unwrap_or("content of no type");
        write!(f, "the service answered {} with ", self.status)?;
        show(content_type, f)?;
        f.write_str(" that is not what was asked for: ")?;
        show(if self.beginning.is_empty() { "(no text)" } else { &self.beginning }, f)
    }
}
