//! How an operation is, as the service answers.

use super::super::super::budget::Budget;
use super::super::super::error::{Error, ServiceError};
use super::super::super::lack::is_error_alone;
use super::super::super::response::ResponseBody;
use super::super::super::retry_after::retry_after;
use super::super::super::value::read_value;
use super::super::outgoing::Outgoing;
use super::state;
use super::words::OperationStatus;
use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;
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
    named: bool,
    redirect: bool,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Operation {
    /// What an answer says. One that names no status is the result, unless it is `202 Accepted`.
    pub(super) fn of(response: Response<Vec<u8>>, asked: &Outgoing, state: Option<&str>) -> Result<Self, Error> {
        let (head, body) = response.into_parts();
        let value = read_value(&body, &Budget::new()).unwrap_or_default();
        if value.as_object().is_some_and(is_error_alone) {
            let error = ServiceError::new(head.status, &head.headers, &body).with_endpoint(asked.line);
            return Err(asked.named_in(Error::Service(Box::new(error))));
        }
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let named = state::of(&value, state);
        let status = match (&named, head.status) {
            (Some(status), _) => OperationStatus::of(status),
            (None, StatusCode::ACCEPTED) => OperationStatus::Running,
            (None, _) => OperationStatus::Succeeded,
        };
        let other = (head.status == StatusCode::SEE_OTHER).then(|| head.headers.get(LOCATION)).flatten();
        let other = other.and_then(|location| location.to_str().ok()).map(str::to_owned);
        let links = ["resourceLocation", "targetResourceLocation"];
        let error = value.get("error").unwrap_or(&Value::Null);
        let percent = value.get("percentageComplete").or_else(|| value.get("percentComplete"));
        Ok(Self {
            resource_location: other.or_else(|| links.iter().find_map(|name| text(&value, name))),
            resource_id: text(&value, "resourceId").or_else(|| text(&value, "targetResourceId")),
            percent_complete: percent.and_then(percentage),
            error_code: text(error, "code").or_else(|| text(&value, "errorCode")).unwrap_or_default(),
            error_message: text(error, "message").or_else(|| state::description(&value)).unwrap_or_default(),
            retry_after: retry_after(&head.headers),
            named: named.is_some(),
            redirect: head.status == StatusCode::SEE_OTHER,
            status,
            headers: head.headers,
            body,
        })
    }

    /// What an answer says that there is no such operation, right after it has begun.
    pub(super) fn not_yet(error: &ServiceError) -> Self {
        Self {
            status: OperationStatus::NotStarted,
            percent_complete: None,
            resource_id: None,
            resource_location: None,
            error_code: String::new(),
            error_message: String::new(),
            retry_after: error.retry_after,
            named: true,
            redirect: false,
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    /// What an answer made at once, whatever it has a `status` of.
    pub(super) fn result(response: Response<Vec<u8>>, asked: &Outgoing) -> Result<Self, Error> {
        let result = Self::of(response, asked, None)?;
        Ok(Self { status: OperationStatus::Succeeded, named: false, redirect: false, ..result })
    }

    /// The result's address, unless the answer is the result.
    pub(super) fn link(&self) -> Option<&str> {
        self.resource_location.as_deref().filter(|_| self.named || self.redirect)
    }

    /// Whether the answer is `303 See Other`, whose link is relative to where it came from.
    pub(super) fn is_redirect(&self) -> bool {
        self.redirect
    }

    /// The whole answer as the type that its page documents, such as `TeamsAsyncOperation`.
    ///
    /// # Errors
    /// [`Error::Json`] where it is not the JSON that it should be.
    pub fn read<R: ResponseBody>(&self) -> Result<R, Error> {
        R::from_body(&self.headers, &self.body)
    }
}

/// From 0 to 100; texts can hold other numbers, and what is none.
fn percentage(value: &Value) -> Option<f64> {
    let percent = value.as_f64().or_else(|| value.as_str()?.trim_end_matches('%').trim().parse().ok())?;
    (0.0..=100.0).contains(&percent).then_some(percent)
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
