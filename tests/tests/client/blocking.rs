//! The client for programs without `async`.

use crate::server::{answer, builder, client_error, once};
use msgraph::client::blocking::Client;
use msgraph::client::{Batch, ClientError};
use msgraph::v1::models::User;
use msgraph::v1::{me, users};
use msgraph::{Error, Page};
use serde_json::json;
use std::time::Duration;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Runs what blocks on a thread that may, with a client of this server.
async fn blocking<T: Send + 'static>(server: &MockServer, work: impl FnOnce(Client) -> T + Send + 'static) -> T {
    let client = builder(&server.uri()).build().unwrap();
    // A thread that knows of no asynchronous tasks.
    let thread = std::thread::spawn(move || work(Client::of(client).unwrap()));
    tokio::task::spawn_blocking(move || thread.join()).await.unwrap().unwrap()
}

#[tokio::test]
async fn requests_are_sent_and_sent_again() {
    let server = MockServer::start().await;
    once(&server, "GET", "/v1.0/users/a", ResponseTemplate::new(503)).await;
    answer(&server, "/v1.0/users/a", json!({"id": "a"}), 2).await;
    let (user, status) = blocking(&server, |client| {
        (client.send(users::get("a")).unwrap(), client.response(users::get("a")).unwrap().status())
    })
    .await;
    assert_eq!((user.id.as_deref(), status.as_u16()), (Some("a"), 200));
}

#[tokio::test]
async fn lists_are_iterators_that_end_after_an_error() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users", json!({"value": [{"id": "1"}], "@odata.nextLink": "/2"}), 3).await;
    answer(&server, "/2", json!({"value": [{"id": "2"}], "@odata.nextLink": "/2"}), 3).await;
    let (ids, pages, rest) = blocking(&server, |client| {
        let id = |user: Result<User, Error>| user.ok().and_then(|user| user.id);
        let ids: Vec<_> = client.items(users::list()).map(id).collect();
        let mut pages = client.pages(users::list());
        pages.next().unwrap().unwrap();
        let saved = pages.continuation().unwrap().to_string();
        let rest = client.items_from::<Page<User>>(saved).map(id).collect::<Vec<_>>();
        (ids, client.pages(users::list()).count(), rest)
    })
    .await;
    assert_eq!(ids, [Some("1".to_owned()), Some("2".to_owned()), None]);
    assert_eq!(rest, [Some("2".to_owned()), None]);
    assert_eq!(pages, 3);
}

#[tokio::test]
async fn batches_downloads_rounds_and_operations_are_waited_for() {
    let server = MockServer::start().await;
    let responses = json!({"responses": [{"id": "0", "status": 200, "body": {"id": "a"}}]});
    once(&server, "POST", "/v1.0/$batch", ResponseTemplate::new(200).set_body_json(responses)).await;
    let photo = ResponseTemplate::new(200).set_body_raw(b"\xff\xd8".to_vec(), "image/jpeg");
    once(&server, "GET", "/v1.0/users/a/photo/$value", photo).await;
    let accepted = ResponseTemplate::new(202).insert_header("location", "/operations/o");
    Mock::given(method("POST")).respond_with(accepted).expect(1).mount(&server).await;
    once(&server, "GET", "/v1.0/operations/o", ResponseTemplate::new(200).set_body_json(json!({"status": "running"})))
        .await;
    let done = json!({"status": "succeeded", "resourceLocation": "/users/u"});
    answer(&server, "/v1.0/operations/o", done, 1).await;
    answer(&server, "/v1.0/users/u", json!({"id": "u"}), 1).await;
    let (user, photo, made) = blocking(&server, |client| {
        let mut batch = Batch::new();
        let user = batch.add(users::get("a")).unwrap();
        let user = client.batch(batch).unwrap().take(user).unwrap();
        let photo: Vec<u8> = client.download(users::photo::get_value("a")).unwrap().flat_map(Result::unwrap).collect();
        let poller = client.start(me::send_mail(json!({})).long_running::<User>()).unwrap();
        (user, photo, poller.interval(Duration::from_millis(1)).result().unwrap())
    })
    .await;
    assert_eq!(
        (user.id.as_deref(), photo.as_slice(), made.id.as_deref()),
        (Some("a"), b"\xff\xd8".as_slice(), Some("u"))
    );
}

#[tokio::test]
async fn within_an_asynchronous_task_a_call_is_an_error_and_no_panic() {
    let server = MockServer::start().await;
    let client = Client::of(builder(&server.uri()).build().unwrap()).unwrap();
    let error = client_error(client.send(users::get("a")).unwrap_err());
    assert!(matches!(error, ClientError::Setup(_)));
    assert_eq!(client.items(users::list()).count(), 1);
    drop(client);
    assert!(server.received_requests().await.unwrap().is_empty());
}
