//! Batches as JSON.

use super::super::address;
use super::super::error::ClientError;
use super::super::outgoing::Outgoing;
use super::super::sending::Inner;
use super::Step;
use super::answers::Answer;
use crate::runtime::encoding::base64;
use crate::runtime::error::Error;
use crate::runtime::error::unexpected_content::{content_type, is_json};
use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::read_value;
use crate::runtime::response::Success;
use crate::runtime::response::lack::is_bare_error;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName};
use http::{HeaderValue, Method, Response, StatusCode};
use serde_json::{Map, Value, json};

/// The request for these steps.
pub(super) fn request(client: &Inner, version: &str, steps: &[Step], open: &[usize]) -> Result<Outgoing, Error> {
    let mut requests = Vec::with_capacity(open.len());
    let mut idempotent = true;
    for &index in open {
        let Some(step) = steps.get(index) else { continue };
        idempotent &= step.outgoing.idempotent;
        requests.push(member(step, index, version, open)?);
    }
    let url = address::parse(&format!("{}/{version}/$batch", client.host.trim_end_matches('/')))?;
    let body = serde_json::to_vec(&json!({ "requests": requests }))?;
    let mut outgoing = Outgoing { body: body.into(), idempotent, ..Outgoing::empty(Method::POST, url) };
    outgoing.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(outgoing)
}

fn member(step: &Step, index: usize, version: &str, open: &[usize]) -> Result<Value, Error> {
    let outgoing = &step.outgoing;
    let path = outgoing.url.path();
    let mut url = path.get(version.len() + 1..).filter(|path| !path.is_empty()).unwrap_or("/").to_owned();
    if let Some(query) = outgoing.url.query() {
        url.push('?');
        url.push_str(query);
    }
    let mut member = json!({ "id": index.to_string(), "method": outgoing.method.as_str(), "url": url });
    let mut headers = Map::new();
    for name in outgoing.headers.keys() {
        let values = outgoing.headers.get_all(name).iter().map(HeaderValue::to_str);
        let values: Vec<&str> =
            values.collect::<Result<_, _>>().map_err(|_| ClientError::Batch("a header is no text"))?;
        headers.insert(name.as_str().to_owned(), values.join(", ").into());
    }
    if !outgoing.body.is_empty() {
        member["body"] = match content_type(&outgoing.headers).is_some_and(is_json) {
            true => serde_json::from_slice(&outgoing.body)?,
            false => base64::encode(&outgoing.body).into(),
        };
    }
    if !headers.is_empty() {
        member["headers"] = headers.into();
    }
    // What has been processed already is not in this batch.
    let after: Vec<String> = step.after.iter().filter(|step| open.contains(step)).map(usize::to_string).collect();
    if !after.is_empty() {
        member["dependsOn"] = after.into();
    }
    Ok(member)
}

/// The answers to a batch, each with the index of its step, in the order in which the service wrote them. What answers
/// no request, or has no status, is left out: the other requests may have been processed.
pub(super) fn answers(response: &Response<Vec<u8>>) -> Result<Vec<(usize, Answer)>, Error> {
    let mut body = read_value(response.body(), &Budget::new()).map_err(Error::Json)?;
    let Some(Value::Array(responses)) = body.get_mut("responses").map(Value::take) else {
        let success = Success { status: response.status(), headers: response.headers(), endpoint: "" };
        let shape = Error::Shape { name: "responses", expected: "an array" };
        return Err(success.error(response.body()).unwrap_or(shape));
    };
    responses.into_iter().map(answer).filter_map(Result::transpose).collect()
}

fn answer(mut response: Value) -> Result<Option<(usize, Answer)>, Error> {
    let index = match &response["id"] {
        Value::String(id) => id.parse().ok(),
        id => id.as_u64().and_then(|id| usize::try_from(id).ok()),
    };
    let status = match &response["status"] {
        Value::String(status) => status.parse().ok(),
        status => status.as_u64().and_then(|status| u16::try_from(status).ok()),
    };
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let (Some(index), Some(status)) = (index, status) else {
        return Ok(None);
    };
    let mut headers = HeaderMap::new();
    for (name, value) in response["headers"].as_object().into_iter().flatten() {
        // Some are numbers, such as seconds to wait.
        let value = match value {
            Value::String(text) => HeaderValue::from_str(text).ok(),
            Value::Number(number) => HeaderValue::try_from(number.to_string()).ok(),
            _ => None,
        };
        let (Ok(name), Some(value)) = (HeaderName::try_from(name), value) else { continue };
        if headers.try_append(name, value).is_err() {
            break;
        }
    }
    let refused = response.get("body").is_some_and(is_bare_error);
    let body = match response.get_mut("body").map(Value::take) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) if !content_type(&headers).is_some_and(is_json) => {
            // Bytes are base64, and nothing says so: texts come as they are. A count could pass for either.
            let count = text.bytes().all(|byte| byte.is_ascii_digit());
            base64::decode(&text).filter(|_| !count).unwrap_or_else(|| text.into_bytes())
        }
        Some(body) => serde_json::to_vec(&body)?,
    };
    Ok(Some((index, Answer { status, headers, body, refused })))
}
