//! What a request is answered with.

use super::below::Below;
use super::checks::{is_shown, is_shown_url};
use super::documentation::Documented;
use super::documented::{Example, Shown};
use super::request::ReceivedRequest;
use super::schema::{Schema, item};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderName, StatusCode};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;

/// The status, the headers and the body.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub(super) fn json(status: StatusCode, json: &Value) -> Self {
        Self::bytes(status, "application/json", json.to_string().into_bytes())
    }

    pub(super) fn bytes(status: StatusCode, media_type: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![(CONTENT_TYPE, media_type.to_owned())], body }
    }

    pub(super) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// An error as the service writes it.
    pub(super) fn error(status: StatusCode, code: &str, message: &str) -> Self {
        Self::json(status, &json!({ "error": { "code": code, "message": message, "innerError": {} } }))
    }

    /// What a page shows for an error of the endpoint, or else one in the form of the service.
    pub(super) fn documented_error(documented: Option<&Documented>, status: StatusCode) -> Self {
        let examples = documented.into_iter().flat_map(|documented| &documented.endpoint.examples);
        let shown = examples.into_iter().find(|example| example.status == Some(status.as_u16()));
        match shown.map(|example| &example.answers) {
            Some(Shown::Json(json)) => Self::json(status, json),
            _ => Self::error(status, code(status), status.canonical_reason().unwrap_or("Error")),
        }
    }

    pub(super) fn throttled(seconds: u64) -> Self {
        let status = StatusCode::TOO_MANY_REQUESTS;
        Self::error(status, code(status), "Too many requests").with(RETRY_AFTER, seconds.to_string())
    }
}

/// How the service calls the errors of a status, mostly.
const CODES: &[(StatusCode, &str)] = &[
    (StatusCode::BAD_REQUEST, "BadRequest"),
    (StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken"),
    (StatusCode::FORBIDDEN, "Authorization_RequestDenied"),
    (StatusCode::NOT_FOUND, "Request_ResourceNotFound"),
    (StatusCode::CONFLICT, "nameAlreadyExists"),
    (StatusCode::GONE, "resyncRequired"),
    (StatusCode::PRECONDITION_FAILED, "preconditionFailed"),
    (StatusCode::TOO_MANY_REQUESTS, "TooManyRequests"),
    (StatusCode::SERVICE_UNAVAILABLE, "serviceNotAvailable"),
];

fn code(status: StatusCode) -> &'static str {
    CODES.iter().find(|(each, _)| *each == status).map_or("UnknownError", |(_, code)| code)
}

/// The JSON, text or nothing that a request is answered with, before links in it are made to lead to the mock.
pub(super) struct Content {
    pub(super) status: StatusCode,
    pub(super) body: Shown,
}

/// The answer that a page shows for just this request, for this URL, or else for the endpoint; where none does, the least
/// of the documented type.
pub(super) fn content(schema: Schema<'_>, documented: &Documented, request: &ReceivedRequest) -> Content {
    let endpoint = &documented.endpoint;
    let below = documented.below(&request.path);
    let answered = || endpoint.examples.iter().filter(|example| example.status.is_some());
    let succeeds = |example: &&Example| example.status.is_some_and(|status| status < 400);
    let headers = |example: &&Example| {
        let has = |(name, value): &&(String, String)| request.header(name) == Some(value);
        example.headers.iter().filter(has).count()
    };
    // An example asks of the list what its URL says.
    let asks = |example: &Example, below: Option<Below<'_>>| {
        let url = example.url.as_ref().map(|url| format!("/{}{url}", documented.version));
        let shown = url.as_deref().and_then(|url| documented.below(url.split('?').next().unwrap_or_default()));
        match (shown, below) {
            (Some(shown), Some(below)) => shown.is_like(&below),
            (shown, below) => shown.is_none() && below.is_none(),
        }
    };
    let shown = answered()
        .filter(|example| is_shown(example, documented.version, request))
        // Of several that differ in their headers only, the one that has the most of the request's.
        .min_by_key(|example| Reverse(headers(example)))
        .or_else(|| answered().find(|example| succeeds(example) && is_shown_url(example, documented.version, request)))
        .or_else(|| answered().find(|example| succeeds(example) && asks(example, below)));
    if let (None, Some(below)) = (shown, below) {
        let list = ReceivedRequest { path: below.list.to_owned(), ..request.clone() };
        return narrow(schema, below, content(schema, documented, &list));
    }
    if let Some(Example { status: Some(status), answers, .. }) = shown {
        let status = StatusCode::from_u16(*status).unwrap_or_default();
        return Content { status, body: answers.clone() };
    }
    let status = StatusCode::from_u16(endpoint.answer.status).unwrap_or_default();
    let body = match &endpoint.answer.ty {
        _ if endpoint.answer.content => Shown::Text("content".to_owned()),
        _ if endpoint.line.ends_with("/$count") => Shown::Text("0".to_owned()),
        Some(ty) => Shown::Json(least_of_type(ty, &documented.keys(request))),
        None => Shown::Nothing,
    };
    Content { status, body }
}

/// Those of a list's objects that may be of the type that is asked for, or their number.
pub(super) fn narrow(schema: Schema<'_>, below: Below<'_>, mut list: Content) -> Content {
    let Shown::Json(Value::Object(page)) = &mut list.body else { return list };
    let objects = page.get_mut("value").and_then(Value::as_array_mut);
    if let (Some(cast), Some(objects)) = (below.cast, objects) {
        objects.retain(|object| {
            let name = object.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
            name.is_none_or(|name| schema.derives(name, cast))
        });
        page.remove("@odata.count");
    }
    if below.count {
        let listed = page.get("value").and_then(Value::as_array).map_or(0, Vec::len);
        let count = page.get("@odata.count").map_or_else(|| listed.to_string(), Value::to_string);
        list.body = Shown::Text(count);
    }
    list
}

/// `{"value": []}` for a collection, and an object with the id that was asked for.
fn least_of_type(ty: &str, keys: &[String]) -> Value {
    if item(ty).is_some() {
        return json!({ "value": [] });
    }
    if ty.starts_with("Edm.") {
        return json!({ "value": null });
    }
    let id = keys.last().map(|key| ("id".to_owned(), Value::String(key.clone())));
    Value::Object(id.into_iter().collect::<Map<String, Value>>())
}
