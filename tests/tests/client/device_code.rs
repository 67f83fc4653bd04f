//! The sign-in of a user with a device code, against a stand-in of the identity platform.

use msgraph::client::{
    AccessToken, BoxFuture, Bytes, Client, ClientError, DeviceCodeCredential, DeviceCodeError, TokenProvider,
    TokenRequest, Transport, TransportBody,
};
use msgraph::v1::users;
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;
use wiremock::matchers::{header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const APP: &str = "the-app";
const SCOPE: &str = "https://graph.microsoft.com/.default";
const CODE: &str = "/organizations/oauth2/v2.0/devicecode";
const TOKEN: &str = "/organizations/oauth2/v2.0/token";

/// Gives its answers one after the other, and keeps what it was asked, and after how many seconds.
#[derive(Clone)]
struct Platform {
    answers: Arc<Mutex<VecDeque<(u16, Value)>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    started: Instant,
}

struct Asked {
    after: u64,
    url: String,
    form: BTreeMap<String, String>,
}

impl Platform {
    fn new(answers: impl IntoIterator<Item = (u16, Value)>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        Self { answers, asked: Arc::default(), started: Instant::now() }
    }

    /// A sign-in that shows what it asks the user for.
    fn credential(&self) -> (DeviceCodeCredential, Arc<Mutex<Vec<String>>>) {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let prompts = Arc::clone(&shown);
        let credential = DeviceCodeCredential::new("organizations", APP, move |prompt| {
            assert_eq!(prompt.expires_in, Duration::from_secs(900));
            prompts.lock().unwrap().push(format!("{} {}", prompt.verification_uri, prompt.user_code));
        });
        (credential.http_client(self.clone()), shown)
    }

    /// The paths that were asked for, and after how many seconds each.
    fn asked(&self) -> Vec<(u64, String)> {
        let path = |asked: &Asked| asked.url.strip_prefix("https://login.microsoftonline.com").unwrap().to_owned();
        self.asked.lock().unwrap().iter().map(|asked| (asked.after, path(asked))).collect()
    }

    fn sent(&self, at: usize, name: &str) -> Option<String> {
        self.asked.lock().unwrap()[at].form.get(name).cloned()
    }
}

impl Transport for Platform {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<TransportBody>, ClientError>> {
        let form = reqwest::Url::parse(&format!("form:?{}", std::str::from_utf8(request.body()).unwrap())).unwrap();
        let form = form.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        let (after, url) = (self.started.elapsed().as_secs(), request.uri().to_string());
        self.asked.lock().unwrap().push(Asked { after, url, form });
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move {
            let Some((status, body)) = answer else { return Err(ClientError::Connect("nobody answers".into())) };
            let response = http::Response::builder().status(status).header("content-type", "application/json");
            Ok(response.body(TransportBody::from(body.to_string().into_bytes())).unwrap())
        })
    }
}

fn code() -> (u16, Value) {
    let body = json!({
        "device_code": "the-device-code", "user_code": "ABC123", "verification_uri": "https://microsoft.com/devicelogin",
        "expires_in": 900, "interval": 5, "message": "To sign in, …"
    });
    (200, body)
}

fn refused(error: &str) -> (u16, Value) {
    (400, json!({ "error": error, "error_description": format!("AADSTS1: {error}") }))
}

fn token(text: &str, refresh: Option<&str>) -> (u16, Value) {
    let mut body = json!({ "token_type": "Bearer", "access_token": text, "expires_in": 3600, "scope": "User.Read" });
    if let Some(refresh) = refresh {
        body["refresh_token"] = refresh.into();
    }
    (200, body)
}

async fn current(credential: &DeviceCodeCredential) -> Result<String, String> {
    asked(credential, TokenRequest::new(SCOPE)).await
}

async fn asked(credential: &DeviceCodeCredential, request: TokenRequest<'_>) -> Result<String, String> {
    let token = credential.token(request).await;
    token.map(|token| token.secret().to_owned()).map_err(|error| error.to_string())
}

