//! One attempt on the wire: the token, redirects, and the body.

use super::address::{self, same_origin};
use super::challenge;
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::sending::Inner;
use super::token::{AccessToken, TokenRequest};
use super::transport::TransportBody;
use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use reqwest::Url;

const NO_URI: &str = "a character in it is not allowed";

const MAX_REDIRECTS: usize = 5;

/// How much of the body of an error is read: what it says stands at its beginning.
const MAX_ERROR_BYTES: u64 = 1 << 20;

/// What another host is told of the request that was redirected to it. All else can be secret.
const FOR_OTHER_HOSTS: [HeaderName; 6] = [ACCEPT, ACCEPT_LANGUAGE, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE];

/// What is about the body, or about what it changes: without meaning where the result is read instead.
const CONTENT_HEADERS: [HeaderName; 5] = [CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH];

/// What is sent at once: the request, or what a redirect made of it.
#[derive(Clone)]
pub(super) struct Hop {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
    /// Whether it is sent with the token. Once a redirect has left the service, none leads back to where it is.
    own: bool,
    elsewhere: Option<Elsewhere>,
}

impl Inner {
    /// The answer without its body, from wherever redirects lead: contents are kept at addresses of their own. One that
    /// comes from another host than the request was for, or by way of one, is marked as [`Elsewhere`].
    pub(super) async fn follow(&self, outgoing: &Outgoing) -> Result<Response<TransportBody>, ClientError> {
        let mut hop = outgoing.result.get().cloned().unwrap_or_else(|| self.first(outgoing));
        let mut redirects = 0;
        loop {
            let mut response = match hop.own {
                true => self.transmit_authorized(&hop, outgoing.token.as_ref()).await?,
                false => self.transmit(&hop, hop.headers.clone()).await?,
            };
            let answer = redirects == MAX_REDIRECTS || outgoing.is_answer(response.status());
            let next = if answer { None } else { hop.redirected(&response)? };
            let Some(next) = next else {
                if let Some(elsewhere) = hop.elsewhere {
                    response.extensions_mut().insert::<Elsewhere>(elsewhere);
                }
                return Ok(response);
            };
            if next.method != hop.method {
                outgoing.result.get_or_init(|| next.clone());
            }
            hop = next;
            redirects += 1;
        }
    }

    fn first(&self, outgoing: &Outgoing) -> Hop {
        let own = !outgoing.anonymous && same_origin(&outgoing.url, &self.origin);
        let headers = if own { outgoing.headers_with_id() } else { outgoing.headers.clone() };
        let own = own && !headers.contains_key(AUTHORIZATION);
        let (method, url, body) = (outgoing.method.clone(), outgoing.url.clone(), outgoing.body.clone());
        Hop { method, url, headers, body, own, elsewhere: None }
    }

    /// Sends with a token, and once more with another where the service refuses the first. The answer is marked with the
    /// [token](SentWith) that it was given for.
    async fn transmit_authorized(
        &self,
        hop: &Hop,
        token: Option<&AccessToken>,
    ) -> Result<Response<TransportBody>, ClientError> {
        let token = match token {
            Some(token) => token.clone(),
            None => self.token.token(TokenRequest::new(&self.scope())).await.map_err(ClientError::Token)?,
        };
        let response = self.transmit_with(hop, token.clone()).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        match self.fresh_token(&token, challenge::claims(response.headers())).await? {
            Some(fresh) => self.transmit_with(hop, fresh).await,
            None => Ok(response),
        }
    }

    /// Another token than one that the service refused, and wants to have these claims; `None` where there is no other.
    pub(super) async fn fresh_token(
        &self,
        refused: &AccessToken,
        claims: Option<String>,
    ) -> Result<Option<AccessToken>, ClientError> {
        tracing::debug!(claims = claims.is_some(), "the token was refused");
        let scope = self.scope();
        let again = TokenRequest { refused: Some(refused), claims: claims.as_deref(), ..TokenRequest::new(&scope) };
        let fresh = self.token.token(again).await.map_err(ClientError::Token)?;
        Ok((fresh != *refused).then_some(fresh))
    }

    fn scope(&self) -> String {
        format!("{}/.default", address::origin(&self.origin))
    }

    async fn transmit_with(&self, hop: &Hop, token: AccessToken) -> Result<Response<TransportBody>, ClientError> {
        let mut headers = hop.headers.clone();
        headers.insert(AUTHORIZATION, bearer(&token)?);
        let mut response = self.transmit(hop, headers).await?;
        response.extensions_mut().insert(SentWith(token));
        Ok(response)
    }

