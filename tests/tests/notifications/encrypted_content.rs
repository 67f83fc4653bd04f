//! Encrypted content: what another implementation encrypted is read, and what anybody changed is not.

use std::sync::LazyLock;

use msgraph::notifications::{ChangeNotificationEncryptedContent, DecryptionError, DecryptionKeys};
use msgraph::{Binary, Model as _, Object};
use proptest::prelude::*;
use serde_json::json;

use crate::vectors::{envelope, keys, members, text};

static KEYS: LazyLock<DecryptionKeys> = LazyLock::new(keys);

const MESSAGE: &str =
    r##"{"@odata.type": "#microsoft.graph.chatMessage", "id": "1565293727947", "subject": "B\u00fcro"}"##;

/// Why the message can't be read once it is changed.
fn refused(change: impl FnOnce(&mut ChangeNotificationEncryptedContent)) -> DecryptionError {
    let mut content = envelope("message");
    change(&mut content);
    content.decrypt(&KEYS).expect_err("decrypted")
}

fn bytes(text: &Option<String>) -> Vec<u8> {
    Binary::from_base64(text.as_deref().expect("a property")).to_bytes().expect("base64")
}

fn base64(bytes: &[u8]) -> Option<String> {
    Some(Binary::from_bytes(bytes).to_string())
}

