//! What the service says about how much more it takes, before it refuses.

use http::HeaderMap;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How much more the service takes, as an answer says: the headers `RateLimit-*`, and `x-ms-throttle-*` of the directory.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RateLimit {
    /// `RateLimit-Limit`: what the service takes in a window of time.
    pub limit: Option<u64>,
    /// `RateLimit-Remaining`: what is left of it.
    pub remaining: Option<u64>,
    /// `RateLimit-Reset`: how long it takes until there is a new window.
    pub reset: Option<Duration>,
    /// `x-ms-throttle-limit-percentage`: the part of the limit that is used up, from 0.8 on; 1 is all of it.
    pub used: Option<f64>,
}

impl RateLimit {
    /// What these headers of an answer say, as [`Client::response`](super::Client::response) gives them; `None` where they
    /// say nothing.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let rate_limit = Self {
            limit: numbers(headers, "ratelimit-limit").min(),
            remaining: numbers(headers, "ratelimit-remaining").min(),
            reset: numbers(headers, "ratelimit-reset").max().map(Duration::from_secs),
            used: numbers(headers, "x-ms-throttle-limit-percentage")
                .filter(|used: &f64| used.is_finite())
                .reduce(f64::max),
        };
        let nothing = Self { limit: None, remaining: None, reset: None, used: None };
        (rate_limit != nothing).then_some(rate_limit)
    }
}

/// The first number of each header of this name, before what policies add to it: a gateway can have limits of its own.
fn numbers<'a, T: FromStr>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = T> + 'a {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| line.split([',', ';']).next()?.trim().parse().ok())
}

/// Until when nothing is sent, because the service takes no more.
#[derive(Default)]
pub(super) struct Pause(Mutex<Option<Instant>>);

impl Pause {
    /// Notes that the service takes no more for now. A longer wait than the longest is none that retries would take either.
    pub(super) fn note(&self, headers: &HeaderMap, longest: Duration) {
        if let Some(RateLimit { remaining: Some(0), reset: Some(reset), .. }) = RateLimit::of(headers)
            && reset <= longest
        {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + reset);
        }
    }

    /// Waits until the service takes more.
    pub(super) async fn heed(&self) {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = until {
            tokio::time::sleep_until(until).await;
        }
    }
}
