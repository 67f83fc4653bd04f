//! How an operation is, as the service answers.

use super::words::OperationStatus;
use http::HeaderMap;
use std::{fmt, time::Duration};

/// An operation, as the service last answered.
#[derive(Clone)]
#[non_exhaustive]
pub struct Operation {
    /// How it is.
    pub status: OperationStatus,
    /// How much of it is done, from 0 to 100.
    pub percent_complete: Option<f64>,
    /// The id of what it made.
    pub resource_id: Option<String>,
    /// Where its result is, as the service wrote it.
    pub resource_location: Option<String>,
    /// The code of its error, such as `nameAlreadyExists`; empty where there is none.
    pub error_code: String,
    /// The service's words about its error.
    pub error_message: String,
    /// How long the service asks to wait before it is asked again.
    pub retry_after: Option<Duration>,
    /// Whether the answer is the operation, and not what it made.
    pub(super) named: bool,
    pub(super) redirect: bool,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Operation {
    /// The result's address, unless the answer is the result.
    pub(super) fn link(&self) -> Option<&str> {
        self.resource_location.as_deref().filter(|_| self.named || self.redirect)
    }

    /// Whether the answer is `303 See Other`, whose link is relative to where it came from.
    pub(super) fn is_redirect(&self) -> bool {
        self.redirect
    }
}

/// Shows no address, and not what the operation made.
impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation")
            .field("status", &self.status)
            .field("percent_complete", &self.percent_complete)
            .field("error_code", &self.error_code)
            .field("error_message", &self.error_message)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}
