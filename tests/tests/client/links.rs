//! Links that look like the service's and are not: none of them ever gets the token.

use crate::server::{answer, client, client_of, foreign};
use msgraph::client::{Batch, Client, ClientError};
use msgraph::v1::{models, users};
use msgraph::{Error, Object, Page, Request};
use serde_json::json;
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Links to other hosts than `http://localhost:{port}`, each of which one could take for it.
fn hostile(port: &str) -> Vec<String> {
    let local = format!("localhost:{port}");
    vec![
        format!("https://{local}/x"),
        "http://localhost:1/x".to_owned(),
        "http://localhost/x".to_owned(),
        format!("http://127.0.0.1:{port}/x"),
        format!("http://localhost.:{port}/x"),
        format!("http://{local}@evil.example/x"),
        format!("http://user:pass@{local}/x"),
        format!("http://@{local}@evil.example/x"),
        format!("http://{local}.evil.example/x"),
        format!("http://l\u{43e}calhost:{port}/x"),
        "//evil.example/x".to_owned(),
        "\\\\evil.example\\x".to_owned(),
        "/\\evil.example/x".to_owned(),
        " \thttp://evil.example/x".to_owned(),
        "ht\ntp://evil.example/x".to_owned(),
        format!("http://evil.example#@{local}/x"),
        format!("http://evil.example?@{local}/x"),
        format!("ftp://{local}/x"),
        "file:///etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        "http://[::1".to_owned(),
    ]
}

/// A service, known by name, and a client of it.
async fn service() -> (MockServer, String, Client) {
    let server = MockServer::start().await;
    let port = server.address().port().to_string();
    let client = client(&format!("http://localhost:{port}"));
    (server, port, client)
}

fn is_refused(error: &Error) -> bool {
    let Error::Client(error) = error else { return false };
    matches!(**error, ClientError::ForeignLink(_) | ClientError::Address(_))
}

#[tokio::test]
async fn hostile_next_links_are_not_followed() {
    let (server, port, client) = service().await;
    for (number, link) in hostile(&port).into_iter().enumerate() {
        answer(&server, &format!("/{number}"), json!({"value": [{}], "@odata.nextLink": link}), 1).await;
        let list = Request::<(), Page<Object>>::from_url(format!("http://localhost:{port}/{number}"));
        let mut pages = client.pages(list);
        assert!(pages.try_next().await.unwrap().is_some());
        let error = pages.try_next().await.unwrap_err();
        assert!(is_refused(&error), "{link}: {error:?}");
        assert!(pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn hostile_delta_links_are_not_followed() {
    let (server, port, client) = service().await;
    for link in hostile(&port) {
        if link.starts_with(['/', '\\']) {
            continue;
        }
        let error = client.delta_since::<models::User>(&link).collect().await.unwrap_err();
        assert!(is_refused(&error), "{link}: {error:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_next_link_in_other_letters_is_the_services_own() {
    let (server, port, client) = service().await;
    let next = format!("HTTP://LocalHost:{port}/2");
    answer(&server, "/v1.0/users", json!({"value": [{}], "@odata.nextLink": next}), 1).await;
    answer(&server, "/2", json!({"value": [{}]}), 1).await;
    let mut items = client.items(users::list());
    assert!(items.try_next().await.unwrap().is_some() && items.try_next().await.unwrap().is_some());
    assert!(server.received_requests().await.unwrap()[1].headers.contains_key("authorization"));
}

#[tokio::test]
async fn the_next_link_of_a_batch_answer_to_another_host_gets_no_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let page = json!({"value": [], "@odata.nextLink": format!("{}/2", other.uri())});
    let answers = json!({"responses": [{"id": "0", "status": 200, "body": page}]});
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(200).set_body_json(answers)).mount(&server).await;
    answer(&other, "/2", json!({"value": [{}]}), 2).await;
    let client = client_of(&server);
    let mut batch = Batch::new();
    let list = batch.add(users::list()).unwrap();
    let page = client.batch(batch).await.unwrap().take(list).unwrap();
    assert_eq!(client.send(page.next_page().unwrap()).await.unwrap().items().len(), 1);
    assert!(client.items(page.next_page().unwrap()).try_next().await.unwrap().is_some());
}

#[tokio::test]
async fn the_location_of_a_long_operation_on_another_host_gets_no_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let accepted = ResponseTemplate::new(202).insert_header("location", format!("{}/monitor", other.uri()));
    Mock::given(any()).respond_with(accepted).expect(1).mount(&server).await;
    answer(&other, "/monitor", json!({"status": "completed"}), 1).await;
    let client = client_of(&server);
    let started = client.response(users::drive::items::copy("u", "i", json!({}))).await.unwrap();
    let location = started.headers()["location"].to_str().unwrap();
    let done: Object = client.send(Request::<(), Object>::from_url(location)).await.unwrap();
    assert_eq!(done.extra.get("status"), Some(&json!("completed")));
}

#[tokio::test]
async fn an_address_with_a_user_name_is_refused() {
    let (server, port, client) = service().await;
    let address = format!("http://graph.microsoft.com@localhost:{port}/v1.0/me");
    let error = client.send(Request::<(), Page<Object>>::from_url(address)).await.unwrap_err();
    assert!(is_refused(&error), "{error:?}");
    assert!(client.cancel_upload(&format!("http://a:b@localhost:{port}/up")).await.is_err());
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn pages_without_end_come_one_at_a_time() {
    let server = MockServer::start().await;
    let count = std::sync::atomic::AtomicUsize::new(0);
    let endless = move |_: &wiremock::Request| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        ResponseTemplate::new(200).set_body_json(json!({"value": [{}], "@odata.nextLink": format!("/{number}")}))
    };
    Mock::given(path("/v1.0/users"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "value": [], "@odata.nextLink": "/first"
        })))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(any()).respond_with(endless).expect(3).mount(&server).await;
    let mut items = client_of(&server).items(users::list());
    for _ in 0..3 {
        assert!(items.try_next().await.unwrap().is_some());
    }
}

#[tokio::test]
async fn an_address_in_the_clear_is_refused_where_the_service_is_protected() {
    let server = MockServer::start().await;
    let client = client("https://graph.microsoft.com");
    let address = format!("{}/v1.0/me?key=secret", server.uri());
    let named = Request::<(), Page<Object>>::from_url(address).header("X-Secret", "s");
    let hosted = users::list().host(server.uri());
    assert!(is_refused(&client.send(named.clone()).await.unwrap_err()));
    assert!(is_refused(&client.download(named.clone()).await.unwrap_err()));
    assert!(is_refused(&client.items(named).try_next().await.unwrap_err()));
    assert!(is_refused(&client.send(hosted).await.unwrap_err()));
    assert!(server.received_requests().await.unwrap().is_empty());
}
