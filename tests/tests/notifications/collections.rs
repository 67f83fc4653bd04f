//! What one POST brings, as models.

use msgraph::notifications::{ChangeNotificationCollection, ChangeType, LifecycleEvent, ResourceData};
use msgraph::v1::models::User;
use msgraph::{Model, from_slice};
use serde_json::{Value, json};

fn changed() -> Value {
    json!({
        "value": [{
            "id": "lsgTZMr9KwAAA",
            "subscriptionId": "76222963-cc7b-42d2-882d-8aaa69cb2ba3",
            "subscriptionExpirationDateTime": "2026-04-12T23:20:50.52Z",
            "clientState": "kiosk-7f",
            "changeType": "updated",
            "resource": "Users/5f0c7a1e",
            "tenantId": "84bd8158-6d4d-4958-8b9f-9d6445542f95",
            "sequenceNumber": 7,
            "resourceData": {
                "@odata.type": "#Microsoft.Graph.User",
                "@odata.id": "Users/5f0c7a1e",
                "@odata.etag": "W/\"1\"",
                "id": "5f0c7a1e",
                "displayName": "Ada"
            }
        }],
        "validationTokens": ["eyJ0eXAi.e30.AA"],
        "@odata.context": "more"
    })
}

fn read(json: &Value) -> ChangeNotificationCollection {
    from_slice(json.to_string().as_bytes()).expect("a collection")
}

#[test]
fn a_change_says_of_which_object_and_keeps_what_is_not_documented() {
    let collection = read(&changed());
    let [notification] = collection.items() else { panic!("{collection:?}") };
    assert_eq!(notification.change_type, Some(ChangeType::Updated));
    assert_eq!(notification.lifecycle_event, None);
    assert_eq!(notification.resource.as_deref(), Some("Users/5f0c7a1e"));
    let until = notification.subscription_expiration_date_time.as_ref().expect("an end");
    assert_eq!(until.to_unix().expect("a moment"), (1_776_036_050, 520_000_000));
    let data = notification.resource_data.as_deref().expect("resource data");
    assert_eq!((data.id.as_deref(), data.odata_id.as_deref()), (Some("5f0c7a1e"), Some("Users/5f0c7a1e")));
    assert_eq!((data.odata_type(), data.odata_etag()), (Some("#Microsoft.Graph.User"), Some("W/\"1\"")));
    // Who keeps it in a queue finds all of it there.
    assert_eq!(serde_json::to_value(&collection).expect("JSON"), changed());
    assert_eq!(read(&serde_json::to_value(collection.clone()).expect("JSON")), collection);
}

#[test]
fn resource_data_is_read_as_a_model() {
    let data: ResourceData =
        serde_json::from_value(changed()["value"][0]["resourceData"].clone()).expect("resource data");
    let user: User = data.to_model();
    assert_eq!((user.id.as_deref(), user.display_name.as_deref()), (Some("5f0c7a1e"), Some("Ada")));
    assert_eq!(user.extra.get("@odata.id"), Some(&json!("Users/5f0c7a1e")));
}

#[test]
fn a_lifecycle_event_is_one_of_three_or_its_text() {
    let events = ["reauthorizationRequired", "subscriptionRemoved", "missed", "paused", "Missed"];
    let value: Vec<Value> = events.iter().map(|event| json!({ "lifecycleEvent": event })).collect();
    let collection = read(&json!({ "value": value }));
    let read: Vec<&LifecycleEvent> =
        collection.items().iter().filter_map(|each| each.lifecycle_event.as_ref()).collect();
    let [reauthorize, removed, missed, other, in_capitals] = read[..] else { panic!("{read:?}") };
    assert!(matches!(reauthorize, LifecycleEvent::ReauthorizationRequired));
    assert!(matches!(removed, LifecycleEvent::SubscriptionRemoved));
    assert!(matches!(missed, LifecycleEvent::Missed));
    assert!(matches!(other, LifecycleEvent::Unrecognized(text) if text.as_str() == "paused"));
    assert_eq!(in_capitals, missed);
}

#[test]
fn a_notification_names_its_tenant_in_either_way() {
    const TENANT: &str = "84bd8158-6d4d-4958-8b9f-9d6445542f95";
    assert_eq!(read(&changed()).items()[0].tenant().map(|tenant| tenant.as_str()), Some(TENANT));
    let lifecycle = json!({ "value": [{ "lifecycleEvent": "missed", "organizationId": TENANT }] });
    let collection = read(&lifecycle);
    assert_eq!(collection.items()[0].tenant().map(|tenant| tenant.as_str()), Some(TENANT));
    assert_eq!(serde_json::to_value(&collection).expect("JSON"), lifecycle);
    assert_eq!(read(&json!({ "value": [{ "lifecycleEvent": "missed" }] })).items()[0].tenant(), None);
}

#[test]
fn odd_values_fail_nothing_and_what_is_no_object_does() {
    let collection = read(&json!({ "value": [{ "resourceData": null, "clientState": 7, "encryptedContent": "x" }] }));
    let [notification] = collection.items() else { panic!("{collection:?}") };
    assert!(notification.encrypted_content.is_none() && !notification.has_client_state("7"));
    assert!(read(&json!({ "value": 7 })).items().is_empty());
    for body in ["", "[]", "{\"value\":[}", "null"] {
        assert!(from_slice::<ChangeNotificationCollection>(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn the_client_state_is_the_same_to_the_last_character() {
    let collection = read(&changed());
    let notification = &collection.items()[0];
    assert!(notification.has_client_state("kiosk-7f"));
    for other in ["", "kiosk-7", "kiosk-7g", "Kiosk-7f", "kiosk-7ff", "kiosk-7f\0"] {
        assert!(!notification.has_client_state(other), "{other}");
    }
    let without = read(&json!({ "value": [{ "changeType": "created" }] }));
    assert!(!without.items()[0].has_client_state(""));
}

#[test]
fn nothing_secret_is_shown() {
    let shown = format!("{:?}", read(&changed()));
    assert!(shown.contains("5f0c7a1e") && shown.contains("Secret(…)"), "{shown}");
    assert!(!shown.contains("kiosk-7f") && !shown.contains("eyJ0eXAi"), "{shown}");
}
