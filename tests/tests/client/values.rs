//! What parts of the service and the gateways before it really send, and how it is read.

use futures_util::TryStreamExt;

use crate::server::{TOKEN, client_of, error, once};
use msgraph::client::Batch;
use msgraph::permissions::Kind;
use msgraph::v1::models::User;
use msgraph::v1::{groups, users};
use msgraph::{Error, Object, Page, Request, Single};
use serde_json::json;
use wiremock::matchers::{any, bearer_token, body_json, header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn answering(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body.into(), content_type);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn json_that_begins_with_a_byte_order_mark_is_read() {
    let page = format!("\u{feff}{}", json!({"value": [{"id": "1", "displayName": "Adele"}]}));
    let server = answering(200, "application/json; charset=utf-8", page).await;
    let users = client_of(&server).send(users::list()).await.unwrap();
    assert_eq!(users.items()[0].display_name.as_deref(), Some("Adele"));

    let server = answering(400, "application/json", format!("\u{feff}{}", error("BadRequest"))).await;
    let error = client_of(&server).send(users::list()).await.unwrap_err();
    assert_eq!(error.service().unwrap().code, "BadRequest");

    let server = answering(200, "application/json", "\u{feff}").await;
    assert_eq!(client_of(&server).send(users::get("a")).await.unwrap(), User::default());
}

fn count_of_users(server: &MockServer) -> Request<(), i64> {
    Request::from_url(format!("{}/v1.0/users/$count", server.uri()))
}

#[tokio::test]
async fn a_count_is_a_number() {
    for body in ["1234", "\u{feff}1234", " 1234\r\n"] {
        let server = answering(200, "text/plain;odata.metadata=minimal", body).await;
        assert_eq!(client_of(&server).send(count_of_users(&server)).await.unwrap(), 1234, "{body:?}");
    }
    let server = answering(200, "text/plain", "many").await;
    let error = client_of(&server).send(count_of_users(&server)).await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 200 OK with text/plain that is not what was asked for: many");
}

#[tokio::test]
async fn the_users_of_a_filter_are_counted() {
    let server = MockServer::start().await;
    let counts = Mock::given(method("GET")).and(path("/v1.0/users/$count")).and(header("consistencylevel", "eventual"));
    let counts = counts.and(query_param("$filter", "accountEnabled eq true")).and(query_param_is_missing("$count"));
    counts.respond_with(ResponseTemplate::new(200).set_body_raw("893", "text/plain")).mount(&server).await;
    let request = users::list().select(["id"]).filter("accountEnabled eq true").count();
    assert_eq!(client_of(&server).send(request).await.unwrap(), 893);
}

#[tokio::test]
async fn the_users_among_the_members_of_a_group_are_listed_and_counted() {
    let server = MockServer::start().await;
    let cast = "/v1.0/groups/g/members/microsoft.graph.user";
    let users = Mock::given(method("GET")).and(path(cast)).and(header("consistencylevel", "eventual"));
    let users = users.and(query_param("$count", "true")).and(query_param("$search", "\"displayName:a\""));
    let answer = json!({"@odata.count": 1, "value": [{"id": "1", "displayName": "Adele"}]});
    users.respond_with(ResponseTemplate::new(200).set_body_json(answer)).mount(&server).await;
    let counts = Mock::given(path(format!("{cast}/$count"))).and(query_param_is_missing("$count"));
    counts.respond_with(ResponseTemplate::new(200).set_body_raw("1", "text/plain")).mount(&server).await;
    let request = groups::members::list("g").search("\"displayName:a\"").cast::<User>();
    let client = client_of(&server);
    assert_eq!(client.send(request.clone().count()).await.unwrap(), 1);
    let users: Vec<User> = client.items(request).try_collect().await.unwrap();
    assert_eq!(users[0].display_name.as_deref(), Some("Adele"));
}

/// As a number, as a text, and as bytes are.
#[tokio::test]
async fn a_count_in_a_batch_is_a_number_too() {
    for body in [json!(1234), json!("1234"), json!("\u{feff}1234"), json!("MTIzNA=="), json!("77u/MTIzNA==")] {
        let server = MockServer::start().await;
        let answer = json!({"id": "0", "status": 200, "headers": {"Content-Type": "text/plain"}, "body": body});
        let answers = ResponseTemplate::new(200).set_body_json(json!({"responses": [answer]}));
        Mock::given(method("POST")).and(path("/v1.0/$batch")).respond_with(answers).mount(&server).await;
        let mut batch = Batch::new();
        let count = batch.add(count_of_users(&server)).unwrap();
        let mut answers = client_of(&server).batch(batch).await.unwrap();
        assert_eq!(answers.take(count).unwrap(), 1234, "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_is_a_page_of_html_is_an_error_that_says_so() {
    let html = "\r\n<!DOCTYPE html>\n<html>\n<head><title>Sign in</title>";
    for content_type in ["text/html; charset=utf-8", "application/json"] {
        let server = answering(200, content_type, html).await;
        let error = client_of(&server).send(users::list()).await.unwrap_err();
        let Error::Content(content) = &error else { panic!("{error:?}") };
        assert_eq!((content.status.as_u16(), content.content_type.as_deref()), (200, Some(content_type)));
        let expected = format!(
            "the service answered 200 OK with {content_type} that is not what was asked for: \
             <!DOCTYPE html> <html> <head><title>Sign in</title>"
        );
        assert_eq!(error.to_string(), expected);
    }
    // JSON is read, whatever it is called.
    let server = answering(200, "text/plain", r#"{"value":[]}"#).await;
    let page: Page<User> = client_of(&server).send(users::list()).await.unwrap();
    assert!(page.items().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_a_page_of_html_is_an_error_in_a_batch_too() {
    let server = MockServer::start().await;
    let answer = json!({"id": "0", "status": 200, "headers": {"Content-Type": "text/html"}, "body": "<html>"});
    let answers = ResponseTemplate::new(200).set_body_json(json!({"responses": [answer]}));
    Mock::given(any()).respond_with(answers).mount(&server).await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    let error = answers.take(user).unwrap_err();
    assert!(error.to_string().ends_with("with text/html that is not what was asked for: <html>"), "{error}");
}

#[tokio::test]
async fn an_error_is_read_in_every_form_in_which_it_comes() {
    for (content_type, body, shown) in [
        ("application/json", r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"No."}}}"#, ": A: No."),
        ("application/json", r#"{"error":{"code":"A","message":{"lang":"en","value":"No."}}}"#, ": A: No."),
        ("application/json", r#"{"error":{"Code":"A","Message":"No."}}"#, ": A: No."),
        (
            "application/json",
            r#"{"error":"invalid_grant","error_description":"AADSTS70000: No."}"#,
            ": invalid_grant: AADSTS70000: No.",
        ),
        ("application/json", r#"{"Message":"Authorization has been denied."}"#, ": Authorization has been denied."),
        ("application/json", r#"{"error":{"code":-1,"message":"No."}}"#, ": -1: No."),
        ("application/problem+json", r#"{"title":"Bad","detail":"No."}"#, ": No."),
        ("application/json", r#""Denied.""#, ": Denied."),
        ("text/html", "\n<html>\n<h1>Bad Gateway</h1>", " with text/html: <html>"),
        ("text/plain", "upstream connect error\nreset", " with text/plain: upstream connect error"),
        ("application/json", r#"{"error":"#, r#": {"error":"#),
        ("application/json", "", ""),
        ("application/octet-stream", "\0\u{1}", " with application/octet-stream"),
    ] {
        let server = answering(400, content_type, body).await;
        let error = client_of(&server).send(users::list()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the service answered 400 Bad Request{shown}"), "{body}");
        let service = error.service().unwrap();
        assert_eq!((service.body.as_slice(), service.content_type.as_deref()), (body.as_bytes(), Some(content_type)));
    }
}

#[tokio::test]
async fn a_refusal_names_what_the_request_needs() {
    let server = answering(403, "application/json", error("Authorization_RequestDenied").to_string()).await;
    let refused = client_of(&server).send(users::get("a")).await.unwrap_err();
    let needed = users::get("a").permissions();
    assert!(!needed.tables().is_empty());
    assert_eq!(refused.service().unwrap().permissions(), needed);
    let expected = format!(
        "the service answered 403 Forbidden: Authorization_RequestDenied: No.; `GET /v1.0/users/{{}}` needs {needed}"
    );
    assert_eq!(refused.to_string(), expected);
    let first = needed.of(Kind::Application)[0][0];
    assert!(expected.contains(&format!("application: {first} or ")), "{expected}");

    // A reader without a client knows its request too.
    let answer = http::Response::builder().status(403).body("").unwrap();
    let refused = users::get("a").reader().read(answer).unwrap_err();
    assert_eq!(refused.service().unwrap().endpoint, "GET /v1.0/users/{}");
    // Where the documentation names none, nothing is said.
    let unknown = Request::custom::<Object>("GET /v1.0/unknown", &[], ());
    let refused = client_of(&server).send(unknown).await.unwrap_err();
    assert!(refused.to_string().ends_with(": No."), "{refused}");
}

#[tokio::test]
async fn a_request_of_ones_own_has_the_token_the_retries_and_a_place_in_batches() {
    let server = MockServer::start().await;
    let wipe = "/beta/deviceManagement/managedDevices/d%2F1/wipe";
    let body = json!({"keepUserData": true});
    once(&server, "POST", wipe, ResponseTemplate::new(429)).await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"value": 5}));
    let sent = Mock::given(method("POST")).and(path(wipe)).and(bearer_token(TOKEN)).and(body_json(&body));
    sent.respond_with(answer).expect(1).mount(&server).await;
    let request =
        || Request::custom::<Single<i32>>("POST /beta/deviceManagement/managedDevices/{}/wipe", &["d/1"], body.clone());
    assert_eq!(client_of(&server).send(request()).await.unwrap().value, Some(5));

    let answers = json!({"responses": [{"id": "0", "status": 200, "body": {"value": 6}}]});
    let step = json!({
        "id": "0", "method": "POST", "url": wipe.trim_start_matches("/beta"),
        "headers": {"content-type": "application/json"}, "body": body,
    });
    let batched = Mock::given(method("POST")).and(path("/beta/$batch")).and(body_json(json!({"requests": [step]})));
    batched.respond_with(ResponseTemplate::new(200).set_body_json(answers)).expect(1).mount(&server).await;
    let mut batch = Batch::new();
    let handle = batch.add(request()).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(answers.take(handle).unwrap().value, Some(6));
}
