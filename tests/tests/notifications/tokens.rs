//! Validation tokens: who vouches for notifications with encrypted content.

use std::time::Duration;

use msgraph::notifications::{ChangeNotificationCollection, KeySet, TokenError, TokenValidator};
use serde_json::{Value, json};

use crate::vectors::{VECTORS, key_set, members, moment, text, validator};

fn collection(tokens: &[&str], value: Value) -> ChangeNotificationCollection {
    serde_json::from_value(json!({ "value": value, "validationTokens": tokens })).expect("a collection")
}

/// A notification with encrypted content of this tenant.
fn encrypted(tenant: &str) -> Value {
    json!({ "tenantId": tenant, "encryptedContent": VECTORS["envelopes"]["message"] })
}

#[test]
fn a_token_that_another_implementation_signed_says_whose_notifications_it_vouches_for() {
    for name in ["of version 1.0", "of version 2.0", "with ids in capitals"] {
        let origin = validator().check_token(text(&format!("/tokens/{name}")), &key_set()).expect(name);
        assert_eq!((origin.app_id.as_str(), origin.tenant_id.as_str()), (text("/app"), text("/tenant")));
    }
    let in_capitals = TokenValidator::new([text("/app").to_uppercase()], [text("/tenant").to_uppercase()]);
    let checked = in_capitals.clock(|| moment(0)).check_token(text("/tokens/of version 1.0"), &key_set());
    assert_eq!(checked.expect("an origin").tenant_id, text("/tenant").to_uppercase());
}

#[test]
fn every_other_token_is_refused_for_what_is_wrong_with_it() {
    let refused: Vec<_> = members("refused_tokens").collect();
    assert_eq!(refused.len(), 33);
    for (name, case) in refused {
        let (reason, token) = (case[0].as_str().expect("a reason"), case[1].as_str().expect("a token"));
        let error = validator().check_token(token, &key_set()).expect_err(name);
        assert_eq!(format!("{error:?}"), reason, "a token {name}: {error}");
    }
}

#[test]
fn a_text_that_is_no_token_is_refused() {
    let valid = text("/tokens/of version 1.0");
    let (message, signature) = valid.rsplit_once('.').expect("a signature");
    let texts = [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        message.to_owned(),
        format!("{valid}."),
        format!("{valid}="),
        format!("{message}.{signature}!"),
        format!("{message} .{signature}"),
        format!(".{message}.{signature}"),
    ];
    for text in texts {
        assert!(validator().check_token(&text, &key_set()).is_err(), "{text}");
    }
}

#[test]
fn no_character_of_a_token_can_be_changed() {
    let valid = text("/tokens/of version 1.0");
    // The last one of the signature has bits that stand for nothing.
    for at in 0..valid.len() - 1 {
        let mut changed = valid.to_owned();
        changed.replace_range(at..=at, if &valid[at..=at] == "A" { "B" } else { "A" });
        assert!(validator().check_token(&changed, &key_set()).is_err(), "character {at}");
    }
}

#[test]
fn a_token_is_valid_from_its_beginning_to_its_end_give_or_take_the_leeway() {
    let at = |seconds: u64, leeway: u64| {
        let validator = validator().clock(move || moment(seconds) - Duration::from_secs(1000));
        let token = text("/tokens/of version 1.0");
        validator.leeway(Duration::from_secs(leeway)).check_token(token, &key_set()).map(|_| ())
    };
    let lasts = 86_400;
    assert_eq!(at(999, 0), Err(TokenError::NotYetValid));
    assert_eq!(at(1000, 0), Ok(()));
    assert_eq!(at(1000 + lasts - 1, 0), Ok(()));
    assert_eq!(at(1000 + lasts, 0), Err(TokenError::Expired));
    assert_eq!((at(940, 60), at(939, 60)), (Ok(()), Err(TokenError::NotYetValid)));
    assert_eq!((at(1000 + lasts + 59, 60), at(1000 + lasts + 60, 60)), (Ok(()), Err(TokenError::Expired)));
    // The clock of the system, unless another one is given.
    let now = TokenValidator::new([text("/app")], [text("/tenant")]);
    assert_eq!(now.check_token(text("/tokens/of version 1.0"), &key_set()), Err(TokenError::Expired));
}

