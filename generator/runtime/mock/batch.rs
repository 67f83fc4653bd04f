//! `$batch`: several requests in one, each answered by the mock itself.

use super::answer::Answer;
use super::request::ReceivedRequest;
use crate::runtime::encoding::base64;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The version whose `$batch` a request is for.
pub(super) fn version(request: &ReceivedRequest) -> Option<&str> {
    let version = request
        .path
        .strip_prefix('/')?
        .strip_suffix("/$batch")
        .or_else(|| request.path.strip_prefix('/')?.strip_suffix("/%24batch"))?;
    (request.method == Method::POST).then_some(version)
}

/// Answers each of the requests in a body. One that depends on another that failed is not tried.
pub(super) fn answer(
    request: &ReceivedRequest,
    version: &str,
    mut respond: impl FnMut(ReceivedRequest) -> Answer,
) -> Answer {
    let json = request.json().unwrap_or_default();
    let Some(requests) = json.get("requests").and_then(Value::as_array) else {
        return Answer::error(StatusCode::BAD_REQUEST, "BadRequest", "`requests` is missing");
    };
    let mut statuses: HashMap<String, StatusCode> = HashMap::new();
    let mut responses = Vec::new();
    for part in requests {
        let id = part.get("id").and_then(Value::as_str).unwrap_or_default();
        let depends = part.get("dependsOn").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let failed = depends.into_iter().any(|id| statuses.get(id).is_none_or(|status| !status.is_success()));
        let answer = match unpack(part, version, request.headers.get(AUTHORIZATION)) {
            _ if failed => {
                Answer::error(StatusCode::FAILED_DEPENDENCY, "FailedDependency", "what it depends on failed")
            }
            Some(request) => respond(request),
            None => Answer::error(StatusCode::BAD_REQUEST, "BadRequest", "`method` or `url` is missing"),
        };
        statuses.insert(id.to_owned(), answer.status);
        responses.push(pack(id, &answer));
    }
    Answer::json(StatusCode::OK, &json!({ "responses": responses }))
}

fn unpack(part: &Value, version: &str, token: Option<&HeaderValue>) -> Option<ReceivedRequest> {
    let text = |name: &str| part.get(name).and_then(Value::as_str);
    let method = Method::from_bytes(text("method")?.as_bytes()).ok()?;
    let target = format!("/{version}/{}", text("url")?.trim_start_matches('/'));
    let mut headers = HeaderMap::new();
    headers.extend(token.map(|token| (AUTHORIZATION, token.clone())));
    for (name, value) in part.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let (name, value) = (HeaderName::try_from(name).ok()?, HeaderValue::try_from(value.as_str()?).ok()?);
        headers.insert(name, value);
    }
    let body = match part.get("body") {
        None | Some(Value::Null) => Vec::new(),
        // Bytes are base64.
        Some(Value::String(text)) => base64::decode(text).unwrap_or_else(|| text.clone().into_bytes()),
        Some(json) => json.to_string().into_bytes(),
    };
    Some(ReceivedRequest::new(method, &target, headers, body))
}

fn pack(id: &str, answer: &Answer) -> Value {
    let headers: Map<String, Value> =
        answer.headers.iter().map(|(name, value)| (name.to_string(), value.clone().into())).collect();
    let json = serde_json::from_slice(&answer.body).ok();
    let body = json.or_else(|| (!answer.body.is_empty()).then(|| base64::encode(&answer.body).into()));
    let mut out = json!({ "id": id, "status": answer.status.as_u16(), "headers": headers });
    if let (Some(object), Some(body)) = (out.as_object_mut(), body) {
        object.insert("body".to_owned(), body);
    }
    out
}
