//! No key, argument or path can change which endpoint a request calls, and headers say what was asked for.

use msgraph::v1::models::{AssignedLicense, User, UserUserType};
use msgraph::v1::{device_management, drives, groups, me, reports, sites, users};
use msgraph::{Date, DateTimeOffset, Error, Guid, Int64, Item, Object, Page, Reference, Request, TimeOfDay, filter};
use serde_json::json;
use std::time::{Duration, SystemTime};

const BASE: &str = "https://graph.microsoft.com/v1.0";

fn path<B, R, O>(request: &Request<B, R, O>) -> String {
    let url = request.url().expect("a valid key");
    url.strip_prefix(BASE).expect("the global service").to_owned()
}

fn header<B: msgraph::Payload, R, O>(request: Request<B, R, O>, name: &str) -> Vec<String> {
    let request = request.into_http().expect("a valid request");
    request.headers().get_all(name).iter().map(|v| v.to_str().expect("text").to_owned()).collect()
}

#[test]
fn a_key_stays_one_segment() {
    for (key, encoded) in [
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("a b", "a%20b"),
        ("a#b", "a%23b"),
        ("a?b=c&d", "a%3Fb=c%26d"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("../me", "..%2Fme"),
        ("o'brien@x.com", "o%27brien@x.com"),
        ("f(1)", "f%281%29"),
        ("a+b", "a%2Bb"),
        ("a\r\nb", "a%0D%0Ab"),
        ("žluťoučký", "%C5%BElu%C5%A5ou%C4%8Dk%C3%BD"),
        ("🦀", "%F0%9F%A6%80"),
        ("guest_x.com#EXT#@y.com", "guest_x.com%23EXT%23@y.com"),
        // What services show in keys themselves stays as they show it.
        ("19:meeting_x@thread.v2", "19:meeting_x@thread.v2"),
        ("contoso.sharepoint.com,1,2", "contoso.sharepoint.com,1,2"),
        ("AAMk_-~.!$*;=", "AAMk_-~.!$*;="),
    ] {
        assert_eq!(path(&users::get(key)), format!("/users/{encoded}"), "{key}");
    }
    let two = groups::members::remove_ref("g/1", "m?2");
    assert_eq!(path(&two), "/groups/g%2F1/members/m%3F2/$ref");
}

#[test]
fn a_key_that_names_another_endpoint_is_refused() {
    for key in ["", ".", ".."] {
        let request = users::drive::items::copy("u", key, serde_json::json!({}));
        let error = request.into_http().expect_err("a refusal");
        assert!(matches!(error, Error::Key { index: 1, .. }), "{key}: {error}");
        let expected = "key 1 of `/v1.0/users/{}/drive/items/{}/copy` is missing, empty, a dot segment, a path that has such a segment, or has no place";
        assert_eq!(error.to_string(), expected);
    }
}

/// As the documentation of `user` asks for it.
#[test]
fn a_key_that_begins_with_a_dollar_sign_stands_in_quotes() {
    for (key, encoded) in [
        ("$x@y.com", "('$x@y.com')"),
        ("$count", "('$count')"),
        ("$o'brien/$ref", "('$o''brien%2F$ref')"),
        ("$", "('$')"),
    ] {
        assert_eq!(path(&users::get(key)), format!("/users{encoded}"));
        assert_eq!(path(&groups::members::remove_ref("g", key)), format!("/groups/g/members{encoded}/$ref"));
    }
}

#[test]
fn a_colon_at_the_end_of_a_key_begins_no_item_path() {
    assert_eq!(path(&drives::items::children::list("d", "i:")), "/drives/d/items/i%3A/children");
}

#[test]
fn an_argument_in_quotes_ends_where_its_quotes_do() {
    let request = device_management::verify_windows_enrollment_auto_discovery("o'brien's/x y#?%,é)");
    let expected =
        "/deviceManagement/verifyWindowsEnrollmentAutoDiscovery(domainName='o''brien''s%2Fx%20y%23%3F%25,%C3%A9%29')";
    assert_eq!(path(&request), expected);
    // An empty text is a value like any other.
    let empty = device_management::verify_windows_enrollment_auto_discovery("");
    assert!(path(&empty).ends_with("(domainName='')"));
}

#[test]
fn an_argument_without_quotes_stays_one_argument() {
    let plain = reports::get_email_activity_user_detail("2017-09-01");
    assert_eq!(path(&plain), "/reports/getEmailActivityUserDetail(date=2017-09-01)");
    let odd = reports::get_email_activity_user_detail("1,period='D7')");
    assert_eq!(path(&odd), "/reports/getEmailActivityUserDetail(date=1%2Cperiod%3D%27D7%27%29)");
}

#[test]
fn a_drive_path_keeps_its_slashes_and_encodes_the_rest() {
    for (item, encoded) in [
        ("Documents/My File.txt", "Documents/My%20File.txt"),
        ("/Documents/", "Documents"),
        ("a:b/c:", "a%3Ab/c%3A"),
        ("50%/#1/who?.md", "50%25/%231/who%3F.md"),
        ("$Recycle/$1.txt", "$Recycle/$1.txt"),
        ("Bob's (new)/日本", "Bob%27s%20%28new%29/%E6%97%A5%E6%9C%AC"),
    ] {
        let list = me::drive::root::by_path::children::list(item);
        assert_eq!(path(&list), format!("/me/drive/root:/{encoded}:/children"), "{item}");
        let get = drives::root::by_path::get("b!x", item);
        assert_eq!(path(&get), format!("/drives/b!x/root:/{encoded}"), "{item}");
    }
    for item in ["", "/", "a//b", "a/../b", "."] {
        let error = me::drive::root::by_path::content::get(item).into_http().expect_err("a refusal");
        assert!(matches!(error, Error::Key { index: 0, .. }), "{item}: {error}");
    }
}

#[test]
fn an_item_is_found_by_each_of_its_addresses() {
    for (item, address) in [
        (Item::root(), "root"),
        (Item::id("01A!2"), "items/01A!2"),
        (Item::path("Reports/2021 #4.xlsx"), "root:/Reports/2021%20%234.xlsx:"),
        (Item::path("/Reports").path("/a").path("b"), "root:/Reports/a/b:"),
        (Item::root().path("a"), "root:/a:"),
        (Item::id("01:A/2").path("sub/file.txt"), "items/01%3AA%2F2:/sub/file.txt:"),
        (Item::special("approot"), "special/approot"),
        (Item::special("approot").path("settings.json"), "special/approot:/settings.json:"),
        (Item::path("50%/Bob's (new)/who?"), "root:/50%25/Bob%27s%20%28new%29/who%3F:"),
        (Item::path("Übersicht/a:b/$1 + %2e%2e"), "root:/%C3%9Cbersicht/a%3Ab/$1%20%2B%20%252e%252e:"),
    ] {
        let children = drives::items::children::list("b!x", &item);
        assert_eq!(path(&children), format!("/drives/b!x/{address}/children"), "{item:?}");
        // At the end of a URL, a path ends with it.
        let itself = me::drive::items::get(&item);
        assert_eq!(path(&itself), format!("/me/drive/{}", address.trim_end_matches(':')), "{item:?}");
        let copy = users::drive::items::copy("ines", item.clone(), json!({"name": "b"}));
        assert_eq!(path(&copy), format!("/users/ines/drive/{address}/copy"), "{item:?}");
        assert_eq!(format!("{copy:?}").matches("/v1.0/users/{}/drive/items/{}/copy").count(), 1, "{copy:?}");
    }
    let library = sites::drive::items::children::list("adatum.sharepoint.example,1,2", Item::root()).top(5);
    assert_eq!(path(&library), "/sites/adatum.sharepoint.example,1,2/drive/root/children?$top=5");
}

#[test]
fn a_text_in_the_place_of_an_item_is_an_id() {
    let id = String::from("root:/a b");
    for request in [
        me::drive::items::get("root:/a b"),
        me::drive::items::get(&id),
        me::drive::items::get(id.clone()),
        me::drive::items::get(Item::id(&id)),
    ] {
        assert_eq!(path(&request), "/me/drive/items/root:%2Fa%20b");
    }
    assert_eq!(path(&me::drive::items::get("$count")), "/me/drive/items('$count')");
}

#[test]
fn an_item_that_would_be_another_is_refused() {
    for item in [
        Item::path(""),
        Item::path("/"),
        Item::path("//a"),
        Item::path("a//b"),
        Item::path("a/"),
        Item::path("a/../b"),
        Item::path("."),
        Item::root().path(".."),
        Item::path("a").path("/").path("b"),
        Item::path("").path("b"),
        Item::id(""),
        Item::id("").path("a"),
        Item::id("..").path("a"),
        Item::id("$ref").path("a"),
        Item::special(""),
        Item::special("..").path("a"),
        Item::special("$ref"),
    ] {
        let error = drives::items::content::get("d", item.clone()).into_http().expect_err("a refusal");
        assert!(matches!(error, Error::Key { index: 1, .. }), "{item:?}: {error}");
        let told =
            "key 1 of `/v1.0/drives/{}/items/{}/content` is missing, empty, a dot segment, a path that has such a";
        assert!(error.to_string().starts_with(told), "{error}");
    }
}

#[test]
fn a_query_value_ends_where_it_should() {
    let request = users::list()
        .filter("displayName eq 'R&D #1 + 50%' and startsWith(mail,'ž')")
        .select(["id", "displayName"])
        .select(["mail"])
        .top(5)
        .query("odd name=", "a=b");
    let (_, query) = path(&request).split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a query");
    assert_eq!(
        query,
        "$filter=displayName%20eq%20'R%26D%20%231%20%2B%2050%25'%20and%20startsWith(mail,'%C5%BE')\
         &$select=id,displayName,mail&$top=5&odd%20name%3D=a=b"
    );
    assert!(request.into_http().is_ok());
}

#[test]
fn a_parameter_joins_those_of_a_next_link() {
    let next: Request<(), msgraph::Page<User>> = Request::from_url(format!("{BASE}/users?$skiptoken=X%27y"));
    let next = next.query("$top", "2").host("https://elsewhere.example");
    assert_eq!(path(&next), "/users?$skiptoken=X%27y&$top=2");
}

#[test]
fn a_national_cloud_is_another_host() {
    for host in ["https://graph.microsoft.us", "https://graph.microsoft.us/"] {
        let request = users::get("me@x.com").host(host);
        assert_eq!(request.url().expect("a valid key"), "https://graph.microsoft.us/v1.0/users/me@x.com");
    }
}

#[test]
fn preferences_add_up() {
    let request =
        me::messages::list().prefer("outlook.timezone=\"Pacific Standard Time\"").prefer("odata.maxpagesize=5");
    assert_eq!(header(request, "prefer"), ["outlook.timezone=\"Pacific Standard Time\", odata.maxpagesize=5"]);
}

#[test]
fn an_advanced_query_has_its_header_and_its_count() {
    let request = users::list().search("\"displayName:al\"").advanced_query();
    assert!(path(&request).ends_with("&$count=true"), "{}", path(&request));
    assert_eq!(header(request, "ConsistencyLevel"), ["eventual"]);
    // Where the endpoint does not say that it takes `$count`, only the header.
    let request = users::delta().consistency_eventual();
    assert_eq!(path(&request), "/users/delta");
    assert_eq!(header(request, "consistencylevel"), ["eventual"]);
}

#[test]
fn a_change_can_ask_for_what_was_read() {
    let json = br#"{"@odata.etag": "W/\"JzEt'\"", "id": "1", "jobTitle": "Clerk"}"#;
    let user: User = msgraph::from_slice(json).expect("JSON");
    let etag = msgraph::Model::odata_etag(&user).expect("an etag").to_owned();
    assert_eq!(header(users::update("1", &user).if_match(etag), "if-match"), ["W/\"JzEt'\""]);
}

#[test]
fn a_header_holds_no_line_break() {
    let error = me::get().prefer("a\r\nAuthorization: Bearer x").into_http().expect_err("a refusal");
    assert!(matches!(error, Error::Http(_)), "{error}");
}

#[test]
fn a_request_shows_neither_its_secrets_nor_its_body() {
    let body = User { job_title: Some("Spy".to_owned()), ..User::default() };
    let request = users::update("1", &body).header("Authorization", "Bearer t0ken").prefer("s3cret");
    let shown = format!("{request:?}");
    assert!(shown.contains("/users/{}") && shown.contains("Authorization"), "{shown}");
    assert!(!["t0ken", "Spy", "s3cret"].iter().any(|secret| shown.contains(secret)), "{shown}");
    let sent = request.into_http().expect("a valid request");
    assert!(sent.headers()["authorization"].is_sensitive());
}

proptest::proptest! {
    /// Whatever a key is, the path has as many segments as its template, and the key comes back from its own; one that
    /// begins with a dollar sign from the quotes after the collection's name.
    #[test]
    fn any_key_comes_back_from_its_segment(key in "\\PC{1,12}|[/:?#%'. ]{1,6}") {
        match users::messages::delete(&key, "m").url() {
            Err(_) => assert!(key == "." || key == ".."),
            Ok(url) => {
                let uri: http::Uri = url.parse().expect("an address");
                assert_eq!(uri.query(), None);
                let segments: Vec<&str> = uri.path().split('/').collect();
                if key.starts_with('$') {
                    let quoted = segments[2].strip_prefix("users('").and_then(|rest| rest.strip_suffix("')"));
                    assert_eq!(segments.len(), 5, "{url}");
                    assert_eq!(decode(quoted.expect(&url)).replace("''", "'"), key);
                } else {
                    assert_eq!(segments.len(), 6, "{url}");
                    assert_eq!(decode(segments[3]), key);
                }
            }
        }
    }
}

fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = std::str::from_utf8(&digits).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_text_in_a_filter_stays_a_text() {
    for (name, literal) in [
        ("O'Brien", "'O''Brien'"),
        ("' or 1 eq 1 or displayName eq '", "''' or 1 eq 1 or displayName eq '''"),
        ("{name}", "'{name}'"),
        ("''", "''''''"),
        ("", "''"),
        ("a\u{2019}b", "'a\u{2019}b'"),
    ] {
        let found = filter!("displayName eq {name} and accountEnabled eq true", name);
        assert_eq!(found.as_str(), format!("displayName eq {literal} and accountEnabled eq true"));
        let owned = filter!("displayName eq {name}", name = name.to_owned());
        assert_eq!(owned.as_str(), format!("displayName eq {literal}"));
    }
    let request = users::list().filter(filter!("startsWith(displayName,{name})", name = "R&D #1 + 50%"));
    assert!(path(&request).ends_with("?$filter=startsWith(displayName,'R%26D%20%231%20%2B%2050%25')"));
}

#[test]
fn a_value_in_a_filter_is_written_as_its_type_is() {
    let guid = "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0";
    let ids = vec!["a".to_owned(), "b'c".to_owned()];
    let since = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
    let borrowed = &UserUserType::Guest;
    for (found, expected) in [
        (filter!("x eq {v}", v = DateTimeOffset::from("2024-02-08T12:07:31Z")), "x eq 2024-02-08T12:07:31Z"),
        (filter!("x ge {since}", since), "x ge 1970-01-01T00:00:01.5Z"),
        (filter!("x eq {v}", v = Date::from("2024-02-08")), "x eq 2024-02-08"),
        (filter!("x eq {v}", v = TimeOfDay::from("08:30:00")), "x eq 08:30:00"),
        (filter!("x eq {v}", v = msgraph::Duration::from("PT5M")), "x eq duration'PT5M'"),
        (filter!("x eq {v}", v = Guid::from(guid)), "x eq 6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0"),
        (filter!("x eq {v} or x eq {w}", v = 5, w = -5_i64), "x eq 5 or x eq -5"),
        (filter!("x eq {v}", v = Int64::from(5).quoted()), "x eq 5"),
        (filter!("x eq {v} or x eq {w}", v = 1.5, w = f64::NEG_INFINITY), "x eq 1.5 or x eq -INF"),
        (filter!("x eq {v}", v = true), "x eq true"),
        (filter!("x eq {borrowed}", borrowed), "x eq 'Guest'"),
        (filter!("x in {v}", v = [UserUserType::Guest, "o'dd".into()]), "x in ('Guest','o''dd')"),
        (filter!("id in {ids} and y eq {ids}", ids), "id in ('a','b''c') and y eq ('a','b''c')"),
        (filter!("x in {v}", v = ["a"; 2]), "x in ('a','a')"),
        (filter!("x eq 'it''s {{}}'"), "x eq 'it''s {}'"),
        (filter!("x eq 1").or(filter!("y eq 2")).and(filter!("z eq 3")), "((x eq 1) or (y eq 2)) and (z eq 3)"),
    ] {
        assert_eq!(found.as_str(), expected);
    }
}

/// A type that keeps any text lets none of it out of its quotes.
#[test]
fn a_value_in_a_filter_that_is_none_of_its_type_changes_nothing_else() {
    let guid = "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0 or true";
    for text in ["1 or true", "id", "'", "2024-02-08T12:07:31Z or true", guid] {
        let quoted = format!("x eq '{}'", text.replace('\'', "''"));
        assert_eq!(filter!("x eq {v}", v = DateTimeOffset::from(text)).as_str(), quoted);
        assert_eq!(filter!("x eq {v}", v = Date::from(text)).as_str(), quoted);
        assert_eq!(filter!("x eq {v}", v = TimeOfDay::from(text)).as_str(), quoted);
        assert_eq!(filter!("x eq {v}", v = Guid::from(text)).as_str(), quoted);
        assert_eq!(filter!("x eq {v}", v = UserUserType::from(text)).as_str(), quoted);
        let duration = filter!("x eq {v}", v = msgraph::Duration::from(text));
        assert_eq!(duration.as_str(), quoted.replacen('\'', "duration'", 1));
    }
}

#[test]
fn a_request_of_ones_own_is_like_any_other() {
    let request = Request::custom::<Page<Object>>("GET /beta/deviceManagement/x/{}/y", &["a/b?"], ());
    let request = request.top(5).filter(filter!("id eq {id}", id = "1"));
    assert_eq!(
        request.url().expect("an address"),
        "https://graph.microsoft.com/beta/deviceManagement/x/a%2Fb%3F/y?$top=5&$filter=id%20eq%20'1'"
    );
    assert_eq!(request.method(), "GET");
    // What is sent is the body, without names of types that the service may not know.
    let sent = |request: http::Request<Vec<u8>>| String::from_utf8(request.into_body()).expect("text");
    let model = AssignedLicense { sku_id: Some("s".into()), ..Default::default() };
    let request = Request::custom::<()>("PATCH /v1.0/x", &[], &model);
    assert_eq!(sent(request.into_http().expect("a request")), r#"{"skuId":"s"}"#);
    let request = Request::custom::<()>("POST /v1.0/x/$ref", &[], Reference::new("https://y"));
    assert_eq!(sent(request.into_http().expect("a request")), r#"{"@odata.id":"https://y"}"#);
    let request = Request::custom::<()>("PUT /v1.0/x", &[], json!([1]));
    assert_eq!(sent(request.into_http().expect("a request")), "[1]");
}

#[test]
fn a_request_of_ones_own_that_names_no_endpoint_is_refused() {
    let refused = |line, keys: &[&str]| {
        let request = Request::custom::<Object>(line, keys, ());
        request.into_http().expect_err("a refusal").to_string()
    };
    for line in ["", "GET", "/v1.0/x", "GET v1.0/x", "GET https://elsewhere.example/", "G ET /v1.0/x", "GET  /v1.0/x"] {
        assert_eq!(refused(line, &[]), format!("`{line}` is not a method and a path"));
    }
    let key = |index| {
        format!(
            "key {index} of `/v1.0/x/{{}}` is missing, empty, a dot segment, a path that has such a segment, or has no place"
        )
    };
    assert_eq!(refused("GET /v1.0/x/{}", &[]), key(0));
    assert_eq!(refused("GET /v1.0/x/{}", &["a", "b"]), key(1));
    assert_eq!(refused("GET /v1.0/x/{}", &[".."]), key(0));
    // Right after another key there is nothing that a quoted one could be a key of.
    assert!(refused("GET /v1.0/{}/{}", &["a", "$b"]).starts_with("key 1 of"));
}
