//! Lists that another process goes on with, and lists that a `POST` gives.

use crate::server::{TOKEN, alone, answer, client, client_error, client_of, foreign};
use msgraph::Page;
use msgraph::client::{ClientError, Continuation};
use msgraph::v1::directory_objects::{self, GetByIdsBody};
use msgraph::v1::models::{EntityType, SearchQuery, SearchRequest, User};
use msgraph::v1::search::{self, QueryBody};
use msgraph::v1::{me, users};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn ids(mut items: msgraph::client::Items<Page<User>>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(user) = items.try_next().await.unwrap() {
        ids.push(user.id.unwrap());
    }
    ids
}

#[tokio::test]
async fn a_list_is_resumed_in_another_process_with_the_headers_of_its_first_request() {
    const SAVED: &str = "DOCGEN_TEST_CONTINUATION";
    const HOST: &str = "DOCGEN_TEST_HOST";
    if let (Ok(saved), Ok(host)) = (std::env::var(SAVED), std::env::var(HOST)) {
        assert_eq!(ids(client(&host).items_from(saved)).await, ["2", "3"]);
        return;
    }
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users", json!({"value": [{"id": "1"}], "@odata.nextLink": "/v1.0/users?$skiptoken=2"}), 1)
        .await;
    let second = Mock::given(path("/v1.0/users"))
        .and(header("consistencylevel", "eventual"))
        .and(header("prefer", "odata.maxpagesize=1"));
    let second = second
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .and(wiremock::matchers::query_param("$skiptoken", "2"));
    let page = json!({"value": [{"id": "2"}], "@odata.nextLink": "/3"});
    second.respond_with(ResponseTemplate::new(200).set_body_json(page)).with_priority(1).expect(1).mount(&server).await;
    let third = Mock::given(path("/3")).and(header("consistencylevel", "eventual"));
    third
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"value": [{"id": "3"}]})))
        .expect(1)
        .mount(&server)
        .await;
    let request = users::list().consistency_eventual().prefer("odata.maxpagesize=1").header("X-Secret", "s3cret");
    let mut pages = client_of(&server).pages(request);
    assert!(pages.continuation().is_none());
    pages.try_next().await.unwrap().unwrap();
    let saved = pages.continuation().unwrap().to_string();
    assert!(!saved.contains("s3cret") && !saved.contains(TOKEN), "{saved}");
    let uri = server.uri();
    let name = "resuming::a_list_is_resumed_in_another_process_with_the_headers_of_its_first_request";
    let passed = tokio::task::spawn_blocking(move || alone(name, &[(SAVED, &saved), (HOST, &uri)]));
    assert_eq!(passed.await.unwrap(), Some(true));
}

#[tokio::test]
async fn a_list_goes_on_from_a_bare_link_on_the_service_alone() {
    let (server, other) = (MockServer::start().await, foreign().await);
    answer(&server, "/v1.0/users", json!({"value": [{"id": "2"}]}), 1).await;
    let client = client_of(&server);
    assert_eq!(ids(client.items_from(format!("{}/v1.0/users?$skiptoken=2", server.uri()))).await, ["2"]);
    let error = client.pages_from::<Page<User>>(format!("{}/2", other.uri())).try_next().await.unwrap_err();
    assert!(matches!(client_error(error), ClientError::ForeignLink(_)));
    for text in ["", "{\"link\":7}", "no link"] {
        let error = client.pages_from::<Page<User>>(text).try_next().await.unwrap_err();
        assert!(matches!(client_error(error), ClientError::Address(_)), "{text}");
    }
}

#[tokio::test]
async fn a_list_that_broke_goes_on_from_the_page_that_failed_and_one_that_ended_has_nothing_left() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users", json!({"value": [{"id": "1"}], "@odata.nextLink": "/2?key=s3cret"}), 1).await;
    Mock::given(path("/2"))
        .respond_with(ResponseTemplate::new(400))
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&server)
        .await;
    answer(&server, "/2", json!({"value": [{"id": "2"}]}), 1).await;
    let client = client_of(&server);
    let mut items = client.items(users::list());
    assert!(items.try_next().await.unwrap().is_some());
    let kept: Continuation = items.continuation().unwrap().clone();
    assert_eq!(kept.link(), format!("{}/2?key=s3cret", server.uri()));
    assert!(!format!("{kept:?}").contains("s3cret"));
    let mut pages = client.pages_from::<Page<User>>(kept.clone());
    assert!(pages.try_next().await.is_err());
    let mut pages = client.pages_from::<Page<User>>(kept);
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.continuation().is_none());
}

