//! Batches.

use crate::server::{client_error, client_of, error, once};
use msgraph::Error;
use msgraph::client::{Batch, BatchStep, ClientError};
use msgraph::v1::device_management::device_management_partners as partners;
use msgraph::v1::{models, users};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const BATCH: &str = "/v1.0/$batch";

async fn answers(server: &MockServer, responses: Value) {
    let response = ResponseTemplate::new(200).set_body_json(json!({ "responses": responses }));
    Mock::given(method("POST")).and(path(BATCH)).respond_with(response).expect(1).mount(server).await;
}

async fn sent(server: &MockServer, number: usize) -> Value {
    serde_json::from_slice(&server.received_requests().await.unwrap()[number].body).unwrap()
}

#[tokio::test]
async fn answers_are_typed_and_failures_are_of_single_requests() {
    let server = MockServer::start().await;
    // In any order, as the service has them.
    answers(
        &server,
        json!([
            {"id": "2", "status": 204},
            {"id": "1", "status": 404, "headers": {"request-id": "r-9"}, "body": error("NotFound")},
            {"id": "0", "status": 200, "headers": {"Content-Type": "application/json"}, "body": {"id": "a"}},
            {"id": "3", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "/9j/"},
        ]),
    )
    .await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a").select(["id"])).unwrap();
    let missing = batch.add(partners::get("p")).unwrap();
    let update = models::User { job_title: Some("Chief".to_owned()), ..Default::default() };
    let updated = batch.add_after(users::update("a", &update), [user.step(), missing.step()]).unwrap();
    let photo = batch.add(users::photo::get_value("a")).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(answers.take(user).unwrap().id.as_deref(), Some("a"));
    let error = answers.take(missing).unwrap_err();
    let error = error.service().unwrap();
    assert_eq!((error.status.as_u16(), error.code.as_str()), (404, "NotFound"));
    assert_eq!(error.request_id.as_deref(), Some("r-9"));
    answers.take(updated).unwrap();
    assert_eq!(answers.take(photo).unwrap().bytes, b"\xff\xd8\xff");
    let expected = json!({"requests": [
        {"id": "0", "method": "GET", "url": "/users/a?$select=id"},
        {"id": "1", "method": "GET", "url": "/deviceManagement/deviceManagementPartners/p"},
        {"id": "2", "method": "PATCH", "url": "/users/a", "body": {"jobTitle": "Chief"},
         "headers": {"content-type": "application/json"}, "dependsOn": ["0", "1"]},
        {"id": "3", "method": "GET", "url": "/users/a/photo/$value"},
    ]});
    assert_eq!(sent(&server, 0).await, expected);
}

#[tokio::test]
async fn throttled_requests_are_sent_again_with_those_that_wait_for_them() {
    let server = MockServer::start().await;
    let first = json!({"responses": [
        {"id": "0", "status": 200, "body": {"id": "a"}},
        {"id": "1", "status": 429, "headers": {"Retry-After": "1"}, "body": error("TooManyRequests")},
        {"id": "2", "status": 424, "body": error("FailedDependency")},
        {"id": "3", "status": 504},
    ]});
    once(&server, "POST", BATCH, ResponseTemplate::new(200).set_body_json(first)).await;
    answers(&server, json!([{"id": "2", "status": 204}, {"id": "1", "status": 204}])).await;
    let mut batch = Batch::new();
    let update = models::User::default();
    let read = batch.add(users::get("a")).unwrap();
    let changed = batch.add_after(users::update("a", &update), [read]).unwrap();
    let after = batch.add_after(users::update("a", &update), [changed]).unwrap();
    let unknown = batch.add(users::update("b", &update)).unwrap();
    let started = Instant::now();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert!(answers.take(read).is_ok() && answers.take(changed).is_ok() && answers.take(after).is_ok());
    assert_eq!(answers.take(unknown).unwrap_err().service().unwrap().status.as_u16(), 504);
    let again = sent(&server, 1).await;
    assert_eq!(again["requests"].as_array().unwrap().len(), 2);
    assert_eq!(again["requests"][0].get("dependsOn"), None);
    assert_eq!(again["requests"][1]["dependsOn"], json!(["1"]));
}

