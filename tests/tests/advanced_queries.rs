//! Requests that the directory answers only from its index ask for that by themselves, and say why a property is missing.

use msgraph::v1::models::User;
use msgraph::v1::{groups, users};
use msgraph::{Absence, Payload, Request, Returned};

/// The query as it goes out, decoded as far as it matters here, and the header.
fn sent<B: Payload, R, O>(request: Request<B, R, O>) -> (String, Vec<String>) {
    let request = request.into_http().expect("a valid request");
    let query = request.uri().query().unwrap_or_default().replace("%24", "$").replace("%20", " ");
    let headers = request.headers().get_all("ConsistencyLevel").iter();
    (query, headers.map(|value| value.to_str().expect("text").to_owned()).collect())
}

fn plain(query: &str) -> (String, Vec<String>) {
    (query.to_owned(), Vec::new())
}

fn eventual(query: &str) -> (String, Vec<String>) {
    (query.to_owned(), vec!["eventual".to_owned()])
}

#[test]
fn a_query_that_needs_the_index_has_the_header_and_a_count() {
    for (filter, advanced) in [
        ("startswith(jobTitle,'a')", false),
        ("jobTitle eq 'not ne endswith'", false),
        ("jobTitle eq 'it''s not'", false),
        ("jobTitle ne 'a'", true),
        ("NOT(jobTitle eq 'a')", true),
        ("endsWith(mail,'a.com')", true),
        ("ownedObjects/$count eq 0", true),
        ("notes eq 'a'", false),
    ] {
        let (query, headers) = sent(users::list().filter(filter));
        assert_eq!((query.ends_with("&$count=true"), !headers.is_empty()), (advanced, advanced), "{filter}: {query}");
    }
    assert_eq!(sent(users::list().select(["id"]).top(5)), plain("$select=id&$top=5"));
    assert_eq!(sent(users::list().order_by(["id"])), plain("$orderby=id"));
    assert_eq!(sent(users::list().filter("a").order_by(["id"])), eventual("$filter=a&$orderby=id&$count=true"));
    assert_eq!(sent(users::list().search("x")), eventual("$search=x&$count=true"));
    assert_eq!(sent(users::list().count()), eventual("$count=true"));
}

#[test]
fn where_every_option_needs_the_index_so_does_a_cast() {
    assert_eq!(sent(groups::members::list("g").query("$top", "5")), plain("$top=5"));
    assert_eq!(sent(groups::members::list("g").filter("a")), eventual("$filter=a&$count=true"));
    assert_eq!(sent(groups::members::as_user::list("g")), eventual("$count=true"));
}

#[test]
fn what_a_caller_sets_wins() {
    let session = users::list().search("x").header("consistencylevel", "session");
    assert_eq!(sent(session).1, ["session"]);
    assert_eq!(sent(users::list().search("x").query("$count", "false")), eventual("$search=x&$count=false"));
    assert_eq!(sent(users::list().search("x").query("count", "true")), eventual("$search=x&count=true"));
    assert_eq!(sent(users::list().search("x").count().consistency_eventual()), eventual("$search=x&$count=true"));
}

#[test]
fn an_endpoint_whose_page_does_not_ask_for_it_never_does() {
    assert_eq!(sent(users::get("u").query("$search", "x")), plain("$search=x"));
}

fn why<B, R, O>(property: &str, request: &Request<B, R, O>) -> Absence {
    User::PROPERTIES.get(property).unwrap_or_else(|| panic!("no {property}")).why_absent(request)
}

#[test]
fn why_a_property_is_null() {
    let (all, some) = (users::list(), users::list().select(["id,displayName", "department"]));
    assert_eq!(why("department", &all), Absence::OnlyOnSelect);
    assert_eq!(why("department", &some), Absence::NoValue);
    assert_eq!(why("jobTitle", &all), Absence::NoValue);
    assert_eq!(why("jobTitle", &some), Absence::NotSelected);
    assert_eq!(why("displayName", &some), Absence::NoValue);
    assert_eq!(why("manager", &all), Absence::NotExpanded);
    assert_eq!(why("manager", &users::list().expand(["manager($select=id)"])), Absence::NoValue);
    assert_eq!(why("jobTitle", &users::list().expand(["manager($select=id)"])), Absence::NoValue);
    assert_eq!(why("memberOf", &users::list().query("expand", "*")), Absence::NoValue);
    assert_eq!(why("jobTitle", &users::list().query("select", "*")), Absence::NoValue);
    assert_eq!(why("department", &users::list().query("select", "department")), Absence::NoValue);
}

#[test]
fn what_is_said_of_a_property_is_data() {
    let get = |name| User::PROPERTIES.get(name).unwrap_or_else(|| panic!("no {name}"));
    let hired = get("employeeHireDate");
    assert_eq!(hired.returned(), Some(Returned::Select));
    assert_eq!(hired.filter().map(Iterator::collect::<Vec<_>>), Some(vec!["eq", "ge", "le"]));
    assert!(!hired.can_order_by() && !hired.can_search() && !hired.is_key() && !hired.is_relationship());
    let name = get("displayName");
    assert!(name.can_order_by() && name.can_search());
    assert!(get("id").is_key() && get("id").is_read_only());
    assert!(get("manager").is_relationship());
    assert!(get("surname").filter().is_none() && get("surname").returned().is_none());
    assert_eq!(User::PROPERTIES.get("Id"), None);
    let limit = msgraph::beta::models::User::PROPERTIES.get("deviceEnrollmentLimit").and_then(|p| p.deprecation());
    assert_eq!(limit, Some("until May 3, 2031; use `deviceEnrollmentConfigurations` instead"));
}
