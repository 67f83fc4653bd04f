//! What `vectors.py` wrote.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use msgraph::notifications::{ChangeNotificationEncryptedContent, DecryptionKeys, KeySet, TokenValidator};
use serde_json::Value;

pub static VECTORS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("vectors.json")).expect("the vectors"));

/// The text at a path such as `/tokens/of version 1.0`.
pub fn text(path: &str) -> &'static str {
    VECTORS.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {path}"))
}

/// The members of an object of the vectors.
pub fn members(name: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    VECTORS[name].as_object().expect("an object").iter().map(|(name, value)| (name.as_str(), value))
}

/// The keys of both certificates.
pub fn keys() -> DecryptionKeys {
    let keys = DecryptionKeys::new().with_pem("kiosk/2026", text("/private_keys/pem")).expect("a key");
    keys.with_pem("kiosk/2027", text("/private_keys/other_pem")).expect("another key")
}

pub fn envelope(name: &str) -> ChangeNotificationEncryptedContent {
    serde_json::from_value(VECTORS["envelopes"][name].clone()).expect("encrypted content")
}

pub fn key_set() -> KeySet {
    KeySet::from_json(VECTORS["key_set"].to_string()).expect("a key set")
}

/// The moment so many seconds after the tokens were issued.
pub fn moment(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(VECTORS["issued"].as_u64().expect("a moment") + seconds)
}

/// One that takes an hour after the tokens were issued for the present.
pub fn validator() -> TokenValidator {
    TokenValidator::new([text("/app")], [text("/tenant")]).clock(|| moment(3600))
}
