//! What requests send as their body, and as what.

use msgraph::v1::drives::items::{self, CopyBody};
use msgraph::v1::{groups, users::messages};
use msgraph::{Content, Payload, Request};
use serde_json::{Value, json};

/// The header `Content-Type`, and the body.
fn sent<B: Payload, R, O>(request: Request<B, R, O>) -> (Option<String>, Vec<u8>) {
    let request = request.into_http().expect("a valid request");
    let media_type = request.headers().get("content-type").map(|value| value.to_str().expect("text").to_owned());
    (media_type, request.into_body())
}

fn json_of(name: &str) -> (Option<String>, Vec<u8>) {
    (Some("application/json".to_owned()), json!({ "name": name }).to_string().into_bytes())
}

#[test]
fn a_body_that_is_not_required_is_left_out() {
    assert_eq!(sent(messages::create_reply("ada", "m", ())), (None, Vec::new()));
    assert_eq!(sent(items::copy("d", "i", ())), (None, Vec::new()));
    let none: Option<CopyBody> = None;
    assert_eq!(sent(items::copy("d", "i", none)), (None, Vec::new()));
}

#[test]
fn a_body_that_is_not_required_is_sent_in_each_of_its_forms() {
    let body = CopyBody { name: Some("b".into()), ..CopyBody::default() };
    assert_eq!(sent(items::copy("d", "i", &body)), json_of("b"));
    assert_eq!(sent(items::copy("d", "i", Some(&body))), json_of("b"));
    assert_eq!(sent(items::copy("d", "i", body)), json_of("b"));
    assert_eq!(sent(items::copy("d", "i", json!({ "name": "b" }))), json_of("b"));
    assert_eq!(sent(items::copy("d", "i", Some(&json!({ "name": "b" })))), json_of("b"));
    let comment: Value = json!({ "comment": "Seven." });
    let (media_type, bytes) = sent(messages::create_reply("ada", "m", &comment));
    assert_eq!(media_type.as_deref(), Some("application/json"));
    assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), comment);
    let mime = Content::mime("Subject: Hi\r\n\r\nSeven.\r\n");
    let in_base64 = (Some("text/plain".to_owned()), b"U3ViamVjdDogSGkNCg0KU2V2ZW4uDQo=".to_vec());
    assert_eq!(sent(messages::create_reply("ada", "m", &mime)), in_base64);
    assert_eq!(sent(messages::create_reply("ada", "m", Some(mime))), in_base64);
}

#[test]
fn bytes_are_sent_as_what_the_page_says() {
    let image = b"\xff\xd8\xff".as_slice();
    let jpeg = (Some("image/jpeg".to_owned()), image.to_vec());
    assert_eq!(sent(groups::photo::set_value("g", image)), jpeg);
    assert_eq!(sent(groups::photo::set_value("g", image.to_vec())), jpeg);
    assert_eq!(sent(groups::photo::set_value("g", Content { content_type: None, bytes: image.to_vec() })), jpeg);
    let png = (Some("image/png".to_owned()), image.to_vec());
    assert_eq!(sent(groups::photo::set_value("g", Content::new("image/png", image))), png);
    assert_eq!(sent(groups::photo::set_value("g", image).header("Content-Type", "image/png")), png);
    let unknown = Request::custom::<()>("PUT /v1.0/x", &[], image);
    assert_eq!(sent(unknown).0.as_deref(), Some("application/octet-stream"));
}
