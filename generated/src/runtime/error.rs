//! What can go wrong between a request that was built and a response that was read.

use super::budget::Budget;
use super::error_body::ErrorBody;
use super::retry_after::retry_after;
use super::unexpected_content::{UnexpectedContent, content_type, is_json};
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, StatusCode};
use serde::de;
use serde_json::{Map, Value};
use std::fmt::{self, Write};
use std::time::Duration;

/// An error of this crate.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error.
    Service(Box<ServiceError>),
    /// A response is not the JSON that it should be, or takes more than 256 MiB as models and values, or a body can't be
    /// written as JSON. It says what was read and where, and quotes nothing of it.
    Json(serde_json::Error),
    /// A successful answer is not JSON where it should be, but the page of a gateway, say. It quotes how that begins.
    Content(Box<UnexpectedContent>),
    /// A relationship holds something else than its documented shape.
    Shape {
        /// The wire name of the relationship.
        name: &'static str,
        /// What should be there.
        expected: &'static str,
    },
    /// A key can't stand in a path: it is empty, `.` or `..`, or a path that has such a segment; there is none for its place or
    /// no place for it; or it begins with `$` right after another key.
    Key {
        /// The path with a `{}` for each key.
        path: &'static str,
        /// Which of them, counted from 0.
        index: usize,
    },
    /// What [`Request::custom`](super::Request::custom) was given is not a method and a path.
    Line(&'static str),
    /// A header or an address is not valid in HTTP.
    Http(http::Error),
    /// A text is not the date, time, duration, identifier or base64 that it was asked for as.
    Format {
        /// What it should be, such as `Edm.DateTimeOffset`.
        expected: &'static str,
    },
    /// The client could not send the request, or got no whole answer.
    #[cfg(feature = "client")]
    Client(Box<super::client::ClientError>),
}

impl Error {
    /// The service's error, if that is what this is.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// Why JSON could not be read as a `what` within a budget.
    pub(super) fn unreadable(error: serde_json::Error, budget: &Budget, what: &str) -> Self {
        Self::Json(if budget.is_exceeded() { error } else { without_values(error, what) })
    }

    /// Whether a delta link is too old to go on from, so that everything has to be read again.
    pub fn is_resync_required(&self) -> bool {
        self.service().is_some_and(ServiceError::is_resync_required)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Json(error) => write!(f, "unexpected JSON: {error}"),
            Self::Content(content) => content.fmt(f),
            Self::Shape { name, expected } => write!(f, "`{name}` is not {expected}"),
            Self::Key { path, index } => {
                write!(
                    f,
                    "key {index} of `{path}` is missing, empty, a dot segment, a path that has such a segment, or has no place"
                )
            }
            Self::Line(line) => write!(f, "`{line}` is not a method and a path"),
            Self::Http(error) => write!(f, "invalid request: {error}"),
            Self::Format { expected } => write!(f, "the text is no valid {expected}"),
            #[cfg(feature = "client")]
            Self::Client(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Http(error) => Some(error),
            // What it shows is shown here already.
            #[cfg(feature = "client")]
            Self::Client(error) => std::error::Error::source(&**error),
            _ => None,
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(without_values(error, "value of the expected type"))
    }
}

/// Errors of data quote what was read, however long or secret it is: this says where it is and what it should be.
fn without_values(error: serde_json::Error, what: &str) -> serde_json::Error {
    if !error.is_data() {
        return error;
    }
    // The position at the end becomes that of the error.
    de::Error::custom(format_args!("no {what} at line {} column {}", error.line(), error.column()))
}

impl From<http::Error> for Error {
    fn from(error: http::Error) -> Self {
        Self::Http(error)
    }
}

/// An error that the service reported.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The response's status.
    pub status: StatusCode,
    /// `error.code`, such as `Request_ResourceNotFound`; empty where the body names none.
    pub code: String,
    /// `error.message`, in the service's words; the first line of a body that has neither a code nor a message.
    pub message: String,
    /// `error.innerError`: more specific codes, dates and ids.
    pub inner_error: Option<Map<String, Value>>,
    /// The id by which the service's operators find the request.
    pub request_id: Option<String>,
    /// The caller's own id of the request, `client-request-id`, which the client sends and operators find as well.
    pub client_request_id: Option<String>,
    /// How long to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// `Location`: where to go instead, such as the address at which a delta query starts again.
    pub location: Option<String>,
    /// The method and the path with a `{}` for each key of the request; empty where they are not known.
    pub endpoint: &'static str,
    /// The response's media type, which tells a gateway's page from an error of the service.
    pub content_type: Option<String>,
    /// The response's body.
    pub body: Vec<u8>,
}

