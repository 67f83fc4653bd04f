//! Derived objects, read as their base and downcast.

use msgraph::v1::models::{AssignedLicense, DirectoryObject, Entity, PasswordProfile, User};
use msgraph::{Model as _, Page, from_slice};
use serde_json::{Value, json};

use super::{read, written};

fn member() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.user", "id": "1", "jobTitle": "Clerk", "mail": null,
        "assignedLicenses": [{ "skuId": "x", "odd": [1] }], "extension_1": { "a": true },
    })
}

#[test]
fn a_derived_object_read_as_its_base_keeps_all() {
    let page: Page<DirectoryObject> = read(&json!({ "value": [member()] }));
    assert_eq!(written(&page), json!({ "value": [member()] }));
    let object = page.into_iter().next().expect("a member");
    assert_eq!((object.id.as_deref(), object.odata_type()), (Some("1"), Some("#microsoft.graph.user")));

    let user: User = object.downcast().expect("a user");
    assert_eq!(user.job_title.as_deref(), Some("Clerk"));
    assert!(user.is_null(|user| &user.mail));
    assert_eq!(user.extra.get("extension_1"), Some(&json!({ "a": true })));
    assert_eq!(written(&user), member());

    let entity: Entity = user.upcast::<DirectoryObject>().upcast();
    assert_eq!(written(&entity), member());
    assert_eq!(written(&entity.cast::<DirectoryObject>().cast::<User>()), member());
}

#[test]
fn a_downcast_to_another_type_gives_the_object_back() {
    for json in [json!({ "@odata.type": "#microsoft.graph.group", "id": "1" }), json!({ "id": "1" })] {
        let object = read::<DirectoryObject>(&json).downcast::<User>().expect_err("no user");
        assert_eq!(written(&object), json);
    }
}

#[test]
fn a_downcast_reads_the_name_of_the_type_in_any_case_and_after_any_address() {
    for name in [
        "#Microsoft.Graph.User",
        "microsoft.graph.USER",
        "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.user",
    ] {
        let json = json!({ "@odata.type": name, "jobTitle": "Clerk" });
        let user: User = read::<DirectoryObject>(&json).downcast().expect(name);
        assert_eq!(user.job_title.as_deref(), Some("Clerk"));
        assert_eq!(written(&user), json);
    }
}

#[test]
fn an_upcast_says_what_the_object_is() {
    let user = User { job_title: Some("Clerk".to_owned()), ..User::default() };
    let object: DirectoryObject = user.upcast();
    assert_eq!(written(&object), json!({ "@odata.type": "#microsoft.graph.user", "jobTitle": "Clerk" }));
    assert_eq!(object.downcast::<User>().expect("a user").job_title.as_deref(), Some("Clerk"));
}

#[test]
fn read_modify_write_drops_nothing() {
    let mut user: User = read(&json!({
        "@odata.etag": "W/\"1\"", "displayName": "A", "surname": null, "onPremises": { "x": [null, 1] },
        "passwordProfile": { "password": "p", "unknown": 1 }, "manager": { "id": "2", "jobTitle": "Boss" },
        "userType": 7, "createdDateTime": 5,
    }));
    user.display_name = Some("B".to_owned());
    user.password_profile.get_or_insert_default().password = None;
    user.assigned_licenses = Some(vec![AssignedLicense { sku_id: Some("s".into()), ..AssignedLicense::default() }]);
    assert_eq!(
        written(&user),
        json!({
            "@odata.etag": "W/\"1\"", "displayName": "B", "surname": null, "onPremises": { "x": [null, 1] },
            "passwordProfile": { "unknown": 1 }, "manager": { "id": "2", "jobTitle": "Boss" },
            "userType": 7, "createdDateTime": 5, "assignedLicenses": [{ "skuId": "s" }],
        })
    );
    assert_eq!(user.manager().expect("an object").expect("one").id.as_deref(), Some("2"));
    assert!(written(&PasswordProfile::default()).as_object().is_some_and(serde_json::Map::is_empty));
}

#[test]
fn the_last_of_two_values_wins() {
    for (text, expected) in [
        (r#"{"mail": "a", "mail": null}"#, json!({ "mail": null })),
        (r#"{"mail": null, "mail": "a"}"#, json!({ "mail": "a" })),
        (r#"{"mail": 5, "mail": 6}"#, json!({ "mail": 6 })),
    ] {
        assert_eq!(written(&from_slice::<User>(text.as_bytes()).expect("JSON")), expected);
    }
    // Nothing is left of the first one.
    let mut user: User = from_slice(br#"{"mail": null, "mail": "a"}"#).expect("JSON");
    user.mail = None;
    assert_eq!(written(&user), json!({}));
}