#[tokio::test]
async fn ids_that_a_post_gives_are_read_over_all_pages_and_the_next_link_with_get() {
    let server = MockServer::start().await;
    let first = json!({"value": ["a", "b"], "@odata.nextLink": "/v1.0/me/getMemberGroups?$skiptoken=2"});
    let asked = Mock::given(method("POST"))
        .and(path("/v1.0/me/getMemberGroups"))
        .and(body_json(json!({"securityEnabledOnly": true})));
    asked.respond_with(ResponseTemplate::new(200).set_body_json(first)).expect(1).mount(&server).await;
    answer(&server, "/v1.0/me/getMemberGroups", json!({"value": ["c"]}), 1).await;
    let mut items = client_of(&server).items(me::get_member_groups(json!({"securityEnabledOnly": true})));
    let mut ids = Vec::new();
    while let Some(id) = items.try_next().await.unwrap() {
        ids.push(id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let next = &server.received_requests().await.unwrap()[1];
    assert!(next.body.is_empty() && !next.headers.contains_key("content-type"));
}

#[tokio::test]
async fn entries_that_a_post_gives_are_read_over_all_pages() {
    let server = MockServer::start().await;
    let first = json!({
        "value": [{"@odata.type": "#microsoft.graph.user", "id": "u"}],
        "@odata.nextLink": "/v1.0/directoryObjects/getByIds?$skiptoken=2",
    });
    let body = json!({"ids": ["u", "g"], "types": ["user", "group"]});
    let asked = Mock::given(method("POST")).and(path("/v1.0/directoryObjects/getByIds")).and(body_json(&body));
    asked.respond_with(ResponseTemplate::new(200).set_body_json(first)).expect(1).mount(&server).await;
    answer(&server, "/v1.0/directoryObjects/getByIds", json!({"value": [{"id": "g"}]}), 1).await;
    let keys = |names: [&str; 2]| Some(names.map(str::to_owned).to_vec());
    let body = GetByIdsBody { ids: keys(["u", "g"]), types: keys(["user", "group"]), ..Default::default() };
    let mut pages = client_of(&server).pages(directory_objects::get_by_ids(body));
    let mut ids = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        ids.extend(page.items().iter().filter_map(|entry| entry.id.clone()));
    }
    assert_eq!(ids, ["u", "g"]);
}

fn found(hit: &str, more: bool) -> Value {
    json!({"hitsContainers": [{"hits": [{"hitId": hit}], "total": 9, "moreResultsAvailable": more}]})
}

#[tokio::test]
async fn a_search_goes_on_from_where_it_was_until_there_is_no_more() {
    let server = MockServer::start().await;
    let find = |words: &str| SearchRequest {
        entity_types: Some(vec![EntityType::Message]),
        query: Some(Box::new(SearchQuery { query_string: Some(words.to_owned()), ..Default::default() })),
        ..Default::default()
    };
    let sent = |words: &str| json!({"entityTypes": ["message"], "query": {"queryString": words}});
    let from = |start: i32| json!({"entityTypes": ["message"], "query": {"queryString": "y"}, "from": start});
    let steps = [
        (json!([sent("x"), sent("y")]), json!([found("1", false), found("2", true)])),
        (json!([from(25)]), json!([found("3", true)])),
        (json!([from(50)]), json!([found("4", false)])),
    ];
    for (searches, answers) in steps {
        let asked = Mock::given(method("POST")).and(path("/v1.0/search/query"));
        let asked = asked.and(body_json(json!({ "requests": searches })));
        let answer = ResponseTemplate::new(200).set_body_json(json!({ "value": answers }));
        asked.respond_with(answer).expect(1).mount(&server).await;
    }
    let body = QueryBody { requests: Some(vec![find("x"), find("y")]), ..Default::default() };
    let mut answers = client_of(&server).items(search::query(body));
    let mut hits = Vec::new();
    while let Some(answer) = answers.try_next().await.unwrap() {
        let containers = answer.hits_containers.into_iter().flatten();
        hits.extend(containers.flat_map(|container| container.hits.into_iter().flatten()).filter_map(|hit| hit.hit_id));
    }
    assert_eq!(hits, ["1", "2", "3", "4"]);
}
