//! What is never shown.

use crate::server::{TOKEN, answer, builder, client_of, error};
use msgraph::client::{AccessToken, Batch, StaticToken, TokenRequest};
use msgraph::v1::users;
use msgraph::{Object, Request};
use serde_json::json;
use std::fmt;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn tokens_are_in_no_debug_output() {
    let server = MockServer::start().await;
    let refusal = ResponseTemplate::new(401).set_body_json(error(TOKEN));
    Mock::given(any()).respond_with(refusal.insert_header("location", TOKEN)).mount(&server).await;
    let client = client_of(&server);
    let request = users::get("a").header("Authorization", TOKEN);
    let shown = format!(
        "{client:#?}{:?}{:?}{:?}{request:?}{:?}",
        builder(&server.uri()),
        StaticToken::new(TOKEN),
        AccessToken::new(TOKEN),
        client.upload(format!("https://up.example/{TOKEN}"), TOKEN.as_bytes()),
    );
    assert!(!shown.contains(TOKEN), "{shown}");
    let error = client.send(users::get("a")).await.unwrap_err();
    assert!(error.service().unwrap().code.contains(TOKEN));
}

#[tokio::test]
async fn keys_and_addresses_that_responses_named_are_in_no_debug_output() {
    const KEY: &str = "the-secret-key";
    let server = MockServer::start().await;
    let link = format!("{}/{KEY}?{KEY}#{KEY}", server.uri());
    answer(&server, "/v1.0/users/delta", json!({"value": [], "@odata.deltaLink": link}), 2).await;
    let client = client_of(&server);
    let mut batch = Batch::new();
    batch.add(users::get(KEY).query("$filter", KEY)).unwrap();
    batch.add(named(&link)).unwrap();
    let round = client.delta(users::delta()).collect().await.unwrap();
    let mut delta = client.delta(users::delta());
    while delta.next_page().await.unwrap().is_some() {}
    assert!(round.link.contains(KEY) && delta.delta_link().unwrap().contains(KEY));
    let own = format!("{:?}", users::get(KEY).query("$filter", KEY).header("X-Key", KEY));
    for part in ["GET", "https://graph.microsoft.com", "/v1.0/users/{}", "$filter", "X-Key"] {
        assert!(own.contains(part), "{part}: {own}");
    }
    let whole = format!("{:?}", named(&link).query("a", KEY));
    assert!(whole.contains(&server.uri()) && whole.contains("\"a\""), "{whole}");
    let invalid = format!("{:?}{:?}", users::get("..").query("a", KEY), named(&format!("https://{KEY}@evil.example")));
    let steps = format!("{batch:?}");
    assert!(steps.contains("/v1.0/users/{}") && steps.contains(&server.uri()), "{steps}");
    let (round, delta) = (format!("{round:?}"), format!("{delta:?}"));
    assert!(round.contains("127.0.0.1") && delta.contains("127.0.0.1"), "{round} {delta}");
    for shown in [own, whole, invalid, steps, round, delta] {
        assert!(!shown.contains(KEY), "{shown}");
    }
}

fn named(address: &str) -> Request<(), Object> {
    Request::from_url(address)
}

#[tokio::test]
async fn errors_show_no_address() {
    let client = builder("http://127.0.0.1:1").build().unwrap();
    let request = users::list().filter("mail eq 'adele@contoso.com'");
    let error = client.send(request).await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(!shown.contains("adele") && !shown.contains(TOKEN), "{shown}");
    let mut source: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = source {
        assert!(!error.to_string().contains("adele"), "{error}");
        source = error.source();
    }
}

/// Writes all that spans and events of the client say to a text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for &Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        *self.0.lock().unwrap() += &format!("{field}={value:?} ");
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("msgraph")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut &*self);
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        values.record(&mut &*self);
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut &*self);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// Listens to what is said on this thread.
async fn listen() -> (Log, DefaultGuard) {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    // A test on another thread may have been the first to make a span, and nobody listens there.
    builder("http://127.0.0.1:1").build().unwrap().send(users::get("a")).await.unwrap_err();
    tracing::callsite::rebuild_interest_cache();
    log.0.lock().unwrap().clear();
    (log, guard)
}

#[tokio::test]
async fn spans_name_method_path_status_attempt_and_request_id_and_no_secrets() {
    let (log, _guard) = listen().await;
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200)
        .insert_header("request-id", "r-7")
        .set_body_string(r#"{"value": [], "id": "secret"}"#);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    client_of(&server).items(users::list().filter("mail eq 'adele'")).try_next().await.unwrap();
    let id = server.received_requests().await.unwrap()[0].headers["client-request-id"].to_str().unwrap().to_owned();
    let log = log.0.lock().unwrap();
    for part in ["method=GET", "/v1.0/users", "attempt=1", "status=200", "r-7", &id] {
        assert!(log.contains(part), "{part}: {log}");
    }
    for secret in [TOKEN, "adele", "secret"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

/// What the client says of tokens that are refused, claims, redirects and uploads, with these secrets in all of them.
#[tokio::test]
async fn claims_upload_addresses_and_redirects_are_never_shown() {
    const CLAIM: &str = "the-secret-claim";
    const KEY: &str = "the-secret-key";
    let (log, _guard) = listen().await;
    let server = MockServer::start().await;
    let elsewhere = MockServer::start().await;
    let claims = msgraph::Binary::from_bytes(format!(r#"{{"a": "{CLAIM}"}}"#).as_bytes()).to_string();
    let challenge = format!(r#"Bearer error="insufficient_claims", claims="{claims}""#);
    let refusal = ResponseTemplate::new(401).insert_header("www-authenticate", challenge);
    Mock::given(path("/v1.0/users/a")).respond_with(refusal).mount(&server).await;
    let found = ResponseTemplate::new(302).insert_header("location", format!("{}/{KEY}", elsewhere.uri()));
    Mock::given(any()).respond_with(found).mount(&server).await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(404)).mount(&elsewhere).await;
    let client = client_of(&server);
    let refused = client.send(users::get("a")).await.unwrap_err();
    let missing = client.download(users::photo::get_value("b")).await.unwrap_err();
    let upload = client.upload(format!("{}/{KEY}?{KEY}", elsewhere.uri()), TOKEN.as_bytes());
    let ended = upload.resume().send::<()>().await.unwrap_err();
    let token = AccessToken::new(TOKEN);
    let mut asked = TokenRequest::new("s");
    (asked.claims, asked.refused) = (Some(CLAIM), Some(&token));
    let shown = format!("{refused:?}{refused}{missing:?}{missing}{ended:?}{ended}{asked:?}{}", log.0.lock().unwrap());
    assert!(shown.contains("/v1.0/users/{}/photo") && shown.contains(&elsewhere.uri()), "{shown}");
    for secret in [TOKEN, CLAIM, KEY, &claims] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}
