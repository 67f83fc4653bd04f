//! What no field holds, and bytes.

use msgraph::v1::models::User;
use msgraph::{Binary, Model as _, Object};
use serde_json::json;

use super::written;

#[test]
fn relationships_are_bound_to_one_object_or_to_several() {
    let mut user = User::default();
    user.extra.bind("manager", "https://graph.microsoft.com/v1.0/users/1");
    user.extra.bind_list(
        "directReports",
        ["https://graph.microsoft.com/v1.0/users/2", "https://graph.microsoft.com/v1.0/users/3"],
    );
    user.set_null(|user| &mut user.mail);
    assert_eq!(
        written(&user),
        json!({
            "manager@odata.bind": "https://graph.microsoft.com/v1.0/users/1",
            "directReports@odata.bind": ["https://graph.microsoft.com/v1.0/users/2", "https://graph.microsoft.com/v1.0/users/3"],
            "mail": null,
        })
    );
    let mut nobody = Object::default();
    nobody.extra.bind_list("members", Vec::<String>::new());
    assert_eq!(written(&nobody), json!({ "members@odata.bind": [] }));
}

#[test]
fn bytes_are_made_of_bytes_and_text_that_is_base64_is_taken_as_it_is() {
    assert_eq!(Binary::from(b"hello").as_str(), "aGVsbG8=");
    assert_eq!(Binary::from(vec![0, 255]).to_bytes().expect("bytes"), [0, 255]);
    assert_eq!(Binary::from(&b"hello"[..]), Binary::from_bytes(b"hello"));
    assert_eq!(Binary::from_base64("aGVsbG8").as_str(), "aGVsbG8");
    assert_eq!(Binary::from_base64("aGVsbG8").to_bytes().expect("bytes"), b"hello");
    assert!(Binary::from_base64("hello!").to_bytes().is_err());
}
