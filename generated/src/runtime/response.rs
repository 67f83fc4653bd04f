//! Reading what services answer.

use super::body::Content;
use super::budget::Budget;
use super::engine;
use super::error::{Error, ServiceError};
use super::model::Model;
use super::value::read_value;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response};
use serde_json::Value;
use std::{fmt, marker::PhantomData};

/// What an endpoint is answered with: a model, a [`Page`](super::Page), `()`, [`Content`] or [`Value`].
pub trait ResponseBody: Sized {
    /// Reads the body of a successful response.
    ///
    /// # Errors
    /// [`Error::Json`] where the body is not the JSON that it should be.
    fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Self, Error>;
}

/// Models never fail to read for what they hold, and an empty body, as in `204 No Content`, leaves all fields empty.
impl<T: Model + Default> ResponseBody for T {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        let mut model = T::default();
        if !body.is_empty() {
            engine::read_slice(&mut model, body)?;
        }
        Ok(model)
    }
}

impl ResponseBody for () {
    fn from_body(_headers: &HeaderMap, _body: &[u8]) -> Result<Self, Error> {
        Ok(())
    }
}

impl ResponseBody for Content {
    fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Ok(Self { content_type: content_type.map(str::to_owned), bytes: body.to_vec() })
    }
}

/// [`Value::Null`] for an empty body.
impl ResponseBody for Value {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        if body.is_empty() { Ok(Self::Null) } else { read_value(body, &Budget::new()) }
    }
}

/// Reads the response to a request: [`Request::reader`](super::Request::reader) makes it before the request is sent.
pub struct Reader<R>(PhantomData<fn() -> R>);

impl<R> Reader<R> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: ResponseBody> Reader<R> {
    /// The response's content.
    ///
    /// # Errors
    /// [`Error::Service`] where the status is not one of success, [`Error::Json`] where the body is not the JSON that
    /// it should be.
    pub fn read(self, response: Response<impl AsRef<[u8]>>) -> Result<R, Error> {
        let (head, body) = response.into_parts();
        check(&head, body.as_ref())?;
        R::from_body(&head.headers, body.as_ref())
    }
}

fn check(head: &http::response::Parts, body: &[u8]) -> Result<(), Error> {
    if head.status.is_success() {
        return Ok(());
    }
    Err(Error::Service(Box::new(ServiceError::new(head.status, &head.headers, body))))
}

impl<R> Clone for Reader<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Reader<R> {}

impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader<{}>", std::any::type_name::<R>())
    }
}
