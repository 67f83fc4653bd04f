//! Nulls among the elements of lists.

use crate::server::{answer, client_of};
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::models::User;
use msgraph::v1::users;
use msgraph::{Model, Multiple, Request};
use serde_json::json;
use wiremock::matchers::{body_json, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

const DEVICES: &str = "/v1.0/deviceManagement/managedDevices";

#[tokio::test]
async fn a_null_among_the_objects_of_a_page_is_skipped() {
    let server = MockServer::start().await;
    let value = json!([null, {"id": "1"}, null, {"id": "2"}, null]);
    answer(&server, DEVICES, json!({"value": value, "@odata.nextLink": "/2"}), 2).await;
    answer(&server, "/2", json!({"value": [null]}), 1).await;
    let client = client_of(&server);
    let mut devices = client.items(managed_devices::list());
    let mut ids = Vec::new();
    while let Some(device) = devices.try_next().await.unwrap() {
        ids.push(device.id.unwrap());
    }
    assert_eq!(ids, ["1", "2"]);
    let page = client.send(managed_devices::list()).await.unwrap();
    assert_eq!(page.items().len(), 2);
    assert_eq!(serde_json::to_value(&page).unwrap()["value"], value);
    assert_eq!(serde_json::to_value(page.clone()).unwrap()["value"], value);
}

#[tokio::test]
async fn a_null_in_a_list_of_texts_is_skipped_and_written_back() {
    let server = MockServer::start().await;
    let text = json!({"id": "a", "businessPhones": [null, "+1", null, "+2"]});
    answer(&server, "/v1.0/users/a", text.clone(), 1).await;
    let back = Mock::given(method("PATCH")).and(body_json(&text));
    back.respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    let client = client_of(&server);
    let user = client.send(users::get("a")).await.unwrap();
    assert_eq!(user.business_phones.as_deref(), Some(["+1".to_owned(), "+2".to_owned()].as_slice()));
    assert!(user.extra.is_empty());
    client.send(users::update("a", &user)).await.unwrap();
    assert_eq!(serde_json::to_value(user.clone().cast::<User>()).unwrap(), text);
    // Nobody knows where they stand in another list.
    let mut longer = user.clone();
    longer.business_phones.get_or_insert_default().push("+3".to_owned());
    assert_eq!(serde_json::to_value(&longer).unwrap()["businessPhones"], json!(["+1", "+2", "+3"]));
    let cleared = User { business_phones: None, ..user };
    assert_eq!(serde_json::to_value(&cleared).unwrap(), json!({"id": "a"}));
}

#[tokio::test]
async fn a_null_in_a_list_that_is_the_answer_is_skipped() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/list", json!({"value": ["a", null, "b"]}), 1).await;
    let list = Request::<(), Multiple<String>>::from_url(format!("{}/v1.0/list", server.uri()));
    let mut items = client_of(&server).items(list);
    assert_eq!(items.try_next().await.unwrap().as_deref(), Some("a"));
    assert_eq!(items.try_next().await.unwrap().as_deref(), Some("b"));
    assert_eq!(items.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn a_list_with_what_does_not_fit_keeps_its_nulls_too() {
    let server = MockServer::start().await;
    let text = json!({"id": "a", "businessPhones": [null, "+1", 7, null]});
    answer(&server, "/v1.0/users/a", text.clone(), 1).await;
    let user = client_of(&server).send(users::get("a")).await.unwrap();
    assert_eq!(user.business_phones, None);
    assert_eq!(user.extra.get("businessPhones"), Some(&text["businessPhones"]));
    assert_eq!(serde_json::to_value(&user).unwrap(), text);
}

#[tokio::test]
async fn a_null_among_related_objects_is_skipped() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/a", json!({"directReports": [null, {"id": "b"}]}), 1).await;
    let user = client_of(&server).send(users::get("a")).await.unwrap();
    let reports: Vec<User> = user.extra().related_list("directReports").unwrap().unwrap();
    assert_eq!(reports.len(), 1);
}
