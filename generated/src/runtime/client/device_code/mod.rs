//! Tokens for a user who signs in in a browser, on this machine or on another one: the
//! [device authorization grant](https://www.rfc-editor.org/rfc/rfc8628).

mod error;
mod grants;

pub use error::DeviceCodeError;

use super::token::{AccessToken, BoxError, BoxFuture, TokenProvider, TokenRequest};
use super::transport::Transport;
use crate::runtime::request::hosts;
use grants::{Grants, Registration};
use oauth2::basic::BasicTokenResponse;
use oauth2::{RefreshToken, StandardDeviceAuthorizationResponse, TokenResponse};
use std::{fmt, time::Duration};
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The identity platform of the global service.
const GLOBAL: &str = "https://login.microsoftonline.com";

/// So long before a token expires another one is asked for, as requests with it take their time.
const MARGIN: Duration = Duration::from_secs(120);

/// How long a token is used that does not say when it expires.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(300);

/// Signs a user in in a browser: says where, and which code to type there, and waits. The user signs in once; after that
/// tokens are refreshed, until the identity platform asks for the user again.
///
/// ```no_run
/// use msgraph::client::{Client, DeviceCodeCredential};
///
/// # fn main() -> Result<(), msgraph::Error> {
/// let app = "11111111-2222-3333-4444-555555555555";
/// let credential = DeviceCodeCredential::new("organizations", app, |prompt| {
///     eprintln!("Open {} and type {}", prompt.verification_uri, prompt.user_code);
/// });
/// let client = Client::new(credential.scopes(["User.Read"]))?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub struct DeviceCodeCredential {
    registration: Registration,
    scopes: Vec<String>,
    prompt: Box<dyn Fn(&DeviceCodePrompt) + Send + Sync>,
    session: Mutex<Session>,
}

/// What the user who is to sign in is told.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceCodePrompt {
    /// The address to open in a browser.
    pub verification_uri: String,
    /// The code to type there.
    pub user_code: String,
    /// How long the code holds.
    pub expires_in: Duration,
}

impl DeviceCodePrompt {
    fn new(code: &StandardDeviceAuthorizationResponse) -> Self {
        Self {
            verification_uri: code.verification_uri().to_string(),
            user_code: code.user_code().secret().clone(),
            expires_in: code.expires_in(),
        }
    }
}

/// What is known of the user's sign-in.
#[derive(Default)]
struct Session {
    transport: Option<Box<dyn Transport>>,
    access: Option<Access>,
    refresh: Option<RefreshToken>,
    /// The code that the user was told, until somebody has signed in with it: whoever waited may have given up.
    pending: Option<PendingCode>,
}

struct PendingCode {
    code: StandardDeviceAuthorizationResponse,
    expires: Instant,
}

struct Access {
    token: AccessToken,
    expires: Instant,
}

impl Access {
    fn serves(&self, request: TokenRequest<'_>) -> bool {
        let is_refused = request.refused == Some(&self.token) || request.claims.is_some();
        !is_refused && Instant::now() + MARGIN < self.expires
    }
}

