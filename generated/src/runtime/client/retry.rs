//! When a request may be sent again, and after how long.

use super::error::ClientError;
use crate::runtime::error::Error;
use crate::runtime::error::service_error::ServiceError;
use http::Method;
use std::time::Duration;
use tokio::time::Instant;

/// When and how often a request is sent again. What the service may have processed is sent again only where that
/// changes nothing: `GET`, `HEAD`, `PUT` and `DELETE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryOptions {
    /// How often a request is sent again; 0 for never.
    pub max_retries: u32,
    /// How long after the first attempt another may begin. Where the service asks for a longer wait, there is none.
    pub max_elapsed: Duration,
    /// The wait before the first retry. It doubles with each; the service can ask for a longer one.
    pub initial_delay: Duration,
    /// What the wait doubles up to.
    pub max_delay: Duration,
}

impl Default for RetryOptions {
    fn default() -> Self {
        Self {
            max_retries: 5,
            max_elapsed: Duration::from_secs(300),
            initial_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
        }
    }
}

/// Whether a failed request may be sent again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Never,
    /// It may have been processed.
    Idempotent,
    /// It was not processed.
    Always,
}

fn repeat(error: &Error) -> Repeat {
    match error {
        Error::Service(error) => repeat_status(error),
        Error::Client(error) => match **error {
            ClientError::Connect(_) => Repeat::Always,
            ClientError::Transport(_) | ClientError::Timeout(_) => Repeat::Idempotent,
            _ => Repeat::Never,
        },
        _ => Repeat::Never,
    }
}

fn repeat_status(error: &ServiceError) -> Repeat {
    match error.status.as_u16() {
        // 509 is what SharePoint says instead.
        429 | 509 => Repeat::Always,
        503 if error.retry_after.is_some() => Repeat::Always,
        408 | 500 | 502 | 503 | 504 => Repeat::Idempotent,
        _ => Repeat::Never,
    }
}

/// Whether the same request may be sent again after this error.
pub(super) fn may_repeat(error: &Error, idempotent: bool) -> bool {
    match repeat(error) {
        Repeat::Always => true,
        Repeat::Idempotent => idempotent,
        Repeat::Never => false,
    }
}

pub(super) fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::PUT | Method::DELETE)
}

/// The attempts that are left of one request.
pub(super) struct Budget<'a> {
    options: &'a RetryOptions,
    started: Instant,
    retries: u32,
}

impl<'a> Budget<'a> {
    pub(super) fn new(options: &'a RetryOptions) -> Self {
        Self { options, started: Instant::now(), retries: 0 }
    }

    /// Which attempt this is, counted from 1.
    pub(super) fn attempt(&self) -> u32 {
        self.retries + 1
    }

    /// Begins anew, because there was progress.
    pub(super) fn reset(&mut self) {
        *self = Self::new(self.options);
    }

    /// Waits before the next attempt, or gives the error back where there is none.
    pub(super) async fn wait_after(&mut self, error: Error, idempotent: bool) -> Result<(), Error> {
        let asked = error.service().and_then(|error| error.retry_after);
        let again = may_repeat(&error, idempotent) && self.wait(asked).await;
        if again { Ok(()) } else { Err(error) }
    }

    /// Waits before the next attempt; says whether there is one.
    pub(super) async fn wait(&mut self, asked: Option<Duration>) -> bool {
        let Some(delay) = self.next_delay(asked) else {
            return false;
        };
        tracing::debug!(?delay, retry = self.retries, "waiting before the next attempt");
        tokio::time::sleep(delay).await;
        true
    }

    fn next_delay(&mut self, asked: Option<Duration>) -> Option<Duration> {
        if self.retries >= self.options.max_retries {
            return None;
        }
        // A service that asks for no wait at all is not asked at once, and at once again.
        let delay = self.backoff().max(asked.unwrap_or_default());
        if self.started.elapsed().saturating_add(delay) > self.options.max_elapsed {
            return None;
        }
        self.retries += 1;
        Some(delay)
    }

    /// Doubles with each retry. A random part keeps clients that failed together from returning together.
    fn backoff(&self) -> Duration {
        let factor = 1_u32.checked_shl(self.retries).unwrap_or(u32::MAX);
        let delay = self.options.initial_delay.saturating_mul(factor).min(self.options.max_delay);
        delay.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}
