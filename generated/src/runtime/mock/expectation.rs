//! What a test expects to be asked, and how that is answered.

use super::answer::Answer;
use super::fault::Fault;
use super::request::ReceivedRequest;
use super::service::Service;
use http::StatusCode;
use serde::Serialize;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A request that is expected, until [`verify`](super::Mock::verify) says whether it came.
pub(super) struct Expected {
    pub(super) request: ReceivedRequest,
    /// What goes wrong the first times.
    pub(super) faults: VecDeque<Fault>,
    /// None for what the documentation shows.
    pub(super) answer: Option<Answer>,
    /// How often it comes; none for any number of times but never.
    pub(super) times: Option<usize>,
    pub(super) came: usize,
}

impl Expected {
    pub(super) fn new(request: ReceivedRequest) -> Self {
        Self { request, faults: VecDeque::new(), answer: None, times: None, came: 0 }
    }

    pub(super) fn is_due(&self) -> bool {
        self.times.is_none_or(|times| self.came < times)
    }

    fn is_met(&self) -> bool {
        self.times.map_or(self.came > 0, |times| self.came == times)
    }

    /// What is to be said of one that is not met.
    pub(super) fn unmet(&self) -> Option<String> {
        let expected = self.times.map_or_else(|| "at least once".to_owned(), times);
        (!self.is_met()).then(|| format!("{} came {}, and was expected {expected}", self.request, times(self.came)))
    }
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// An expected request, from [`Mock::expect`](super::Mock::expect). It comes at least once, and is answered as the
/// documentation shows, unless this is told otherwise.
pub struct Expectation<'m, R> {
    pub(super) service: &'m Arc<Service>,
    pub(super) index: usize,
    pub(super) response: PhantomData<fn() -> R>,
}

impl<R> Expectation<'_, R> {
    /// Comes just as many times.
    pub fn times(self, times: usize) -> Self {
        self.set(|expected| expected.times = Some(times))
    }

    /// Goes wrong the next time that it comes. Repeated calls add up: what is expected comes once more for each.
    pub fn fault(self, fault: Fault) -> Self {
        self.set(|expected| expected.faults.push_back(fault))
    }

    /// Is answered with this.
    ///
    /// # Panics
    /// Where it cannot be written as JSON.
    pub fn answer(self, response: &R) -> Self
    where
        R: Serialize,
    {
        let body = match serde_json::to_vec(response) {
            Ok(body) => body,
            Err(error) => panic!("the answer cannot be written as JSON: {error}"),
        };
        self.set(|expected| expected.answer = Some(Answer::bytes(StatusCode::OK, "application/json", body)))
    }

    /// Is answered with these bytes.
    pub fn answer_bytes(self, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let answer = Answer::bytes(StatusCode::OK, media_type, bytes.into());
        self.set(|expected| expected.answer = Some(answer))
    }

    fn set(self, change: impl FnOnce(&mut Expected)) -> Self {
        self.service.with_expected(self.index, change);
        self
    }
}

impl<R> fmt::Debug for Expectation<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation").finish_non_exhaustive()
    }
}
