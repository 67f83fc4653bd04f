//! What carries requests: middleware, fakes, proxies, and what they are told.

use crate::server::{TOKEN, answer, builder, client_error, client_of, error, once};
use futures_util::TryStreamExt;
use msgraph::client::{Batch, BoxFuture, Bytes, ClientError, Transport, TransportBody};
use msgraph::v1::users;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wiremock::matchers::{any, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

type Answer = Result<http::Response<TransportBody>, ClientError>;

/// Counts what passes, and marks it.
struct Middleware {
    inner: reqwest::Client,
    passed: AtomicUsize,
}

impl Transport for Middleware {
    fn send(&self, mut request: http::Request<Bytes>) -> BoxFuture<'_, Answer> {
        self.passed.fetch_add(1, Ordering::Relaxed);
        request.headers_mut().insert("x-marked", http::HeaderValue::from_static("yes"));
        self.inner.send(request)
    }
}

#[tokio::test]
async fn pages_retries_and_batches_go_by_way_of_a_middleware() {
    let server = MockServer::start().await;
    once(&server, "GET", "/v1.0/users", ResponseTemplate::new(503)).await;
    answer(&server, "/v1.0/users", json!({"value": [{"id": "1"}], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": [{"id": "2"}]}), 1).await;
    let responses = json!({"responses": [{"id": "0", "status": 200, "body": {"id": "a"}}]});
    let batch = Mock::given(method("POST")).and(path("/v1.0/$batch")).and(header("x-marked", "yes"));
    batch.respond_with(ResponseTemplate::new(200).set_body_json(responses)).expect(1).mount(&server).await;
    let inner = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    let middleware = Arc::new(Middleware { inner, passed: AtomicUsize::new(0) });
    let client = builder(&server.uri()).http_client(Arc::clone(&middleware)).build().unwrap();
    let ids: Vec<_> = client.items(users::list()).map_ok(|user| user.id.unwrap()).try_collect().await.unwrap();
    assert_eq!(ids, ["1", "2"]);
    let mut batch = Batch::new();
    let user = batch.add(users::get("a")).unwrap();
    assert_eq!(client.batch(batch).await.unwrap().take(user).unwrap().id.as_deref(), Some("a"));
    assert_eq!(middleware.passed.load(Ordering::Relaxed), 4);
}

/// Gives what was recorded, one after the other, and keeps what it was asked.
#[derive(Default)]
struct Recorded {
    answers: Mutex<Vec<Answer>>,
    asked: Mutex<Vec<http::Request<Bytes>>>,
}

impl Transport for Recorded {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Answer> {
        self.asked.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop().unwrap();
        Box::pin(std::future::ready(answer))
    }
}

#[tokio::test]
async fn recorded_answers_take_no_network() {
    let recorded = Arc::new(Recorded::default());
    *recorded.answers.lock().unwrap() = vec![
        Ok(http::Response::new(json!({"id": "a"}).to_string().into())),
        Err(ClientError::Connect("no route".into())),
    ];
    let client = builder("https://graph.microsoft.com").http_client(Arc::clone(&recorded)).build().unwrap();
    assert_eq!(client.send(users::get("a")).await.unwrap().id.as_deref(), Some("a"));
    let asked = recorded.asked.lock().unwrap();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[1].uri(), "https://graph.microsoft.com/v1.0/users/a");
    assert_eq!(asked[1].headers()["authorization"], format!("Bearer {TOKEN}"));
    assert!(asked[1].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn a_request_can_have_a_time_of_its_own() {
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(200).set_body_json(json!({"id": "a"})).set_delay(Duration::from_millis(400));
    Mock::given(any()).respond_with(slow).mount(&server).await;
    let client = client_of(&server);
    let limit = Duration::from_millis(50);
    let error = client_error(client.send(users::update("a", json!({})).timeout(limit)).await.unwrap_err());
    assert!(matches!(error, ClientError::Timeout(each) if each == limit), "{error:?}");
    let client = builder(&server.uri()).timeout(limit).build().unwrap();
    assert!(client.send(users::get("a").timeout(Duration::from_secs(5))).await.is_ok());
}

#[tokio::test]
async fn the_user_agent_is_of_the_callers_choice() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/a", json!({}), 3).await;
    let own = builder(&server.uri()).user_agent("NONISV|Contoso|Desk/1.0").build().unwrap();
    own.send(users::get("a")).await.unwrap();
    own.send(users::get("a").header("User-Agent", "one")).await.unwrap();
    client_of(&server).send(users::get("a")).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    let agents: Vec<_> = sent.iter().map(|request| request.headers["user-agent"].to_str().unwrap()).collect();
    assert_eq!(agents, ["NONISV|Contoso|Desk/1.0", "one", "msgraph/0.1.0"]);
    let error = client_error(builder(&server.uri()).user_agent("a\nb").build().unwrap_err());
    assert!(matches!(error, ClientError::Setup(_)));
}

#[tokio::test]
async fn requests_go_by_way_of_a_proxy_that_is_named_and_cannot_read_the_token() {
    let proxy = MockServer::start().await;
    answer(&proxy, "/v1.0/users/a", json!({"id": "a"}), 1).await;
    let client = builder("http://127.0.0.1:9").proxy(proxy.uri()).build().unwrap();
    assert_eq!(client.send(users::get("a")).await.unwrap().id.as_deref(), Some("a"));
    let error = builder("http://127.0.0.1:9").proxy("http://proxy.example:3128").build().unwrap_err();
    assert!(matches!(client_error(error), ClientError::Address(_)));
    assert!(builder("https://graph.microsoft.com").proxy("http://proxy.example:3128").build().is_ok());
}

#[tokio::test]
async fn errors_of_the_service_are_errors_by_way_of_any_transport() {
    let recorded = Recorded::default();
    let mut refused = http::Response::new(TransportBody::from(error("Forbidden").to_string()));
    *refused.status_mut() = http::StatusCode::FORBIDDEN;
    recorded.answers.lock().unwrap().push(Ok(refused));
    let client = builder("https://graph.microsoft.com").http_client(recorded).build().unwrap();
    assert_eq!(client.send(users::get("a")).await.unwrap_err().service().unwrap().code, "Forbidden");
}
