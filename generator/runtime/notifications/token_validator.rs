//! Whether validation tokens vouch for the notifications that they come with.

use super::collection::ChangeNotificationCollection;
use super::jwt::{self, Claims, Signed};
use super::key_set::KeySet;
use super::token_error::TokenError;
use crate::runtime::types::text::Guid;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The app that publishes notifications. "Check that the **appid** property in the token matches the expected value of
/// `0bf30f3b-4a52-48df-9a82-234910c4a086`", says <https://learn.microsoft.com/graph/change-notifications-with-resource-data>.
const PUBLISHER: &str = "0bf30f3b-4a52-48df-9a82-234910c4a086";

/// The claims that name whom a token was issued to: in tokens of version 1.0 and of 2.0.
const PUBLISHER_CLAIMS: [&str; 2] = ["appid", "azp"];

/// What stands for the tenant in the name of an issuer, as in the configuration of the identity platform.
const TENANT: &str = "{tenantid}";

/// The issuers of the global cloud, in tokens of version 2.0 and of 1.0.
const ISSUERS: [&str; 2] = ["https://login.microsoftonline.com/{tenantid}/v2.0", "https://sts.windows.net/{tenantid}/"];

/// How far clocks may differ.
const LEEWAY: Duration = Duration::from_secs(60);

/// Checks validation tokens, by which the service vouches for notifications with encrypted content: anybody can encrypt.
pub struct TokenValidator {
    app_ids: Vec<String>,
    tenant_ids: Vec<String>,
    issuers: Vec<String>,
    leeway: Duration,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

/// Which app a token is for, and which tenant it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// The id of the app that made the subscription.
    pub app_id: String,
    /// The id of the tenant that the notifications are of.
    pub tenant_id: String,
}

impl TokenValidator {
    /// A validator for notifications to these apps, by their ids, from these tenants.
    pub fn new<A, T>(app_ids: A, tenant_ids: T) -> Self
    where
        A: IntoIterator<Item: Into<String>>,
        T: IntoIterator<Item: Into<String>>,
    {
        Self {
            app_ids: app_ids.into_iter().map(Into::into).collect(),
            tenant_ids: tenant_ids.into_iter().map(Into::into).collect(),
            issuers: ISSUERS.map(str::to_owned).into(),
            leeway: LEEWAY,
            clock: Box::new(SystemTime::now),
        }
    }

    /// Takes these issuers instead of those of the global cloud, such as `https://login.microsoftonline.us/{tenantid}/v2.0`:
    /// those that tokens name, and those that keys of the key set do.
    #[must_use]
    pub fn issuers<I: IntoIterator<Item: Into<String>>>(self, issuers: I) -> Self {
        Self { issuers: issuers.into_iter().map(Into::into).collect(), ..self }
    }

    /// How far the clocks may differ: a minute, unless it is said.
    #[must_use]
    pub fn leeway(self, leeway: Duration) -> Self {
        Self { leeway, ..self }
    }

    /// Takes the time from here instead of the system's clock.
    #[must_use]
    pub fn clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(clock), ..self }
    }

    /// Checks each token of the collection, and that there is one of each tenant with encrypted content in it. Without
    /// encrypted content no token is needed: [`has_client_state`](super::ChangeNotification::has_client_state) is for those.
    ///
    /// # Errors
    /// [`TokenError`]: the whole collection is suspicious.
    pub fn check(&self, collection: &ChangeNotificationCollection, keys: &KeySet) -> Result<(), TokenError> {
        let tokens = collection.validation_tokens.iter().flatten();
        let origins = tokens.map(|token| self.check_token(token.text(), keys)).collect::<Result<Vec<_>, _>>()?;
        let is_vouched =
            |tenant: &Guid| origins.iter().any(|each| each.tenant_id.eq_ignore_ascii_case(tenant.as_str()));
        let mut encrypted = collection.items().iter().filter(|each| each.encrypted_content.is_some());
        if encrypted.all(|each| each.tenant().is_some_and(is_vouched)) { Ok(()) } else { Err(TokenError::Missing) }
    }

    /// Checks one token.
    ///
    /// # Errors
    /// [`TokenError`], where it is not a valid one of the publisher for one of the apps and tenants.
    pub fn check_token(&self, token: &str, keys: &KeySet) -> Result<Origin, TokenError> {
        let signed = jwt::verify(token, keys)?;
        let tenant = self.tenant(&signed).ok_or(TokenError::Issuer)?;
        let claims = &signed.claims;
        let audience = claims.text("aud").ok_or(TokenError::Malformed)?;
        let app = find(&self.app_ids, audience).ok_or(TokenError::Audience)?;
        if !is_of_publisher(claims) {
            return Err(TokenError::Publisher);
        }
        self.check_time(claims)?;
        Ok(Origin { app_id: app.to_owned(), tenant_id: tenant.to_owned() })
    }

    /// The tenant for which the token was issued, if it is expected, and was issued by whom the key belongs to.
    fn tenant(&self, Signed { claims, key }: &Signed<'_>) -> Option<&str> {
        let issuer = claims.text("iss")?;
        let tenant = find(&self.tenant_ids, claims.text("tid")?)?;
        let of_tenant = |format: &String| format.replace(TENANT, tenant);
        let is_issuer = |name: &str| self.issuers.iter().any(|format| of_tenant(format).eq_ignore_ascii_case(name));
        let is_of_issuer = key.issuer.as_ref().is_none_or(|format| is_issuer(&of_tenant(format)));
        (is_issuer(issuer) && is_of_issuer).then_some(tenant)
    }

    fn check_time(&self, claims: &Claims) -> Result<(), TokenError> {
        let now = (self.clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        let moment = |name: &str| {
            let seconds = claims.seconds(name).and_then(|seconds| u64::try_from(seconds).ok());
            seconds.map(Duration::from_secs).ok_or(TokenError::Malformed)
        };
        if now >= moment("exp")?.saturating_add(self.leeway) {
            return Err(TokenError::Expired);
        }
        if now.saturating_add(self.leeway) < moment("nbf")? {
            return Err(TokenError::NotYetValid);
        }
        Ok(())
    }
}

/// The id among these; ids are the same in capitals.
fn find<'a>(ids: &'a [String], wanted: &str) -> Option<&'a str> {
    ids.iter().find(|id| id.eq_ignore_ascii_case(wanted)).map(String::as_str)
}

/// Whether the token names the publisher, and nobody else.
fn is_of_publisher(claims: &Claims) -> bool {
    let mut named = PUBLISHER_CLAIMS.iter().filter_map(|name| claims.text(name)).peekable();
    named.peek().is_some() && named.all(|id| id == PUBLISHER)
}

impl fmt::Debug for TokenValidator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenValidator")
            .field("app_ids", &self.app_ids)
            .field("tenant_ids", &self.tenant_ids)
            .field("issuers", &self.issuers)
            .field("leeway", &self.leeway)
            .finish_non_exhaustive()
    }
}
