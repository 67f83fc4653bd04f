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
    /// A token with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl From<String> for AccessToken {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for AccessToken {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// A source of tokens. It is asked before each attempt, so it keeps a token until that expires.
///
/// A function that takes nothing and returns a future of a token is one as well.
pub trait TokenProvider: Send + Sync {
    /// A valid token for the scope, which is the client's host with `/.default`.
    ///
    /// # Errors
    /// Whatever keeps the source from giving one; [`ClientError::Token`](super::ClientError::Token) holds it.
    fn token<'a>(&'a self, scope: &'a str) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
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
    fn token<'a>(&'a self, _scope: &'a str) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl<T: TokenProvider + ?Sized> TokenProvider for Arc<T> {
    fn token<'a>(&'a self, scope: &'a str) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(scope)
    }
}

impl<F, Answer> TokenProvider for F
where
    F: Fn() -> Answer + Send + Sync,
    Answer: Future<Output = Result<AccessToken, BoxError>> + Send + 'static,
{
    fn token<'a>(&'a self, _scope: &'a str) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}
