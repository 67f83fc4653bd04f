//! Texts that would take far more memory than their length.

use msgraph::v1::models::User;
use msgraph::{Error, Extra, Object, Page, Request, ServiceError, from_slice};
use serde_json::{Value, json};

/// `{"name":[element,element,…]}`
fn list(name: &str, element: &str, count: usize) -> String {
    let mut text = format!(r#"{{"{name}":["#);
    text.reserve((element.len() + 1) * count);
    for at in 0..count {
        text.push_str(if at == 0 { "" } else { "," });
        text.push_str(element);
    }
    text + "]}"
}

/// How many of these are beyond what one answer may take.
fn too_many<T>() -> usize {
    (256 << 20) / size_of::<T>() + 1
}

fn is_too_large<T>(read: Result<T, Error>) -> bool {
    matches!(read, Err(Error::Json(error)) if error.to_string().contains("too much memory"))
}

fn read_any(text: String) -> Result<Value, Error> {
    Request::<(), Value>::from_url("https://graph.microsoft.com").reader().read(http::Response::new(text))
}

#[test]
fn lists_of_models_have_a_limit_for_the_whole_answer() {
    let users = list("value", "{}", too_many::<User>());
    assert!(users.len() < 3 << 20);
    assert!(is_too_large(from_slice::<Page<User>>(users.as_bytes())));
    let half = list("assignedLicenses", "{}", too_many::<msgraph::v1::models::AssignedLicense>() / 2);
    assert!(from_slice::<User>(half.as_bytes()).is_ok());
    let nested = format!(r#"{{"value":[{half},{half},{half}]}}"#);
    assert!(is_too_large(from_slice::<Page<User>>(nested.as_bytes())));
}

#[test]
fn models_in_models_count() {
    let user = r#"{"passwordProfile":{}}"#;
    let count = too_many::<(User, msgraph::v1::models::PasswordProfile)>();
    assert!(is_too_large(from_slice::<Page<User>>(list("value", user, count).as_bytes())));
}

#[test]
fn json_of_no_documented_type_has_the_same_limit() {
    // An object with one member takes a node with room for eleven.
    let objects = list("unknown", r#"{"":0}"#, (256 << 20) / (11 * size_of::<(String, Value)>()));
    assert!(objects.len() < 4 << 20);
    assert!(is_too_large(from_slice::<User>(objects.as_bytes())));
    assert!(is_too_large(from_slice::<Object>(objects.as_bytes())));
    assert!(is_too_large(read_any(objects)));
    let odd = list("value", r#"7,{"":0}"#, (256 << 20) / (11 * size_of::<(String, Value)>()));
    assert!(is_too_large(from_slice::<Page<User>>(odd.as_bytes())));
}

#[test]
fn related_objects_have_the_same_limit() {
    let mut extra = Extra::default();
    extra.insert("members", vec![json!({}); too_many::<User>()]);
    assert!(is_too_large(extra.related_list::<User>("members")));
    extra.insert("members", vec![json!({}); 1000]);
    assert_eq!(extra.related_list::<User>("members").expect("a list").expect("one").len(), 1000);
}

#[test]
fn an_error_whose_body_would_take_much_memory_is_an_error_without_a_code() {
    let objects = list("unknown", r#"{"":0}"#, 100_000).replacen('{', r#"{"code":"c","#, 1);
    let error = ServiceError::new(http::StatusCode::BAD_REQUEST, &http::HeaderMap::new(), objects.as_bytes());
    assert_eq!((error.code.as_str(), error.body.len()), ("", objects.len()));
}

#[test]
fn large_pages_of_ordinary_objects_are_read() {
    let user = json!({
        "@odata.type": "#microsoft.graph.user", "@odata.id": "u", "id": "87d349ed-44d7-43e1-9a83-5f2406dee5bd",
        "displayName": "Adele Vance", "assignedLicenses": [{"skuId": "a"}], "unknown": {"a": [1, 2, 3]}
    });
    let page = list("value", &user.to_string(), 50_000);
    assert_eq!(from_slice::<Page<User>>(page.as_bytes()).expect("a page").items().len(), 50_000);
}
