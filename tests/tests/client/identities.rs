//! The ids by which a request is found in the logs of the service.

use crate::server::{answer, client_of, error, once};
use msgraph::v1::users;
use serde_json::json;
use std::collections::HashSet;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn sent(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests.iter().map(|request| request.headers["client-request-id"].to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn attempts_of_one_request_share_an_id_and_pages_do_not() {
    let server = MockServer::start().await;
    once(&server, "GET", "/v1.0/users", ResponseTemplate::new(503)).await;
    answer(&server, "/v1.0/users", json!({"value": [], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": []}), 1).await;
    assert!(client_of(&server).items(users::list()).try_next().await.unwrap().is_none());
    let ids = sent(&server).await;
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[1], ids[2]);
    let id: msgraph::Guid = ids[0].as_str().into();
    let bits = id.to_u128().unwrap();
    assert_eq!((bits >> 76 & 0xf, bits >> 62 & 0x3), (4, 2), "{id}");
    assert_eq!(HashSet::<String>::from_iter(ids).len(), 2);
}

#[tokio::test]
async fn an_error_has_the_ids_of_both_sides() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(404).set_body_json(error("No"))).mount(&server).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    let error = error.service().unwrap();
    assert_eq!(error.request_id.as_deref(), Some("r-1"));
    assert_eq!(error.client_request_id.as_ref(), sent(&server).await.first());
    assert!(format!("{error:?}").contains(&sent(&server).await[0]));
}

#[tokio::test]
async fn an_id_of_the_callers_is_kept() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(404)).mount(&server).await;
    let request = users::get("a").header("Client-Request-Id", "mine");
    let error = client_of(&server).send(request).await.unwrap_err();
    assert_eq!(error.service().unwrap().client_request_id.as_deref(), Some("mine"));
    assert_eq!(sent(&server).await, ["mine"]);
}

#[tokio::test]
async fn the_id_that_the_service_tells_wins() {
    let server = MockServer::start().await;
    let refusal = ResponseTemplate::new(404).insert_header("client-request-id", "theirs");
    Mock::given(any()).respond_with(refusal).mount(&server).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().client_request_id.as_deref(), Some("theirs"));
}
