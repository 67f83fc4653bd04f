//! Why validation tokens don't vouch for notifications.

use std::fmt;

/// Why validation tokens don't vouch for notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// The text is not a signed token with the claims that it should have.
    Malformed,
    /// The token is not signed with RS256.
    Algorithm,
    /// The key that it is signed with is not in the key set. The service changes its keys: whoever has had the key set for
    /// more than some minutes gets it anew and tries once more.
    UnknownKey,
    /// The signature is not that of the token and the key.
    Signature,
    /// It was issued by somebody else than the identity platform, or for a tenant that is not expected.
    Issuer,
    /// It was issued for an app that is not expected.
    Audience,
    /// It was issued to another app than the one that publishes notifications.
    Publisher,
    /// It has expired.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// There is encrypted content of a tenant that no token is of.
    Missing,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the text is no signed token",
            Self::Algorithm => "the token is not signed with RS256",
            Self::UnknownKey => "the token's key is not in the key set",
            Self::Signature => "the token's signature is wrong",
            Self::Issuer => "the token is of another issuer or tenant",
            Self::Audience => "the token is for another app",
            Self::Publisher => "the token is not that of the publisher of notifications",
            Self::Expired => "the token has expired",
            Self::NotYetValid => "the token is not valid yet",
            Self::Missing => "no token is of the tenant of some encrypted content",
        })
    }
}

impl std::error::Error for TokenError {}
