//! What is sent again, when, and what is not.

use crate::server::{answer, builder, client, client_error, client_of, error, once, raw, read_head, write_json};
use msgraph::client::{Batch, ClientError, RetryOptions};
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::{models, users};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Time enough to connect and to send, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(2);

const USER: &str = "/v1.0/users/a";

async fn always(server: &MockServer, verb: &str, response: ResponseTemplate, times: u64) {
    Mock::given(method(verb)).respond_with(response).expect(times).mount(server).await;
}

#[tokio::test]
async fn retry_after_in_seconds_is_waited_for() {
    let server = MockServer::start().await;
    once(&server, "GET", USER, ResponseTemplate::new(429).insert_header("retry-after", "1")).await;
    answer(&server, USER, json!({"id": "a"}), 1).await;
    let started = Instant::now();
    let user = client_of(&server).send(users::get("a")).await.unwrap();
    assert_eq!(user.id.as_deref(), Some("a"));
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn retry_after_as_a_date_is_waited_for_by_the_clock_of_the_service() {
    let server = MockServer::start().await;
    let throttled = ResponseTemplate::new(429)
        .insert_header("date", "Sun, 06 Nov 1994 08:49:36 GMT")
        .insert_header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    once(&server, "GET", USER, throttled).await;
    answer(&server, USER, json!({}), 1).await;
    let started = Instant::now();
    client_of(&server).send(users::get("a")).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_wait_beyond_the_limit_is_an_error_at_once_that_tells_the_wait() {
    let server = MockServer::start().await;
    let throttled = ResponseTemplate::new(429).insert_header("retry-after", "120").set_body_json(error("TooMany"));
    always(&server, "GET", throttled, 1).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    let error = error.service().unwrap();
    assert_eq!((error.status.as_u16(), error.code.as_str()), (429, "TooMany"));
    assert_eq!(error.retry_after, Some(Duration::from_secs(120)));
    assert_eq!(error.request_id.as_deref(), Some("r-1"));
}

#[tokio::test]
async fn a_get_is_sent_again_after_503() {
    let server = MockServer::start().await;
    once(&server, "GET", USER, ResponseTemplate::new(503)).await;
    answer(&server, USER, json!({"id": "a"}), 1).await;
    assert!(client_of(&server).send(users::get("a")).await.is_ok());
}

#[tokio::test]
async fn attempts_are_bounded_and_the_last_error_is_kept() {
    let server = MockServer::start().await;
    always(&server, "GET", ResponseTemplate::new(503).set_body_string("busy"), 4).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().body, b"busy");
}

#[tokio::test]
async fn a_post_is_not_sent_again_after_504_even_with_retry_after() {
    let server = MockServer::start().await;
    always(&server, "POST", ResponseTemplate::new(504).insert_header("retry-after", "0"), 1).await;
    let error = client_of(&server).send(managed_devices::sync_device("d")).await.unwrap_err();
    assert_eq!(error.service().unwrap().status.as_u16(), 504);
}

#[tokio::test]
async fn a_patch_is_not_sent_again_after_500() {
    let server = MockServer::start().await;
    always(&server, "PATCH", ResponseTemplate::new(500), 1).await;
    assert!(client_of(&server).send(users::update("a", models::User::default())).await.is_err());
}

#[tokio::test]
async fn a_post_that_was_not_processed_is_sent_again() {
    let server = MockServer::start().await;
    let path = "/v1.0/deviceManagement/managedDevices/d/syncDevice";
    once(&server, "POST", path, ResponseTemplate::new(429)).await;
    once(&server, "POST", path, ResponseTemplate::new(503).insert_header("retry-after", "0")).await;
    always(&server, "POST", ResponseTemplate::new(204), 1).await;
    client_of(&server).send(managed_devices::sync_device("d")).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again_even_for_a_post() {
    let (host, task) = raw(|_, _| async {}).await;
    task.abort();
    task.await.unwrap_err();
    // The port is free now, until the service comes back.
    let address = host.strip_prefix("http://").unwrap().to_owned();
    let service = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        read_head(&mut stream).await;
        write_json(&mut stream, "200 OK", &json!({})).await;
    });
    let retry = RetryOptions { initial_delay: Duration::from_millis(40), ..RetryOptions::default() };
    let client = builder(&host).retry(retry).build().unwrap();
    client.send(managed_devices::sync_device("d")).await.unwrap();
    service.await.unwrap();
}

