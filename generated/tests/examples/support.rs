//! What a test of a documented example does with it.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::graph::{self, Payload, Request, ResponseBody};

/// What a page shows as a body.
pub enum Shown<'a> {
    Nothing,
    Json(&'a str),
    Bytes(&'a str),
}

/// The request is the documented one: method, URL (decoded) and body. Gives it back to be answered.
pub fn sends<B: Payload + Clone, R, O>(
    request: Request<B, R, O>,
    method: &str,
    url: &str,
    body: Shown<'_>,
) -> Request<B, R, O> {
    let sent = request.clone().into_http().unwrap();
    assert_eq!(sent.method().as_str(), method);
    assert_eq!(parts(&sent.uri().to_string()), parts(url));
    match body {
        Shown::Nothing => assert!(sent.body().is_empty()),
        Shown::Json(body) => {
            same(&serde_json::from_slice(sent.body()).unwrap(), &serde_json::from_str(body).unwrap());
        }
        Shown::Bytes(body) => assert_eq!(sent.body(), body.as_bytes()),
    }
    request
}

/// JSON that is read as `T` is the same when it is written again.
pub fn comes_back<T: DeserializeOwned + Serialize>(json: &str) {
    let value: T = serde_json::from_str(json).unwrap();
    same(&serde_json::to_value(&value).unwrap(), &serde_json::from_str(json).unwrap());
}

/// The documented answer to a request, through the client where that is compiled.
pub fn receives<B: Payload, R: ResponseBody, O>(
    request: Request<B, R, O>,
    status: u16,
    body: &str,
) -> Result<R, graph::Error> {
    #[cfg(feature = "client")]
    return crate::service::asks(request, status, body);
    #[cfg(not(feature = "client"))]
    return request.reader().read(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap());
}

/// Equal as JSON; numbers by value.
pub fn same(a: &Value, b: &Value) {
    assert!(equal(a, b), "\n{a:#}\nis not\n{b:#}");
}

/// Path and query of a URL, decoded.
fn parts(url: &str) -> (String, BTreeMap<String, String>) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let decode =
        |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|p| !p.is_empty()).map(|p| p.split_once('=').unwrap_or((p, "")));
    let path = decode(path).to_lowercase();
    (path.trim_end_matches('/').to_owned(), pairs.map(|(k, v)| (decode(k), decode(v).trim().to_owned())).collect())
}

fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}
