//! Properties that are absent, null or there, and objects that are gone.

use msgraph::v1::models::User;
use msgraph::{Model, Page, Presence, Removed};
use serde_json::json;

use super::{read, written};

#[test]
fn a_field_is_absent_null_or_a_value() {
    let user: User = read(&json!({ "jobTitle": null, "mail": "a@b.c", "accountEnabled": "odd" }));
    assert_eq!(user.presence_of(|user| &user.display_name), Presence::Absent);
    assert_eq!(user.presence_of(|user| &user.job_title), Presence::Null);
    assert_eq!(user.presence_of(|user| &user.mail), Presence::Value(&"a@b.c".to_owned()));
    assert_eq!(user.presence_of(|user| &user.account_enabled), Presence::Other(&json!("odd")));

    assert_eq!(user.presence_of(|user| &user.mail).value().map(String::as_str), Some("a@b.c"));
    assert_eq!(user.presence_of(|user| &user.account_enabled).value(), None);
    assert!(user.presence_of(|user| &user.job_title).is_present());
    assert!(!user.presence_of(|user| &user.display_name).is_present());
}

#[test]
fn the_presence_of_a_nested_model_is_its_own() {
    let user: User = read(&json!({ "passwordProfile": { "password": null }, "otherMails": null }));
    let Presence::Value(profile) = user.presence_of(|user| &user.password_profile) else { panic!("there is one") };
    assert_eq!(profile.presence_of(|profile| &profile.password), Presence::Null);
    assert_eq!(user.presence_of(|user| &user.other_mails), Presence::Null);
    assert_eq!(user.presence_of(|user| &user.assigned_licenses), Presence::Absent);
}

#[test]
fn a_property_is_cleared_with_null() {
    let mut user = User { job_title: Some("Clerk".to_owned()), mail: Some("a@b.c".to_owned()), ..User::default() };
    user.set_null(|user| &mut user.job_title);
    user.set_null(|user| &mut user.password_profile);
    assert!(user.is_null(|user| &user.job_title) && !user.is_null(|user| &user.mail));
    assert!(!user.is_null(|user| &user.city), "it is absent");
    let mut nested: User =
        read(&json!({ "passwordProfile": { "password": "x" }, "assignedLicenses": [{}, { "skuId": "y" }] }));
    nested.set_null(|user| &mut user.password_profile.as_mut().unwrap().password);
    nested.set_null(|user| &mut user.assigned_licenses.as_mut().unwrap()[1].sku_id);
    assert!(nested.is_null(|user| &user.password_profile.as_ref().unwrap().password));
    let sent = json!({ "passwordProfile": { "password": null }, "assignedLicenses": [{}, { "skuId": null }] });
    assert_eq!(written(&nested), sent);
    assert_eq!(user.presence_of(|user| &user.job_title), Presence::Null);
    assert_eq!(written(&user), json!({ "jobTitle": null, "passwordProfile": null, "mail": "a@b.c" }));
    // A value that is set later wins.
    user.job_title = Some("Baker".to_owned());
    assert_eq!(user.presence_of(|user| &user.job_title), Presence::Value(&"Baker".to_owned()));
    assert_eq!(written(&user)["jobTitle"], "Baker");
}

#[test]
fn a_delta_page_says_what_is_gone() {
    let page: Page<User> = read(&json!({
        "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x",
        "value": [
            { "id": "1", "jobTitle": null },
            { "id": "2", "@removed": { "reason": "changed" } },
            { "id": "3", "@removed": { "reason": "deleted" } },
            { "id": "4", "@removed": { "reason": "evaporated" } },
            { "id": "5", "@removed": {} },
        ],
    }));
    let removed: Vec<_> = page.items().iter().map(Model::removed).collect();
    assert_eq!(removed[..3], [None, Some(Removed::Changed), Some(Removed::Deleted)]);
    let texts: Vec<_> = removed[3..].iter().flatten().map(|removed| (removed.as_str(), removed.is_known())).collect();
    assert_eq!(texts, [("evaporated", false), ("", false)]);
    assert!(page.delta_link.is_some());
}