#[tokio::test]
async fn a_refused_connection_is_an_error_of_its_own() {
    let (host, task) = raw(|_, _| async {}).await;
    task.abort();
    task.await.unwrap_err();
    let error = client_error(client(&host).send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::Connect(_)), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_fails_names_the_host() {
    let never = RetryOptions { max_retries: 0, ..RetryOptions::default() };
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = format!("http://{free}");
    let client = builder(&nobody).retry(never.clone()).build().unwrap();
    let error = client.send(users::get("the-key")).await.unwrap_err();
    assert_eq!(error.to_string(), format!("no connection to {nobody} could be made"));
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(!cause.contains("the-key"), "{cause}");
    // What is sent elsewhere names where.
    let mut batch = Batch::new();
    batch.add(users::get("a")).unwrap();
    assert!(client.batch(batch).await.unwrap_err().to_string().contains(&nobody));
    let elsewhere = users::get("a").host("http://127.0.0.1:1");
    assert!(client.send(elsewhere).await.unwrap_err().to_string().contains("http://127.0.0.1:1 "));

    let (host, _task) = raw(|_, mut stream| async move {
        read_head(&mut stream).await;
        crate::server::write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
    })
    .await;
    let client = builder(&host).retry(never).build().unwrap();
    let broke = format!("the connection to {host} broke before the whole answer came");
    assert_eq!(client.send(users::get("a")).await.unwrap_err().to_string(), broke);
    let mut download = client.download(users::get("a")).await.unwrap();
    download.try_next().await.unwrap();
    assert_eq!(download.try_next().await.unwrap_err().to_string(), broke);
}

#[tokio::test]
async fn a_slow_body_hits_the_timeout() {
    let (host, _task) = raw(|_, mut stream| async move {
        read_head(&mut stream).await;
        crate::server::write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
        std::future::pending::<()>().await;
    })
    .await;
    let never = RetryOptions { max_retries: 0, ..RetryOptions::default() };
    let client = builder(&host).timeout(PATIENCE).retry(never).build().unwrap();
    let error = client_error(client.send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn a_post_that_timed_out_is_not_sent_again() {
    let server = MockServer::start().await;
    always(&server, "POST", ResponseTemplate::new(204).set_delay(Duration::from_secs(60)), 1).await;
    let client = builder(&server.uri()).timeout(PATIENCE).build().unwrap();
    let error = client_error(client.send(managed_devices::sync_device("d")).await.unwrap_err());
    assert!(matches!(error, ClientError::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn dropping_the_future_ends_the_retries() {
    let server = MockServer::start().await;
    always(&server, "GET", ResponseTemplate::new(429).insert_header("retry-after", "1"), 1).await;
    let client = client_of(&server);
    let asked = async {
        while server.received_requests().await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        biased;
        () = asked => {}
        answer = client.send(users::get("a")) => panic!("it ended: {answer:?}"),
    }
    tokio::time::sleep(Duration::from_millis(1100)).await;
}

#[tokio::test]
async fn each_attempt_asks_for_a_token() {
    let server = MockServer::start().await;
    once(&server, "GET", USER, ResponseTemplate::new(503)).await;
    answer(&server, USER, json!({}), 1).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let tokens = move || {
        let text = format!("token-{}", counter.fetch_add(1, Ordering::Relaxed));
        async { Ok(text.into()) }
    };
    let client = msgraph::client::Client::builder(tokens).host(server.uri()).build().unwrap();
    client.send(users::get("a")).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[1].headers["authorization"], "Bearer token-1");
}

#[tokio::test]
async fn a_put_and_a_delete_are_sent_again_after_503() {
    let server = MockServer::start().await;
    let (photo, message) = ("/v1.0/users/a/photo/$value", "/v1.0/users/a/messages/m");
    once(&server, "PUT", photo, ResponseTemplate::new(503)).await;
    once(&server, "DELETE", message, ResponseTemplate::new(503)).await;
    always(&server, "PUT", ResponseTemplate::new(200), 1).await;
    always(&server, "DELETE", ResponseTemplate::new(204), 1).await;
    let client = client_of(&server);
    client.send(users::photo::set_value("a", b"x".as_slice())).await.unwrap();
    client.send(users::messages::delete("a", "m")).await.unwrap();
}

#[tokio::test]
async fn a_post_without_a_body_says_that_it_has_none() {
    let server = MockServer::start().await;
    always(&server, "POST", ResponseTemplate::new(204), 1).await;
    client_of(&server).send(managed_devices::sync_device("d")).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap()[0].headers["content-length"], "0");
}

/// How long a service that is always busy is asked, with these waits.
async fn persistence(max_retries: u32, max_delay: Duration) -> Duration {
    let server = MockServer::start().await;
    always(&server, "GET", ResponseTemplate::new(503), u64::from(max_retries) + 1).await;
    let initial_delay = Duration::from_millis(50);
    let retry = RetryOptions { max_retries, max_delay, initial_delay, ..RetryOptions::default() };
    let client = builder(&server.uri()).retry(retry).build().unwrap();
    let started = Instant::now();
    client.send(users::get("a")).await.unwrap_err();
    started.elapsed()
}

#[tokio::test]
async fn waits_double_up_to_their_limit() {
    // At least half of 50, 100, 200 and 400 ms.
    assert!(persistence(4, Duration::from_secs(9)).await >= Duration::from_millis(375));
    // At most 50 ms each, where doubling without a limit would take at least 25 seconds.
    assert!(persistence(10, Duration::from_millis(50)).await < Duration::from_secs(25));
}
