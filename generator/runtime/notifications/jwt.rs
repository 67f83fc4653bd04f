//! JSON Web Tokens, as far as the identity platform uses them: signed with RS256, in three parts.
//!
//! A library for tokens would bring its own choice of cryptography for the whole process, and panic where another user of it
//! had chosen otherwise.

use super::key_set::{KeySet, SigningKey};
use super::token_error::TokenError;
use crate::runtime::encoding::base64;
use serde_json::{Map, Value};

/// What a token claims, and the key that has signed it.
pub(super) struct Signed<'a> {
    pub(super) claims: Claims,
    pub(super) key: &'a SigningKey,
}

/// What a token says.
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    /// The text of a claim.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The seconds since 1970 of a claim.
    pub(super) fn seconds(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }
}

/// The claims of a token whose signature is right. It names its key among those of the set; how it is checked is not its choice.
pub(super) fn verify<'a>(token: &str, keys: &'a KeySet) -> Result<Signed<'a>, TokenError> {
    let (message, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(TokenError::Malformed)?;
    let header = Claims(object(header)?);
    if header.text("alg") != Some("RS256") {
        return Err(TokenError::Algorithm);
    }
    // What it says must be understood is not.
    if header.0.contains_key("crit") {
        return Err(TokenError::Malformed);
    }
    let key = keys.get(header.text("kid").ok_or(TokenError::Malformed)?).ok_or(TokenError::UnknownKey)?;
    if !key.has_signed(message, &decode(signature)?) {
        return Err(TokenError::Signature);
    }
    Ok(Signed { claims: Claims(object(claims)?), key })
}

fn object(part: &str) -> Result<Map<String, Value>, TokenError> {
    serde_json::from_slice(&decode(part)?).map_err(|_| TokenError::Malformed)
}

/// Base64 of the alphabet for URLs, without padding.
fn decode(part: &str) -> Result<Vec<u8>, TokenError> {
    let bytes = if part.contains(['+', '/', '=']) { None } else { base64::decode(part) };
    bytes.ok_or(TokenError::Malformed)
}
