//! Uploads whose last answer is lost, and sessions that are ended by the caller.

use crate::server::{client, client_error, foreign, raw, read_head, write, write_json};
use msgraph::client::ClientError;
use msgraph::{Error, Object};
use serde_json::json;
use tokio::io::AsyncReadExt;
use wiremock::matchers::{header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The service, which these uploads don't go to.
const HOST: &str = "http://127.0.0.1:1";
const UNIT: usize = 320 << 10;

/// A session whose parts are answered with this, one after the other, and whose questions with the other.
async fn session(parts: Vec<ResponseTemplate>, questions: ResponseTemplate) -> MockServer {
    let server = foreign().await;
    for part in parts {
        Mock::given(method("PUT")).respond_with(part).up_to_n_times(1).mount(&server).await;
    }
    Mock::given(method("GET")).respond_with(questions).mount(&server).await;
    server
}

fn gone() -> ResponseTemplate {
    ResponseTemplate::new(404).set_body_json(json!({"error": {"code": "itemNotFound", "message": "No session."}}))
}

fn wants(ranges: &[&str]) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "nextExpectedRanges": ranges }))
}

async fn upload(server: &MockServer, content: Vec<u8>) -> Error {
    client(HOST).upload(server.uri(), content).chunk_size(UNIT).send::<Object>().await.unwrap_err()
}

/// The first error of what may have been stored.
#[track_caller]
fn in_doubt(error: Error) -> Error {
    assert!(error.to_string().starts_with("the content may have been stored"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    match client_error(error) {
        ClientError::MayBeStored(first) => *first,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_content_may_have_been_stored_where_its_session_is_gone_after_the_last_part() {
    for question in [gone(), ResponseTemplate::new(410), wants(&[])] {
        let server = session(vec![ResponseTemplate::new(504)], question.clone()).await;
        let first = in_doubt(upload(&server, vec![0; 10]).await);
        assert_eq!(first.service().unwrap().status.as_u16(), 504);
        let accepted = ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": ["327680-"]}));
        let server = session(vec![accepted, ResponseTemplate::new(503)], question).await;
        let first = in_doubt(upload(&server, vec![0; UNIT + 10]).await);
        assert_eq!(first.service().unwrap().status.as_u16(), 503);
    }
}

#[tokio::test]
async fn a_content_may_have_been_stored_where_the_last_part_is_sent_again_in_vain() {
    let parts = vec![ResponseTemplate::new(504), ResponseTemplate::new(409), gone()];
    let first = in_doubt(upload(&session(parts, wants(&["0-"])).await, vec![0; 10]).await);
    assert_eq!(first.service().unwrap().status.as_u16(), 504);
}

#[tokio::test]
async fn a_content_may_have_been_stored_where_the_last_answer_is_cut() {
    let (host, _task) = raw(|connection, mut stream| async move {
        read_head(&mut stream).await;
        if connection == 0 {
            stream.read_exact(&mut [0; 10]).await.unwrap();
            write(&mut stream, "HTTP/1.1 201 Cre").await;
        } else {
            write_json(&mut stream, "404 Not Found", &json!({"error": {"code": "itemNotFound"}})).await;
        }
    })
    .await;
    let error = client(&host).upload(format!("{host}/up"), vec![0; 10]).send::<()>().await.unwrap_err();
    let first = client_error(in_doubt(error));
    assert!(matches!(first, ClientError::Transport(_)), "{first:?}");
}

#[tokio::test]
async fn a_session_that_is_gone_before_the_last_part_says_so_itself() {
    let server = session(vec![ResponseTemplate::new(504)], gone()).await;
    let error = upload(&server, vec![0; UNIT + 10]).await;
    assert_eq!(error.service().unwrap().status.as_u16(), 404);
}

#[tokio::test]
async fn a_session_that_goes_on_after_the_last_part_was_lost_stores_the_content() {
    let parts = vec![ResponseTemplate::new(504), ResponseTemplate::new(201).set_body_json(json!({"id": "f"}))];
    let server = session(parts, wants(&["0-"])).await;
    let file: Object = client(HOST).upload(server.uri(), vec![0; 10]).send().await.unwrap();
    assert_eq!(file.extra.get("id"), Some(&json!("f")));
}

#[tokio::test]
async fn an_error_in_the_answer_to_the_last_part_is_an_error() {
    let refused = json!({"error": {"code": "quotaLimitReached", "message": "Full."}});
    let server = session(vec![ResponseTemplate::new(200).set_body_json(refused)], gone()).await;
    assert_eq!(upload(&server, vec![0; 10]).await.service().unwrap().code, "quotaLimitReached");
}

#[tokio::test]
async fn a_session_with_a_deferred_commit_is_closed_by_an_empty_post() {
    let server = foreign().await;
    Mock::given(method("PUT")).respond_with(ResponseTemplate::new(202)).expect(1).mount(&server).await;
    let closing = Mock::given(method("POST")).and(header("content-length", "0"));
    let stored = ResponseTemplate::new(201).set_body_json(json!({"id": "f"}));
    closing.respond_with(stored).expect(1).mount(&server).await;
    let client = client(HOST);
    client.upload(server.uri(), vec![0; 10]).send::<()>().await.unwrap();
    let file: Object = client.commit_upload(&server.uri()).await.unwrap();
    assert_eq!(file.extra.get("id"), Some(&json!("f")));
}
