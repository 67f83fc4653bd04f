//! What models keep of what services send, and how texts become the ecosystem's types and texts again.

mod days_and_times;
mod durations;
mod enums;
mod extras;
mod kinds;
mod moments;
mod numbers;
mod presence;

use msgraph::v1::models::User;
use msgraph::{AsModel, Error, Guid, Model, Payload as _, TypeNaming, from_slice};
use serde_json::{Value, json};
use uuid::Uuid;

fn read<T: Model + Default>(json: &Value) -> T {
    from_slice(json.to_string().as_bytes()).expect("an object")
}

fn written<T: AsModel>(model: &T) -> Value {
    let content =
        model.to_content(TypeNaming::Unless(model.as_model().type_info().name)).expect("JSON").expect("a body");
    serde_json::from_slice(&content.bytes).expect("JSON")
}

fn is_format<T: std::fmt::Debug>(result: Result<T, Error>, expected: &str) -> bool {
    matches!(result, Err(Error::Format { expected: found }) if found == expected)
}

#[test]
fn a_guid_is_a_uuid() {
    let guid = Guid::from("6EA91A8D-e32e-41a1-b7bd-d2d185eed0e0");
    let uuid = Uuid::try_from(&guid).unwrap();
    assert_eq!(uuid, Uuid::from_u128(guid.to_u128().unwrap()));
    assert_eq!(Guid::from(uuid).as_str(), "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0");
    assert_eq!(Guid::from(Uuid::nil()).as_str(), "00000000-0000-0000-0000-000000000000");
    for text in [
        "",
        "6ea91a8de32e41a1b7bdd2d185eed0e0",
        "{6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0}",
        "6ea91a8d-e32e-41a1-b7bd-d2d185eed0eg",
    ] {
        assert!(is_format(Uuid::try_from(&Guid::from(text)), "Edm.Guid"), "{text}");
    }
}

#[test]
fn texts_survive_whatever_they_are() {
    let json = json!({
        "id": "1", "createdDateTime": "not a date", "employeeHireDate": "2021-07-01T08:30:00.0000000+00:00",
        "assignedLicenses": [{ "skuId": "6EA91A8D-E32E-41A1-B7BD-D2D185EED0E0", "disabledPlans": ["", "x"] }],
    });
    let user: User = read(&json);
    assert!(user.created_date_time.as_ref().expect("its text").to_unix().is_err());
    assert_eq!(written(&user), json);
    assert_eq!(written(&user.clone()), json);
}
