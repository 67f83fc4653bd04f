//! What can be set on a client.

use super::super::error::Error;
use super::super::request::HOST;
use super::error::ClientError;
use super::exchange::parse_url;
use super::retry::RetryOptions;
use super::token::TokenProvider;
use super::{Client, Inner};
use std::{fmt, sync::Arc, time::Duration};

/// Makes a [`Client`].
#[must_use = "a builder makes no client until it is told to"]
pub struct ClientBuilder {
    token: Box<dyn TokenProvider>,
    host: String,
    http: Option<reqwest::Client>,
    timeout: Duration,
    retry: RetryOptions,
    max_body: u64,
}

impl ClientBuilder {
    pub(super) fn new(token: Box<dyn TokenProvider>) -> Self {
        Self {
            token,
            host: HOST.to_owned(),
            http: None,
            timeout: Duration::from_secs(100),
            retry: RetryOptions::default(),
            max_body: 512 << 20,
        }
    }

    /// The service's host, for national clouds: `https://graph.microsoft.us`, `https://dod-graph.microsoft.us` or
    /// `https://microsoftgraph.chinacloudapi.cn`. The token is sent there and nowhere else.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// How long one attempt may take, until the last byte of its answer; 100 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// When and how often a request is sent again.
    pub fn retry(mut self, options: RetryOptions) -> Self {
        self.retry = options;
        self
    }

    /// The size of the largest answer that is read into memory, decompressed; 512 MiB by default.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sends through this client, with its proxies, certificates and connections. It should follow no redirects:
    /// those are followed here, without the token where they leave the service.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ClientError::Setup`] where the system offers no TLS, [`ClientError::Address`] where the host is no address.
    pub fn build(self) -> Result<Client, Error> {
        let origin = parse_url(&self.host)?;
        let http = match self.http {
            Some(client) => client,
            None => reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
                .build()
                .map_err(|error| ClientError::Setup(error.into()))?,
        };
        let Self { token, host, timeout, retry, max_body, .. } = self;
        Ok(Client(Arc::new(Inner { http, host, origin, token, timeout, retry, max_body })))
    }
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
