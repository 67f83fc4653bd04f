//! Long-running operations: what begins one, and waiting for its result.

mod answer;
mod state;
mod status;
mod words;

pub use status::Operation;
pub use words::OperationStatus;

use super::address::{self, origin, same_origin};
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::sending::{Client, read};
use super::transmit::Elsewhere;
use crate::runtime::error::Error;
use crate::runtime::error::retry_after::retry_after;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use crate::runtime::response::ResponseBody;
use crate::runtime::response::long_running::LongRunning;
use http::{Method, StatusCode};
use reqwest::Url;
use std::{fmt, marker::PhantomData, time::Duration};
use tokio::time::Instant;

/// How long to wait before a question, and what that doubles up to, where neither the service nor its documentation says.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long an operation is waited for.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// How many answers that there is no such operation are believed to come too early, right after its beginning.
const EARLY: u32 = 5;

/// The version of links that name none.
const DEFAULT_VERSION: &str = "v1.0";

impl Client {
    /// Begins an operation. Any request can be said to begin one: `request.long_running::<DriveItem>()`.
    ///
    /// # Errors
    /// The same as those of [`send`](Client::send), and [`ClientError::NoOperationLink`] where the service accepts the
    /// request and does not say where to ask how it is.
    pub async fn start<B, R, O>(&self, request: Request<B, LongRunning<R>, O>) -> Result<Poller<R>, Error>
    where
        B: Payload,
    {
        let documented = request.operation();
        let begins = self.outgoing(request)?;
        let response = self.exchange(&begins).await?;
        if let Some(Elsewhere(host)) = response.extensions().get() {
            return Err(ClientError::ForeignLink(host.clone()).into());
        }
        let accepted =
            response.status() == StatusCode::ACCEPTED || response.headers().contains_key("operation-location");
        if !accepted {
            return Ok(Poller { last: Some(Operation::result(response, &begins)?), ..Poller::new(self, begins) });
        }
        let wait = retry_after(response.headers());
        let location =
            read::<LongRunning<R>>(response, &begins)?.into_body().location.ok_or(ClientError::NoOperationLink)?;
        let url = address::join_versioned(&begins.url, version(&begins.url), &location)?;
        let poller: Poller<R> = self.monitor(url)?;
        let pace = documented.and_then(|documented| documented.pace());
        let state = documented.map(|documented| documented.state).filter(|state| !state.is_empty());
        let version = version(&begins.url).to_owned();
        Ok(Poller { version, wait, pace, state, begun: true, early: EARLY, ..poller })
    }

    /// Goes on to wait for an operation whose [link](Poller::link) was kept, or is the `Location` of an answer.
    ///
    /// # Errors
    /// [`ClientError::Address`] where the link is none.
    pub fn poller<R>(&self, link: &str) -> Result<Poller<R>, Error> {
        self.monitor(address::join_versioned(&self.0.origin, DEFAULT_VERSION, link)?)
    }

    /// Waits for what has a `status` of its own and is its own result, such as an export job.
    ///
    /// # Errors
    /// What [`Request::into_http`] can fail with.
    pub fn watch<R, O>(&self, request: Request<(), R, O>) -> Result<Poller<R>, Error> {
        Ok(Poller::new(self, self.outgoing(request)?))
    }

    fn monitor<R>(&self, url: Url) -> Result<Poller<R>, Error> {
        if address::is_downgrade(&self.0.origin, &url) {
            return Err(ClientError::Address("the link of an operation begins with `http://`".to_owned()).into());
        }
        Ok(Poller::new(self, Outgoing::empty(Method::GET, url)))
    }
}

fn version(url: &Url) -> &str {
    url.path_segments()
        .and_then(|mut segments| segments.next())
        .filter(|name| !name.is_empty())
        .unwrap_or(DEFAULT_VERSION)
}

/// An operation that is waited for, with a result of type `R`. The token is sent to the service's host alone: an
/// address elsewhere that tells how an operation is holds a key of its own.
#[must_use = "a poller asks for nothing until it is waited for"]
pub struct Poller<R> {
    client: Client,
    monitor: Outgoing,
    version: String,
    /// Before the next question; the poller's own doubles with each.
    wait: Option<Duration>,
    own_wait: Duration,
    /// How long the documentation says to wait.
    pace: Option<Duration>,
    interval: Option<Duration>,
    since: Instant,
    limit: Duration,
    /// Whether it has just begun, so that there is nothing to ask yet.
    begun: bool,
    /// How many more answers may come too early.
    early: u32,
    /// Where its state stands, as a JSON pointer.
    state: Option<&'static str>,
    last: Option<Operation>,
    result: PhantomData<fn() -> R>,
}

