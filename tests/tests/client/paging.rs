//! Lists over several pages.

use crate::server::{answer, client_error, client_of, error, foreign};
use futures_util::{StreamExt, TryStreamExt};
use msgraph::client::ClientError;
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::users;
use msgraph::{Error, Request};
use serde_json::json;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const DEVICES: &str = "/v1.0/deviceManagement/managedDevices";

#[tokio::test]
async fn items_of_all_pages_come_in_order() {
    let server = MockServer::start().await;
    let next = format!("{}/2", server.uri());
    answer(&server, DEVICES, json!({"value": [{"id": "1"}, {"id": "2"}], "@odata.nextLink": next}), 1).await;
    answer(&server, "/2", json!({"value": [{"id": "3"}]}), 1).await;
    let items = client_of(&server).items(managed_devices::list().top(2));
    let ids: Vec<_> = items.map_ok(|device| device.id.unwrap()).try_collect().await.unwrap();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[tokio::test]
async fn the_end_of_a_list_stays_its_end() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}]}), 2).await;
    let mut items = client_of(&server).items(managed_devices::list());
    let mut pages = client_of(&server).pages(managed_devices::list());
    assert!(items.try_next().await.unwrap().is_some() && pages.try_next().await.unwrap().is_some());
    for _ in 0..3 {
        assert!(items.try_next().await.unwrap().is_none() && pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_empty_page_with_a_next_link_is_not_the_end() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [], "@odata.nextLink": format!("{}/2", server.uri())}), 1).await;
    answer(&server, "/2", json!({"@odata.nextLink": "/3"}), 1).await;
    answer(&server, "/3", json!({"value": [{"id": "1"}]}), 1).await;
    let mut items = client_of(&server).items(managed_devices::list());
    assert_eq!(items.try_next().await.unwrap().unwrap().id.as_deref(), Some("1"));
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_repeated_next_link_ends_with_an_error_after_its_page() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": [{"id": "2"}], "@odata.nextLink": "/3"}), 1).await;
    answer(&server, "/3", json!({"value": [{"id": "3"}], "@odata.nextLink": "/2"}), 1).await;
    let results: Vec<_> = client_of(&server).items(managed_devices::list()).collect().await;
    let (last, items) = results.split_last().unwrap();
    assert_eq!(items.len(), 3);
    assert!(items.iter().all(Result::is_ok));
    assert!(matches!(last, Err(Error::Client(error)) if matches!(**error, ClientError::RepeatedLink)));
}

#[tokio::test]
async fn a_foreign_next_link_is_an_error_and_gets_no_request() {
    let (server, other) = (MockServer::start().await, foreign().await);
    answer(&server, DEVICES, json!({"value": [{}], "@odata.nextLink": format!("{}/2", other.uri())}), 1).await;
    let mut pages = client_of(&server).pages(managed_devices::list());
    assert_eq!(pages.try_next().await.unwrap().unwrap().items().len(), 1);
    let error = client_error(pages.try_next().await.unwrap_err());
    assert!(matches!(&error, ClientError::ForeignLink(host) if *host == other.uri()), "{error:?}");
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(other.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_foreign_address_gets_no_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    answer(&other, "/2", json!({"value": [{}]}), 1).await;
    let request = Request::<(), msgraph::Page<msgraph::Object>>::from_url(format!("{}/2", other.uri()));
    assert_eq!(client_of(&server).send(request).await.unwrap().items().len(), 1);
}

#[tokio::test]
async fn an_error_of_a_later_page_comes_out_with_its_body_and_ends_the_stream() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}], "@odata.nextLink": "/2"}), 1).await;
    let refusal = ResponseTemplate::new(403).set_body_json(error("Denied"));
    Mock::given(path("/2")).respond_with(refusal).expect(1).mount(&server).await;
    let mut items = client_of(&server).items(managed_devices::list());
    assert!(items.try_next().await.unwrap().is_some());
    let refused = items.try_next().await.unwrap_err();
    let refused = refused.service().unwrap();
    assert_eq!(refused.code, "Denied");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&refused.body).unwrap(), error("Denied"));
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn headers_of_the_request_go_with_each_page_and_queries_only_with_the_first() {
    let server = MockServer::start().await;
    let page = |body| ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("GET"))
        .and(query_param("$filter", "x eq 1"))
        .and(header("consistencylevel", "eventual"))
        .respond_with(page(json!({"value": [{}], "@odata.nextLink": "/2?$skiptoken=a b"})))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(path("/2"))
        .and(query_param("$skiptoken", "a b"))
        .and(header("consistencylevel", "eventual"))
        .and(header("authorization", "Bearer the-secret-token"))
        .respond_with(page(json!({"value": [{}]})))
        .expect(1)
        .mount(&server)
        .await;
    let request = users::list().filter("x eq 1").header("ConsistencyLevel", "eventual");
    assert_eq!(client_of(&server).items(request.header("Content-Type", "text/plain")).count().await, 2);
    // What describes a body goes with the body.
    let sent = server.received_requests().await.unwrap();
    assert!(sent[0].headers.contains_key("content-type") && !sent[1].headers.contains_key("content-type"));
}

#[tokio::test]
async fn a_page_that_holds_something_else_than_objects_is_an_error_of_items() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}, 2], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": [{"id": "3"}]}), 0).await;
    let mut items = client_of(&server).items(managed_devices::list());
    assert!(matches!(items.try_next().await, Err(Error::Shape { name: "value", .. })));
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_invalid_key_is_the_only_result() {
    let server = MockServer::start().await;
    let mut items = client_of(&server).items(msgraph::v1::users::messages::list(".."));
    assert!(matches!(items.try_next().await, Err(Error::Key { .. })));
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_next_link_to_a_part_of_the_same_page_is_a_repeated_one() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}], "@odata.nextLink": "#x"}), 1).await;
    let mut pages = client_of(&server).pages(managed_devices::list());
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(matches!(client_error(pages.try_next().await.unwrap_err()), ClientError::RepeatedLink));
}