impl ServiceError {
    /// Reads an error response; whatever the body is, there is a result.
    pub fn new(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let ErrorBody { code, message, inner: inner_error } = ErrorBody::read(body);
        let id = |name: &HeaderName| {
            let inner = || inner_error.as_ref()?.get(name.as_str())?.as_str();
            header(headers, name).or_else(inner).map(str::to_owned)
        };
        Self {
            status,
            code,
            message,
            request_id: id(&REQUEST_ID),
            client_request_id: id(&CLIENT_REQUEST_ID),
            retry_after: retry_after(headers),
            location: header(headers, &LOCATION).map(str::to_owned),
            endpoint: "",
            content_type: content_type(headers).map(str::to_owned),
            inner_error,
            body: body.to_vec(),
        }
    }

    /// The error as the answer to the request of this endpoint.
    pub(super) fn with_endpoint(self, endpoint: &'static str) -> Self {
        Self { endpoint, ..self }
    }

    /// Whether the same request may succeed later: throttled, or the service is unavailable for now.
    pub fn is_transient(&self) -> bool {
        matches!(self.status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
    }

    /// Whether a delta link is too old to go on from, so that everything has to be read again: from
    /// [`location`](Self::location), where there is one.
    pub fn is_resync_required(&self) -> bool {
        let code = self.code.to_ascii_lowercase();
        self.status == StatusCode::GONE || code == "syncstatenotfound" || code.starts_with("resync")
    }
}

/// The id by which the service's operators find a request.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// The id that its sender gave a request.
pub(super) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// As much of a text of the service's as a line of a log takes.
const MAX_SHOWN: usize = 1000;

/// What of a text is safe to show: control characters and those that turn its direction could pass for other output.
pub(super) fn show(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for c in text.chars().take(MAX_SHOWN) {
        match c {
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                write!(f, "{}", c.escape_unicode())?;
            }
            c if c.is_control() => write!(f, "{}", c.escape_default())?,
            c => f.write_char(c)?,
        }
    }
    if text.chars().nth(MAX_SHOWN).is_some() { f.write_char('…') } else { Ok(()) }
}

/// What of these texts is safe to show, each after a colon.
pub(super) fn show_after_colon(texts: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    texts.iter().filter(|text| !text.is_empty()).try_for_each(|text| {
        f.write_str(": ")?;
        show(text, f)
    })
}

/// Code and message without control characters, cut where they are long; for 403 with the feature `permissions` also what
/// the request needs.
impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.status)?;
        if let Some(content_type) = self.content_type.as_deref().filter(|name| !is_json(name)) {
            f.write_str(" with ")?;
            show(content_type, f)?;
        }
        show_after_colon(&[&self.code, &self.message], f)?;
        #[cfg(feature = "permissions")]
        if self.status == StatusCode::FORBIDDEN && !self.permissions().tables().is_empty() {
            write!(f, "; `{}` needs {}", self.endpoint, self.permissions())?;
        }
        Ok(())
    }
}

// The body and the location stay out: they can echo what was sent, and hold a key.
impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("inner_error", &self.inner_error)
            .field("request_id", &self.request_id)
            .field("client_request_id", &self.client_request_id)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}
