//! Operations that are waited for without `async`.

use super::super::Operation;
use super::Waiting;
use crate::runtime::error::Error;
use crate::runtime::response::ResponseBody;
use std::fmt;
use std::time::Duration;

/// An operation that is waited for.
#[must_use = "a poller asks for nothing until it is waited for"]
pub struct Poller<R> {
    poller: super::super::Poller<R>,
    waiting: Waiting,
}

impl<R> Poller<R> {
    pub(super) fn new(poller: super::super::Poller<R>, waiting: Waiting) -> Self {
        Self { poller, waiting }
    }

    /// See [`Poller::interval`](super::super::Poller::interval).
    pub fn interval(self, interval: Duration) -> Self {
        Self { poller: self.poller.interval(interval), ..self }
    }

    /// See [`Poller::max_elapsed`](super::super::Poller::max_elapsed).
    pub fn max_elapsed(self, limit: Duration) -> Self {
        Self { poller: self.poller.max_elapsed(limit), ..self }
    }

    /// See [`Poller::state_at`](super::super::Poller::state_at).
    pub fn state_at(self, pointer: &'static str) -> Self {
        Self { poller: self.poller.state_at(pointer), ..self }
    }

    /// See [`Poller::link`](super::super::Poller::link).
    pub fn link(&self) -> &str {
        self.poller.link()
    }

    /// See [`Poller::poll`](super::super::Poller::poll).
    ///
    /// # Errors
    /// The same as there.
    pub fn poll(&mut self) -> Result<&Operation, Error> {
        self.waiting.on(self.poller.poll())
    }

    /// See [`Poller::wait`](super::super::Poller::wait).
    ///
    /// # Errors
    /// The same as there.
    pub fn wait(&mut self) -> Result<&Operation, Error> {
        self.waiting.on(self.poller.wait())
    }

    /// See [`Poller::result`](super::super::Poller::result).
    ///
    /// # Errors
    /// The same as there.
    pub fn result(&mut self) -> Result<R, Error>
    where
        R: ResponseBody,
    {
        self.waiting.on(self.poller.result())
    }
}

impl<R> fmt::Debug for Poller<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.poller.fmt(f)
    }
}
