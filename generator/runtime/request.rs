//! Requests, which are built here and sent by any HTTP client.

use super::body::Body;
use super::error::Error;
use super::options::{Count, Expand, Filter, OrderBy, Search, Select, Skip, Top};
use super::path;
use super::response::Reader;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// The global service; national clouds have hosts of their own.
const HOST: &str = "https://graph.microsoft.com";

/// A request with a body `B` that is answered with an `R` and takes the query options `O`.
///
/// It is not sent: [`into_http`](Request::into_http) turns it into an [`http::Request`] for any client, and
/// [`reader`](Request::reader) reads the client's [`http::Response`].
#[must_use = "a request does nothing until it is sent"]
pub struct Request<B, R, O = ()> {
    parts: Parts,
    body: B,
    types: PhantomData<fn() -> (R, O)>,
}

/// All that does not depend on the types, so that it is compiled once.
#[derive(Clone)]
struct Parts {
    method: Method,
    host: Cow<'static, str>,
    /// With the version, or the whole address where a response named it.
    path: String,
    query: Vec<(Cow<'static, str>, String)>,
    headers: HeaderMap,
    /// What made the request invalid first; told when it is sent.
    error: Option<std::sync::Arc<Error>>,
}