#[tokio::test]
async fn what_was_answered_stays_known_when_the_rest_cannot_be_sent_again() {
    for second in [ResponseTemplate::new(504), ResponseTemplate::new(200).set_body_string("no JSON")] {
        let server = MockServer::start().await;
        let first = json!({"responses": [
            {"id": "0", "status": 201, "body": {"id": "a"}}, {"id": "1", "status": 429}, {"id": "2", "status": 424},
        ]});
        once(&server, "POST", BATCH, ResponseTemplate::new(200).set_body_json(first)).await;
        Mock::given(path(BATCH)).respond_with(second).expect(1).mount(&server).await;
        let mut batch = Batch::new();
        let created = batch.add(partners::create(&models::DeviceManagementPartner::default())).unwrap();
        let throttled = batch.add(partners::create(&models::DeviceManagementPartner::default())).unwrap();
        let waiting = batch.add_after(partners::get("p"), [throttled]).unwrap();
        let mut answers = client_of(&server).batch(batch).await.unwrap();
        assert_eq!(answers.take(created).unwrap().id.as_deref(), Some("a"));
        for error in [answers.take(throttled).unwrap_err(), answers.take(waiting).unwrap_err()] {
            let error = client_error(error);
            assert!(matches!(error, ClientError::BatchRound(_)), "{error:?}");
        }
    }
}

#[tokio::test]
async fn what_a_later_round_does_not_answer_has_no_answer() {
    let server = MockServer::start().await;
    let first = json!({"responses": [{"id": "0", "status": 429}]});
    once(&server, "POST", BATCH, ResponseTemplate::new(200).set_body_json(first)).await;
    answers(&server, json!([])).await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert!(matches!(client_error(answers.take(user).unwrap_err()), ClientError::Batch(_)));
}

#[tokio::test]
async fn a_request_that_stays_throttled_is_an_error_with_its_wait() {
    let server = MockServer::start().await;
    answers(&server, json!([{"id": "0", "status": 429, "headers": {"Retry-After": "600"}}])).await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    let error = answers.take(user).unwrap_err();
    assert_eq!(error.service().unwrap().retry_after, Some(Duration::from_secs(600)));
}

#[tokio::test]
async fn bytes_are_sent_as_base64() {
    let server = MockServer::start().await;
    answers(&server, json!([{"id": "0", "status": 200}])).await;
    let mut batch = Batch::new();
    let photo =
        batch.add(users::photo::set_value("a", b"\xff\xd8\xff".as_slice()).header("Content-Type", "image/jpeg"));
    let photo = photo.unwrap();
    client_of(&server).batch(batch).await.unwrap().take(photo).unwrap();
    let sent = sent(&server, 0).await;
    assert_eq!(sent["requests"][0]["body"], "/9j/");
    assert_eq!(sent["requests"][0]["headers"]["content-type"], "image/jpeg");
}

#[tokio::test]
async fn what_the_service_does_not_answer_is_an_error() {
    let server = MockServer::start().await;
    answers(&server, json!([{"id": "7", "status": 200}])).await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert!(matches!(client_error(answers.take(user).unwrap_err()), ClientError::Batch(_)));
}

#[tokio::test]
async fn a_batch_of_writes_is_not_sent_again_after_504() {
    let server = MockServer::start().await;
    Mock::given(path(BATCH)).respond_with(ResponseTemplate::new(504)).expect(1).mount(&server).await;
    let mut batch = Batch::new();
    batch.add(users::update("a", models::User::default())).unwrap();
    assert!(client_of(&server).batch(batch).await.is_err());
}