#[test]
fn another_cloud_has_other_issuers() {
    let token = text("/tokens/of a national cloud");
    assert_eq!(validator().check_token(token, &key_set()), Err(TokenError::Issuer));
    let issuer = "https://login.microsoftonline.us/{tenantid}/v2.0";
    let mut keys = VECTORS["key_set"].clone();
    keys["keys"][0]["issuer"] = issuer.into();
    let keys = KeySet::from_json(keys.to_string()).expect("a key set");
    let there = validator().issuers([issuer]);
    assert!(there.check_token(token, &keys).is_ok());
    assert_eq!(there.check_token(text("/tokens/of version 1.0"), &keys), Err(TokenError::Issuer));
}

#[test]
fn each_tenant_with_encrypted_content_has_a_token() {
    let (valid, tenant) = (text("/tokens/of version 1.0"), text("/tenant"));
    let check = |tokens: &[&str], value: Value| validator().check(&collection(tokens, value), &key_set());
    assert_eq!(check(&[valid], json!([encrypted(tenant), encrypted(&tenant.to_uppercase())])), Ok(()));
    assert_eq!(check(&[], json!([encrypted(tenant)])), Err(TokenError::Missing));
    let elsewhere = "f0000000-0000-0000-0000-000000000000";
    assert_eq!(check(&[valid], json!([encrypted(tenant), encrypted(elsewhere)])), Err(TokenError::Missing));
    assert_eq!(check(&[valid], json!([{ "encryptedContent": {} }])), Err(TokenError::Missing));
    // The client state is for what brings no content.
    assert_eq!(check(&[], json!([{ "tenantId": elsewhere, "changeType": "created" }])), Ok(()));
}

#[test]
fn one_bad_token_spoils_the_collection() {
    let (valid, tenant) = (text("/tokens/of version 1.0"), text("/tenant"));
    let expired = text("/refused_tokens/that has expired/1");
    let bad = collection(&[valid, expired], json!([encrypted(tenant)]));
    assert_eq!(validator().check(&bad, &key_set()), Err(TokenError::Expired));
}

#[test]
fn a_key_set_keeps_the_keys_of_rs256_alone() {
    assert_eq!(format!("{:?}", key_set()).matches('"').count(), 4, "{:?}", key_set());
    for json in ["", "[]", "{}", r#"{"keys":{}}"#] {
        assert!(KeySet::from_json(json).is_err(), "{json}");
    }
    for (algorithm, checked) in [("RS256", Ok(())), ("RS512", Err(TokenError::UnknownKey))] {
        let mut set = VECTORS["key_set"].clone();
        set["keys"][0]["alg"] = algorithm.into();
        let keys = KeySet::from_json(set.to_string()).expect("a key set");
        let token = text("/tokens/of version 1.0");
        assert_eq!(validator().check_token(token, &keys).map(|_| ()), checked, "{algorithm}");
    }
    let odd = json!({ "keys": [7, {}, { "kty": "RSA", "kid": "a", "n": "AQ", "e": "!" }, { "kty": "RSA", "kid": "b", "n": "", "e": "AQAB" }] });
    let empty = KeySet::from_json(odd.to_string()).expect("a key set");
    assert_eq!(format!("{empty:?}"), "{}");
    assert_eq!(validator().check_token(text("/tokens/of version 1.0"), &empty), Err(TokenError::UnknownKey));
}

#[test]
fn what_is_shown_of_a_validator_is_what_it_expects() {
    let shown = format!("{:?}", validator());
    assert!(shown.contains(text("/app")) && shown.contains(text("/tenant")), "{shown}");
}
