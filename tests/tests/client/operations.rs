//! Operations that go on after the answer to the request that began them.

use crate::server::{TOKEN, answer, client_error, client_of, error, foreign, once};
use msgraph::client::{ClientError, OperationStatus, Poller};
use msgraph::v1::models::User;
use msgraph::v1::{drives, users};
use msgraph::{LongRunning, Request};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The request to copy a file, whose result is read as a user: the crate of the tests has no simpler type.
fn copy() -> Request<Value, LongRunning<User>> {
    drives::items::copy("d", "i", json!({"name": "copy"})).long_running()
}

async fn accept(server: &MockServer, header: &str, link: &str) {
    let accepted = ResponseTemplate::new(202).insert_header(header, link);
    Mock::given(method("POST")).respond_with(accepted).expect(1).mount(server).await;
}

fn report(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

#[tokio::test]
async fn a_copy_is_waited_for_at_a_monitor_that_gets_no_token() {
    let (server, monitor) = (MockServer::start().await, foreign().await);
    accept(&server, "location", &format!("{}/monitor/7?sig=1", monitor.uri())).await;
    let running = json!({"operation": "ItemCopy", "percentageComplete": 27.8, "status": "inProgress"});
    let running = ResponseTemplate::new(202).set_body_json(running).insert_header("retry-after", "1");
    once(&monitor, "GET", "/monitor/7", running).await;
    let done = json!({"percentageComplete": 100.0, "resourceId": "i-2", "status": "completed"});
    Mock::given(path("/monitor/7")).respond_with(report(done)).expect(1).mount(&monitor).await;
    let client = client_of(&server);
    let mut poller = client.start(copy()).await.unwrap();
    assert_eq!(poller.link(), format!("{}/monitor/7?sig=1", monitor.uri()));
    let started = Instant::now();
    let first = poller.poll().await.unwrap();
    assert_eq!((&first.status, first.percent_complete), (&OperationStatus::Running, Some(27.8)));
    assert!(started.elapsed() < Duration::from_secs(1));
    let done = poller.wait().await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!((&done.status, done.resource_id.as_deref()), (&OperationStatus::Succeeded, Some("i-2")));
    assert!(poller.next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_link_without_host_and_version_is_on_the_service_in_the_version_of_the_request() {
    for link in ["/teams('t')/operations('o')", "teams('t')/operations('o')", "/v1.0/teams('t')/operations('o')"] {
        let server = MockServer::start().await;
        accept(&server, "location", link).await;
        let done = json!({"id": "o", "status": "succeeded", "targetResourceLocation": "/users('u')"});
        let at = Mock::given(path("/v1.0/teams('t')/operations('o')"))
            .and(header("authorization", format!("Bearer {TOKEN}")));
        at.respond_with(report(done)).expect(1).mount(&server).await;
        answer(&server, "/v1.0/users('u')", json!({"id": "u"}), 1).await;
        let result = client_of(&server).start(copy()).await.unwrap().result().await.unwrap();
        assert_eq!(result.id.as_deref(), Some("u"), "{link}");
    }
}

#[tokio::test]
async fn the_result_is_read_from_its_own_link_and_operation_location_goes_first() {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("operation-location", format!("{}/v1.0/me/onenote/operations/o", server.uri()))
        .insert_header("location", "/elsewhere");
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    once(&server, "GET", "/v1.0/me/onenote/operations/o", report(json!({"status": "Running"}))).await;
    let done = json!({"status": "Completed", "resourceLocation": format!("{}/v1.0/users/u", server.uri())});
    answer(&server, "/v1.0/me/onenote/operations/o", done, 1).await;
    answer(&server, "/v1.0/users/u", json!({"id": "u"}), 1).await;
    let mut poller = client_of(&server).start(copy()).await.unwrap().interval(Duration::from_millis(5));
    assert_eq!(poller.result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn a_monitor_that_sees_other_names_the_result() {
    let (server, monitor) = (MockServer::start().await, foreign().await);
    accept(&server, "location", &format!("{}/monitor", monitor.uri())).await;
    let other = ResponseTemplate::new(303).insert_header("location", format!("{}/v1.0/users/u", server.uri()));
    Mock::given(path("/monitor")).respond_with(other).expect(1).mount(&monitor).await;
    let result = Mock::given(path("/v1.0/users/u")).and(header("authorization", format!("Bearer {TOKEN}")));
    result.respond_with(report(json!({"id": "u"}))).expect(1).mount(&server).await;
    assert_eq!(client_of(&server).start(copy()).await.unwrap().result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn waiting_goes_on_from_a_link_that_was_kept() {
    let server = MockServer::start().await;
    accept(&server, "location", "/teams('t')/operations('o')").await;
    let done = json!({"status": "succeeded", "targetResourceLocation": "/users('u')"});
    answer(&server, "/v1.0/teams('t')/operations('o')", done, 2).await;
    answer(&server, "/v1.0/users('u')", json!({"id": "u"}), 2).await;
    let kept = client_of(&server).start(copy()).await.unwrap().link().to_owned();
    for link in [kept.as_str(), "/teams('t')/operations('o')"] {
        let mut poller: Poller<User> = client_of(&server).poller(link).unwrap();
        assert_eq!(poller.result().await.unwrap().id.as_deref(), Some("u"));
    }
}

#[tokio::test]
async fn an_operation_that_fails_is_an_error_that_says_why() {
    let server = MockServer::start().await;
    accept(&server, "location", "/v1.0/operations/o").await;
    let failed = json!({"status": "failed", "error": {"code": "nameAlreadyExists", "message": "There is one."}});
    answer(&server, "/v1.0/operations/o", failed, 1).await;
    let error = client_error(client_of(&server).start(copy()).await.unwrap().result().await.unwrap_err());
    assert_eq!(error.to_string(), "the operation has failed: nameAlreadyExists: There is one.");
    let ClientError::Operation(operation) = error else { panic!("another error") };
    assert_eq!(operation.status, OperationStatus::Failed);
}

#[tokio::test]
async fn what_is_its_own_result_is_watched_until_its_status_is_final() {
    let server = MockServer::start().await;
    for status in ["notStarted", "inProgress", "validatingSoon"] {
        once(&server, "GET", "/v1.0/users/job", report(json!({"id": "job", "status": status}))).await;
    }
    answer(&server, "/v1.0/users/job", json!({"id": "job", "status": "completed", "url": "https://x.example"}), 1)
        .await;
    let mut poller = client_of(&server).watch(users::get("job")).unwrap().interval(Duration::from_millis(1));
    let job = poller.result().await.unwrap();
    assert_eq!((job.id.as_deref(), job.extra.get("status")), (Some("job"), Some(&json!("completed"))));
}

#[tokio::test]
async fn a_request_that_is_answered_at_once_has_its_result() {
    let server = MockServer::start().await;
    let created = ResponseTemplate::new(201).set_body_json(json!({"id": "u"})).insert_header("location", "/users/u");
    Mock::given(method("POST")).respond_with(created).expect(1).mount(&server).await;
    assert_eq!(client_of(&server).start(copy()).await.unwrap().result().await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn what_cannot_be_waited_for_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(202)).mount(&server).await;
    let client = client_of(&server);
    assert!(matches!(client_error(client.start(copy()).await.unwrap_err()), ClientError::NoOperationLink));
    once(&server, "GET", "/v1.0/operations/gone", ResponseTemplate::new(404).set_body_json(error("NotFound"))).await;
    let mut poller = client.poller::<()>("/operations/gone").unwrap();
    assert_eq!(poller.wait().await.unwrap_err().service().unwrap().code, "NotFound");
    for link in ["ftp://files.example/a", "https://me@files.example/a"] {
        assert!(matches!(client_error(client.poller::<()>(link).unwrap_err()), ClientError::Address(_)), "{link}");
    }
}
