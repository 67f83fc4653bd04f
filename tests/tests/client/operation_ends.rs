//! How operations begin and end: what says so, and what does not.

use crate::server::{answer, client_error, client_of, error, once};
use msgraph::client::{ClientError, OperationStatus, Poller};
use msgraph::v1::models::User;
use msgraph::v1::print::printers::{self, CreateBody};
use msgraph::v1::{drives, teams};
use msgraph::{LongRunning, Object, Request};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const OPERATION: &str = "/v1.0/operations/o";
const SOON: Duration = Duration::from_millis(5);

fn copy() -> Request<Value, LongRunning<User>> {
    drives::items::copy("d", "i", json!({"name": "copy"})).long_running()
}

fn accepted() -> ResponseTemplate {
    ResponseTemplate::new(202).insert_header("location", "/operations/o")
}

async fn accept(server: &MockServer, answer: ResponseTemplate) {
    Mock::given(method("POST")).respond_with(answer).expect(1).mount(server).await;
}

fn report(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn watch(server: &MockServer) -> Poller<Object> {
    let request = Request::<(), Object>::from_url(format!("{}{OPERATION}", server.uri()));
    client_of(server).watch(request).unwrap().interval(SOON)
}

#[tokio::test]
async fn what_an_answer_made_at_once_is_not_asked_for_again_whatever_its_status() {
    let server = MockServer::start().await;
    let created = ResponseTemplate::new(201).set_body_json(json!({"id": "u", "status": "awaitingApproval"}));
    Mock::given(method("POST")).respond_with(created).expect(1).mount(&server).await;
    assert_eq!(client_of(&server).start(copy()).await.unwrap().result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn an_error_in_a_successful_answer_is_no_success_of_an_operation() {
    let server = MockServer::start().await;
    accept(&server, accepted()).await;
    answer(&server, "/v1.0/operations/o", error("Busy"), 1).await;
    let refused = client_of(&server).start(copy()).await.unwrap().result().await.unwrap_err();
    assert_eq!(refused.service().unwrap().code, "Busy");
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(report(error("Busy"))).expect(1).mount(&server).await;
    assert_eq!(client_of(&server).start(copy()).await.unwrap_err().service().unwrap().code, "Busy");
}

#[tokio::test]
async fn a_state_within_the_status_is_read() {
    for (state, expected) in [("succeeded", OperationStatus::Succeeded), ("failed", OperationStatus::Failed)] {
        let server = MockServer::start().await;
        let running = json!({"id": "o", "status": {"state": "running", "description": "It is under way."}});
        once(&server, "GET", OPERATION, report(running)).await;
        let ended = json!({"id": "o", "status": {"state": state, "description": "It ends."}, "printer": {"id": "p"}});
        answer(&server, OPERATION, ended, 1).await;
        let mut poller = watch(&server);
        assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::Running);
        let ended = poller.next().await.unwrap().unwrap();
        assert_eq!((&ended.status, ended.error_message.as_str()), (&expected, "It ends."));
    }
    let server = MockServer::start().await;
    once(&server, "GET", OPERATION, report(json!({"progress": {"phase": "running"}}))).await;
    answer(&server, OPERATION, json!({"progress": {"phase": "completed"}}), 1).await;
    let mut poller = watch(&server).state_at("/progress/phase");
    assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::Running);
    assert_eq!(poller.wait().await.unwrap().status, OperationStatus::Succeeded);
}

#[tokio::test]
async fn a_status_that_does_not_say_how_it_is_has_not_ended() {
    for status in [json!({}), json!({"details": ["x"]}), json!(7), json!([])] {
        let server = MockServer::start().await;
        once(&server, "GET", OPERATION, report(json!({ "status": status }))).await;
        answer(&server, OPERATION, json!({"status": "succeeded"}), 1).await;
        let mut poller = watch(&server);
        assert!(!poller.next().await.unwrap().unwrap().status.is_final(), "{status}");
        assert!(poller.wait().await.is_ok());
    }
}

#[tokio::test]
async fn every_word_of_the_documentation_for_an_end_ends_it() {
    for (word, succeeds) in [
        ("complete", true),
        ("Completed", true),
        ("completedWithErrors", true),
        ("skipped", false),
        ("aborted", false),
        ("timedOut", false),
        ("expired", false),
    ] {
        let server = MockServer::start().await;
        answer(&server, OPERATION, json!({ "status": word }), 1).await;
        match watch(&server).wait().await {
            Ok(ended) => assert!(succeeds && ended.status.is_success(), "{word}"),
            Err(error) => assert!(!succeeds && matches!(client_error(error), ClientError::Operation(_)), "{word}"),
        }
    }
}

#[tokio::test]
async fn a_word_that_nobody_knows_is_waited_for_no_longer_than_the_limit() {
    let server = MockServer::start().await;
    answer(&server, OPERATION, json!({"status": "dormant"}), 2..).await;
    let mut poller = watch(&server).interval(Duration::from_millis(40)).max_elapsed(Duration::from_millis(300));
    let started = Instant::now();
    let error = client_error(poller.result().await.unwrap_err());
    assert!(started.elapsed() < Duration::from_secs(3));
    assert_eq!(error.to_string(), "the operation has not ended after 300ms: it is dormant");
    let ClientError::OperationLimit { status, .. } = error else { panic!("{error:?}") };
    assert_eq!(status, OperationStatus::Other("dormant".to_owned()));
    // The poller goes on where it was.
    server.reset().await;
    answer(&server, OPERATION, json!({"status": "succeeded"}), 1).await;
    assert!(poller.max_elapsed(Duration::from_secs(60)).result().await.is_ok());
}

#[tokio::test]
async fn what_has_just_begun_is_not_asked_for_at_once() {
    let server = MockServer::start().await;
    accept(&server, accepted()).await;
    answer(&server, OPERATION, json!({"status": "succeeded"}), 1).await;
    let mut poller = client_of(&server).start(copy()).await.unwrap().interval(Duration::from_millis(300));
    let started = Instant::now();
    poller.wait().await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn an_operation_that_is_not_there_yet_is_asked_for_again() {
    let server = MockServer::start().await;
    accept(&server, accepted()).await;
    let missing = ResponseTemplate::new(404).set_body_json(error("NotFound"));
    Mock::given(path(OPERATION)).respond_with(missing).up_to_n_times(3).with_priority(1).mount(&server).await;
    answer(&server, OPERATION, json!({"id": "u", "status": "succeeded"}), 1).await;
    let mut poller = client_of(&server).start(copy()).await.unwrap().interval(SOON);
    assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::NotStarted);
    assert_eq!(poller.result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn an_operation_that_stays_away_or_goes_away_is_an_error_that_leaves_the_poller() {
    let server = MockServer::start().await;
    accept(&server, accepted()).await;
    let missing = || ResponseTemplate::new(404).set_body_json(error("NotFound"));
    Mock::given(path(OPERATION)).respond_with(missing()).up_to_n_times(6).with_priority(1).mount(&server).await;
    once(&server, "GET", OPERATION, report(json!({"status": "running"}))).await;
    Mock::given(path(OPERATION)).respond_with(missing()).up_to_n_times(1).with_priority(2).mount(&server).await;
    answer(&server, OPERATION, json!({"id": "u", "status": "succeeded"}), 1).await;
    let mut poller = client_of(&server).start(copy()).await.unwrap().interval(SOON);
    assert_eq!(poller.result().await.unwrap_err().service().unwrap().code, "NotFound");
    // It was there once.
    assert_eq!(poller.result().await.unwrap_err().service().unwrap().code, "NotFound");
    assert_eq!(poller.result().await.unwrap().id.as_deref(), Some("u"));
    assert_eq!(poller.result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn the_state_stands_where_the_pages_say() {
    let server = MockServer::start().await;
    accept(&server, ResponseTemplate::new(202).insert_header("operation-location", "/print/operations/o")).await;
    let at = "/v1.0/print/operations/o";
    let running = json!({"id": "o", "status": {"code": "succeeded", "state": "running"}});
    once(&server, "GET", at, report(running)).await;
    answer(&server, at, json!({"id": "o", "status": {"code": "x", "state": "failed"}}), 1).await;
    let body = CreateBody { display_name: Some("Second floor".to_owned()), ..Default::default() };
    let mut poller = client_of(&server).start(printers::create(&body)).await.unwrap().interval(SOON);
    assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::Running);
    assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::Failed);
    assert!(poller.next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_operation_is_first_asked_for_after_as_long_as_its_page_says() {
    let server = MockServer::start().await;
    accept(&server, ResponseTemplate::new(202).insert_header("location", "/teams('t')/operations('o')")).await;
    answer(&server, "/v1.0/teams('t')/operations('o')", json!({"status": "succeeded"}), 1).await;
    let mut poller = client_of(&server).start(teams::archive("t", ())).await.unwrap();
    // The page asks for 30 seconds.
    let early = tokio::time::timeout(Duration::from_secs(3), poller.next()).await;
    assert!(early.is_err());
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
    let mut poller = poller.interval(SOON);
    assert_eq!(poller.next().await.unwrap().unwrap().status, OperationStatus::Succeeded);
}
