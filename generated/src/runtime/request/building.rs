//! What a request is made of, step by step.

use super::body::{Body, Payload, TypeNaming};
use super::consistency::Consistency;
use super::item::Item;
use super::options::{Any, Count, Expand, Filter, OrderBy, Search, Select, Skip, Top};
use super::parts::{Address, Parts};
use crate::runtime::error::Error;
use crate::runtime::response::Reader;
use crate::runtime::response::long_running::{DocumentedOperation, LongRunning};
use http::Method;
use std::borrow::Cow;
use std::marker::PhantomData;
#[cfg(feature = "client")]
use std::time::Duration;

/// A request with a body `B` that is answered with an `R` and takes the query options `O`.
///
/// It is not sent here: `client.send(request)` does that, with the feature `client`. For any other client
/// [`into_http`](Request::into_http) turns it into an `http::Request`, and [`reader`](Request::reader) reads the
/// `http::Response`.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<B, R, O = ()> {
    pub(super) parts: Parts,
    pub(super) body: B,
    pub(super) types: PhantomData<fn() -> (R, O)>,
}

impl<R, O> Request<(), R, O> {
    /// A request without a body. `line` is its method and its path, which has a `{}` for each of `args`.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn new(line: &'static str, args: &[&str]) -> Self {
        Self { parts: Parts::new(line, args), body: (), types: PhantomData }
    }

    /// [`new`](Request::new) with an item of a drive between two of the arguments.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn of_item(line: &'static str, before: &[&str], item: Item, after: &[&str]) -> Self {
        Self { parts: Parts::of_item(line, before, &item, after), body: (), types: PhantomData }
    }

    /// A `GET` request for an address that a response named, such as the next page.
    pub fn from_url(url: impl Into<String>) -> Self {
        let parts = Parts { address: Address::Url(url.into()), ..Parts::new("GET ", &[]) };
        Self { parts, body: (), types: PhantomData }
    }
}

impl<B> Request<B, ()> {
    /// A request that no function makes, for an endpoint that no page documents: its method and its path, which begins with
    /// the version and has a `{}` for each of `keys`. Whatever keys hold, they stay keys. A body is sent as it is, without a
    /// name of its type; the answer is an `R`.
    ///
    /// ```
    /// use msgraph::{Object, Request};
    ///
    /// let body = serde_json::json!({ "keepUserData": true });
    /// let line = "POST /beta/deviceManagement/managedDevices/{}/wipe";
    /// let request = Request::custom::<Object>(line, &["a/b"], body);
    /// assert_eq!(request.url()?, "https://graph.microsoft.com/beta/deviceManagement/managedDevices/a%2Fb/wipe");
    /// # Ok::<(), msgraph::Error>(())
    /// ```
    pub fn custom<R>(line: &'static str, keys: &[&str], body: B) -> Request<B, R, Any>
    where
        B: Payload,
    {
        Request { parts: Parts::custom(line, keys), body, types: PhantomData }
    }
}

impl<B, R, O> Request<B, R, O> {
    /// A request with a body. `line` is its method and its path, which has a `{}` for each of `args`.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn with_body<T>(line: &'static str, args: &[&str], body: B) -> Self
    where
        B: Body<T>,
    {
        let mut parts = Parts::new(line, args);
        parts.type_naming = TypeNaming::Unless(B::documented());
        Self { parts, body, types: PhantomData }
    }

    /// What bytes are, where their sender does not say.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn media_type(mut self, name: &'static str) -> Self {
        self.parts.media_type = name;
        self
    }

    /// [`with_body`](Request::with_body) with an item of a drive between two of the arguments.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn of_item_with_body<T>(line: &'static str, before: &[&str], item: Item, after: &[&str], body: B) -> Self
    where
        B: Body<T>,
    {
        let mut parts = Parts::of_item(line, before, &item, after);
        parts.type_naming = TypeNaming::Unless(B::documented());
        Self { parts, body, types: PhantomData }
    }

