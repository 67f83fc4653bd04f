//! What can be set on a client.

use super::super::error::Error;
use super::super::hosts;
use super::address;
use super::error::ClientError;
use super::retry::RetryOptions;
use super::token::TokenProvider;
use super::{Client, Inner};
use reqwest::Url;
use std::{fmt, sync::Arc, time::Duration};

/// Makes a [`Client`].
#[must_use = "a builder makes no client until it is told to"]
pub struct ClientBuilder {
    token: Box<dyn TokenProvider>,
    host: String,
    http: Option<reqwest::Client>,
    timeout: Duration,
    retry: RetryOptions,
    max_response_bytes: u64,
}

impl ClientBuilder {
    pub(super) fn new(token: Box<dyn TokenProvider>) -> Self {
        Self {
            token,
            host: hosts::GLOBAL.to_owned(),
            http: None,
            timeout: Duration::from_secs(100),
            retry: RetryOptions::default(),
            max_response_bytes: 64 << 20,
        }
    }

    /// The service's host, for national clouds: one of [`hosts`](crate::hosts). The token is for this host, and is sent
    /// there and nowhere else.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// How long one attempt may take, until the last byte of its answer; 100 seconds by default. In a
    /// [download](Client::download) it is how long the answer, and then each part of its content, may take to come.
    /// The time that a token takes to be had counts.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// When and how often a request is sent again.
    pub fn retry(mut self, options: RetryOptions) -> Self {
        self.retry = options;
        self
    }

    /// The size of the text of the largest answer that is read into memory, decompressed; 64 MiB by default. What it is
    /// read as can take more, up to 256 MiB whatever this says: a larger one is an [`Error::Json`](crate::Error::Json).
    /// The body of an error is cut at 1 MiB, or here. A [download](Client::download) has no limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Sends through this client, with its proxies, certificates and connections. It must follow no redirects
    /// (`redirect(Policy::none())`): those are followed here, without the caller's headers where they leave the service,
    /// and never from `https` to `http`, of which a client that follows them itself knows nothing. For a host on this
    /// machine with `http://` it must use no proxy (`no_proxy()`): a proxy would be sent the token in clear text.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ClientError::Setup`] where the system offers no TLS, [`ClientError::Address`] where the host is no address,
    /// or has a path.
    pub fn build(self) -> Result<Client, Error> {
        let origin = address::parse(&self.host)?;
        if !address::is_private(&origin) {
            let reason = "a token is sent over `http://` to this machine alone, for tests; name the host with `https://`";
            return Err(ClientError::Address(reason.to_owned()).into());
        }
        if origin.path() != "/" || origin.query().is_some() || origin.fragment().is_some() {
            return Err(ClientError::Address("a host has no path: requests name their version themselves".to_owned()).into());
        }
        let http = match self.http {
            Some(client) => client,
            None => default_http(&origin).map_err(|error| ClientError::Setup(error.into()))?,
        };
        let Self { token, host, timeout, retry, max_response_bytes, .. } = self;
        Ok(Client(Arc::new(Inner { http, host, origin, token, timeout, retry, max_response_bytes })))
    }
}

fn default_http(origin: &Url) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    // A proxy of the environment would be sent the token in clear text.
    let builder = if origin.scheme() == "http" { builder.no_proxy() } else { builder };
    builder.build()
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("host", &self.host)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
