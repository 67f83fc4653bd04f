//! What is asked of the identity platform: a code, the token that a sign-in with it gives, and the next token.

use super::super::address;
use super::super::builder::default_http;
use super::super::error::ClientError;
use super::super::token::BoxFuture;
use super::super::transport::Transport;
use super::DeviceCodeError;
use futures_util::TryFutureExt;
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, RefreshToken, Scope, StandardDeviceAuthorizationResponse, TokenUrl,
};
use reqwest::Url;

/// What is read of an answer: tokens are a few thousand bytes.
const MAX_ANSWER: usize = 1 << 20;

/// An app as an identity platform knows it.
pub(super) struct Registration {
    pub(super) authority: String,
    pub(super) tenant: String,
    pub(super) client_id: String,
}

impl Registration {
    /// What requests go through unless the caller chooses otherwise.
    pub(super) fn default_transport(&self) -> Result<Box<dyn Transport>, ClientError> {
        Ok(Box::new(default_http(&self.host()?, None)?))
    }

    fn host(&self) -> Result<Url, ClientError> {
        let host = address::parse(&self.authority)?;
        if address::is_private(&host) {
            return Ok(host);
        }
        Err(ClientError::Address("tokens would be sent over `http://`; name the authority with `https://`".to_owned()))
    }

    fn endpoint(&self, name: &str) -> Result<Url, ClientError> {
        let mut url = self.host()?;
        let path = url.path_segments_mut().map(|mut path| {
            path.pop_if_empty().extend([&self.tenant, "oauth2", "v2.0", name]);
        });
        path.map_err(|()| ClientError::Address("the authority has no path".to_owned()))?;
        Ok(url)
    }
}

/// An app that asks for these scopes, with the claims that a token must have.
pub(super) struct Grants<'a> {
    app: BasicClient<EndpointNotSet, EndpointSet, EndpointNotSet, EndpointNotSet, EndpointSet>,
    platform: Platform<'a>,
    scopes: Vec<Scope>,
    claims: Option<&'a str>,
}

type Granted<T> = Result<T, DeviceCodeError>;

impl<'a> Grants<'a> {
    pub(super) fn new(
        registration: &Registration,
        transport: &'a dyn Transport,
        scopes: impl Iterator<Item = &'a str>,
        claims: Option<&'a str>,
    ) -> Result<Self, ClientError> {
        let app = BasicClient::new(ClientId::new(registration.client_id.clone()))
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(registration.endpoint("devicecode")?))
            .set_token_uri(TokenUrl::from_url(registration.endpoint("token")?))
            // The app has no secret that a header could prove.
            .set_auth_type(AuthType::RequestBody);
        let scopes = scopes.map(|scope| Scope::new(scope.to_owned())).collect();
        Ok(Self { app, platform: Platform(transport), scopes, claims })
    }

    // Outside of `async` blocks the compiler finds out that these futures can be sent to other threads.

    /// A code with which a user can sign in.
    pub(super) fn code(&self) -> BoxFuture<'_, Granted<StandardDeviceAuthorizationResponse>> {
        let mut request = self.app.exchange_device_code().add_scopes(self.scopes.iter().cloned());
        if let Some(claims) = self.claims {
            request = request.add_extra_param("claims", claims);
        }
        Box::pin(request.request_async(&self.platform).map_err(Into::into))
    }

    /// The token of a user who signs in with this code.
    pub(super) fn token<'c>(
        &'c self,
        code: &'c StandardDeviceAuthorizationResponse,
    ) -> BoxFuture<'c, Granted<BasicTokenResponse>> {
        let request = self.app.exchange_device_access_token(code);
        Box::pin(request.request_async(&self.platform, tokio::time::sleep, None).map_err(Into::into))
    }

    /// The next token, without the user.
    pub(super) fn refresh<'c>(&'c self, kept: &'c RefreshToken) -> BoxFuture<'c, Granted<BasicTokenResponse>> {
        let mut request = self.app.exchange_refresh_token(kept).add_scopes(self.scopes.iter().cloned());
        if let Some(claims) = self.claims {
            request = request.add_extra_param("claims", claims);
        }
        Box::pin(request.request_async(&self.platform).map_err(Into::into))
    }
}

/// The identity platform, as it is reached.
struct Platform<'a>(&'a dyn Transport);

impl<'c> AsyncHttpClient<'c> for Platform<'_> {
    type Error = ClientError;
    type Future = BoxFuture<'c, Result<HttpResponse, ClientError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let mut response = self.0.send(request.map(Into::into)).await?;
            let mut body = Vec::new();
            while let Some(part) = response.body_mut().try_next().await? {
                if body.len() + part.len() > MAX_ANSWER {
                    return Err(ClientError::TooLarge(MAX_ANSWER as u64));
                }
                body.extend_from_slice(&part);
            }
            Ok(response.map(|_| body))
        })
    }
}
