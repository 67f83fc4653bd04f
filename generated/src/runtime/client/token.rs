//! Where tokens come from.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

/// Any error, as sources of tokens have it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future of no named type.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A token, whose text is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A token with this text, without what a file has around it: spaces, line ends, a byte order mark.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let token = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        Self(if token.len() == text.len() { text } else { token.to_owned() })
    }

    /// The text.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl From<String> for AccessToken {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for AccessToken {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// What a token is asked for.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The client's host with `/.default`, such as `https://graph.microsoft.com/.default`.
    pub scope: &'a str,
    /// The token that the service has just refused: one that is kept is of no use if it equals this.
    pub refused: Option<&'a AccessToken>,
    /// What the service wants the next token to have, as JSON: the `claims` of the request to the identity platform.
    /// A token that is kept does not have it.
    pub claims: Option<&'a str>,
}

impl<'a> TokenRequest<'a> {
    /// The first request for a token of this scope.
    pub fn new(scope: &'a str) -> Self {
        Self { scope, refused: None, claims: None }
    }
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("scope", &self.scope)
            .field("refused", &self.refused.is_some())
            .field("claims", &self.claims.is_some())
            .finish()
    }
}

/// A source of tokens. It is asked before each attempt, so it keeps a token until that expires. Where the service
/// refuses a token with 401 it is asked once more, and the request is sent again if it gives another one.
///
/// A function that takes nothing and returns a future of a token is one as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no source of tokens",
    label = "gives no tokens",
    note = "one token is a `StaticToken`; a function without arguments that returns a future of a token is a source as well"
)]
pub trait TokenProvider: Send + Sync {
    /// A valid token for what is asked.
    ///
    /// # Errors
    /// Whatever keeps the source from giving one; [`ClientError::Token`](super::ClientError::Token) holds it.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
}

/// One token, for programs that end before it expires.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// A source of this token.
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self(token.into())
    }
}

impl TokenProvider for StaticToken {
    fn token<'a>(&'a self, _request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl<T: TokenProvider + ?Sized> TokenProvider for Arc<T> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }
}

impl<F, Answer> TokenProvider for F
where
    F: Fn() -> Answer + Send + Sync,
    Answer: Future<Output = Result<AccessToken, BoxError>> + Send + 'static,
{
    fn token<'a>(&'a self, _request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}
