//! What people complain of in other clients of the service, and what happens here instead.

use crate::server::{answer, client_error, client_of, once};
use msgraph::client::ClientError;
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::groups::members;
use msgraph::v1::{models, users};
use msgraph::{Model, filter};
use serde_json::json;
use std::time::{Duration, Instant};
use wiremock::matchers::{body_json, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const DEVICES: &str = "/v1.0/deviceManagement/managedDevices";

#[tokio::test]
async fn listing_devices_does_not_fail_on_one_unknown_enum_value() {
    let server = MockServer::start().await;
    let devices = json!([
        {"id": "1", "complianceState": "compliant"},
        {"id": "2", "complianceState": "quarantined"},
        {"id": "3", "complianceState": "noncompliant"},
    ]);
    answer(&server, DEVICES, json!({ "value": devices }), 1).await;
    let mut devices = client_of(&server).items(managed_devices::list());
    let mut states = Vec::new();
    while let Some(device) = devices.try_next().await.unwrap() {
        states.push(device.compliance_state.unwrap());
    }
    assert_eq!(
        states.iter().map(|state| state.as_str()).collect::<Vec<_>>(),
        ["compliant", "quarantined", "noncompliant"]
    );
    assert_eq!(states.iter().map(|state| state.is_known()).collect::<Vec<_>>(), [true, false, true]);
}

#[tokio::test]
async fn a_property_can_be_cleared_with_null() {
    let server = MockServer::start().await;
    let cleared = Mock::given(method("PATCH")).and(body_json(json!({"jobTitle": "Lead", "officeLocation": null})));
    cleared.respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    let mut changes = models::User { job_title: Some("Lead".to_owned()), ..Default::default() };
    changes.set_null(|user| &mut user.office_location);
    client_of(&server).send(users::update("a", &changes)).await.unwrap();
}

#[tokio::test]
async fn a_derived_object_is_not_cut_down_to_its_base() {
    let server = MockServer::start().await;
    let member =
        json!({"@odata.type": "#microsoft.graph.user", "id": "1", "jobTitle": "Clerk", "extension_1": {"a": [1]}});
    answer(&server, "/v1.0/groups/g/members", json!({"value": [member]}), 1).await;
    let object = client_of(&server).items(members::list("g")).try_next().await.unwrap().unwrap();
    let user: models::User = object.downcast().unwrap();
    assert_eq!(user.job_title.as_deref(), Some("Clerk"));
    assert_eq!(serde_json::to_value(user).unwrap(), member);
}

#[tokio::test]
async fn an_empty_page_with_a_next_link_does_not_end_the_list() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": [{"id": "1"}]}), 1).await;
    let mut devices = client_of(&server).items(managed_devices::list());
    assert_eq!(devices.try_next().await.unwrap().unwrap().id.as_deref(), Some("1"));
    assert!(devices.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_repeated_next_link_ends_with_an_error_and_not_in_a_loop() {
    let server = MockServer::start().await;
    answer(&server, DEVICES, json!({"value": [{"id": "1"}], "@odata.nextLink": DEVICES}), 1).await;
    let mut devices = client_of(&server).items(managed_devices::list());
    assert!(devices.try_next().await.unwrap().is_some());
    let error = client_error(devices.try_next().await.unwrap_err());
    assert!(matches!(error, ClientError::RepeatedLink), "{error:?}");
}

#[tokio::test]
async fn the_body_of_an_error_is_kept() {
    for body in [r#"{"error": {"code": "Denied", "details": [{"code": "x"}]}}"#, "<html>busy</html>", ""] {
        let server = MockServer::start().await;
        answer(&server, DEVICES, json!({"value": [], "@odata.nextLink": "/2"}), 1).await;
        let refusal = ResponseTemplate::new(403).set_body_string(body);
        Mock::given(path("/2")).respond_with(refusal).expect(1).mount(&server).await;
        let error = client_of(&server).items(managed_devices::list()).try_next().await.unwrap_err();
        assert_eq!(error.service().unwrap().body, body.as_bytes());
    }
}

#[tokio::test]
async fn retry_after_is_kept_to() {
    let server = MockServer::start().await;
    once(&server, "GET", DEVICES, ResponseTemplate::new(429).insert_header("retry-after", "1")).await;
    answer(&server, DEVICES, json!({"value": []}), 1).await;
    let started = Instant::now();
    client_of(&server).send(managed_devices::list()).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn names_of_types_and_members_are_known_in_any_case() {
    let server = MockServer::start().await;
    let member = json!({"@odata.type": "#Microsoft.Graph.User", "id": "u", "jobTitle": "Lead"});
    answer(&server, "/v1.0/groups/g/members", json!({ "value": [member] }), 1).await;
    answer(&server, DEVICES, json!({"value": [{"id": "1", "complianceState": "Compliant"}]}), 1).await;
    let client = client_of(&server);
    let found = client.items(members::list("g")).try_next().await.unwrap().unwrap();
    let user: models::User = found.downcast().unwrap();
    assert_eq!(user.job_title.as_deref(), Some("Lead"));
    let device = client.items(managed_devices::list()).try_next().await.unwrap().unwrap();
    assert_eq!(device.compliance_state, Some(models::ComplianceState::Compliant));
    assert_eq!(device.compliance_state.unwrap().as_str(), "Compliant");
}

#[tokio::test]
async fn a_moment_is_read_without_a_colon_and_without_an_offset_where_the_caller_knows_it() {
    let server = MockServer::start().await;
    let devices = json!([
        {"id": "1", "lastSyncDateTime": "2024-02-08T12:07:31+0000"},
        {"id": "2", "lastSyncDateTime": "2024-02-08T12:07:31"},
    ]);
    answer(&server, DEVICES, json!({ "value": devices }), 1).await;
    let page = client_of(&server).send(managed_devices::list()).await.unwrap();
    let [offset, bare] = page.items() else { panic!("{page:?}") };
    let (offset, bare) = (offset.last_sync_date_time.as_ref().unwrap(), bare.last_sync_date_time.as_ref().unwrap());
    assert_eq!(offset.to_unix().unwrap(), (1_707_394_051, 0));
    assert!(bare.to_unix().is_err());
    assert_eq!(bare.assume_utc().to_unix().unwrap(), (1_707_394_051, 0));
}

#[tokio::test]
async fn a_name_that_begins_with_a_dollar_sign_is_asked_for_in_quotes() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users('$x@y.com')", json!({"id": "u"}), 1).await;
    assert_eq!(client_of(&server).send(users::get("$x@y.com")).await.unwrap().id.as_deref(), Some("u"));
}

#[tokio::test]
async fn a_text_from_a_stranger_stays_a_text_in_a_filter() {
    let server = MockServer::start().await;
    for (name, sent) in [
        ("O'Brien", "displayName eq 'O''Brien'"),
        ("x' or displayName ne '", "displayName eq 'x'' or displayName ne '''"),
    ] {
        let asked = Mock::given(method("GET")).and(path("/v1.0/users")).and(query_param("$filter", sent));
        let empty = ResponseTemplate::new(200).set_body_json(json!({"value": []}));
        asked.respond_with(empty).expect(1).mount(&server).await;
        client_of(&server).send(users::list().filter(filter!("displayName eq {name}", name))).await.unwrap();
    }
}
