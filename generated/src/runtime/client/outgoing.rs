//! What is sent: a request that can be sent more than once.

use super::address;
use super::retry::is_idempotent;
use super::token::AccessToken;
use super::transmit::Hop;
use crate::runtime::error::Error;
use crate::runtime::error::service_error::CLIENT_REQUEST_ID;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Url;
use std::sync::OnceLock;
use std::time::Duration;

/// A request that can be sent more than once.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The method and the path without its keys; empty where a response named the address.
    pub(super) line: &'static str,
    /// Whether sending it twice does the same as sending it once.
    pub(super) idempotent: bool,
    /// Whether it is sent without a token even to the service.
    pub(super) anonymous: bool,
    /// The token to send it with first, instead of the one that the source of tokens gives.
    pub(super) token: Option<AccessToken>,
    /// Whether it asks how an operation is, so that `303 See Other` is an answer that names the result.
    pub(super) monitors: bool,
    /// How long one attempt may take, where it has a time of its own.
    pub(super) timeout: Option<Duration>,
    /// The `client-request-id` of all its attempts, unless the caller has one.
    pub(super) own_id: String,
    /// Where the service said that the result is to be read, once it did what was asked for: from then on that is asked for.
    pub(super) result: OnceLock<Hop>,
}

impl Outgoing {
    pub(super) fn new(request: http::Request<Vec<u8>>) -> Result<Self, Error> {
        let (head, body) = request.into_parts();
        let url = address::parse(&head.uri.to_string())?;
        Ok(Self { headers: head.headers, body: body.into(), ..Self::empty(head.method, url) })
    }

    pub(super) fn empty(method: Method, mut url: Url) -> Self {
        // It is not sent, and two addresses that differ in it alone are one.
        url.set_fragment(None);
        let idempotent = is_idempotent(&method);
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Self {
            method,
            url,
            headers,
            body,
            line: "",
            idempotent,
            anonymous: false,
            token: None,
            monitors: false,
            timeout: None,
            own_id: random_guid(),
            result: OnceLock::new(),
        }
    }

    /// Whether this status is an answer to it, and neither an error nor a redirect.
    pub(super) fn is_answer(&self, status: StatusCode) -> bool {
        status.is_success() || self.monitors && status == StatusCode::SEE_OTHER
    }

    /// Whether what is sent next may have been processed before, and is sent all the same.
    pub(super) fn is_repeatable(&self) -> bool {
        self.idempotent || self.result.get().is_some()
    }

    /// The `client-request-id` that it is sent with.
    pub(super) fn id(&self) -> &str {
        let own = self.headers.get(CLIENT_REQUEST_ID).and_then(|id| id.to_str().ok());
        own.unwrap_or(&self.own_id)
    }

    /// The error with the `client-request-id` that it was sent with.
    pub(super) fn named_in(&self, mut error: Error) -> Error {
        if let Error::Service(error) = &mut error {
            error.client_request_id.get_or_insert_with(|| self.id().to_owned());
        }
        error
    }

    /// The headers for the service's own host.
    pub(super) fn headers_with_id(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        if let (false, Ok(id)) = (headers.contains_key(CLIENT_REQUEST_ID), HeaderValue::try_from(&self.own_id)) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        headers
    }
}

/// A GUID of version 4. It has to be another one each time, not one that nobody can guess.
fn random_guid() -> String {
    let bits = fastrand::u128(..);
    let (version, variant) = (0x4 << 76, 0x2 << 62);
    let bits = bits & !(0xf << 76 | 0x3 << 62) | version | variant;
    let digits = format!("{bits:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
    groups.join("-")
}
