//! Reading what services answer.

use super::body::Content;
use super::budget::Budget;
use super::engine;
use super::error::{Error, ServiceError};
use super::model::Model;
use super::unexpected_content::{UnexpectedContent, content_type};
use super::value::{read_value, without_mark};
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;
use std::{fmt, marker::PhantomData};

/// What an endpoint is answered with: a model, a [`Page`](super::Page), `()`, [`Content`], [`Value`] or
/// a count as `i64`.
#[diagnostic::on_unimplemented(
    message = "an answer cannot be read as `{Self}`",
    label = "no type of an answer",
    note = "an answer is a model, a `Page` of them, a `Single` or `Multiple` value, `()`, a `Content`, a `serde_json::Value` or an `i64`"
)]
pub trait ResponseBody: Sized {
    /// Reads the body of a successful response.
    ///
    /// # Errors
    /// [`Error::Json`] where the body is not the JSON that it should be.
    fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Self, Error>;
}

/// Models never fail to read for what they hold, and an empty body, as in `204 No Content`, leaves all fields empty.
#[diagnostic::do_not_recommend]
impl<T: Model + Default> ResponseBody for T {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        let mut model = T::default();
        if !without_mark(body).is_empty() {
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
        Ok(Self { content_type: content_type(headers).map(str::to_owned), bytes: body.to_vec() })
    }
}

/// [`Value::Null`] for an empty body.
impl ResponseBody for Value {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        if without_mark(body).is_empty() { Ok(Self::Null) } else { read_value(body, &Budget::new()) }
    }
}

/// The number of objects, which `…/$count` answers as plain text.
impl ResponseBody for i64 {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        Ok(serde_json::from_slice(without_mark(body))?)
    }
}

/// Reads the body of a successful response.
pub(super) fn read_body<R: ResponseBody>(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<R, Error> {
    R::from_body(headers, body).map_err(|error| match &error {
        Error::Json(cause) if cause.is_syntax() || cause.is_eof() => {
            UnexpectedContent::of(status, headers, body).map_or(error, |content| Error::Content(Box::new(content)))
        }
        _ => error,
    })
}

/// Reads the response to a request: [`Request::reader`](super::Request::reader) makes it before the request is sent.
pub struct Reader<R> {
    endpoint: &'static str,
    response: PhantomData<fn() -> R>,
}

impl<R> Reader<R> {
    /// The reader for the answer of this endpoint.
    pub(super) const fn new(endpoint: &'static str) -> Self {
        Self { endpoint, response: PhantomData }
    }
}

impl<R: ResponseBody> Reader<R> {
    /// The response's content.
    ///
    /// # Errors
    /// [`Error::Service`] where the status is not one of success, [`Error::Content`] where the body is no JSON, and
    /// [`Error::Json`] where it is not the JSON that it should be.
    pub fn read(self, response: Response<impl AsRef<[u8]>>) -> Result<R, Error> {
        let (head, body) = response.into_parts();
        if !head.status.is_success() {
            let error = ServiceError::new(head.status, &head.headers, body.as_ref());
            return Err(Error::Service(Box::new(error.with_endpoint(self.endpoint))));
        }
        read_body(head.status, &head.headers, body.as_ref())
    }
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