impl<R> Poller<R> {
    fn new(client: &Client, monitor: Outgoing) -> Self {
        let own = same_origin(&monitor.url, &client.0.origin);
        Self {
            client: client.clone(),
            version: if own { version(&monitor.url) } else { DEFAULT_VERSION }.to_owned(),
            monitor: Outgoing { monitors: true, ..monitor },
            wait: None,
            own_wait: FIRST_WAIT,
            pace: None,
            interval: None,
            since: Instant::now(),
            limit: LIMIT,
            begun: false,
            early: 0,
            state: None,
            last: None,
            result: PhantomData,
        }
    }

    /// How long to wait before each question where the service does not say; what the page of the operation says, or
    /// from 1 to 30 seconds by default, more with each.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// How long the operation is waited for, from now on; an hour by default. After that, waiting is
    /// [`ClientError::OperationLimit`], and another limit lets it go on.
    pub fn max_elapsed(mut self, limit: Duration) -> Self {
        (self.since, self.limit) = (Instant::now(), limit);
        self
    }

    /// Where the state stands in the answers, as a JSON pointer, such as `/status/state`; where the page of the operation
    /// shows it, or else `/status` by default.
    pub fn state_at(mut self, pointer: &'static str) -> Self {
        self.state = Some(pointer);
        self
    }

    /// Where to ask how the operation is: to be kept for [`Client::poller`], as a secret, since it can hold a key.
    pub fn link(&self) -> &str {
        self.monitor.url.as_str()
    }

    /// Asks how the operation is, now. One that has ended is not asked again.
    ///
    /// # Errors
    /// The same as those of [`Client::send`].
    pub async fn poll(&mut self) -> Result<&Operation, Error> {
        let last = match self.last.take().filter(|last| last.status.is_final()) {
            Some(last) => last,
            None => self.ask().await?,
        };
        self.wait = last.retry_after;
        Ok(self.last.insert(last))
    }

    async fn ask(&mut self) -> Result<Operation, Error> {
        match self.client.exchange(&self.monitor).await {
            Ok(response) => {
                self.early = 0;
                Operation::parse(response, &self.monitor, self.state)
            }
            Err(Error::Service(error)) if self.early > 0 && error.status == StatusCode::NOT_FOUND => {
                self.early -= 1;
                Ok(Operation::not_yet(&error))
            }
            Err(error) => Err(error),
        }
    }

    /// Waits as long as the service asks to, and then asks how the operation is; `None` once it has ended.
    ///
    /// # Errors
    /// [`ClientError::OperationLimit`] where it has not ended after [the longest time](Self::max_elapsed) that it is waited
    /// for, and the same as those of [`poll`](Self::poll).
    pub async fn next(&mut self) -> Result<Option<&Operation>, Error> {
        if self.last.as_ref().is_some_and(|last| last.status.is_final()) {
            return Ok(None);
        }
        let own = self.interval.or(self.pace).unwrap_or(self.own_wait);
        let asked = self.wait.filter(|wait| !wait.is_zero());
        if let Some(wait) = asked.or_else(|| (self.begun || self.last.is_some()).then_some(own)) {
            if self.since.elapsed().saturating_add(wait) > self.limit {
                let status = self.last.as_ref().map_or(OperationStatus::NotStarted, |last| last.status.clone());
                return Err(ClientError::OperationLimit { limit: self.limit, status }.into());
            }
            tokio::time::sleep(wait).await;
            self.own_wait = (self.own_wait * 2).min(LONGEST_WAIT);
        }
        self.poll().await.map(Some)
    }

    /// Waits until the operation has ended.
    ///
    /// # Errors
    /// [`ClientError::Operation`] where it fails, and the same as those of [`next`](Self::next).
    pub async fn wait(&mut self) -> Result<&Operation, Error> {
        while self.next().await?.is_some() {}
        let ended = self.poll().await?;
        if ended.status.is_success() { Ok(ended) } else { Err(ClientError::Operation(Box::new(ended.clone())).into()) }
    }

    /// Waits until the operation has ended, and reads its result: from where the operation says that it is, or else
    /// from its last answer. Where that fails, the poller is still there to be asked again.
    ///
    /// # Errors
    /// The same as those of [`wait`](Self::wait) and [`Client::send`].
    pub async fn result(&mut self) -> Result<R, Error>
    where
        R: ResponseBody,
    {
        let ended = self.wait().await?.clone();
        let Some(link) = ended.link() else {
            return ended.read();
        };
        let base = if ended.is_redirect() { &self.monitor.url } else { &self.client.0.origin };
        let own = same_origin(base, &self.client.0.origin);
        let url = if own { address::join_versioned(base, &self.version, link) } else { address::join(base, link) }?;
        if address::is_downgrade(&self.monitor.url, &url) || address::is_downgrade(&self.client.0.origin, &url) {
            return Err(ClientError::Address("the link of a result begins with `http://`".to_owned()).into());
        }
        let result = Outgoing::empty(Method::GET, url);
        Ok(read(self.client.exchange(&result).await?, &result)?.into_body())
    }
}

impl<R> fmt::Debug for Poller<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("host", &origin(&self.monitor.url))
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}
