//! The client, and how it sends a request.

use super::address;
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::rate_limit::Pause;
use super::retry::RetryOptions;
use super::token::TokenProvider;
use super::transport::Transport;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use crate::runtime::response::{ResponseBody, Success, read_body};
use http::HeaderValue;
use reqwest::Url;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Sends requests to one host of the service. Clones share connections.
///
/// ```no_run
/// use msgraph::client::{Client, StaticToken};
/// use msgraph::{Object, Page, Request};
///
/// // `one` and `list` stand for what functions give, such as `get(id)` and `list()`.
/// # async fn program(one: Request<(), Object>, list: Request<(), Page<Object>>) -> Result<(), msgraph::Error> {
/// let client = Client::new(StaticToken::new("token"))?;
/// let answer = client.send(one).await?;
/// let mut items = client.items(list);
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(pub(super) Arc<Inner>);

/// What the clones of a client share.
pub(super) struct Inner {
    pub(super) transport: Box<dyn Transport>,
    /// As requests begin with it.
    pub(super) host: String,
    pub(super) origin: Url,
    pub(super) token: Box<dyn TokenProvider>,
    pub(super) timeout: Duration,
    pub(super) retry: RetryOptions,
    pub(super) user_agent: Option<HeaderValue>,
    /// None where rate limits are not heeded.
    pub(super) pause: Option<Pause>,
    pub(super) max_response_bytes: u64,
}

impl Client {
    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// [`Error::Service`] where the service answers with an error, [`Error::Client`] where there is no whole answer,
    /// and what [`Request::into_http`] and the answer's type can fail with.
    pub async fn send<B, R, O>(&self, request: Request<B, R, O>) -> Result<R, Error>
    where
        B: Payload,
        R: ResponseBody,
    {
        Ok(self.response(request).await?.into_body())
    }

    /// Like [`send`](Client::send), with the answer's status and headers, such as `Location` and `ETag`.
    ///
    /// # Errors
    /// The same as those of [`send`](Client::send).
    pub async fn response<B, R, O>(&self, request: Request<B, R, O>) -> Result<http::Response<R>, Error>
    where
        B: Payload,
        R: ResponseBody,
    {
        let outgoing = self.outgoing(request)?;
        read(self.exchange(&outgoing).await?, &outgoing)
    }

    pub(super) fn outgoing<B: Payload, R, O>(&self, request: Request<B, R, O>) -> Result<Outgoing, Error> {
        let (line, timeout) = (request.line(), request.own_timeout());
        let outgoing = Outgoing { line, timeout, ..Outgoing::new(request.default_host(&self.0.host).into_http()?)? };
        if address::is_downgrade(&self.0.origin, &outgoing.url) {
            let reason = "it begins with `http://`, where keys and headers are sent in the clear";
            return Err(ClientError::Address(reason.to_owned()).into());
        }
        Ok(outgoing)
    }
}

/// The answer to a request, read as what was asked for.
pub(super) fn read<R: ResponseBody>(
    response: http::Response<Vec<u8>>,
    asked: &Outgoing,
) -> Result<http::Response<R>, Error> {
    let (head, body) = response.into_parts();
    let success = Success { status: head.status, headers: &head.headers, endpoint: asked.line };
    match read_body(success, &body) {
        Ok(body) => Ok(http::Response::from_parts(head, body)),
        Err(error) => Err(asked.named_in(error)),
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("host", &self.0.host)
            .field("timeout", &self.0.timeout)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
