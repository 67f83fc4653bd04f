//! What of a request can be shown to anybody.

use super::Request;
use super::hosts;
use super::parts::Address;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

impl<B: Clone, R, O> Clone for Request<B, R, O> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), body: self.body.clone(), types: PhantomData }
    }
}

/// Shows the method, the host, the path with a `{}` for each key, and the names of query options and headers. Their
/// values, keys, the body and all else of an address that a response named can be secret.
impl<B, R, O> fmt::Debug for Request<B, R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, path) = self.parts.line.split_once(' ').unwrap_or_default();
        let path = format!("{path}{}", self.parts.below);
        let origin = match &self.parts.address {
            Address::Path(origin, _) => host(origin),
            Address::Url(url) => host(url),
            Address::Invalid(..) | Address::NoLine => hosts::GLOBAL,
        };
        f.debug_struct("Request")
            .field("method", &self.parts.method)
            .field("host", &origin)
            .field("path", &path)
            .field("query", &names(&self.parts.query))
            .field("headers", &names(&self.parts.headers))
            .finish_non_exhaustive()
    }
}

fn names<'a>(pairs: &'a [(Cow<'static, str>, String)]) -> Vec<&'a str> {
    pairs.iter().map(|(name, _)| &**name).collect()
}

/// Scheme, host and port of an address: what of it can be shown.
pub(crate) fn host(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find(['/', '\\', '?', '#']).map_or(address.len(), |at| start + at);
    // What is before an `@` is no host.
    if address[start..end].contains('@') { "" } else { &address[..end] }
}
