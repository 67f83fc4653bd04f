//! One request and its answer: attempts, redirects, and the body.

use super::super::error::{Error, REQUEST_ID, ServiceError};
use super::error::ClientError;
use super::retry::{Budget, is_idempotent, may_repeat};
use super::{Client, Inner};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use reqwest::Url;
use tracing::{Instrument, Span, debug_span, field};

const MAX_REDIRECTS: usize = 5;

/// A request that can be sent more than once.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Whether sending it twice does the same as sending it once.
    pub(super) idempotent: bool,
    /// Whether it is sent without a token even to the service.
    pub(super) anonymous: bool,
}

impl Outgoing {
    pub(super) fn new(request: http::Request<Vec<u8>>) -> Result<Self, Error> {
        let (head, body) = request.into_parts();
        let url = parse_url(&head.uri.to_string())?;
        Ok(Self { headers: head.headers, body: body.into(), ..Self::empty(head.method, url) })
    }

    pub(super) fn empty(method: Method, url: Url) -> Self {
        let idempotent = is_idempotent(&method);
        Self { method, url, headers: HeaderMap::new(), body: Bytes::new(), idempotent, anonymous: false }
    }
}

/// An address that requests can be sent to.
pub(super) fn parse_url(text: &str) -> Result<Url, ClientError> {
    let url = Url::parse(text).map_err(|error| ClientError::Address(error.to_string()))?;
    match (url.scheme(), url.has_host()) {
        ("http" | "https", true) => Ok(url),
        _ => Err(ClientError::Address("neither `http` nor `https`".to_owned())),
    }
}

/// Whether two addresses are on one host, by the same scheme and port.
pub(super) fn same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin()
}

impl Client {
    /// The successful answer to a request, after as many attempts as it takes and may have.
    pub(super) async fn exchange(&self, outgoing: &Outgoing) -> Result<Response<Vec<u8>>, Error> {
        let mut budget = Budget::new(&self.0.retry);
        loop {
            let error = match self.attempt(outgoing, budget.attempt()).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let asked = error.service().and_then(|error| error.retry_after);
            if !may_repeat(&error, outgoing.idempotent) || !budget.wait(asked).await {
                return Err(error);
            }
        }
    }

    /// The successful answer to a request that is sent once.
    pub(super) async fn attempt(&self, outgoing: &Outgoing, attempt: u32) -> Result<Response<Vec<u8>>, Error> {
        let span = debug_span!(
            "graph_request",
            method = %outgoing.method,
            url = shown(&self.0, outgoing),
            attempt,
            status = field::Empty,
            request_id = field::Empty,
        );
        let answer = tokio::time::timeout(self.0.timeout, self.0.follow(outgoing)).instrument(span.clone()).await;
        let response = answer.map_err(|_| ClientError::Timeout(self.0.timeout))??;
        record(&span, &response);
        if response.status().is_success() {
            return Ok(response);
        }
        let error = ServiceError::new(response.status(), response.headers(), response.body());
        Err(Error::Service(Box::new(error)))
    }
}

/// The address without what can be secret or personal: query values, and all but the host of what is not the service.
fn shown(client: &Inner, outgoing: &Outgoing) -> String {
    let url = &outgoing.url;
    let origin = url.origin().ascii_serialization();
    if outgoing.anonymous || !same_origin(url, &client.origin) { origin } else { origin + url.path() }
}

fn record(span: &Span, response: &Response<Vec<u8>>) {
    span.record("status", response.status().as_u16());
    if let Some(id) = response.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()) {
        span.record("request_id", id);
    }
}

impl Inner {
    /// The answer, from wherever redirects lead: contents are kept at addresses of their own.
    async fn follow(&self, outgoing: &Outgoing) -> Result<Response<Vec<u8>>, ClientError> {
        let mut url = outgoing.url.clone();
        let mut headers = outgoing.headers.clone();
        let reads = matches!(outgoing.method, Method::GET | Method::HEAD);
        let mut redirects = 0;
        loop {
            let response = self.transmit(outgoing, &url, headers.clone()).await?;
            let target = response.headers().get(LOCATION).filter(|_| reads && is_redirect(response.status()));
            let Some(target) = target.filter(|_| redirects < MAX_REDIRECTS) else {
                return self.collect(response).await;
            };
            let next = join(&url, target)?;
            if !same_origin(&url, &next) {
                headers.remove(AUTHORIZATION);
                headers.remove(COOKIE);
            }
            url = next;
            redirects += 1;
        }
    }

    async fn transmit(
        &self,
        outgoing: &Outgoing,
        url: &Url,
        mut headers: HeaderMap,
    ) -> Result<reqwest::Response, ClientError> {
        if !outgoing.anonymous && same_origin(url, &self.origin) && !headers.contains_key(AUTHORIZATION) {
            headers.insert(AUTHORIZATION, self.authorization().await?);
        }
        let mut request = reqwest::Request::new(outgoing.method.clone(), url.clone());
        if !outgoing.body.is_empty() {
            *request.body_mut() = Some(outgoing.body.clone().into());
        } else if matches!(outgoing.method, Method::POST | Method::PUT | Method::PATCH) {
            // Servers ask for a length even where there is no body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *request.headers_mut() = headers;
        Ok(self.http.execute(request).await?)
    }

    async fn authorization(&self) -> Result<HeaderValue, ClientError> {
        let scope = format!("{}/.default", self.origin.origin().ascii_serialization());
        let token = self.token.token(&scope).await.map_err(ClientError::Token)?;
        let mut value = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|error| ClientError::Token(error.into()))?;
        value.set_sensitive(true);
        Ok(value)
    }

    async fn collect(&self, mut response: reqwest::Response) -> Result<Response<Vec<u8>>, ClientError> {
        let length = response.content_length().unwrap_or(0);
        let too_large = |length: u64| (length > self.max_body).then_some(ClientError::TooLarge(self.max_body));
        if let Some(error) = too_large(length) {
            return Err(error);
        }
        // The length is only a claim until the bytes are there.
        let mut body = Vec::with_capacity(usize::try_from(length.min(1 << 20)).unwrap_or(0));
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if let Some(error) = too_large(body.len() as u64) {
                return Err(error);
            }
        }
        let mut whole = Response::new(body);
        *whole.status_mut() = response.status();
        *whole.headers_mut() = std::mem::take(response.headers_mut());
        Ok(whole)
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn join(url: &Url, target: &HeaderValue) -> Result<Url, ClientError> {
    let target = target.to_str().map_err(|error| ClientError::Address(error.to_string()))?;
    let next = url.join(target).map_err(|error| ClientError::Address(error.to_string()))?;
    if url.scheme() == "https" && next.scheme() != "https" {
        return Err(ClientError::Address("a redirect leads from `https` elsewhere".to_owned()));
    }
    Ok(next)
}
