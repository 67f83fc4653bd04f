//! Tokens that the service refuses, and what the source of tokens is told.

use crate::server::{TOKEN, answer, client_error, client_of, error, once};
use msgraph::Binary;
use msgraph::client::{AccessToken, BoxError, BoxFuture, Client, ClientError, TokenProvider, TokenRequest};
use msgraph::v1::device_management::managed_devices;
use msgraph::v1::users;
use serde_json::json;
use std::sync::{Arc, Mutex};
use wiremock::matchers::{any, header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

const USER: &str = "/v1.0/users/a";
const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

/// Scope, refused token and claims.
type Asked = (String, Option<String>, Option<String>);

/// Gives `token-0`, `token-1` and so on, and keeps what it is asked.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<Vec<Asked>>>);

impl Counting {
    fn asked(&self) -> Vec<Asked> {
        self.0.lock().unwrap().clone()
    }
}

impl TokenProvider for Counting {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let mut asked = self.0.lock().unwrap();
        let token = format!("token-{}", asked.len());
        let refused = request.refused.map(|token| token.secret().to_owned());
        asked.push((request.scope.to_owned(), refused, request.claims.map(str::to_owned)));
        Box::pin(async { Ok(token.into()) })
    }
}

fn refusal() -> ResponseTemplate {
    ResponseTemplate::new(401).set_body_json(error("InvalidAuthenticationToken"))
}

async fn refuse_always(server: &MockServer, times: u64) {
    Mock::given(any()).respond_with(refusal()).expect(times).mount(server).await;
}

fn counting(server: &MockServer) -> (Counting, Client) {
    let source = Counting::default();
    (source.clone(), Client::builder(source).host(server.uri()).build().unwrap())
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_and_the_request_sent_again() {
    let server = MockServer::start().await;
    once(&server, "GET", USER, refusal()).await;
    answer(&server, USER, json!({"id": "a"}), 1).await;
    let (source, client) = counting(&server);
    client.send(users::get("a")).await.unwrap();
    let scope = format!("{}/.default", server.uri());
    assert_eq!(source.asked(), [(scope.clone(), None, None), (scope, Some("token-0".to_owned()), None)]);
    assert_eq!(server.received_requests().await.unwrap()[1].headers["authorization"], "Bearer token-1");
}

#[tokio::test]
async fn a_post_with_a_refused_token_is_sent_again_with_its_body() {
    let server = MockServer::start().await;
    let path = "/v1.0/users/a/sendMail";
    once(&server, "POST", path, refusal()).await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(202)).expect(1).mount(&server).await;
    counting(&server).1.send(users::send_mail("a", json!({"message": {}}))).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].body, sent[1].body);
    assert!(!sent[1].body.is_empty());
}

#[tokio::test]
async fn a_second_refusal_is_the_error() {
    let server = MockServer::start().await;
    refuse_always(&server, 2).await;
    let error = counting(&server).1.send(users::get("a")).await.unwrap_err();
    let error = error.service().unwrap();
    assert_eq!((error.status.as_u16(), error.code.as_str()), (401, "InvalidAuthenticationToken"));
}

#[tokio::test]
async fn a_source_that_has_no_other_token_is_not_tried_twice() {
    let server = MockServer::start().await;
    refuse_always(&server, 1).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().code, "InvalidAuthenticationToken");
}

#[tokio::test]
async fn a_token_of_the_callers_is_not_replaced() {
    let server = MockServer::start().await;
    refuse_always(&server, 1).await;
    let (source, client) = counting(&server);
    assert!(client.send(users::get("a").header("Authorization", "Bearer mine")).await.is_err());
    assert!(source.asked().is_empty());
}

#[tokio::test]
async fn a_source_that_fails_after_a_refusal_is_the_error() {
    let server = MockServer::start().await;
    refuse_always(&server, 1).await;
    let given = Mutex::new(vec![AccessToken::new(TOKEN)]);
    let source = move || {
        let token = given.lock().unwrap().pop().ok_or_else(|| BoxError::from("signed out"));
        async { token }
    };
    let client = Client::builder(source).host(server.uri()).build().unwrap();
    let error = client_error(client.send(users::get("a")).await.unwrap_err());
    assert!(matches!(&error, ClientError::Token(error) if error.to_string() == "signed out"), "{error:?}");
}

/// The claims that the source is told of after a refusal with this header.
async fn claims_of(challenge: &str) -> Option<String> {
    let server = MockServer::start().await;
    let challenged = refusal().insert_header("www-authenticate", challenge);
    once(&server, "POST", "/v1.0/deviceManagement/managedDevices/d/syncDevice", challenged).await;
    let granted = Mock::given(header("authorization", "Bearer token-1"));
    granted.respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    let (source, client) = counting(&server);
    client.send(managed_devices::sync_device("d")).await.unwrap();
    source.asked()[1].2.clone()
}

#[tokio::test]
async fn the_claims_of_a_challenge_reach_the_source_of_tokens() {
    let encoded = Binary::from_bytes(CLAIMS.as_bytes());
    for challenge in [
        format!(
            r#"Bearer realm="", authorization_uri="https://login.example/a,b=c", error="insufficient_claims", claims="{encoded}""#
        ),
        format!("bearer claims={encoded}, error=insufficient_claims"),
        format!(r#"Negotiate, Basic realm="x", Bearer  ERROR="insufficient_claims",claims="{encoded}""#),
        format!(r#"Bearer error="insufficient_claims", claims="{}""#, encoded.as_str().trim_end_matches('=')),
        format!(r#"Bearer realm="a, Basic b", error="insufficient_claims", claims="{encoded}""#),
    ] {
        assert_eq!(claims_of(&challenge).await.as_deref(), Some(CLAIMS), "{challenge}");
    }
}

#[tokio::test]
async fn what_is_no_challenge_for_claims_asks_for_none() {
    let encoded = Binary::from_bytes(CLAIMS.as_bytes());
    let text = Binary::from_bytes(b"no JSON");
    for challenge in [
        format!(r#"Bearer error="invalid_token", claims="{encoded}""#),
        format!(r#"Basic error="insufficient_claims", claims="{encoded}""#),
        format!(r#"Bearer error="insufficient_claims", claims="{text}""#),
        r#"Bearer error="insufficient_claims", claims="*""#.to_owned(),
        r#"Bearer error="insufficient_claims""#.to_owned(),
        format!(r#"Bearer realm="a, error=insufficient_claims, claims={encoded}, b""#),
        r#"claims="x", ,,="",""""#.to_owned(),
    ] {
        assert_eq!(claims_of(&challenge).await, None, "{challenge}");
    }
}
