//! What an answer says of an operation.

use super::super::outgoing::Outgoing;
use super::state;
use super::status::Operation;
use super::words::OperationStatus;
use crate::runtime::error::Error;
use crate::runtime::error::retry_after::retry_after;
use crate::runtime::error::service_error::ServiceError;
use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::read_value;
use crate::runtime::response::ResponseBody;
use crate::runtime::response::lack::is_error_alone;
use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

impl Operation {
    /// What an answer says. One that names no status is the result, unless it is `202 Accepted`.
    pub(super) fn parse(response: Response<Vec<u8>>, asked: &Outgoing, state: Option<&str>) -> Result<Self, Error> {
        let (head, body) = response.into_parts();
        let value = read_value(&body, &Budget::new()).unwrap_or_default();
        if value.as_object().is_some_and(is_error_alone) {
            let error = ServiceError::new(head.status, &head.headers, &body).with_endpoint(asked.line);
            return Err(asked.named_in(Error::Service(Box::new(error))));
        }
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let named = state::read(&value, state);
        let status = match (&named, head.status) {
            (Some(status), _) => OperationStatus::parse(status),
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
        let result = Self::parse(response, asked, None)?;
        Ok(Self { status: OperationStatus::Succeeded, named: false, redirect: false, ..result })
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
