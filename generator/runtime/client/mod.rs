//! An asynchronous client on `reqwest`: it sends requests, again where that is safe, and follows pages.
//!
//! ```no_run
//! use msgraph::client::{Client, StaticToken};
//! use msgraph::{Object, Page, Request};
//!
//! // `list` stands for what a function of an endpoint gives, such as `managed_devices::list().top(100)`.
//! async fn show_all(token: String, list: Request<(), Page<Object>>) -> Result<(), msgraph::Error> {
//!     let client = Client::new(StaticToken::new(token))?;
//!     let mut items = client.items(list);
//!     while let Some(item) = items.try_next().await? {
//!         println!("{item:?}");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Dropping a future or a stream cancels what it does.

mod address;
#[cfg(feature = "azure-core")]
mod azure;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod challenge;
mod delta;
mod download;
mod error;
mod exchange;
mod operation;
mod outgoing;
mod paging;
mod rate_limit;
mod retry;
mod token;
mod transmit;
mod transport;
mod upload;

#[cfg(feature = "azure-core")]
pub use azure::AzureCredential;
pub use batch::{Batch, BatchAnswers, BatchHandle, BatchStep};
pub use builder::ClientBuilder;
pub use delta::{Delta, DeltaRound};
pub use download::Download;
pub use error::ClientError;
pub use operation::{Operation, OperationStatus, Poller};
pub use paging::{Continuation, Items, ListPage, Pages};
pub use rate_limit::RateLimit;
pub use retry::RetryOptions;
pub use token::{AccessToken, BoxError, BoxFuture, StaticToken, TokenProvider, TokenRequest};
pub use transport::{Transport, TransportBody};
pub use upload::{Upload, UploadProgress, UploadSource};

// What contents and streams of this module are, so that naming them takes no other crate.
pub use bytes::Bytes;
pub use futures_util::Stream;

use super::body::Payload;
use super::error::Error;
use super::request::Request;
use super::response::{ResponseBody, Success, read_body};
use http::HeaderValue;
use outgoing::Outgoing;
use rate_limit::Pause;
use reqwest::Url;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Sends requests to one host of the service. Clones share connections.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    transport: Box<dyn Transport>,
    /// As requests begin with it.
    host: String,
    origin: Url,
    token: Box<dyn TokenProvider>,
    timeout: Duration,
    retry: RetryOptions,
    user_agent: Option<HeaderValue>,
    /// None where rate limits are not heeded.
    pause: Option<Pause>,
    max_response_bytes: u64,
}

impl Client {
    /// A client of the global service. [`builder`](Client::builder) has what can be set.
    ///
    /// # Errors
    /// [`ClientError::Setup`] where the system offers no TLS.
    pub fn new(token: impl TokenProvider + 'static) -> Result<Self, Error> {
        Self::builder(token).build()
    }

    /// A client with settings of its own.
    pub fn builder(token: impl TokenProvider + 'static) -> ClientBuilder {
        ClientBuilder::new(Box::new(token))
    }

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

    fn outgoing<B: Payload, R, O>(&self, request: Request<B, R, O>) -> Result<Outgoing, Error> {
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
fn read<R: ResponseBody>(response: http::Response<Vec<u8>>, asked: &Outgoing) -> Result<http::Response<R>, Error> {
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