    /// Names the type of the body even where it is the documented one, as services ask for in some places.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn naming_type(mut self) -> Self {
        self.parts.type_naming = TypeNaming::Always;
        self
    }

    /// Says which requests of the endpoint the directory answers only from its index: these ask for that by themselves.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn consistency(mut self, consistency: Consistency) -> Self {
        self.parts.consistency = Some(consistency);
        self
    }

    /// Says what the documentation says of the operation that it begins.
    #[allow(dead_code)] // A slice may have no such request.
    pub(crate) fn begins(mut self, operation: &'static DocumentedOperation) -> Self {
        self.parts.operation = Some(operation);
        self
    }

    /// What the documentation says of the operation that it begins.
    #[cfg(feature = "client")]
    pub(crate) fn operation(&self) -> Option<&'static DocumentedOperation> {
        self.parts.operation
    }

    /// What was set of a query option.
    #[cfg(feature = "properties")]
    pub(crate) fn options<'a>(&'a self, option: &'a str) -> impl Iterator<Item = &'a str> {
        self.parts.options(option)
    }

    /// Sends the request to another host than [`GLOBAL`](crate::hosts::GLOBAL), such as [that](crate::hosts) of a national
    /// cloud. Without effect where a response named the address.
    pub fn host(mut self, host: impl Into<Cow<'static, str>>) -> Self {
        if let Address::Path(old, _) = &mut self.parts.address {
            *old = host.into();
        }
        self
    }

    /// Sends the request to this host, unless it names another than the global service.
    #[cfg(feature = "client")]
    pub(crate) fn default_host(mut self, host: &str) -> Self {
        match &mut self.parts.address {
            Address::Path(old, _) if old == super::hosts::GLOBAL => *old = host.to_owned().into(),
            _ => {}
        }
        self
    }

    /// How long one attempt of the client may take for this request, instead of what the client is set to.
    #[cfg(feature = "client")]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    #[cfg(feature = "client")]
    pub(crate) fn own_timeout(&self) -> Option<Duration> {
        self.parts.timeout
    }

    /// Adds a query parameter, documented or not.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.parts.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header, documented or not.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.parts.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a value to those of a header that is a list, in one line as services expect it.
    pub(crate) fn join_header(&mut self, name: &'static str, value: String) {
        let headers = &mut self.parts.headers;
        match headers.iter_mut().find(|(each, _)| each.eq_ignore_ascii_case(name)) {
            Some((_, values)) => *values = format!("{values}, {value}"),
            None => headers.push((name.into(), value)),
        }
    }

    /// Returns only these properties. Repeated calls add up.
    pub fn select(mut self, properties: impl IntoIterator<Item: AsRef<str>>) -> Self
    where
        O: Select,
    {
        properties.into_iter().for_each(|name| self.parts.join("$select", name.as_ref()));
        self
    }

    /// Includes these related objects. Repeated calls add up.
    pub fn expand(mut self, relationships: impl IntoIterator<Item: AsRef<str>>) -> Self
    where
        O: Expand,
    {
        relationships.into_iter().for_each(|name| self.parts.join("$expand", name.as_ref()));
        self
    }

    /// Sorts by these properties, each with an optional ` desc`. Repeated calls add up.
    pub fn order_by(mut self, properties: impl IntoIterator<Item: AsRef<str>>) -> Self
    where
        O: OrderBy,
    {
        properties.into_iter().for_each(|name| self.parts.join("$orderby", name.as_ref()));
        self
    }

    /// Returns only the objects for which the expression holds. [`filter!`](crate::filter!) makes one with values in it.
    pub fn filter(mut self, expression: impl Into<String>) -> Self
    where
        O: Filter,
    {
        self.parts.set("$filter", expression.into());
        self
    }

    /// Returns only the objects that match the search, which goes out as it is. [`search!`](crate::search!) makes one with
    /// the quotes that services ask for, and with values in it.
    pub fn search(mut self, search: impl Into<String>) -> Self
    where
        O: Search,
    {
        self.parts.set("$search", search.into());
        self
    }

    /// Returns at most this many objects a page.
    pub fn top(mut self, count: u32) -> Self
    where
        O: Top,
    {
        self.parts.set("$top", count.to_string());
        self
    }

    /// Leaves out this many objects at the beginning.
    pub fn skip(mut self, count: u32) -> Self
    where
        O: Skip,
    {
        self.parts.set("$skip", count.to_string());
        self
    }

    /// Returns the number of all objects with the first page.
    pub fn with_count(mut self) -> Self
    where
        O: Count,
    {
        self.parts.set("$count", "true".to_owned());
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The method and the path with a `{}` for each key, as the function of the endpoint wrote them.
    #[allow(dead_code)] // Read by features.
    pub(crate) fn line(&self) -> &'static str {
        self.parts.line
    }

    /// The body.
    pub fn body(&self) -> &B {
        &self.body
    }

    /// The whole address, encoded.
    ///
    /// # Errors
    /// [`Error::Key`] where a key can't stand in the path.
    pub fn url(&self) -> Result<String, Error> {
        self.parts.url()
    }

    /// What reads the response.
    pub fn reader(&self) -> Reader<R> {
        Reader::new(self.parts.line)
    }

    /// The same request, answered with an operation whose result is a `T`: what the client's `start` takes.
    pub fn long_running<T>(self) -> Request<B, LongRunning<T>, O> {
        Request { parts: self.parts, body: self.body, types: PhantomData }
    }

    /// The same request, asked for something else.
    pub(super) fn change<A, P>(mut self, change: impl FnOnce(&mut Parts)) -> Request<B, A, P> {
        change(&mut self.parts);
        Request { parts: self.parts, body: self.body, types: PhantomData }
    }

    /// The request for an HTTP client.
    ///
    /// # Errors
    /// [`Error::Key`] where a key can't stand in the path, [`Error::Json`] where the body can't be
    /// written, and [`Error::Http`] where the host or a header is not valid.
    pub fn into_http(self) -> Result<http::Request<Vec<u8>>, Error>
    where
        B: Payload,
    {
        let content = self.body.to_content(self.parts.type_naming)?;
        self.parts.into_http(content)
    }
}
