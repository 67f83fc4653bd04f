//! Tokens that the service refuses, and what the source of tokens is told.

use crate::server::{TOKEN, answer, client_error, client_of, error, once};
use msgraph::Binary;
use msgraph::client::{
    AccessToken, Batch, BoxError, BoxFuture, Client, ClientError, StaticToken, TokenProvider, TokenRequest,
};
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

/// Serves a batch: the steps of the users in `refused` are refused unless the token is a later one than the first.
async fn batch_service(refused: &'static [&'static str], claims: Option<&'static str>) -> MockServer {
    let server = MockServer::start().await;
    let respond = move |request: &wiremock::Request| {
        let fresh = request.headers["authorization"] != "Bearer token-0";
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let answer = |step: &serde_json::Value| {
            let user = step["url"].as_str().unwrap().trim_start_matches("/users/");
            if fresh || !refused.contains(&user) {
                return json!({"id": step["id"], "status": 200, "body": {"id": user}});
            }
            let challenge = claims.map(|claims| format!(r#"Bearer error="insufficient_claims", claims="{claims}""#));
            let headers = challenge.map_or(json!({}), |challenge| json!({"WWW-Authenticate": challenge}));
            json!({"id": step["id"], "status": 401, "headers": headers, "body": error("InvalidAuthenticationToken")})
        };
        let answers: Vec<_> = body["requests"].as_array().unwrap().iter().map(answer).collect();
        ResponseTemplate::new(200).set_body_json(json!({ "responses": answers }))
    };
    Mock::given(method("POST")).respond_with(respond).mount(&server).await;
    server
}

async fn steps_sent(server: &MockServer) -> Vec<usize> {
    let sent = server.received_requests().await.unwrap();
    let steps =
        |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).unwrap()["requests"].as_array().unwrap().len();
    sent.iter().map(|request| steps(&request.body)).collect()
}

#[tokio::test]
async fn a_step_of_a_batch_whose_token_is_refused_is_sent_once_more_with_another() {
    let encoded = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ==";
    for (challenge, claims) in [(None, None), (Some(encoded), Some(CLAIMS.to_owned()))] {
        let server = batch_service(&["a"], challenge).await;
        let (source, client) = counting(&server);
        let mut batch = Batch::new();
        let (a, b) = (batch.add(users::get("a")).unwrap(), batch.add(users::get("b")).unwrap());
        let mut answers = client.batch(batch).await.unwrap();
        assert_eq!(answers.take(a).unwrap().id.as_deref(), Some("a"));
        assert_eq!(answers.take(b).unwrap().id.as_deref(), Some("b"));
        assert_eq!(steps_sent(&server).await, [2, 1]);
        let scope = format!("{}/.default", server.uri());
        assert_eq!(source.asked(), [(scope.clone(), None, None), (scope, Some("token-0".to_owned()), claims)]);
    }
}

#[tokio::test]
async fn a_step_is_not_sent_a_third_time_nor_without_another_token() {
    let responses = json!({"responses": [{"id": "0", "status": 401, "body": error("Expired")}]});
    for (own, expected) in [(false, 2), (true, 1)] {
        let server = MockServer::start().await;
        let refusal = ResponseTemplate::new(200).set_body_json(&responses);
        Mock::given(method("POST")).respond_with(refusal).expect(expected).mount(&server).await;
        let mut batch = Batch::new();
        let request = if own { users::get("a").header("Authorization", "Bearer mine") } else { users::get("a") };
        let step = batch.add(request).unwrap();
        let error = counting(&server).1.batch(batch).await.unwrap().take(step).unwrap_err();
        assert_eq!(error.service().unwrap().code, "Expired");
        let mut batch = Batch::new();
        batch.add(users::get("a")).unwrap();
        let fixed = MockServer::start().await;
        let refusal = ResponseTemplate::new(200).set_body_json(&responses);
        Mock::given(method("POST")).respond_with(refusal).expect(1).mount(&fixed).await;
        client_of(&fixed).batch(batch).await.unwrap();
    }
}

#[tokio::test]
async fn a_source_that_fails_after_the_refusal_of_a_step_is_what_the_step_fails_with() {
    let server = batch_service(&["a"], None).await;
    let given = Mutex::new(vec![AccessToken::new("token-0")]);
    let source = move || {
        let token = given.lock().unwrap().pop().ok_or_else(|| BoxError::from("signed out"));
        async { token }
    };
    let client = Client::builder(source).host(server.uri()).build().unwrap();
    let mut batch = Batch::new();
    let (a, b) = (batch.add(users::get("a")).unwrap(), batch.add(users::get("b")).unwrap());
    let mut answers = client.batch(batch).await.unwrap();
    assert!(answers.take(b).is_ok());
    let ClientError::BatchRound(error) = client_error(answers.take(a).unwrap_err()) else { panic!("not lost") };
    assert_eq!(std::error::Error::source(&*error).unwrap().to_string(), "signed out");
}

#[tokio::test]
async fn what_a_file_has_around_a_token_is_not_part_of_it() {
    for text in ["token\n", "token\r\n", " \ttoken \n", "\u{feff}token\r\n"] {
        let server = MockServer::start().await;
        let with_token = Mock::given(header("authorization", "Bearer token"));
        with_token.respond_with(ResponseTemplate::new(200).set_body_json(json!({}))).expect(3).mount(&server).await;
        let owned = text.to_owned();
        let source = move || {
            let token = AccessToken::from(owned.clone());
            async { Ok(token) }
        };
        Client::builder(source).host(server.uri()).build().unwrap().send(users::get("a")).await.unwrap();
        for token in [AccessToken::from(text), AccessToken::new(text)] {
            let client = Client::builder(StaticToken::new(token)).host(server.uri()).build().unwrap();
            client.send(users::get("a")).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_text_that_is_no_token_is_an_error_that_says_why() {
    let server = MockServer::start().await;
    for (text, why) in [
        ("tok\nen", "its text holds a line end or another character that no token has"),
        ("t\u{f6}ken", "its text holds a line end or another character that no token has"),
        ("\r\n", "its text is empty"),
    ] {
        let client = Client::builder(StaticToken::new(text)).host(server.uri()).build().unwrap();
        let error = client.send(users::get("a")).await.unwrap_err();
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), why);
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
