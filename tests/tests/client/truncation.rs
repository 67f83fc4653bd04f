//! Bodies that are not what they should be.

use crate::server::{builder, client, client_error, client_of, raw, read_head, write};
use msgraph::Error;
use msgraph::client::{ClientError, RetryOptions};
use msgraph::v1::device_management::device_management_partners as partners;
use msgraph::v1::{models, users};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

const WHOLE: &str = r#"{"id": "a"}"#;

/// Cuts the first bodies short: they are whole JSON, but not as long as their heads say.
async fn cutting(times: usize, framing: &'static str) -> (String, Arc<AtomicUsize>) {
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    let (host, _task) = raw(move |number, mut stream| {
        counter.fetch_add(1, Ordering::Relaxed);
        async move {
            read_head(&mut stream).await;
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n";
            let body = if number < times {
                format!("{framing}{WHOLE}")
            } else {
                format!("content-length: {}\r\n\r\n{WHOLE}", WHOLE.len())
            };
            write(&mut stream, &format!("{head}{body}")).await;
        }
    })
    .await;
    (host, connections)
}

#[tokio::test]
async fn a_body_shorter_than_its_length_is_an_error() {
    let (host, connections) = cutting(9, "content-length: 40\r\n\r\n").await;
    let error = client_error(client(&host).send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::Transport(_)), "{error:?}");
    assert_eq!(connections.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn chunks_without_an_end_are_an_error() {
    let (host, _) = cutting(9, "transfer-encoding: chunked\r\n\r\nb\r\n").await;
    let error = client_error(client(&host).send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_get_is_sent_again_after_a_truncated_body() {
    let (host, connections) = cutting(1, "content-length: 40\r\n\r\n").await;
    assert_eq!(client(&host).send(users::get("a")).await.unwrap().id.as_deref(), Some("a"));
    assert_eq!(connections.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_post_is_not_sent_again_after_a_truncated_body() {
    let (host, connections) = cutting(1, "content-length: 40\r\n\r\n").await;
    let created = client(&host).send(partners::create(models::DeviceManagementPartner::default())).await;
    assert!(matches!(client_error(created.unwrap_err()), ClientError::Transport(_)));
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_packed_body_that_ends_early_is_an_error_whatever_its_length_says() {
    // `aaaaaaaabbbbbbbb` as gzip.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xffKL\x84\x80$(\x00\x00\x1bnR\x13\x10\x00\x00\x00";
    for length in 1..=packed.len() {
        let server = MockServer::start().await;
        let content = ResponseTemplate::new(200).insert_header("content-encoding", "gzip");
        let content = content.set_body_bytes(&packed[..length]);
        Mock::given(any()).respond_with(content).mount(&server).await;
        let never = RetryOptions { max_retries: 0, ..RetryOptions::default() };
        let client = builder(&server.uri()).retry(never).build().unwrap();
        let read = client.send(users::photo::get_value("a")).await.map(|content| content.bytes);
        match length == packed.len() {
            true => assert_eq!(read.unwrap(), b"aaaaaaaabbbbbbbb"),
            false => assert!(matches!(client_error(read.unwrap_err()), ClientError::Transport(_)), "{length}"),
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_string("<html>")).mount(&server).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert!(matches!(error, Error::Content(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read() {
    let server = MockServer::start().await;
    let large = ResponseTemplate::new(200).set_body_string("x".repeat(2000));
    Mock::given(any()).respond_with(large).expect(1).mount(&server).await;
    let client = builder(&server.uri()).max_response_bytes(1000).build().unwrap();
    let error = client_error(client.send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::TooLarge(1000)), "{error:?}");
}

/// What the first request is answered with, by a client that takes 1000 bytes.
async fn limited(head: &'static str, body: String) -> ClientError {
    let (host, _task) = raw(move |_, mut stream| {
        let body = body.clone();
        async move {
            read_head(&mut stream).await;
            write(&mut stream, &format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}")).await;
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    })
    .await;
    let client = builder(&host).max_response_bytes(1000).timeout(Duration::from_secs(2)).build().unwrap();
    client_error(client.send(users::get("a")).await.unwrap_err())
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_not_waited_for() {
    let error = limited("content-length: 1001", String::new()).await;
    assert!(matches!(error, ClientError::TooLarge(1000)), "{error:?}");
}

#[tokio::test]
async fn a_body_of_no_declared_length_has_a_limit_too() {
    let error = limited("transfer-encoding: chunked", format!("7d0\r\n{}\r\n", "x".repeat(2000))).await;
    assert!(matches!(error, ClientError::TooLarge(1000)), "{error:?}");
}
