//! What of a request does not depend on its types, so that it is compiled once.

use super::below::Below;
use super::body::TypeNaming;
use super::consistency::{self, Consistency};
use super::hosts;
use super::item::Item;
use super::path::{self, Argument};
use crate::runtime::error::Error;
use crate::runtime::response::content::Content;
use crate::runtime::response::long_running::DocumentedOperation;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use std::borrow::Cow;
#[cfg(feature = "client")]
use std::time::Duration;

/// A request without its body.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) method: Method,
    pub(super) address: Address,
    pub(super) below: Below,
    pub(super) query: Vec<(Cow<'static, str>, String)>,
    pub(super) headers: Vec<(Cow<'static, str>, String)>,
    pub(super) type_naming: TypeNaming,
    /// That of bytes whose sender does not say.
    pub(super) media_type: &'static str,
    pub(super) consistency: Option<Consistency>,
    pub(super) operation: Option<&'static DocumentedOperation>,
    pub(super) line: &'static str,
    #[cfg(feature = "client")]
    pub(super) timeout: Option<Duration>,
}

#[derive(Clone)]
pub(super) enum Address {
    /// A host, and a path with its version.
    Path(Cow<'static, str>, String),
    /// What a response named.
    Url(String),
    /// The path of a key that can't stand in it, and the key's index. Told when the request is sent.
    Invalid(&'static str, usize),
    /// The line of the request is none. Told when the request is sent.
    NoLine,
}

impl Parts {
    pub(super) fn new(line: &'static str, args: &[&str]) -> Self {
        Self::filled(line, args.iter().map(|text| Argument::Text(text)))
    }

    /// [`new`](Parts::new) with an item of a drive between two arguments.
    pub(super) fn of_item(line: &'static str, before: &[&str], item: &Item, after: &[&str]) -> Self {
        let text = |texts| <[&str]>::iter(texts).map(|text| Argument::Text(text));
        Self::filled(line, text(before).chain([Argument::Item(item)]).chain(text(after)))
    }

    fn filled<'a>(line: &'static str, args: impl Iterator<Item = Argument<'a>>) -> Self {
        let (method, path) = line.split_once(' ').unwrap_or(("", line));
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
        let address = match path::fill(path, args) {
            Ok(path) => Address::Path(Cow::Borrowed(hosts::GLOBAL), path),
            Err(index) => Address::Invalid(path, index),
        };
        Self {
            method,
            address,
            below: Below::default(),
            query: Vec::new(),
            headers: Vec::new(),
            type_naming: TypeNaming::Never,
            media_type: "application/octet-stream",
            consistency: None,
            operation: None,
            line,
            #[cfg(feature = "client")]
            timeout: None,
        }
    }

    /// [`new`](Parts::new) for a line and keys that nothing has checked.
    pub(super) fn custom(line: &'static str, keys: &[&str]) -> Self {
        let mut parts = Self::new(line, keys);
        let (method, path) = line.split_once(' ').unwrap_or(("", line));
        let places = path.matches("{}").count();
        if Method::from_bytes(method.as_bytes()).is_err() || !path.starts_with('/') {
            parts.address = Address::NoLine;
        } else if places != keys.len() {
            parts.address = Address::Invalid(path, places.min(keys.len()));
        }
        parts
    }

    pub(super) fn value_mut(&mut self, name: &'static str) -> &mut String {
        let at = self.query.iter().position(|(each, _)| each == name).unwrap_or_else(|| {
            self.query.push((name.into(), String::new()));
            self.query.len() - 1
        });
        &mut self.query[at].1
    }

    pub(super) fn set(&mut self, name: &'static str, value: String) {
        *self.value_mut(name) = value;
    }

    pub(super) fn join(&mut self, name: &'static str, value: &str) {
        let values = self.value_mut(name);
        if !values.is_empty() {
            values.push(',');
        }
        values.push_str(value);
    }

    pub(super) fn url(&self) -> Result<String, Error> {
        let mut url = match &self.address {
            Address::Path(host, path) => format!("{}{path}{}", host.trim_end_matches('/'), self.below),
            Address::Url(url) => {
                let (path, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
                format!("{path}{}{query}", self.below)
            }
            Address::Invalid(path, index) => return Err(Error::Key { path, index: *index }),
            Address::NoLine => return Err(Error::Line(self.line)),
        };
        for (name, value) in &self.query {
            path::push_query(&mut url, name, value);
        }
        let counts = self.needed_consistency().is_some_and(Consistency::counts);
        if counts && self.options("$count").next().is_none() {
            path::push_query(&mut url, "$count", "true");
        }
        Ok(url)
    }

    /// What the caller has set of a query option, in whatever case and with or without its `$`.
    pub(super) fn options<'a>(&'a self, option: &'a str) -> impl Iterator<Item = &'a str> {
        let bare = option.trim_start_matches('$');
        let named = move |name: &str| name.strip_prefix('$').unwrap_or(name).eq_ignore_ascii_case(bare);
        self.query.iter().filter(move |(name, _)| named(name)).map(|(_, value)| value.as_str())
    }

    /// What the endpoint needs, if this request does.
    fn needed_consistency(&self) -> Option<Consistency> {
        self.consistency.filter(|consistency| consistency.is_needed(|option| self.options(option)))
    }

    pub(super) fn into_http(self, content: Option<Content>) -> Result<http::Request<Vec<u8>>, Error> {
        let mut request = http::Request::builder().method(&self.method).uri(self.url()?);
        let bytes = match content {
            Some(content) => {
                let named = self.headers.iter().any(|(name, _)| is(name, &CONTENT_TYPE));
                if !named {
                    let media_type = content.content_type.as_deref().unwrap_or(self.media_type);
                    request = request.header(CONTENT_TYPE, media_type);
                }
                content.bytes
            }
            None => Vec::new(),
        };
        let agrees = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(consistency::HEADER));
        if self.needed_consistency().is_some() && !agrees {
            request = request.header(consistency::HEADER, consistency::EVENTUAL);
        }
        for (name, value) in self.headers {
            let mut value = HeaderValue::try_from(value).map_err(http::Error::from)?;
            // Keeps the token out of what clients log.
            value.set_sensitive(is(&name, &AUTHORIZATION));
            request = request.header(&*name, value);
        }
        Ok(request.body(bytes)?)
    }
}

fn is(name: &str, header: &HeaderName) -> bool {
    name.eq_ignore_ascii_case(header.as_str())
}
