//! Rate limits that the service tells before it refuses.

use crate::server::{answer, builder, client_of};
use msgraph::client::RateLimit;
use msgraph::v1::users;
use serde_json::json;
use std::time::{Duration, Instant};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn rate_limits_are_read_from_the_headers_of_an_answer() {
    let server = MockServer::start().await;
    let limited = ResponseTemplate::new(200)
        .set_body_json(json!({}))
        .insert_header("RateLimit-Limit", "1200, 1200;w=60")
        .insert_header("RateLimit-Remaining", "120")
        .insert_header("RateLimit-Reset", "5")
        .insert_header("x-ms-throttle-limit-percentage", "0.9");
    Mock::given(any()).respond_with(limited).expect(1).mount(&server).await;
    let response = client_of(&server).response(users::get("a")).await.unwrap();
    let limit = RateLimit::of(response.headers()).unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(1200), Some(120)));
    assert_eq!((limit.reset, limit.used), (Some(Duration::from_secs(5)), Some(0.9)));
    assert_eq!(RateLimit::of(&http::HeaderMap::new()), None);
}

#[tokio::test]
async fn a_rate_limit_is_heeded_before_the_service_refuses_if_that_is_asked_for() {
    for (heeds, waits) in [(true, true), (false, false)] {
        let server = MockServer::start().await;
        let last = ResponseTemplate::new(200).set_body_json(json!({}));
        let last = last.insert_header("RateLimit-Remaining", "0").insert_header("RateLimit-Reset", "1");
        Mock::given(any()).respond_with(last).up_to_n_times(1).with_priority(1).mount(&server).await;
        answer(&server, "/v1.0/users/a", json!({}), 1).await;
        let builder = builder(&server.uri());
        let client = if heeds { builder.heed_rate_limits() } else { builder }.build().unwrap();
        let started = Instant::now();
        client.send(users::get("a")).await.unwrap();
        client.send(users::get("a")).await.unwrap();
        assert_eq!(started.elapsed() >= Duration::from_millis(900), waits, "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_wait_longer_than_retries_may_take_is_not_waited() {
    let server = MockServer::start().await;
    let last = ResponseTemplate::new(200).set_body_json(json!({}));
    let last = last.insert_header("RateLimit-Remaining", "0").insert_header("RateLimit-Reset", "86400");
    Mock::given(any()).respond_with(last).expect(2).mount(&server).await;
    let client = builder(&server.uri()).heed_rate_limits().build().unwrap();
    client.send(users::get("a")).await.unwrap();
    client.send(users::get("a")).await.unwrap();
}
