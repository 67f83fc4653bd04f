//! What can be set on a client.

use super::address;
use super::error::ClientError;
use super::rate_limit::Pause;
use super::retry::RetryOptions;
use super::sending::{Client, Inner};
use super::token::TokenProvider;
use super::transport::Transport;
use crate::runtime::error::Error;
use crate::runtime::request::hosts;
use http::HeaderValue;
use reqwest::Url;
use std::{fmt, sync::Arc, time::Duration};

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
}

/// Makes a [`Client`].
#[must_use = "a builder makes no client until it is told to"]
pub struct ClientBuilder {
    token: Box<dyn TokenProvider>,
    host: String,
    transport: Option<Box<dyn Transport>>,
    proxy: Option<String>,
    user_agent: Option<String>,
    heeds_rate_limits: bool,
    timeout: Duration,
    retry: RetryOptions,
    max_response_bytes: u64,
}

impl ClientBuilder {
    pub(super) fn new(token: Box<dyn TokenProvider>) -> Self {
        Self {
            token,
            host: hosts::GLOBAL.to_owned(),
            transport: None,
            proxy: None,
            user_agent: None,
            heeds_rate_limits: false,
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

    /// Says this to the service in `User-Agent`, instead of the name of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Sends through this proxy, such as `http://proxy.example:3128`, and not through those of the environment. Without
    /// effect on a transport of one's own.
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Some(address.into());
        self
    }

    /// Waits where the service says in [`RateLimit-Remaining`](super::RateLimit) that it takes no more for now, and does
    /// not ask until it refuses. A wait longer than [`max_elapsed`](RetryOptions::max_elapsed) is not waited.
    pub fn heed_rate_limits(mut self) -> Self {
        self.heeds_rate_limits = true;
        self
    }

    /// Sends through this: a `reqwest::Client`, with its proxies, certificates and connections, or any other
    /// [`Transport`]. It must follow no redirects (`redirect(Policy::none())`): those are followed here, without the
    /// caller's headers where they leave the service, and never from `https` to `http`, of which a client that follows
    /// them itself knows nothing. For a host on this machine with `http://` it must use no proxy (`no_proxy()`): a proxy
    /// would be sent the token in clear text.
    pub fn http_client(mut self, client: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(client));
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
            let reason =
                "a token is sent over `http://` to this machine alone, for tests; name the host with `https://`";
            return Err(ClientError::Address(reason.to_owned()).into());
        }
        if origin.path() != "/" || origin.query().is_some() || origin.fragment().is_some() {
            return Err(
                ClientError::Address("a host has no path: requests name their version themselves".to_owned()).into()
            );
        }
        let agent = self.user_agent.or_else(|| self.transport.is_none().then(|| DEFAULT_USER_AGENT.to_owned()));
        let agent = agent.map(HeaderValue::try_from).transpose();
        let user_agent = agent.map_err(|error| ClientError::Setup(error.into()))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Box::new(default_http(&origin, self.proxy.as_deref())?),
        };
        let pause = self.heeds_rate_limits.then(Pause::default);
        let Self { token, host, timeout, retry, max_response_bytes, .. } = self;
        let inner = Inner { transport, host, origin, token, timeout, retry, user_agent, pause, max_response_bytes };
        Ok(Client(Arc::new(inner)))
    }
}

const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

pub(super) fn default_http(origin: &Url, proxy: Option<&str>) -> Result<reqwest::Client, ClientError> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let builder = match proxy {
        Some(proxy) => builder.proxy(chosen_proxy(origin, proxy)?),
        // A proxy of the environment would be sent the token in clear text.
        None if origin.scheme() == "http" => builder.no_proxy(),
        None => builder,
    };
    builder.build().map_err(|error| ClientError::Setup(error.into()))
}

fn chosen_proxy(origin: &Url, proxy: &str) -> Result<reqwest::Proxy, ClientError> {
    if origin.scheme() == "http" && !address::is_private(&address::parse(proxy)?) {
        return Err(ClientError::Address("the proxy would be sent the token in clear text".to_owned()));
    }
    reqwest::Proxy::all(proxy).map_err(|error| ClientError::Setup(error.into()))
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
