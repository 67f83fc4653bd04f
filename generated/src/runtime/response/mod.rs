//! Reading what services answer.

pub(super) mod content;
pub(super) mod lack;
pub(super) mod long_running;

use crate::runtime::error::Error;
use crate::runtime::error::service_error::ServiceError;
use crate::runtime::error::unexpected_content::{UnexpectedContent, content_type};
use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::{read_value, without_mark};
use crate::runtime::model::Model;
use crate::runtime::model::engine;
use content::Content;
use http::{HeaderMap, Response, StatusCode};
use lack::Lack;
use serde_json::Value;
use std::{fmt, marker::PhantomData};

/// What an endpoint is answered with: a model, a [`Page`](crate::runtime::Page), `()`, [`Content`], [`Value`] or
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

    /// What it lacks of what was asked for, where an error in its body would be the answer instead.
    #[doc(hidden)]
    fn lack(&self) -> Lack {
        Lack::Nothing
    }
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

    fn lack(&self) -> Lack {
        Lack::in_model(self)
    }
}

impl ResponseBody for () {
    fn from_body(_headers: &HeaderMap, _body: &[u8]) -> Result<Self, Error> {
        Ok(())
    }

    fn lack(&self) -> Lack {
        Lack::All
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
        if without_mark(body).is_empty() {
            Ok(Self::Null)
        } else {
            read_value(body, &Budget::new()).map_err(Error::Json)
        }
    }

    fn lack(&self) -> Lack {
        Lack::of_value(self)
    }
}

/// The number of objects, which `…/$count` answers as plain text.
impl ResponseBody for i64 {
    fn from_body(_headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        Ok(serde_json::from_slice(without_mark(body))?)
    }
}

/// A successful response without its body.
#[derive(Clone, Copy)]
pub(super) struct Success<'a> {
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    /// The method and the path of the request, as in [`ServiceError::endpoint`].
    pub(crate) endpoint: &'static str,
}

/// Reads the body of a successful response, which can hold an error in place of what was asked for.
pub(super) fn read_body<R: ResponseBody>(head: Success<'_>, body: &[u8]) -> Result<R, Error> {
    match R::from_body(head.headers, body) {
        Ok(answer) => head.check(answer.lack(), body).map(|()| answer),
        Err(error) => Err(head.failed(error, body)),
    }
}

impl Success<'_> {
    /// Whether an answer that lacks this is one.
    fn check(self, lack: Lack, body: &[u8]) -> Result<(), Error> {
        if lack == Lack::Nothing {
            return Ok(());
        }
        if let Some(error) = self.error(body) {
            return Err(error);
        }
        // An empty list is no empty body, but where the service says that there is nothing.
        let empty = lack == Lack::List && without_mark(body).is_empty() && self.status != StatusCode::NO_CONTENT;
        if empty {
            Err(Error::Content(Box::new(UnexpectedContent::new(self.status, self.headers, body))))
        } else {
            Ok(())
        }
    }

    /// Why the body can't be read.
    #[cold]
    fn failed(self, error: Error, body: &[u8]) -> Error {
        match &error {
            Error::Json(cause) if cause.is_syntax() || cause.is_eof() => {
                let content = UnexpectedContent::unless_json(self.status, self.headers, body);
                content.map_or(error, |content| Error::Content(Box::new(content)))
            }
            _ => self.error(body).unwrap_or(error),
        }
    }

    /// The error that the body holds.
    pub(super) fn error(self, body: &[u8]) -> Option<Error> {
        let error = ServiceError::in_success(self.status, self.headers, body)?;
        Some(Error::Service(Box::new(error.with_endpoint(self.endpoint))))
    }
}

/// Reads the response to a request: [`Request::reader`](crate::runtime::Request::reader) makes it before the request is sent.
pub struct Reader<R> {
    endpoint: &'static str,
    response: PhantomData<fn() -> R>,
}

impl<R> Reader<R> {
    /// The reader for the answer of this endpoint.
    pub(crate) const fn new(endpoint: &'static str) -> Self {
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
        let success = Success { status: head.status, headers: &head.headers, endpoint: self.endpoint };
        read_body(success, body.as_ref())
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