impl DeviceCodeCredential {
    /// For users of this tenant, named by its id or one of its domains, or of `organizations`, `consumers` or `common`.
    /// `client_id` is that of an app registration that allows public client flows.
    pub fn new(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        prompt: impl Fn(&DeviceCodePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self {
            registration: Registration {
                authority: GLOBAL.to_owned(),
                tenant: tenant.into(),
                client_id: client_id.into(),
            },
            scopes: Vec::new(),
            prompt: Box::new(prompt),
            session: Mutex::default(),
        }
    }

    /// Asks for these permissions, such as `User.Read`, instead of those that the app registration lists.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item: Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Signs in at another identity platform, such as `https://login.microsoftonline.us` for a national cloud.
    #[must_use]
    pub fn authority(mut self, host: impl Into<String>) -> Self {
        self.registration.authority = host.into();
        self
    }

    /// Reaches the identity platform through this, as [`ClientBuilder::http_client`](super::ClientBuilder::http_client) has
    /// it for the service.
    #[must_use]
    pub fn http_client(mut self, transport: impl Transport + 'static) -> Self {
        self.session.get_mut().transport = Some(Box::new(transport));
        self
    }

    /// Begins with the [refresh token](Self::refresh_token) of an earlier program, so that the user need not sign in again.
    #[must_use]
    pub fn with_refresh_token(mut self, secret: impl Into<String>) -> Self {
        self.session.get_mut().refresh = Some(RefreshToken::new(secret.into()));
        self
    }

    /// The last refresh token: to be kept where only this user can read it, as it stands for the user.
    pub async fn refresh_token(&self) -> Option<String> {
        self.session.lock().await.refresh.as_ref().map(|token| token.secret().clone())
    }

    /// Signs the user in now, unless that is done. A client does so for its first request, which may take no longer than its
    /// [timeout](super::ClientBuilder::timeout); the next request goes on with the same code.
    ///
    /// # Errors
    /// [`DeviceCodeError::Declined`], [`DeviceCodeError::Expired`], and what keeps it from asking the identity platform.
    pub async fn sign_in(&self) -> Result<(), DeviceCodeError> {
        let scope = format!("{}/.default", hosts::GLOBAL);
        self.current(TokenRequest::new(&scope)).await.map(drop)
    }

    /// One request after the other: those that wait for a sign-in have its token.
    async fn current(&self, request: TokenRequest<'_>) -> Result<AccessToken, DeviceCodeError> {
        let mut session = self.session.lock().await;
        if let Some(access) = session.access.as_ref().filter(|access| access.serves(request)) {
            return Ok(access.token.clone());
        }
        let Session { transport, access, refresh, pending } = &mut *session;
        let transport = match transport {
            Some(transport) => transport,
            None => transport.insert(self.registration.default_transport()?),
        };
        let grants = Grants::new(&self.registration, &**transport, self.asked(request.scope), request.claims)?;
        let refreshed = match refresh {
            Some(kept) => grants.refresh(kept).await.map(Some),
            None => Ok(None),
        };
        let response = match refreshed {
            Ok(Some(response)) => response,
            Ok(None) => self.wait_for_user(&grants, pending).await?,
            Err(error) if error.asks_for_the_user() => {
                *refresh = None;
                self.wait_for_user(&grants, pending).await?
            }
            Err(error) => return Err(error),
        };
        let token = AccessToken::new(response.access_token().secret());
        let expires = Instant::now() + response.expires_in().unwrap_or(UNKNOWN_LIFETIME);
        *access = Some(Access { token: token.clone(), expires });
        // A refresh can leave the refresh token as it is.
        if let Some(next) = response.refresh_token() {
            *refresh = Some(next.clone());
        }
        Ok(token)
    }

    /// The token of a user who signs in.
    async fn wait_for_user(
        &self,
        grants: &Grants<'_>,
        pending: &mut Option<PendingCode>,
    ) -> Result<BasicTokenResponse, DeviceCodeError> {
        let told = match pending.take().filter(|pending| Instant::now() < pending.expires) {
            Some(told) => told,
            None => {
                let code = grants.code().await?;
                (self.prompt)(&DeviceCodePrompt::new(&code));
                PendingCode { expires: Instant::now() + code.expires_in(), code }
            }
        };
        let response = grants.token(&pending.insert(told).code).await;
        *pending = None;
        response
    }

    /// The scopes of a request, and that of a refresh token.
    fn asked<'a>(&'a self, scope: &'a str) -> impl Iterator<Item = &'a str> {
        let of_app = self.scopes.is_empty().then_some(scope);
        of_app.into_iter().chain(self.scopes.iter().map(String::as_str)).chain(["offline_access"])
    }
}

impl TokenProvider for DeviceCodeCredential {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.current(request).await?) })
    }
}

impl fmt::Debug for DeviceCodeCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Registration { authority, tenant, client_id } = &self.registration;
        f.debug_struct("DeviceCodeCredential")
            .field("authority", authority)
            .field("tenant", tenant)
            .field("client_id", client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Without the code, with which anybody could sign in as somebody else here.
impl fmt::Debug for DeviceCodePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCodePrompt")
            .field("verification_uri", &self.verification_uri)
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}
