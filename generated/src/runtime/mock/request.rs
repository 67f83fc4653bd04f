//! A request as it came, and what it holds in comparable form.

use super::url_template::{decode, pairs};
use http::{HeaderMap, Method};
use serde_json::Value;
use std::fmt;

/// A request that came to the mock.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The method.
    pub method: Method,
    /// The path, encoded as it came: `/v1.0/users/a%2Fb`.
    pub path: String,
    /// The names and values of the query, decoded.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    pub(super) fn new(method: Method, target: &str, headers: HeaderMap, body: Vec<u8>) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self { method, path: path.to_owned(), query: pairs(query).collect(), headers, body }
    }

    /// The value of a header that is a text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; none where it is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn is_json(&self) -> bool {
        self.header("content-type").is_none_or(|media_type| media_type.contains("json"))
    }

    /// Path and query, for people.
    pub(crate) fn target(&self) -> String {
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.path, query.join("&"))
    }

    /// Path and query, such that two addresses of the same are equal.
    pub(super) fn address(&self) -> (String, Vec<(String, String)>) {
        let mut query: Vec<(String, String)> =
            self.query.iter().map(|(name, value)| (name.trim_start_matches('$').to_owned(), value.clone())).collect();
        query.sort();
        // An encoded slash is none.
        let path = self.path.replace("%2F", "%252F").replace("%2f", "%252F");
        (decode(path.trim_end_matches('/')), query)
    }

    /// What of the request is another than of the expected one, for people; nothing when it is the same. The headers that
    /// the expected one names must be there, but for its token.
    pub(super) fn differences(&self, expected: &Self) -> Vec<String> {
        let ((path, query), (expected_path, expected_query)) = (self.address(), expected.address());
        let mut out = Vec::new();
        if self.method != expected.method {
            out.push(format!("the method is {} instead of {}", self.method, expected.method));
        }
        if path != expected_path {
            out.push(format!("the path is {path} instead of {expected_path}"));
        }
        if query != expected_query {
            out.push(format!("the query is {query:?} instead of {expected_query:?}"));
        }
        for (name, value) in expected.headers.iter().filter(|(name, _)| *name != "authorization") {
            if self.headers.get(name) != Some(value) {
                out.push(format!("the header {name} is {:?} instead of {value:?}", self.headers.get(name)));
            }
        }
        match (self.json(), expected.json()) {
            (Some(sent), Some(expected)) => json_differences(&sent, &expected, "body", &mut out),
            _ if self.body != expected.body => out.push("the body is another".to_owned()),
            _ => {}
        }
        out
    }
}

/// The method and the address.
impl fmt::Display for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target())
    }
}

fn json_differences(sent: &Value, expected: &Value, at: &str, out: &mut Vec<String>) {
    match (sent, expected) {
        (Value::Object(sent), Value::Object(expected)) => {
            for (name, value) in sent {
                match expected.get(name) {
                    Some(expected) => json_differences(value, expected, &format!("{at}.{name}"), out),
                    None => out.push(format!("`{at}.{name}` is not expected")),
                }
            }
            let missing = expected.keys().filter(|name| !sent.contains_key(*name));
            out.extend(missing.map(|name| format!("`{at}.{name}` is missing")));
        }
        (sent, expected) if sent != expected => out.push(format!("`{at}` is {sent} instead of {expected}")),
        _ => {}
    }
}