    async fn transmit(&self, hop: &Hop, mut headers: HeaderMap) -> Result<Response<TransportBody>, ClientError> {
        if hop.body.is_empty() && matches!(hop.method, Method::POST | Method::PUT | Method::PATCH) {
            // Servers ask for a length even where there is no body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let (false, Some(agent)) = (headers.contains_key(USER_AGENT), &self.user_agent) {
            headers.insert(USER_AGENT, agent.clone());
        }
        let mut request = Request::new(hop.body.clone());
        *request.method_mut() = hop.method.clone();
        *request.uri_mut() = hop.url.as_str().parse().map_err(|_| ClientError::Address(NO_URI.to_owned()))?;
        *request.headers_mut() = headers;
        let host = || address::origin(&hop.url);
        let response = self.transport.send(request).await.map_err(|error| error.at(host))?;
        if let Some(pause) = self.pause.as_ref().filter(|_| same_origin(&hop.url, &self.origin)) {
            pause.note(response.headers(), self.retry.max_elapsed);
        }
        Ok(response)
    }

    /// The answer with all of its body, which has a limit: one of success that is larger is none, an error is cut there.
    pub(super) async fn collect(
        &self,
        mut response: Response<TransportBody>,
        asked: &Outgoing,
    ) -> Result<Response<Vec<u8>>, ClientError> {
        let success = response.status().is_success();
        let host = host(&response, asked);
        let limit = if success { self.max_response_bytes } else { self.max_response_bytes.min(MAX_ERROR_BYTES) };
        let length = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let length: u64 = length.unwrap_or(0);
        if success && length > limit {
            return Err(ClientError::TooLarge(limit));
        }
        // The length is only a claim until the bytes are there.
        let mut body = Vec::with_capacity(usize::try_from(length.min(1 << 20)).unwrap_or(0));
        while let Some(chunk) = response.body_mut().try_next().await.map_err(|error| error.at(|| host.to_owned()))? {
            let room = usize::try_from(limit - body.len() as u64).unwrap_or(usize::MAX);
            if chunk.len() <= room {
                body.extend_from_slice(&chunk);
            } else if success {
                return Err(ClientError::TooLarge(limit));
            } else {
                body.extend_from_slice(&chunk[..room]);
                break;
            }
        }
        Ok(response.map(|_| body))
    }
}

/// The token of the request that an answer is to.
#[derive(Clone)]
pub(super) struct SentWith(pub(super) AccessToken);

/// The host that an answer comes from.
pub(super) fn host<T>(response: &Response<T>, asked: &Outgoing) -> String {
    let elsewhere = response.extensions().get::<Elsewhere>();
    elsewhere.map_or_else(|| address::origin(&asked.url), |Elsewhere(host)| host.clone())
}

/// The other host that an answer comes from, or came by way of.
#[derive(Clone)]
pub(super) struct Elsewhere(pub(super) String);

fn bearer(token: &AccessToken) -> Result<HeaderValue, ClientError> {
    let text = token.secret();
    if text.contains(|c: char| !c.is_ascii() || c.is_ascii_control()) {
        let reason = "its text holds a line end or another character that no token has";
        return Err(ClientError::Token(reason.into()));
    }
    if text.is_empty() {
        return Err(ClientError::Token("its text is empty".into()));
    }
    let mut value =
        HeaderValue::try_from(format!("Bearer {text}")).map_err(|error| ClientError::Token(error.into()))?;
    value.set_sensitive(true);
    Ok(value)
}

impl Hop {
    /// What a redirect asks for, unless it is none or is not followed. What writes is sent again only where the service
    /// says that it is to be, and to no other host; what it wrote is read from wherever it says.
    fn redirected(&self, response: &Response<TransportBody>) -> Result<Option<Self>, ClientError> {
        let Some(target) = response.headers().get(LOCATION) else {
            return Ok(None);
        };
        let reads = matches!(self.method, Method::GET | Method::HEAD);
        let Self { mut headers, mut method, mut body, mut own, mut elsewhere, .. } = self.clone();
        match response.status().as_u16() {
            303 if !reads => {
                CONTENT_HEADERS.iter().for_each(|name| drop(headers.remove(name)));
                (method, body) = (Method::GET, Bytes::new());
            }
            307 | 308 => {}
            301..=303 if reads => {}
            _ => return Ok(None),
        }
        let url = redirected(&self.url, target)?;
        if !same_origin(&self.url, &url) {
            if !matches!(method, Method::GET | Method::HEAD) {
                return Ok(None);
            }
            headers = for_other_hosts(&headers);
            (own, elsewhere) = (false, Some(Elsewhere(address::origin(&url))));
        }
        Ok(Some(Self { method, url, headers, body, own, elsewhere }))
    }
}

fn redirected(url: &Url, target: &HeaderValue) -> Result<Url, ClientError> {
    let target = target.to_str().map_err(|error| ClientError::Address(error.to_string()))?;
    let next = address::join(url, target)?;
    if address::is_downgrade(url, &next) {
        return Err(ClientError::Address("a redirect leads from `https` to `http`".to_owned()));
    }
    Ok(next)
}

fn for_other_hosts(headers: &HeaderMap) -> HeaderMap {
    let told = FOR_OTHER_HOSTS.into_iter();
    told.filter_map(|name| headers.get(&name).map(|value| (name, value.clone()))).collect()
}
