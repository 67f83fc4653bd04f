//! Answers of success that hold something else than what was asked for.

use crate::server::{answer, client_error, client_of, error};
use msgraph::client::{Batch, ClientError};
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::users;
use msgraph::{Error, Multiple, Object, Page, Request};
use serde_json::{Value, json};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const DEVICES: &str = "/v1.0/deviceManagement/managedDevices";

async fn answering(body: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(body).mount(&server).await;
    server
}

#[track_caller]
fn refused(error: &Error) {
    let error = error.service().unwrap_or_else(|| panic!("not of the service: {error:?}"));
    assert_eq!((error.status.as_u16(), error.code.as_str()), (200, "Busy"));
}

#[tokio::test]
async fn an_error_in_a_successful_answer_is_an_error() {
    for body in [
        json!({"error": {"code": "Busy", "message": "No."}}),
        json!({"@odata.context": "x", "error": {"code": "Busy", "message": "No."}}),
        json!({"odata.error": {"code": "Busy", "message": {"lang": "en", "value": "No."}}}),
    ] {
        let server = answering(ResponseTemplate::new(200).set_body_json(&body)).await;
        let client = client_of(&server);
        refused(&client.send(users::get("a")).await.unwrap_err());
        refused(&client.send(users::list()).await.unwrap_err());
        refused(&client.items(users::list()).try_next().await.unwrap_err());
        refused(&client.pages(users::list()).try_next().await.unwrap_err());
        refused(&client.send(managed_devices::sync_device("d")).await.unwrap_err());
        let url = format!("{}/v1.0/any", server.uri());
        refused(&client.send(Request::<(), Object>::from_url(&url)).await.unwrap_err());
        refused(&client.send(Request::<(), Value>::from_url(&url)).await.unwrap_err());
        refused(&client.send(Request::<(), i64>::from_url(&url)).await.unwrap_err());
        refused(&client.send(Request::<(), Multiple<String>>::from_url(&url)).await.unwrap_err());
        let answer = http::Response::new(body.to_string());
        refused(&users::get("a").reader().read(answer).unwrap_err());
    }
}

#[tokio::test]
async fn an_error_in_place_of_a_later_page_is_an_error() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", error("Busy"), 1).await;
    let mut devices = client_of(&server).items(managed_devices::list());
    assert!(devices.try_next().await.unwrap().is_some());
    assert_eq!(format!("{devices:?}"), "Items { left: 0, .. }");
    refused(&devices.try_next().await.unwrap_err());
}

#[tokio::test]
async fn an_error_in_a_successful_step_of_a_batch_is_one_of_its_failures() {
    let server = MockServer::start().await;
    let steps = json!({"responses": [
        {"id": "0", "status": 200, "body": error("Busy")}, {"id": "1", "status": 200, "body": {"id": "b"}},
    ]});
    let steps = ResponseTemplate::new(200).set_body_json(steps);
    Mock::given(method("POST")).and(path("/v1.0/$batch")).respond_with(steps).expect(1).mount(&server).await;
    let mut batch = Batch::new();
    let (failed, read) = (batch.add(users::get("a")).unwrap(), batch.add(users::get("b")).unwrap());
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(answers.failed().map(|(step, _)| step.index()).collect::<Vec<_>>(), [0]);
    refused(&answers.take(failed).unwrap_err());
    assert_eq!(answers.take(read).unwrap().id.as_deref(), Some("b"));
}

#[tokio::test]
async fn an_error_in_place_of_a_batch_is_an_error_of_the_service() {
    let server = answering(ResponseTemplate::new(200).set_body_json(error("Busy"))).await;
    let mut batch = Batch::new();
    batch.add(users::get("a")).unwrap();
    refused(&client_of(&server).batch(batch).await.unwrap_err());
}

#[tokio::test]
async fn what_stands_beside_an_error_is_what_was_asked_for() {
    let body = json!({"id": "a", "error": {"code": "Busy", "message": "No."}});
    let server = answering(ResponseTemplate::new(200).set_body_json(&body)).await;
    let client = client_of(&server);
    assert_eq!(client.send(users::get("a")).await.unwrap().id.as_deref(), Some("a"));
    let any = Request::<(), Value>::from_url(format!("{}/v1.0/any", server.uri()));
    assert_eq!(client.send(any).await.unwrap(), body);
    // A file may hold whatever it does.
    let text = error("Busy").to_string();
    let server = answering(ResponseTemplate::new(200).set_body_raw(text.clone(), "application/json")).await;
    let content = client_of(&server).send(users::photo::get_value("a")).await.unwrap();
    assert_eq!(content.bytes, text.as_bytes());
    for other in [json!({"error": "none"}), json!({"error": null}), json!({"error": {}})] {
        let server = answering(ResponseTemplate::new(200).set_body_json(&other)).await;
        assert_eq!(client_of(&server).send(users::get("a")).await.unwrap().extra.get("error"), Some(&other["error"]));
    }
}

#[tokio::test]
async fn an_answer_that_holds_no_list_is_not_an_empty_list() {
    let server = answering(ResponseTemplate::new(200)).await;
    let client = client_of(&server);
    for error in [
        client.send(users::list()).await.unwrap_err(),
        client.items(users::list()).try_next().await.unwrap_err(),
        client.delta(Request::<(), Page<Object>>::from_url(server.uri())).collect().await.unwrap_err(),
        client.send(Request::<(), Multiple<String>>::from_url(server.uri())).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Content(_)), "{error:?}");
        assert!(error.to_string().contains("(no text)"), "{error}");
    }
    for body in [json!({}), json!({"@odata.context": "x"}), json!({"id": "a"})] {
        let server = answering(ResponseTemplate::new(200).set_body_json(&body)).await;
        let error = client_of(&server).items(users::list()).try_next().await.unwrap_err();
        assert!(matches!(error, Error::Shape { name: "value", .. }), "{body}: {error:?}");
    }
    // Nothing is what 204 says.
    let server = answering(ResponseTemplate::new(204)).await;
    assert!(client_of(&server).items(users::list()).try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_empty_list_in_a_step_of_a_batch_is_no_list_either() {
    let server =
        answering(ResponseTemplate::new(200).set_body_json(json!({"responses": [{"id": "0", "status": 200}]}))).await;
    let mut batch = Batch::new();
    let list = batch.add(users::list()).unwrap();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert!(matches!(answers.take(list).unwrap_err(), Error::Content(_)));
    assert!(matches!(client_error(answers.take(list).unwrap_err()), ClientError::Batch(_)));
}
