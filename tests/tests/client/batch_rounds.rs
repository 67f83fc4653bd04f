//! Batches of more requests than the service takes in one.

use crate::server::{client_error, client_of, error};
use msgraph::client::{Batch, ClientError};
use msgraph::v1::{models, users};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Answers each request of a batch with the name of its user, and refuses user `u7`.
struct Service {
    delay: Duration,
}

impl Respond for Service {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let answer = |step: &Value| {
            let user = step["url"].as_str().unwrap().trim_start_matches("/users/");
            match user {
                "u7" => json!({"id": step["id"], "status": 404, "body": error("NotFound")}),
                user => json!({"id": step["id"], "status": 200, "body": {"id": user}}),
            }
        };
        let answers: Vec<Value> = round(request).iter().map(answer).collect();
        ResponseTemplate::new(200).set_body_json(json!({ "responses": answers })).set_delay(self.delay)
    }
}

fn round(request: &Request) -> Vec<Value> {
    let mut body: Value = serde_json::from_slice(&request.body).unwrap();
    serde_json::from_value(body["requests"].take()).unwrap()
}

async fn service(delay: Duration) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path("/v1.0/$batch")).respond_with(Service { delay }).mount(&server).await;
    server
}

/// How many requests each round had.
async fn sizes(server: &MockServer) -> Vec<usize> {
    server.received_requests().await.unwrap().iter().map(|request| round(request).len()).collect()
}

#[tokio::test]
async fn a_batch_of_50_is_sent_in_rounds_and_answered_as_one() {
    let server = service(Duration::ZERO).await;
    let mut batch = Batch::new();
    let users: Vec<_> = (0..50).map(|n| batch.add(users::get(&format!("u{n}"))).unwrap()).collect();
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(sizes(&server).await, [20, 20, 10]);
    let failed: Vec<_> = answers.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].0, users[7].step());
    assert_eq!((failed[0].0.index(), failed[0].1.service().unwrap().code.as_str()), (7, "NotFound"));
    for (n, user) in users.into_iter().enumerate() {
        let status = answers.status(user).unwrap().as_u16();
        let answer = answers.take(user);
        match n {
            7 => assert_eq!((status, answer.unwrap_err().service().unwrap().status.as_u16()), (404, 404)),
            n => assert_eq!((status, answer.unwrap().id.unwrap()), (200, format!("u{n}"))),
        }
        assert_eq!(answers.status(user).unwrap().as_u16(), status);
    }
}

#[tokio::test]
async fn rounds_have_the_size_that_was_asked_for_and_never_more_than_the_service_takes() {
    for (asked, expected) in [(4, vec![4, 4, 1]), (0, vec![1; 9]), (100, vec![9])] {
        let server = service(Duration::ZERO).await;
        let mut batch = Batch::new().round_size(asked);
        for n in 0..9 {
            batch.add(users::get(&format!("u{n}"))).unwrap();
        }
        client_of(&server).batch(batch).await.unwrap();
        assert_eq!(sizes(&server).await, expected);
    }
}

#[tokio::test]
async fn rounds_go_one_after_the_other_unless_more_are_asked_for() {
    const DELAY: Duration = Duration::from_millis(300);
    for (parallel, least) in [(1, 4), (4, 1)] {
        let server = service(DELAY).await;
        let mut batch = Batch::new().round_size(2).parallel_rounds(parallel);
        for n in 0..8 {
            batch.add(users::get(&format!("u{n}"))).unwrap();
        }
        let started = Instant::now();
        client_of(&server).batch(batch).await.unwrap();
        let took = started.elapsed();
        assert!(took >= DELAY * least && (parallel == 1 || took < DELAY * 4), "{parallel}: {took:?}");
    }
}

#[tokio::test]
async fn requests_that_wait_for_each_other_are_sent_in_one_round() {
    let server = service(Duration::ZERO).await;
    let mut batch = Batch::new().round_size(3);
    let steps: Vec<_> = (0..4).map(|n| batch.add(users::get(&format!("u{n}"))).unwrap().step()).collect();
    batch.add_after(users::get("u4"), [steps[0], steps[3]]).unwrap();
    client_of(&server).batch(batch).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    let sent: Vec<Vec<Value>> = sent.iter().map(round).collect();
    let ids = |round: &[Value]| round.iter().map(|step| step["id"].clone()).collect::<Value>();
    assert_eq!((ids(&sent[0]), ids(&sent[1])), (json!(["0", "3", "4"]), json!(["1", "2"])));
    assert_eq!(sent[0][2]["dependsOn"], json!(["0", "3"]));
}

#[tokio::test]
async fn more_requests_that_wait_for_each_other_than_a_round_takes_are_an_error_that_says_so() {
    let server = service(Duration::ZERO).await;
    let mut batch = Batch::new();
    let mut last = batch.add(users::get("u0")).unwrap();
    for _ in 0..20 {
        last = batch.add_after(users::get("u0"), [last]).unwrap();
    }
    let error = client_error(client_of(&server).batch(batch).await.unwrap_err());
    assert!(matches!(error, ClientError::BatchGroup { requests: 21, round_size: 20 }));
    assert_eq!(error.to_string(), "batch: 21 requests wait for each other, and a round takes 20");
    assert!(sizes(&server).await.is_empty());
}

#[tokio::test]
async fn a_round_that_fails_leaves_the_answers_of_the_others() {
    let server = service(Duration::ZERO).await;
    let refused =
        Mock::given(path("/v1.0/$batch")).respond_with(ResponseTemplate::new(400).set_body_json(error("Bad")));
    refused.up_to_n_times(1).with_priority(1).mount(&server).await;
    let mut batch = Batch::new().round_size(1);
    let update = models::User::default();
    let (lost, kept) = (batch.add(users::update("a", &update)).unwrap(), batch.add(users::get("b")).unwrap());
    let mut answers = client_of(&server).batch(batch).await.unwrap();
    assert_eq!(answers.take(kept).unwrap().id.as_deref(), Some("b"));
    assert_eq!(answers.status(lost), None);
    let ClientError::BatchRound(why) = client_error(answers.take(lost).unwrap_err()) else { panic!("not lost") };
    assert_eq!(why.service().unwrap().code, "Bad");
}

#[tokio::test]
async fn a_batch_of_which_no_round_is_answered_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(path("/v1.0/$batch")).respond_with(ResponseTemplate::new(403)).expect(2).mount(&server).await;
    let mut batch = Batch::new().round_size(1);
    batch.add(users::get("a")).unwrap();
    batch.add(users::get("b")).unwrap();
    let error = client_of(&server).batch(batch).await.unwrap_err();
    assert_eq!(error.service().unwrap().status.as_u16(), 403);
}
