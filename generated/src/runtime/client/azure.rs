//! Tokens from the credentials of the Azure SDK, such as those of `azure_identity`.

use super::token::{AccessToken, BoxError, BoxFuture, TokenProvider, TokenRequest};
use azure_core::credentials::TokenCredential;
use std::{fmt, sync::Arc};

/// A credential of the Azure SDK as a source of tokens.
///
/// Credentials of the Azure SDK take neither the claims that a service asks for nor the token that it refused, and most
/// keep their tokens. A request that is refused until the user signs in again therefore fails with 401.
#[derive(Clone)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scopes: Vec<String>,
}

impl AzureCredential {
    /// Asks for the permissions that the app has been granted on the client's host.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self { credential, scopes: Vec::new() }
    }

    /// Asks for these scopes instead, such as `https://graph.microsoft.com/User.Read`.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item: Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }
}

impl TokenProvider for AzureCredential {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let scopes: Vec<&str> = match self.scopes.is_empty() {
                true => vec![request.scope],
                false => self.scopes.iter().map(String::as_str).collect(),
            };
            let token = self.credential.get_token(&scopes, None).await?;
            Ok(token.token.secret().into())
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureCredential").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
