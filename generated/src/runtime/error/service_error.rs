//! What the service reports to have gone wrong.

use super::body::ErrorBody;
use super::printable::{show, show_after_colon};
use super::retry_after::retry_after;
use super::unexpected_content::{content_type, is_json};
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::{Map, Value};
use std::fmt;
use std::time::Duration;

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
    pub(crate) fn with_endpoint(self, endpoint: &'static str) -> Self {
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
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// The id that its sender gave a request.
pub(crate) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
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
