//! How long the service asks to wait: every form of `Retry-After`.

use crate::server::{answer, builder, client_of, once};
use msgraph::client::{Batch, RateLimit, RetryOptions};
use msgraph::v1::users;
use msgraph::{Object, Request};
use serde_json::json;
use std::time::{Duration, Instant};
use wiremock::matchers::{any, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

const USER: &str = "/v1.0/users/a";

/// What an error with these headers says.
async fn said(waits: &[&str]) -> Option<Duration> {
    let server = MockServer::start().await;
    let mut refusal = ResponseTemplate::new(400).insert_header("date", "Sun, 06 Nov 1994 08:49:07 GMT");
    for wait in waits {
        refusal = refusal.append_header("retry-after", *wait);
    }
    Mock::given(any()).respond_with(refusal).mount(&server).await;
    client_of(&server).send(users::get("a")).await.unwrap_err().service().unwrap().retry_after
}

#[tokio::test]
async fn the_longest_of_several_waits_counts() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    for (waits, expected) in [
        (vec!["0,120"], seconds(120)),
        (vec!["120, 0"], seconds(120)),
        (vec!["1", "7"], seconds(7)),
        (vec!["7", "1"], seconds(7)),
        (vec!["x", "7"], seconds(7)),
        (vec![DATE], seconds(30)),
        (vec!["5, Sun, 06 Nov 1994 08:49:37 GMT"], seconds(30)),
        (vec!["Sun, 06 Nov 1994 08:49:37 GMT, 50"], seconds(50)),
        (vec![DATE, "31"], seconds(31)),
        (vec!["Sun, 06 Nov 1994 08:49:00 GMT"], seconds(0)),
        (vec!["1.5"], seconds(2)),
        (vec!["99999999999999999999999"], seconds(u64::MAX)),
        (vec!["-1"], None),
        (vec![""], None),
        (vec!["soon"], None),
    ] {
        assert_eq!(said(&waits).await, expected, "{waits:?}");
    }
}

#[tokio::test]
async fn a_service_that_asks_for_no_wait_is_not_asked_at_once() {
    let server = MockServer::start().await;
    let throttled = ResponseTemplate::new(429).insert_header("retry-after", "0");
    Mock::given(any()).respond_with(throttled).expect(4).mount(&server).await;
    let retry = RetryOptions { max_retries: 3, initial_delay: Duration::from_millis(100), ..RetryOptions::default() };
    let client = builder(&server.uri()).retry(retry).build().unwrap();
    let started = Instant::now();
    client.send(users::get("a")).await.unwrap_err();
    // At least half of 100, 200 and 400 ms.
    assert!(started.elapsed() >= Duration::from_millis(350), "{:?}", started.elapsed());
}

#[tokio::test]
async fn two_waits_of_one_refusal_are_both_waited() {
    let server = MockServer::start().await;
    let throttled = ResponseTemplate::new(429).append_header("retry-after", "0").append_header("retry-after", "1");
    once(&server, "GET", USER, throttled).await;
    answer(&server, USER, json!({}), 1).await;
    let started = Instant::now();
    client_of(&server).send(users::get("a")).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_wait_that_a_step_of_a_batch_names_as_a_number_is_waited() {
    let server = MockServer::start().await;
    let first = json!({"responses": [{"id": "0", "status": 429, "headers": {"Retry-After": 1}}]});
    once(&server, "POST", "/v1.0/$batch", ResponseTemplate::new(200).set_body_json(first)).await;
    let second = json!({"responses": [{"id": "0", "status": 200, "body": {"id": "a"}}]});
    let second = ResponseTemplate::new(200).set_body_json(second);
    Mock::given(method("POST")).respond_with(second).expect(1).mount(&server).await;
    let mut batch = Batch::new();
    let step = batch.add(users::get("a")).unwrap();
    let started = Instant::now();
    client_of(&server).batch(batch).await.unwrap().take(step).unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn an_operation_whose_answers_ask_for_no_wait_is_not_asked_at_once() {
    let server = MockServer::start().await;
    let running = ResponseTemplate::new(200).set_body_json(json!({"status": "running"}));
    once(&server, "GET", USER, running.insert_header("retry-after", "0")).await;
    answer(&server, USER, json!({"status": "succeeded"}), 1).await;
    let interval = Duration::from_millis(300);
    let request = Request::<(), Object>::from_url(format!("{}{USER}", server.uri()));
    let mut poller = client_of(&server).watch(request).unwrap().interval(interval);
    let started = Instant::now();
    poller.wait().await.unwrap();
    assert!(started.elapsed() >= interval);
}

#[tokio::test]
async fn the_tightest_of_several_rate_limits_counts() {
    let server = MockServer::start().await;
    let limited = ResponseTemplate::new(200)
        .set_body_json(json!({}))
        .append_header("ratelimit-remaining", "9")
        .append_header("ratelimit-remaining", "0")
        .append_header("ratelimit-reset", "1")
        .append_header("ratelimit-reset", "5")
        .append_header("x-ms-throttle-limit-percentage", "NaN");
    Mock::given(any()).respond_with(limited).mount(&server).await;
    let response = client_of(&server).response(users::get("a")).await.unwrap();
    let limit = RateLimit::of(response.headers()).unwrap();
    assert_eq!((limit.remaining, limit.reset, limit.used), (Some(0), Some(Duration::from_secs(5)), None));
}
