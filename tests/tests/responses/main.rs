//! Responses that no service sends, and that someone in its place could.

mod errors;
mod invariants;
mod memory;
mod service;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use service::{Service, response};

/// Names that models, pages, errors and batches look for, beside others.
fn name() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "value",
        "@odata.nextLink",
        "@odata.deltaLink",
        "@odata.type",
        "@removed",
        "reason",
        "id",
        "displayName",
        "jobTitle",
        "complianceState",
        "size",
        "createdDateTime",
        "assignedLicenses",
        "skuId",
        "passwordProfile",
        "manager",
        "directReports",
        "brandingOptions",
        "error",
        "code",
        "message",
        "innerError",
        "responses",
        "status",
        "headers",
        "body",
        "nextExpectedRanges",
        "otherMails",
        "@odata.count",
        "from",
        "toRecipients",
        "$serde_json::private::Number",
        "file",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

fn scalar() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "",
        "5",
        "-1",
        "9223372036854775808",
        "2021-07-01T00:00:00Z",
        "PT5M",
        "#microsoft.graph.user",
        "/2",
        "0-",
        "5-3",
        "https://evil.example/x",
        "NaN",
        "INF",
        "unknown",
        "aGk=",
    ]);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        (0_u16..700).prop_map(Value::from),
        text.prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(5, 40, 5, |inner| {
        let members = prop::collection::vec((name(), inner.clone()), 0..6);
        let object = members.prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()));
        prop_oneof![prop::collection::vec(inner, 0..5).prop_map(Value::from), object]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_any_model_and_comes_back(json in any_json()) {
        invariants::models(json.to_string().as_bytes());
        invariants::models(format!("\u{feff}{json}").as_bytes());
        invariants::models(json!({ "value": [json] }).to_string().as_bytes());
    }

    #[test]
    fn any_bytes_are_a_model_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60), json in any_json(), cut in any::<prop::sample::Index>()) {
        invariants::models(&bytes);
        let text = json.to_string();
        invariants::models(&text.as_bytes()[..cut.index(text.len() + 1)]);
    }

    #[test]
    fn any_text_is_kept_and_is_an_error_at_most_when_asked_for(text in "[-+0-9TZPYMWDHS:.,=/ ]{0,30}|\\PC{0,20}") {
        invariants::texts(&text);
    }

    #[test]
    fn any_error_response_is_an_error(status in 100_u16..1000, name in "[a-zA-Z-]{1,12}|retry-after|date|location", value in "\\PC{0,40}", json in any_json()) {
        let headers = [(name.as_str(), value.as_str()), ("retry-after", value.as_str())];
        invariants::errors(status, &headers, json.to_string().as_bytes());
        invariants::errors(status, &headers, json!({ "error": json }).to_string().as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_client_ends_whatever_the_service_answers(status in 100_u16..600, header in "(location|retry-after|www-authenticate|content-type|content-encoding): [ -~]{0,30}|[!-~]{0,12}: [ -~]{0,20}", json in any_json()) {
        // A wait that is asked for is not what this is about, and an answer that is to come takes as long as an attempt.
        prop_assume!(!header.to_ascii_lowercase().starts_with("retry-after") && status >= 200);
        let service = Service::start();
        service.answer(response(status, &header, json.to_string().as_bytes()));
        let answers = json!({ "responses": json, "nextExpectedRanges": json, "value": json });
        service.answer(response(status, &header, answers.to_string().as_bytes()));
    }
}

#[test]
fn json_that_is_nested_too_deep_is_an_error() {
    for (open, close) in
        [("[", "]"), (r#"{"a":"#, "}"), (r#"{"manager":"#, "}"), (r#"{"value":["#, "]}"), (r#"{"error":"#, "}")]
    {
        for depth in [100_000, 100] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            invariants::models(text.as_bytes());
            invariants::errors(500, &[], text.as_bytes());
        }
    }
    let deep = format!(r#"{{"value":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    assert!(msgraph::from_slice::<msgraph::Page<msgraph::Object>>(deep.as_bytes()).is_err());
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    for text in ["9".repeat(1 << 20), format!("P{}D", "9".repeat(1 << 20)), "a,".repeat(200), "=".repeat(1 << 20)] {
        invariants::texts(&text);
    }
}