#[tokio::test(start_paused = true)]
async fn a_user_is_waited_for_as_slowly_as_the_platform_asks() {
    let answers = [code(), refused("authorization_pending"), refused("slow_down"), token("t1", Some("r1"))];
    let platform = Platform::new(answers);
    let (credential, shown) = platform.credential();
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert_eq!(*shown.lock().unwrap(), ["https://microsoft.com/devicelogin ABC123"]);
    let asked = [(0, CODE), (0, TOKEN), (5, TOKEN), (15, TOKEN)].map(|(after, path)| (after, path.to_owned()));
    assert_eq!(platform.asked(), asked);
    assert_eq!(platform.sent(0, "scope").as_deref(), Some("https://graph.microsoft.com/.default offline_access"));
    assert_eq!(platform.sent(0, "client_id").as_deref(), Some(APP));
    assert_eq!(platform.sent(1, "device_code").as_deref(), Some("the-device-code"));
    assert_eq!(platform.sent(1, "client_id").as_deref(), Some(APP));
    // It is kept, and so is what it is refreshed with.
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert_eq!(credential.refresh_token().await.as_deref(), Some("r1"));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_refreshed_before_it_expires_and_when_it_is_refused() {
    let answers = [code(), token("t1", Some("r1")), token("t2", None), token("t3", Some("r3")), token("t4", None)];
    let platform = Platform::new(answers);
    let (credential, shown) = platform.credential();
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    tokio::time::advance(Duration::from_secs(3600 - 121)).await;
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(current(&credential).await.as_deref(), Ok("t2"));
    let old = AccessToken::new("t1");
    let mut request = TokenRequest::new(SCOPE);
    request.refused = Some(&old);
    assert_eq!(asked(&credential, request).await.as_deref(), Ok("t2"), "another request had it refreshed already");
    let refused = AccessToken::new("t2");
    request.refused = Some(&refused);
    assert_eq!(asked(&credential, request).await.as_deref(), Ok("t3"));
    let mut request = TokenRequest::new(SCOPE);
    request.claims = Some(r#"{"access_token":{}}"#);
    assert_eq!(asked(&credential, request).await.as_deref(), Ok("t4"));
    let sent = |name| [2, 3, 4].map(|at| platform.sent(at, name).unwrap_or_default());
    assert_eq!(sent("grant_type"), ["refresh_token"; 3]);
    assert_eq!(sent("refresh_token"), ["r1", "r1", "r3"]);
    assert_eq!(sent("claims"), ["", "", r#"{"access_token":{}}"#]);
    assert_eq!(shown.lock().unwrap().len(), 1, "the user signed in once");
}

#[tokio::test(start_paused = true)]
async fn the_user_is_asked_again_where_a_refresh_is_not_enough() {
    let platform = Platform::new([refused("invalid_grant"), code(), token("t1", Some("r1"))]);
    let (credential, shown) = platform.credential();
    let credential = credential.with_refresh_token("of another day");
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert_eq!(platform.sent(0, "refresh_token").as_deref(), Some("of another day"));
    assert_eq!(shown.lock().unwrap().len(), 1);
    // What says nothing of the user is no reason to ask.
    let platform = Platform::new([(503, json!("busy")), token("t1", None)]);
    let (credential, shown) = platform.credential();
    let credential = credential.with_refresh_token("r");
    let said = "the identity platform answered something else than a token or an error";
    assert_eq!(current(&credential).await, Err(said.to_owned()));
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert!(shown.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_keeps_a_user_from_signing_in_is_told_apart() {
    for (error, told) in [
        ("authorization_declined", "the sign-in was declined"),
        ("access_denied", "the sign-in was declined"),
        ("expired_token", "nobody signed in while the code held"),
        ("invalid_client", "the identity platform refuses the sign-in: invalid_client: AADSTS1: invalid_client"),
    ] {
        let platform = Platform::new([code(), refused(error)]);
        assert_eq!(current(&platform.credential().0).await, Err(told.to_owned()), "{error}");
    }
    let platform = Platform::new([refused("unauthorized_client")]);
    let error = platform.credential().0.sign_in().await.unwrap_err();
    assert!(matches!(error, DeviceCodeError::Refused { ref error, .. } if error == "unauthorized_client"), "{error:?}");
    let error = Platform::new([]).credential().0.sign_in().await.unwrap_err();
    assert!(matches!(error, DeviceCodeError::Unreachable(ClientError::Connect(_))), "{error:?}");
    assert!(error.source().is_some_and(|source| source.is::<ClientError>()));
    let elsewhere = Platform::new([code()]).credential().0.authority("http://login.example");
    let error = elsewhere.sign_in().await.unwrap_err();
    assert!(matches!(error, DeviceCodeError::Unreachable(ClientError::Address(_))), "{error:?}");
}

/// A request that gives up waiting takes the user's code away from nobody.
#[tokio::test(start_paused = true)]
async fn a_code_outlives_the_request_that_asked_for_it() {
    let pending = || refused("authorization_pending");
    let answers = [code(), pending(), pending(), token("t1", None), code(), token("t2", None)];
    let platform = Platform::new(answers);
    let (credential, shown) = platform.credential();
    tokio::time::timeout(Duration::from_secs(7), current(&credential)).await.unwrap_err();
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert_eq!(shown.lock().unwrap().len(), 1);
    // It is of no use once somebody has signed in with it.
    tokio::time::advance(Duration::from_secs(3600)).await;
    assert_eq!(current(&credential).await.as_deref(), Ok("t2"));
    assert_eq!(shown.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_code_that_no_longer_holds_is_replaced() {
    let platform = Platform::new([code(), refused("authorization_pending"), code(), token("t1", None)]);
    let (credential, shown) = platform.credential();
    tokio::time::timeout(Duration::from_secs(3), current(&credential)).await.unwrap_err();
    tokio::time::advance(Duration::from_secs(900)).await;
    assert_eq!(current(&credential).await.as_deref(), Ok("t1"));
    assert_eq!(shown.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn requests_that_come_together_wait_for_one_sign_in() {
    let platform = Platform::new([code(), refused("authorization_pending"), token("t1", None)]);
    let (credential, shown) = platform.credential();
    let (one, other) = tokio::join!(current(&credential), current(&credential));
    assert_eq!([one.as_deref(), other.as_deref()], [Ok("t1"); 2]);
    assert_eq!(shown.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_of_a_sign_in_is_shown() {
    let platform = Platform::new([code(), (200, json!({ "access_token": "the-token", "token_type": 1 }))]);
    let credential = platform.credential().0.scopes(["User.Read"]).with_refresh_token("the-refresh-token");
    let shown = format!("{credential:?}");
    assert!(shown.contains("User.Read") && shown.contains(APP) && !shown.contains("the-refresh-token"), "{shown}");
    let prompted = Arc::new(Mutex::new(String::new()));
    let written = Arc::clone(&prompted);
    let credential = DeviceCodeCredential::new("organizations", APP, move |prompt| {
        *written.lock().unwrap() = format!("{prompt:?}");
    });
    let error = credential.http_client(platform).sign_in().await.unwrap_err();
    assert!(!format!("{error:?} {error}").contains("the-token"), "{error:?}");
    let shown = prompted.lock().unwrap().clone();
    assert!(shown.contains("devicelogin") && !shown.contains("ABC123"), "{shown}");
}

/// From the first question to the answer of the service, by way of sockets.
#[tokio::test]
async fn a_client_sends_with_the_token_of_the_user() {
    let server = MockServer::start().await;
    let once = |at: &'static str, (status, body): (u16, Value)| {
        Mock::given(path(at)).respond_with(ResponseTemplate::new(status).set_body_json(body)).expect(1)
    };
    once("/a%20tenant/oauth2/v2.0/devicecode", code()).mount(&server).await;
    once("/a%20tenant/oauth2/v2.0/token", token("t1", None)).mount(&server).await;
    let me = Mock::given(path("/v1.0/users/a")).and(header("authorization", "Bearer t1"));
    me.respond_with(ResponseTemplate::new(200).set_body_json(json!({ "id": "a" }))).expect(1).mount(&server).await;
    let credential = DeviceCodeCredential::new("a tenant", APP, |_| {}).authority(server.uri());
    let client = Client::builder(credential).host(server.uri()).build().unwrap();
    assert_eq!(client.send(users::get("a")).await.unwrap().id.as_deref(), Some("a"));
}
