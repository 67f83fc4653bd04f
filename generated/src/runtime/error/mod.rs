//! What can go wrong between a request that was built and a response that was read.

mod body;
pub(super) mod printable;
pub(super) mod retry_after;
pub(super) mod service_error;
pub(super) mod unexpected_content;

use crate::runtime::json::unreadable::without_values;
use service_error::ServiceError;
use std::fmt;
use unexpected_content::UnexpectedContent;

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
    /// What [`Request::custom`](crate::runtime::Request::custom) was given is not a method and a path.
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
    Client(Box<crate::runtime::client::ClientError>),
}

impl Error {
    /// The service's error, if that is what this is.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
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

impl From<http::Error> for Error {
    fn from(error: http::Error) -> Self {
        Self::Http(error)
    }
}
