//! Requests that the directory answers only from its index ask for that by themselves, and say why a property is missing.

use msgraph::v1::models::{DirectoryObject, Subscription, User};
use msgraph::v1::{groups, users};
use msgraph::{Absence, Page, Payload, Request, Returned};

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
    assert_eq!(sent(users::list().with_count()), eventual("$count=true"));
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
    assert_eq!(sent(users::list().search("x").with_count().consistency_eventual()), eventual("$search=x&$count=true"));
}

#[test]
fn an_endpoint_whose_page_does_not_ask_for_it_never_does() {
    assert_eq!(sent(users::get("u").query("$search", "x")), plain("$search=x"));
}

/// The path and the query, decoded as far as it matters here, and the header.
fn counts<O>(request: Request<(), i64, O>) -> (String, Vec<String>) {
    let path = request.clone().into_http().expect("a valid request").uri().path().to_owned();
    let (query, headers) = sent(request);
    (format!("{path}?{query}"), headers)
}

#[test]
fn the_number_of_a_lists_objects_is_asked_for_with_what_says_which_they_are() {
    assert_eq!(counts(users::list().count()), eventual("/v1.0/users/$count?"));
    assert_eq!(counts(users::list().filter("a").count()), eventual("/v1.0/users/$count?$filter=a"));
    let late = users::list().count().filter("a ne b").search("x");
    assert_eq!(counts(late), eventual("/v1.0/users/$count?$filter=a ne b&$search=x"));
    let more = users::list().select(["id"]).expand(["manager"]).order_by(["id"]).top(5).skip(5).with_count();
    let more = more.query("TOP", "5").query("tenant", "t").prefer("p").search("x").count();
    assert_eq!(counts(more.clone()), eventual("/v1.0/users/$count?tenant=t&$search=x"));
    assert_eq!(more.into_http().expect("a valid request").headers()["prefer"], "p");
    assert_eq!(counts(groups::members::list("a/b").count()), eventual("/v1.0/groups/a%2Fb/members/$count?"));
    let session = users::list().header("consistencylevel", "session").count();
    assert_eq!(counts(session).1, ["session"]);
    let custom = Request::custom::<Page<User>>("GET /v1.0/users/{}/directReports", &["a"], ()).top(3).count();
    assert_eq!(counts(custom), plain("/v1.0/users/a/directReports/$count?"));
    assert_eq!(users::list().count().permissions().endpoint(), "GET /v1.0/users");
    let shown = format!("{:?}", groups::members::list("secret").count());
    assert!(shown.contains("/v1.0/groups/{}/members/$count") && !shown.contains("secret"), "{shown}");
}

#[test]
fn a_list_is_narrowed_to_a_type_with_all_that_was_set() {
    let members = || groups::members::list("a/b");
    let path =
        |request: Request<(), Page<User>, _>| request.into_http().expect("a valid request").uri().path().to_owned();
    assert_eq!(path(members().cast::<User>()), "/v1.0/groups/a%2Fb/members/microsoft.graph.user");
    assert_eq!(path(members().cast::<User>().cast::<User>()), "/v1.0/groups/a%2Fb/members/microsoft.graph.user");
    let function = sent(groups::members::as_user::list("a/b").filter("x").header("a", "b"));
    assert_eq!(sent(members().filter("x").header("a", "b").cast::<User>()), function);
    assert_eq!(sent(members().cast::<User>()), eventual("$count=true"));
    assert_eq!(sent(users::list().cast::<User>().top(5)), plain("$top=5"));
    let number = members().filter("x").query("$top", "5").cast::<User>().count();
    assert_eq!(counts(number), eventual("/v1.0/groups/a%2Fb/members/microsoft.graph.user/$count?$filter=x"));
    let shown = format!("{:?}", members().cast::<User>());
    assert!(shown.contains("/v1.0/groups/{}/members/microsoft.graph.user") && !shown.contains("a/b"), "{shown}");
}

#[test]
fn one_object_is_asked_for_as_one_of_a_type() {
    let url = |request: Request<(), User, _>| request.url().expect("a valid request");
    let manager = || Request::custom::<DirectoryObject>("GET /v1.0/users/{}/manager", &["u"], ());
    let cast = "https://graph.microsoft.com/v1.0/users/u/manager/microsoft.graph.user";
    assert_eq!(url(manager().cast_one::<User>().select(["id"])), format!("{cast}?$select=id"));
    // What is no type of the service's is not in a URL.
    let pages = Request::custom::<Page<User>>("GET /v1.0/users", &[], ()).cast_one::<Page<User>>();
    assert_eq!(pages.url().expect("a valid request"), "https://graph.microsoft.com/v1.0/users");
}

#[test]
fn what_a_response_named_is_narrowed_before_its_query() {
    let narrowed =
        |url: &str| Request::<_, Page<DirectoryObject>>::from_url(url).cast::<User>().url().expect("an address");
    assert_eq!(
        narrowed("https://h/v1.0/groups/g/members?a=b/c"),
        "https://h/v1.0/groups/g/members/microsoft.graph.user?a=b/c"
    );
    assert_eq!(narrowed("https://h/v1.0/groups/g/members"), "https://h/v1.0/groups/g/members/microsoft.graph.user");
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
    let required = |name| Subscription::PROPERTIES.get(name).map(|property| property.is_required_on_create());
    assert_eq!([required("changeType"), required("clientState")], [Some(true), Some(false)]);
    let limit = msgraph::beta::models::User::PROPERTIES.get("deviceEnrollmentLimit").and_then(|p| p.deprecation());
    assert_eq!(limit, Some("until May 3, 2031; use `deviceEnrollmentConfigurations` instead"));
}