#[tokio::test]
async fn what_belongs_to_another_batch_version_or_host_is_refused() {
    let server = MockServer::start().await;
    let client = client_of(&server);
    let (mut one, mut other) = (Batch::new(), Batch::new());
    let step: BatchStep = one.add(users::get("a")).unwrap().into();
    assert!(matches!(client_error(other.add_after(users::get("a"), [step]).unwrap_err()), ClientError::Batch(_)));
    one.add(msgraph::beta::users::get("a")).unwrap();
    assert!(matches!(client_error(client.batch(one).await.unwrap_err()), ClientError::Batch(_)));
    other.add(users::get("a").host("https://elsewhere.example")).unwrap();
    let refused: Error = client.batch(other).await.unwrap_err();
    assert!(matches!(client_error(refused), ClientError::ForeignLink(_)));
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_batch_answer_of_another_shape_is_an_error() {
    for body in [json!([]), json!({}), json!({"responses": {}}), json!("x"), json!(null), json!(7)] {
        let server = MockServer::start().await;
        let response = ResponseTemplate::new(200).set_body_json(&body);
        Mock::given(method("POST")).and(path(BATCH)).respond_with(response).expect(1).mount(&server).await;
        let mut batch = Batch::new();
        batch.add(users::get("a")).unwrap();
        let error = client_of(&server).batch(batch).await.unwrap_err();
        assert!(matches!(error, Error::Shape { name: "responses", .. }), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn odd_answers_of_a_batch_hide_no_others() {
    let server = MockServer::start().await;
    answers(
        &server,
        json!([
            7,
            {},
            {"id": "zero", "status": 200},
            {"id": "1", "status": 9999},
            {"id": "0", "status": 200, "body": {"id": "a"}},
            {"id": "0", "status": 500, "body": {"id": "b"}},
            {"id": "20", "status": 200},
            {"id": 2, "status": "200", "headers": {"a b": "c", "x": 7}, "body": {"id": "c"}},
        ]),
    )
    .await;
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..3).map(|_| batch.add(users::get("a")).unwrap()).collect();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(answers.take(handles[0]).unwrap().id.as_deref(), Some("a"));
    assert!(matches!(client_error(answers.take(handles[1]).unwrap_err()), ClientError::Batch(_)));
    assert_eq!(answers.take(handles[2]).unwrap().id.as_deref(), Some("c"));
    assert!(matches!(client_error(answers.take(handles[2]).unwrap_err()), ClientError::Batch(_)));
}

#[tokio::test]
async fn headers_of_one_name_are_joined_in_a_batch() {
    let server = MockServer::start().await;
    answers(&server, json!([])).await;
    let mut batch = Batch::new();
    let request = users::get("a").prefer("a=1").header("prefer", "b").header("X-Twice", "1").header("x-twice", "2");
    batch.add(request).unwrap();
    client_of(&server).batch(batch).await.unwrap();
    let sent = sent(&server, 0).await;
    assert_eq!(sent["requests"][0]["headers"], json!({"prefer": "a=1, b", "x-twice": "1, 2"}));
}

#[tokio::test]
async fn an_answer_is_taken_with_the_handle_of_its_own_batch() {
    let server = MockServer::start().await;
    answers(&server, json!([{"id": "0", "status": 200, "body": {}}])).await;
    let (mut one, mut other) = (Batch::new(), Batch::new());
    let (handle, foreign) = (one.add(users::get("a")).unwrap(), other.add(users::get("a")).unwrap());
    let mut answers = client_of(&server).batch(one).await.unwrap();
    assert!(matches!(client_error(answers.take(foreign).unwrap_err()), ClientError::Batch(_)));
    assert!(answers.take(handle).is_ok());
}

#[tokio::test]
async fn a_step_is_waited_for_once() {
    let server = MockServer::start().await;
    answers(&server, json!([])).await;
    let mut batch = Batch::new();
    let (one, other) = (batch.add(users::get("a")).unwrap(), batch.add(users::get("b")).unwrap());
    batch.add_after(users::get("c"), [other, one, other]).unwrap();
    client_of(&server).batch(batch).await.unwrap();
    assert_eq!(sent(&server, 0).await["requests"][2]["dependsOn"], json!(["0", "1"]));
}

#[tokio::test]
async fn more_headers_than_a_map_holds_are_left_out() {
    let server = MockServer::start().await;
    let headers: serde_json::Map<_, _> = (0..40_000).map(|number| (format!("x-{number}"), json!("v"))).collect();
    answers(&server, json!([{"id": "0", "status": 200, "headers": headers, "body": {"id": "a"}}])).await;
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    let answer = client_of(&server).batch(batch).await.unwrap().take_response(user).unwrap();
    assert_eq!(answer.body().id.as_deref(), Some("a"));
    assert!(answer.headers().len() > 1000);
}