#[test]
fn what_another_implementation_encrypted_is_read() {
    for name in ["message", "of_another_certificate"] {
        assert_eq!(String::from_utf8(envelope(name).decrypt(&KEYS).expect(name)).expect("UTF-8"), MESSAGE);
    }
    // A whole block of padding.
    assert_eq!(envelope("sixteen_bytes").decrypt(&KEYS).expect("content"), br#"{"id":"123456"}"#);
    let object: Object = envelope("message").decrypt_as(&KEYS).expect("an object");
    assert_eq!(object.odata_type(), Some("#microsoft.graph.chatMessage"));
    assert_eq!(object.extra.get("subject"), Some(&json!("Büro")));
}

#[test]
fn a_key_comes_as_pem_or_der_in_pkcs8() {
    let pem = text("/private_keys/pem");
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let der = Binary::from_base64(body).to_bytes().expect("base64");
    let keys = DecryptionKeys::new().with_der("kiosk/2026", &der).expect("a key");
    assert_eq!(envelope("message").decrypt(&keys).expect("content"), MESSAGE.as_bytes());
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let others =
        [text("/private_keys/pkcs1_pem"), text("/private_keys/small_pem"), certificate, "", &pem[..pem.len() / 2]];
    for other in others {
        let refused = DecryptionKeys::new().with_pem("kiosk/2026", other).expect_err(other);
        assert!(matches!(refused, DecryptionError::PrivateKey), "{refused:?}");
    }
    assert!(matches!(DecryptionKeys::new().with_der("", &der[1..]), Err(DecryptionError::PrivateKey)));
}

#[test]
fn the_certificate_decides_which_key_is_taken() {
    let unknown = refused(|content| content.encryption_certificate_id = Some("kiosk/2028".into()));
    assert!(matches!(&unknown, DecryptionError::UnknownCertificate(id) if id == "kiosk/2028"));
    assert_eq!(unknown.to_string(), "no private key for the certificate: kiosk/2028");
    let wrong = refused(|content| content.encryption_certificate_id = Some("kiosk/2027".into()));
    assert!(matches!(wrong, DecryptionError::DataKey), "{wrong:?}");
    let none = refused(|content| content.encryption_certificate_id = None);
    assert!(matches!(none, DecryptionError::Malformed("encryptionCertificateId")), "{none:?}");
}

#[test]
fn parts_of_two_notifications_make_none() {
    let other = envelope("sixteen_bytes");
    let key = refused(|content| content.data_key.clone_from(&other.data_key));
    let signature = refused(|content| content.data_signature.clone_from(&other.data_signature));
    let data = refused(|content| content.data.clone_from(&other.data));
    for error in [key, signature, data] {
        assert!(matches!(error, DecryptionError::Signature), "{error:?}");
    }
}

#[test]
fn whoever_holds_the_certificate_and_departs_from_the_format_is_refused() {
    let expected = |name: &str| match name {
        "key of AES-128" | "over-long key" | "key in OAEP with SHA-256" | "key in PKCS #1 v1.5" => "DataKey",
        "another initialization vector" | "no object" => "Content",
        _ => "Data",
    };
    let attacks: Vec<_> = members("attacks").collect();
    assert_eq!(attacks.len(), 11);
    for (name, attack) in attacks {
        let content: ChangeNotificationEncryptedContent =
            serde_json::from_value(attack.clone()).expect("encrypted content");
        let refused = content.decrypt_as::<Object>(&KEYS).expect_err(name);
        assert!(format!("{refused:?}").starts_with(expected(name)), "{name}: {refused:?}");
    }
}

#[test]
fn what_is_missing_or_no_base64_is_named() {
    type Part = fn(&mut ChangeNotificationEncryptedContent) -> &mut Option<String>;
    let parts: [(&str, Part); 3] = [
        ("data", |content| &mut content.data),
        ("dataSignature", |content| &mut content.data_signature),
        ("dataKey", |content| &mut content.data_key),
    ];
    for (name, part) in parts {
        for text in [None, Some("!"), Some("YQ"), Some("YR=="), Some("YQ== "), Some("_-8=")] {
            let refused = refused(|content| *part(content) = text.map(str::to_owned));
            assert!(matches!(refused, DecryptionError::Malformed(named) if named == name), "{text:?}: {refused:?}");
        }
    }
}

#[test]
fn neither_content_nor_keys_are_shown() {
    let shown = format!("{:?}", *KEYS);
    assert!(shown.contains("kiosk/2026") && shown.len() < 40, "{shown}");
    let attack = serde_json::from_value::<ChangeNotificationEncryptedContent>(
        members("attacks").find(|(name, _)| *name == "no object").expect("the attack").1.clone(),
    );
    let refused = attack.expect("encrypted content").decrypt_as::<Object>(&KEYS).expect_err("an object");
    assert!(!format!("{refused:?} {refused}").contains("[1]"), "{refused:?}");
}

/// A place in what is encrypted, and the bit of it to flip.
fn places() -> impl Strategy<Value = (usize, prop::sample::Index, u8)> {
    (0..3_usize, any::<prop::sample::Index>(), 0..8_u8)
}

proptest! {
    #[test]
    fn no_bit_can_be_flipped((part, at, bit) in places(), in_text: bool) {
        let refused = refused(|content| {
            let part = [&mut content.data, &mut content.data_signature, &mut content.data_key].into_iter().nth(part).expect("a part");
            let mut changed = if in_text { part.clone().expect("a property").into_bytes() } else { bytes(part) };
            let at = at.index(changed.len());
            changed[at] ^= 1 << bit;
            *part = if in_text { Some(String::from_utf8_lossy(&changed).into_owned()) } else { base64(&changed) };
        });
        let expected = matches!(refused, DecryptionError::Malformed(_) | DecryptionError::DataKey | DecryptionError::Signature);
        prop_assert!(expected, "{refused:?}");
    }

    #[test]
    fn nothing_can_be_cut_or_added(part in 0..3_usize, cut in 1..40_usize, add: bool) {
        let refused = refused(|content| {
            let part = [&mut content.data, &mut content.data_signature, &mut content.data_key].into_iter().nth(part).expect("a part");
            let mut changed = bytes(part);
            let length = if add { changed.len() + cut } else { changed.len().saturating_sub(cut) };
            changed.resize(length, 0);
            *part = base64(&changed);
        });
        prop_assert!(matches!(refused, DecryptionError::DataKey | DecryptionError::Signature), "{refused:?}");
    }

    #[test]
    fn no_text_makes_it_panic(data in ".{0,40}", data_key in "[A-Za-z0-9+/]{0,400}={0,2}", id in "kiosk/202[67]|.{0,5}") {
        let refused = refused(|content| {
            content.data = Some(data);
            content.data_key = Some(data_key);
            content.encryption_certificate_id = Some(id);
        });
        prop_assert!(!refused.to_string().is_empty());
    }
}
