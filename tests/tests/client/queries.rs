//! What queries ask for: fields that the compiler knows, and values that stay values.

use crate::server::client_of;
use msgraph::search;
use msgraph::v1::{device_management, users};
use serde_json::json;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn a_text_from_a_stranger_stays_a_text_in_a_search() {
    for (name, sent) in [
        ("Adams", r#""displayName:Adams""#),
        (r#"Conf "Adams""#, r#""displayName:Conf \"Adams\"""#),
        (r"a\b", r#""displayName:a\\b""#),
        (r#"x" OR "mail:y"#, r#""displayName:x\" OR \"mail:y""#),
        (r#"\" OR "mail:y"#, r#""displayName:\\\" OR \"mail:y""#),
        ("a AND b", r#""displayName:a AND b""#),
        ("{name}", r#""displayName:{name}""#),
        ("a&b=c#d+e", r#""displayName:a&b=c#d+e""#),
        ("", r#""displayName:""#),
    ] {
        let server = MockServer::start().await;
        let asked = Mock::given(method("GET")).and(path("/v1.0/users")).and(query_param("$search", sent));
        let empty = ResponseTemplate::new(200).set_body_json(json!({"value": []}));
        asked.respond_with(empty).expect(1).mount(&server).await;
        client_of(&server).send(users::list().search(search!("displayName:{name}", name))).await.unwrap();
    }
}

#[test]
fn clauses_are_in_quotes_and_operators_are_not() {
    let (name, words) = ("Ada", String::from("pizza night"));
    assert_eq!(search!("{words}", words).as_str(), r#""pizza night""#);
    let found = search!("(displayName:{name} OR mail:{name}) AND NOT jobTitle:Lead", name);
    assert_eq!(found.to_string(), r#"("displayName:Ada" OR "mail:Ada") AND NOT "jobTitle:Lead""#);
    assert_eq!(search!("number:{n}", n = 7).as_str(), r#""number:7""#);
    assert_eq!(search!("pizza").as_str(), r#""pizza""#);
}

#[test]
fn options_name_fields() {
    let url = |request: msgraph::Request<_, _, _>| request.url().unwrap();
    let users = users::list().select_field(|user| &user.display_name).select_field(|user| &user.business_phones);
    let users = users.select(["extension_1"]).order_by_field(|user| &user.job_title);
    let users = users.order_by_field_desc(|user| &user.id);
    assert_eq!(
        url(users).split_once('?').unwrap().1.replace("%20", " ").replace("%2C", ","),
        "$select=displayName,businessPhones,extension_1&$orderby=jobTitle,id desc"
    );
    let single = users::get("a").select_field(|user| &user.mail);
    assert!(single.url().unwrap().ends_with("/users/a?$select=mail"));
    let management = device_management::get().expand_related(|it| it.managed_devices());
    let management = management.expand_related(|it| it.device_categories());
    let query = management.url().unwrap().replace("%2C", ",");
    assert!(query.ends_with("?$expand=managedDevices,deviceCategories"), "{query}");
}
