//! What errors show of answers.

use http::{HeaderMap, StatusCode};
use msgraph::v1::models::User;
use msgraph::{Error, Model, Page, ServiceError, from_slice};
use serde_json::{Value, json};

fn shown(error: &Error) -> String {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    format!("{error}{error:?}{}", cause.unwrap_or_default())
}

#[test]
fn an_answer_of_another_shape_is_not_quoted() {
    let secret = "s3cret".repeat(100_000);
    for json in [json!(secret), json!([secret]), json!(-7_654_321)] {
        let error = from_slice::<User>(json.to_string().as_bytes()).expect_err("no object");
        let text = shown(&error);
        assert!(!text.contains("s3cret") && !text.contains("7654321") && text.len() < 1000, "{text}");
        let Error::Json(cause) = &error else { panic!("{error:?}") };
        assert!(cause.is_data() && cause.line() == 1, "{cause:?}");
        assert!(text.contains("microsoft.graph.user"), "{text}");
    }
}

#[test]
fn an_error_of_serdes_is_not_quoted_either() {
    let error = serde_json::from_str::<u8>(r#""s3cret""#).expect_err("no number");
    let text = shown(&error.into());
    assert!(!text.contains("s3cret") && text.contains("line 1 column 8"), "{text}");
}

#[test]
fn a_code_and_a_message_are_shown_on_one_line_that_ends() {
    let say = |code: &str, message: &str| {
        let body = json!({"error": {"code": code, "message": message}}).to_string();
        ServiceError::new(StatusCode::BAD_REQUEST, &HeaderMap::new(), body.as_bytes())
    };
    let error = say("Bad\r\n\u{1b}[2J", "\u{202e}gnp\u{2066}.\u{85}\u{200f}é…");
    assert_eq!(
        error.to_string(),
        r"the service answered 400 Bad Request: Bad\r\n\u{1b}[2J: \u{202e}gnp\u{2066}.\u{85}\u{200f}é…"
    );
    assert_eq!(error.code, "Bad\r\n\u{1b}[2J");
    let long = say(&"c".repeat(1 << 20), &"é".repeat(1 << 20)).to_string();
    assert_eq!(long.chars().count(), "the service answered 400 Bad Request: : ".len() + 2 * 1001);
    let exact = say(&"c".repeat(1000), "").to_string();
    assert!(exact.ends_with('c'), "{exact}");
}

#[test]
fn an_object_with_the_key_of_disguised_numbers_is_an_object() {
    for text in [r#"{"evil":[1,2]}"#, "5", "1e400", "true", " 7 "] {
        for object in [
            json!({ "$serde_json::private::Number": text }),
            json!({ "$serde_json::private::Number": text, "forceChangePasswordNextSignIn": true }),
            json!({ "$serde_json::private::Number": text, "other": 1 }),
        ] {
            let json = json!({ "passwordProfile": object, "displayName": object, "unknown": object });
            let user = from_slice::<User>(json.to_string().as_bytes()).expect("an object");
            let profile = user.password_profile.as_deref().expect("a model");
            assert_eq!(profile.extra.get("$serde_json::private::Number"), Some(&Value::from(text)));
            assert_eq!(serde_json::to_value(&user).expect("JSON"), json);
        }
    }
}

/// What serde_json does not read fails the whole answer, as the readme says.
#[test]
fn what_is_no_json_fails_the_whole_answer() {
    for value in ["1e999", r#""\ud800""#] {
        let page = format!(r#"{{"value":[{{"displayName":"Adele"}},{{"unknown":{value}}}]}}"#);
        let error = from_slice::<Page<User>>(page.as_bytes()).expect_err("no JSON");
        assert!(matches!(&error, Error::Json(error) if error.is_syntax()), "{error:?}");
    }
    let user = from_slice::<User>(br#"{"unknown":1e300}"#).expect("JSON");
    assert!(user.extra().contains("unknown"));
}

#[test]
fn what_a_request_is_refused_for_is_its_cause() {
    let refusal = http::Request::get("no\nurl").body(()).expect_err("no address");
    let said = refusal.to_string();
    let error = Error::from(refusal);
    assert_eq!(error.to_string(), format!("invalid request: {said}"));
    let cause = std::error::Error::source(&error).expect("a cause");
    assert_eq!(cause.to_string(), said);
}
