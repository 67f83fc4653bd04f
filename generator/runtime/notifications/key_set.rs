//! The keys that the identity platform signs tokens with.

use crate::runtime::encoding::base64;
use crate::runtime::error::Error;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fmt;

/// The keys that the identity platform signs tokens with, by their ids.
///
/// They are at `https://login.microsoftonline.com/common/discovery/v2.0/keys`, for national clouds at the host of each: the
/// `jwks_uri` of its configuration. They change, so that they are kept for hours, not for days.
pub struct KeySet(HashMap<String, SigningKey>);

/// A key of a set.
pub(super) struct SigningKey {
    public: ParsedPublicKey,
    /// Who signs with it, with `{tenantid}` where it does so for each tenant.
    pub(super) issuer: Option<String>,
}

impl KeySet {
    /// Reads a JSON Web Key Set. Keys that RS256 has no use for are left out.
    ///
    /// # Errors
    /// [`Error::Json`] where it is not JSON, [`Error::Shape`] where it is no key set.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Error> {
        let set: Value = serde_json::from_slice(json.as_ref())?;
        let keys =
            set.get("keys").and_then(Value::as_array).ok_or(Error::Shape { name: "keys", expected: "an array" })?;
        Ok(Self(keys.iter().filter_map(|key| SigningKey::read(key.as_object()?)).collect()))
    }

    /// The key with this id.
    pub(super) fn get(&self, id: &str) -> Option<&SigningKey> {
        self.0.get(id)
    }
}

impl SigningKey {
    /// The key's id and the key, unless it is of another kind, or for another use.
    fn read(key: &Map<String, Value>) -> Option<(String, Self)> {
        let text = |name: &str| key.get(name).and_then(Value::as_str);
        let allows = |name: &str, wanted: &str| key.get(name).is_none_or(|value| value == wanted);
        if text("kty")? != "RSA" || !allows("use", "sig") || !allows("alg", "RS256") {
            return None;
        }
        let components = RsaPublicKeyComponents { n: base64::decode(text("n")?)?, e: base64::decode(text("e")?)? };
        let public = components.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256).ok()?;
        Some((text("kid")?.to_owned(), Self { public, issuer: text("issuer").map(str::to_owned) }))
    }

    /// Whether the signature is that of the message.
    pub(super) fn has_signed(&self, message: &str, signature: &[u8]) -> bool {
        self.public.verify_sig(message.as_bytes(), signature).is_ok()
    }
}

/// The ids alone.
impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
