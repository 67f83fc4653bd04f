//! One request and its answer, after as many attempts as it takes.

use super::address::{origin, same_origin};
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::retry::Budget;
use super::sending::{Client, Inner};
use super::transport::TransportBody;
use crate::runtime::error::Error;
use crate::runtime::error::service_error::{REQUEST_ID, ServiceError};
use http::Response;
use tracing::{Instrument, Span, debug_span, field};

impl Client {
    /// The successful answer to a request, after as many attempts as it takes and may have.
    pub(super) async fn exchange(&self, outgoing: &Outgoing) -> Result<Response<Vec<u8>>, Error> {
        let mut budget = Budget::new(&self.0.retry);
        loop {
            match self.attempt(outgoing, budget.attempt()).await {
                Ok(response) => return Ok(response),
                Err(error) => budget.wait_after(error, outgoing.is_repeatable()).await?,
            }
        }
    }

    /// Like [`exchange`](Client::exchange), but the body of the answer is still to come.
    pub(super) async fn open(&self, outgoing: &Outgoing) -> Result<Response<TransportBody>, Error> {
        let mut budget = Budget::new(&self.0.retry);
        loop {
            let span = self.span(outgoing, budget.attempt());
            let limit = outgoing.timeout.unwrap_or(self.0.timeout);
            self.0.heed_rate_limit().await;
            let answer = tokio::time::timeout(limit, self.0.head(outgoing, &span)).instrument(span.clone());
            match answer.await.unwrap_or_else(|_| Err(ClientError::Timeout(limit).into())) {
                Ok(response) => return Ok(response),
                Err(error) => budget.wait_after(error, outgoing.is_repeatable()).await?,
            }
        }
    }

    /// The successful answer to a request that is sent once.
    pub(super) async fn attempt(&self, outgoing: &Outgoing, attempt: u32) -> Result<Response<Vec<u8>>, Error> {
        let span = self.span(outgoing, attempt);
        let whole = async { Ok(self.0.collect(self.0.head(outgoing, &span).await?, outgoing).await?) };
        let limit = outgoing.timeout.unwrap_or(self.0.timeout);
        self.0.heed_rate_limit().await;
        let answer = tokio::time::timeout(limit, whole).instrument(span.clone());
        answer.await.unwrap_or_else(|_| Err(ClientError::Timeout(limit).into()))
    }

    fn span(&self, outgoing: &Outgoing, attempt: u32) -> Span {
        debug_span!(
            "graph_request",
            method = %outgoing.method,
            url = shown(&self.0, outgoing),
            attempt,
            client_request_id = outgoing.id(),
            status = field::Empty,
            request_id = field::Empty,
        )
    }
}

/// The address without what can be secret or personal: keys and queries, and all but the host of what a response named.
fn shown(client: &Inner, outgoing: &Outgoing) -> String {
    let url = &outgoing.url;
    let path = outgoing.line.split_once(' ').map_or("", |(_, path)| path);
    let own = !outgoing.anonymous && same_origin(url, &client.origin);
    origin(url) + if own { path } else { "" }
}

impl Inner {
    /// Waits until the service takes more, where that is to be heeded.
    async fn heed_rate_limit(&self) {
        if let Some(pause) = &self.pause {
            pause.heed().await;
        }
    }

    /// A successful answer without its body.
    async fn head(&self, outgoing: &Outgoing, span: &Span) -> Result<Response<TransportBody>, Error> {
        let response = self.follow(outgoing).await?;
        span.record("status", response.status().as_u16());
        if let Some(id) = response.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()) {
            span.record("request_id", id);
        }
        if outgoing.is_answer(response.status()) {
            return Ok(response);
        }
        let whole = self.collect(response, outgoing).await?;
        let error = ServiceError::new(whole.status(), whole.headers(), whole.body()).with_endpoint(outgoing.line);
        Err(outgoing.named_in(Error::Service(Box::new(error))))
    }
}
