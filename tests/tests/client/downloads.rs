//! Contents as streams.

use crate::server::{builder, client, client_error, client_of, error, foreign, once, raw, read_head, write};
use futures_util::TryStreamExt;
use msgraph::client::{ClientError, RetryOptions};
use msgraph::v1::{me, users};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use wiremock::matchers::{any, header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const PHOTO: &str = "/v1.0/users/a/photo/$value";

#[tokio::test]
async fn a_content_comes_in_parts_before_it_is_whole() {
    let read = Arc::new(Notify::new());
    let begun = Arc::clone(&read);
    let (host, _task) = raw(move |_, mut stream| {
        let begun = Arc::clone(&begun);
        async move {
            read_head(&mut stream).await;
            write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\ncontent-length: 8\r\n\r\nhead").await;
            // The rest is sent once the client has the beginning.
            begun.notified().await;
            write(&mut stream, "tail").await;
        }
    })
    .await;
    let mut content = client(&host).download(users::photo::get_value("a")).await.unwrap();
    assert_eq!((content.content_type(), content.content_length()), (Some("text/csv"), Some(8)));
    assert_eq!(content.try_next().await.unwrap().unwrap(), "head");
    read.notify_one();
    assert_eq!(content.try_next().await.unwrap().unwrap(), "tail");
    assert!(content.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_content_that_is_kept_elsewhere_is_read_without_the_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let found = ResponseTemplate::new(302).insert_header("location", format!("{}/blob?sig=1", other.uri()));
    Mock::given(path("/v1.0/me/drive/root:/a.txt:/content")).respond_with(found).expect(1).mount(&server).await;
    let part = ResponseTemplate::new(206).set_body_string("part");
    Mock::given(path("/blob")).and(header("range", "bytes=4-7")).respond_with(part).expect(1).mount(&other).await;
    let request = me::drive::root::by_path::content::get("a.txt").header("Range", "bytes=4-7");
    let content = client_of(&server).download(request).await.unwrap();
    assert_eq!(content.status().as_u16(), 206);
    let parts: Vec<_> = content.try_collect().await.unwrap();
    assert_eq!(parts.concat(), b"part");
}

#[tokio::test]
async fn a_content_has_no_limit() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_bytes(vec![7; 3000])).mount(&server).await;
    let client = builder(&server.uri()).max_response_bytes(1000).build().unwrap();
    let content = client.download(users::photo::get_value("a")).await.unwrap();
    let parts: Vec<_> = content.try_collect().await.unwrap();
    assert_eq!(parts.concat(), vec![7; 3000]);
    assert!(client.send(users::photo::get_value("a")).await.is_err());
}

#[tokio::test]
async fn an_error_in_place_of_a_content_is_an_error_with_its_body() {
    let server = MockServer::start().await;
    let refusal = ResponseTemplate::new(404).set_body_json(error("ImageNotFound"));
    Mock::given(any()).respond_with(refusal).expect(1).mount(&server).await;
    let error = client_of(&server).download(users::photo::get_value("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().code, "ImageNotFound");
}

#[tokio::test]
async fn a_download_is_tried_again_until_its_content_begins() {
    let server = MockServer::start().await;
    once(&server, "GET", PHOTO, ResponseTemplate::new(503)).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_string("x")).expect(1).mount(&server).await;
    let content = client_of(&server).download(users::photo::get_value("a")).await.unwrap();
    assert_eq!(content.try_collect::<Vec<_>>().await.unwrap().concat(), b"x");
}

#[tokio::test]
async fn a_content_that_breaks_off_is_an_error_and_not_begun_again() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    let (host, _task) = raw(move |_, mut stream| {
        counter.fetch_add(1, Ordering::Relaxed);
        async move {
            read_head(&mut stream).await;
            write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nhead").await;
        }
    })
    .await;
    let mut content = client(&host).download(users::photo::get_value("a")).await.unwrap();
    assert_eq!(content.try_next().await.unwrap().unwrap(), "head");
    let error = client_error(content.try_next().await.unwrap_err());
    assert!(matches!(error, ClientError::Transport(_)), "{error:?}");
    assert!(content.try_next().await.unwrap().is_none());
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}

/// A server that writes this and then stays silent.
async fn silent_after(text: &'static str) -> msgraph::client::Client {
    let (host, _task) = raw(move |_, mut stream| async move {
        read_head(&mut stream).await;
        write(&mut stream, text).await;
        std::future::pending::<()>().await;
    })
    .await;
    let never = RetryOptions { max_retries: 0, ..RetryOptions::default() };
    // Time enough for what comes, also on a busy machine.
    builder(&host).timeout(Duration::from_secs(2)).retry(never).build().unwrap()
}

#[tokio::test]
async fn a_content_that_stops_coming_is_an_error() {
    let client = silent_after("HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nhead").await;
    let mut content = client.download(users::photo::get_value("a")).await.unwrap();
    assert!(content.try_next().await.unwrap().is_some());
    let error = client_error(content.try_next().await.unwrap_err());
    assert!(matches!(error, ClientError::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_does_not_begin_is_an_error() {
    let client = silent_after("HTTP/1.1 200 OK\r\n").await;
    let error = client_error(client.download(users::photo::get_value("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::Timeout(_)), "{error:?}");
}
