//! Contents that are kept elsewhere.

use crate::server::{answer, builder, client_error, client_of, foreign, once};
use msgraph::client::{BoxFuture, Bytes, ClientError, Transport, TransportBody};
use msgraph::v1::device_management::{device_management_partners as partners, managed_devices};
use msgraph::v1::models::User;
use msgraph::v1::{me, users};
use serde_json::json;
use wiremock::matchers::{any, body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn a_redirect_to_another_host_is_followed_without_the_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let found = ResponseTemplate::new(302).insert_header("location", format!("{}/blob?sig=1", other.uri()));
    Mock::given(any()).respond_with(found).expect(1).mount(&server).await;
    let content = ResponseTemplate::new(200).set_body_raw(b"\xff\xd8".to_vec(), "image/jpeg");
    Mock::given(path("/blob")).respond_with(content).expect(1).mount(&other).await;
    let photo = client_of(&server).send(users::photo::get_value("a")).await.unwrap();
    assert_eq!(photo.bytes, b"\xff\xd8");
    assert_eq!(photo.content_type.as_deref(), Some("image/jpeg"));
}

#[tokio::test]
async fn a_header_with_a_token_of_the_callers_does_not_follow_to_another_host() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let found = ResponseTemplate::new(302).insert_header("location", format!("{}/blob", other.uri()));
    Mock::given(any()).respond_with(found).expect(1).mount(&server).await;
    Mock::given(path("/blob")).respond_with(ResponseTemplate::new(200)).expect(1).mount(&other).await;
    let request = users::photo::get_value("a").header("Authorization", "Bearer mine");
    client_of(&server).send(request).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap()[0].headers["authorization"], "Bearer mine");
}

#[tokio::test]
async fn redirects_in_a_circle_end_with_an_error() {
    let server = MockServer::start().await;
    let circle = ResponseTemplate::new(302).insert_header("location", "/v1.0/users/a");
    Mock::given(any()).respond_with(circle).expect(6).mount(&server).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().status.as_u16(), 302);
}

#[tokio::test]
async fn what_writes_is_sent_again_with_method_and_body_where_the_service_moved_it() {
    for status in [307, 308] {
        let server = MockServer::start().await;
        let moved = ResponseTemplate::new(status).insert_header("location", "/v1.0/moved");
        Mock::given(path("/v1.0/users/a")).respond_with(moved).expect(1).mount(&server).await;
        let there = Mock::given(method("PATCH")).and(path("/v1.0/moved")).and(body_json(json!({"jobTitle": "Chief"})));
        let there = there
            .and(header("authorization", "Bearer the-secret-token"))
            .and(header("content-type", "application/json"));
        there.respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
        let update = User { job_title: Some("Chief".to_owned()), ..Default::default() };
        client_of(&server).send(users::update("a", update)).await.unwrap();
        let moved = ResponseTemplate::new(status).insert_header("location", "/v1.0/moved");
        Mock::given(method("POST"))
            .and(path("/v1.0/moved"))
            .respond_with(ResponseTemplate::new(202))
            .expect(1)
            .mount(&server)
            .await;
        Mock::given(path("/v1.0/me/sendMail")).respond_with(moved).expect(1).mount(&server).await;
        client_of(&server).send(me::send_mail(json!({"message": {}}))).await.unwrap();
        assert_eq!(server.received_requests().await.unwrap()[3].body, br#"{"message":{}}"#);
    }
}

#[tokio::test]
async fn what_was_written_is_read_where_the_service_says_to_see_it() {
    let server = MockServer::start().await;
    let see = ResponseTemplate::new(303).insert_header("location", "/v1.0/result");
    Mock::given(method("PATCH")).respond_with(see).expect(1).mount(&server).await;
    answer(&server, "/v1.0/result", json!({"id": "a"}), 1).await;
    client_of(&server).send(users::update("a", User::default()).if_match("e")).await.unwrap();
    let read = &server.received_requests().await.unwrap()[1];
    assert!(read.body.is_empty() && read.headers["authorization"] == "Bearer the-secret-token");
    assert!(!read.headers.contains_key("content-type") && !read.headers.contains_key("if-match"));
}

#[tokio::test]
async fn what_was_written_is_not_written_again_where_reading_it_fails() {
    for status in [429, 503, 504] {
        let server = MockServer::start().await;
        let see = ResponseTemplate::new(303).insert_header("location", "/v1.0/result");
        Mock::given(method("PATCH")).respond_with(see).expect(1).mount(&server).await;
        let busy = ResponseTemplate::new(status).insert_header("retry-after", "0");
        once(&server, "GET", "/v1.0/result", busy).await;
        answer(&server, "/v1.0/result", json!({"id": "a"}), 1).await;
        let updated = client_of(&server).send(partners::update("a", json!({}))).await.unwrap();
        assert_eq!(updated.id.as_deref(), Some("a"));
    }
}

#[tokio::test]
async fn what_was_written_is_not_written_again_where_its_host_cannot_be_reached() {
    let server = MockServer::start().await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let see = ResponseTemplate::new(303).insert_header("location", format!("http://{nobody}/result"));
    Mock::given(method("PATCH")).respond_with(see).expect(1).mount(&server).await;
    let error = client_error(client_of(&server).send(users::update("a", User::default())).await.unwrap_err());
    assert!(matches!(error, ClientError::Connect(_)), "{error:?}");
}

#[tokio::test]
async fn what_writes_is_not_sent_to_another_host_nor_where_the_redirect_says_nothing_of_the_method() {
    for status in [301, 302, 307, 308] {
        let (server, other) = (MockServer::start().await, foreign().await);
        let to = if status < 303 { "/v1.0/moved".to_owned() } else { other.uri() };
        let moved = ResponseTemplate::new(status).insert_header("location", to);
        Mock::given(any()).respond_with(moved).expect(1).mount(&server).await;
        let error = client_of(&server).send(users::update("a", User::default())).await.unwrap_err();
        assert_eq!(error.service().unwrap().status.as_u16(), status);
        assert!(other.received_requests().await.unwrap().is_empty());
    }
}

/// Carries what is for a protected service to a server on this machine.
struct Unprotected {
    inner: reqwest::Client,
    server: http::uri::Authority,
}

impl Transport for Unprotected {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<TransportBody>, ClientError>> {
        let (mut head, body) = request.into_parts();
        let mut uri = head.uri.into_parts();
        (uri.scheme, uri.authority) = (Some(http::uri::Scheme::HTTP), Some(self.server.clone()));
        head.uri = uri.try_into().unwrap();
        self.inner.send(http::Request::from_parts(head, body))
    }
}

#[tokio::test]
async fn nothing_is_sent_again_in_the_clear_where_a_redirect_of_a_protected_service_leads_there() {
    for status in [302, 303, 307, 308] {
        let server = MockServer::start().await;
        let moved = ResponseTemplate::new(status).insert_header("location", "http://graph.microsoft.com/v1.0/moved");
        Mock::given(any()).respond_with(moved).mount(&server).await;
        let inner = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
        let transport = Unprotected { inner, server: server.address().to_string().parse().unwrap() };
        let client = builder("https://graph.microsoft.com").http_client(transport).build().unwrap();
        client.send(users::get("a")).await.unwrap_err();
        client.send(users::update("a", User::default())).await.unwrap_err();
        client.send(managed_devices::sync_device("d")).await.unwrap_err();
        let asked = server.received_requests().await.unwrap();
        let paths: Vec<_> = asked.iter().map(|request| request.url.path()).collect();
        let device = "/v1.0/deviceManagement/managedDevices/d/syncDevice";
        assert_eq!(paths, ["/v1.0/users/a", "/v1.0/users/a", device], "{status}");
    }
}

#[tokio::test]
async fn a_post_is_not_redirected_to_another_host() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let moved = ResponseTemplate::new(307).insert_header("location", other.uri());
    Mock::given(any()).respond_with(moved).expect(1).mount(&server).await;
    let error = client_of(&server).send(managed_devices::sync_device("d")).await.unwrap_err();
    assert_eq!(error.service().unwrap().location, Some(other.uri()));
    assert!(other.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_redirect_back_from_another_host_gets_no_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let to = |url: String| ResponseTemplate::new(302).insert_header("location", url);
    Mock::given(path("/v1.0/users/a/photo/$value")).respond_with(to(format!("{}/1", other.uri()))).mount(&server).await;
    Mock::given(path("/1")).respond_with(to(format!("{}/v1.0/me", server.uri()))).expect(1).mount(&other).await;
    Mock::given(path("/v1.0/me")).respond_with(ResponseTemplate::new(200)).expect(1).mount(&server).await;
    client_of(&server).send(users::photo::get_value("a")).await.unwrap();
    let received = server.received_requests().await.unwrap();
    assert!(received[0].headers.contains_key("authorization"));
    assert!(!received[1].headers.contains_key("authorization"));
}

#[tokio::test]
async fn another_host_is_told_what_is_wanted_and_nothing_else() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let found = ResponseTemplate::new(302).insert_header("location", format!("{}/blob", other.uri()));
    Mock::given(any()).respond_with(found).expect(1).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(206)).expect(1).mount(&other).await;
    let request =
        users::photo::get_value("a").header("Range", "bytes=0-9").header("X-Secret", "s").header("Cookie", "c");
    client_of(&server).send(request.prefer("p")).await.unwrap();
    let told = &other.received_requests().await.unwrap()[0].headers;
    assert_eq!(told["range"], "bytes=0-9");
    for secret in ["x-secret", "cookie", "prefer", "authorization", "client-request-id"] {
        assert!(!told.contains_key(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_redirect_on_the_service_keeps_the_token() {
    let server = MockServer::start().await;
    let moved = ResponseTemplate::new(308).insert_header("location", "/v1.0/users/b");
    Mock::given(path("/v1.0/users/a")).respond_with(moved).expect(1).mount(&server).await;
    let there = Mock::given(path("/v1.0/users/b")).and(header("authorization", "Bearer the-secret-token"));
    there.respond_with(ResponseTemplate::new(200)).expect(1).mount(&server).await;
    client_of(&server).send(users::get("a")).await.unwrap();
}

#[tokio::test]
async fn a_redirect_to_no_address_is_an_error() {
    for target in [
        "ftp://files.example/a",
        "http://user:pass@127.0.0.1/",
        "http://[",
        "data:,x",
        "http://exa{mple/",
        "http://e`x/",
    ] {
        let server = MockServer::start().await;
        let moved = ResponseTemplate::new(302).insert_header("location", target);
        Mock::given(any()).respond_with(moved).expect(1).mount(&server).await;
        let error = client_error(client_of(&server).send(users::get("a")).await.unwrap_err());
        assert!(matches!(error, ClientError::Address(_)), "{target}: {error:?}");
    }
}

#[tokio::test]
async fn a_page_that_another_host_wrote_does_not_choose_where_the_token_goes() {
    for link in ["@odata.nextLink", "@odata.deltaLink"] {
        let (server, other) = (MockServer::start().await, foreign().await);
        let found = ResponseTemplate::new(302).insert_header("location", format!("{}/list", other.uri()));
        Mock::given(path("/v1.0/users")).respond_with(found).expect(1).mount(&server).await;
        let page = json!({"value": [{}], link: format!("{}/v1.0/me/messages", server.uri())});
        answer(&other, "/list", page, 1).await;
        let mut pages = client_of(&server).pages(users::list());
        assert_eq!(pages.try_next().await.unwrap().unwrap().items().len(), 1);
        let error = client_error(pages.try_next().await.unwrap_err());
        assert!(matches!(&error, ClientError::ForeignLink(host) if *host == other.uri()), "{link}: {error:?}");
        assert!(pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_page_that_came_by_way_of_another_host_is_from_there() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let to = |url: String| ResponseTemplate::new(302).insert_header("location", url);
    Mock::given(path("/v1.0/users")).respond_with(to(format!("{}/1", other.uri()))).mount(&server).await;
    Mock::given(path("/1")).respond_with(to(format!("{}/file", server.uri()))).expect(1).mount(&other).await;
    answer(&server, "/file", json!({"value": [{}], "@odata.nextLink": "/2"}), 1).await;
    let mut pages = client_of(&server).pages(users::list());
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(matches!(client_error(pages.try_next().await.unwrap_err()), ClientError::ForeignLink(_)));
}

#[tokio::test]
async fn a_page_that_the_service_keeps_elsewhere_on_its_host_is_its_own() {
    let server = MockServer::start().await;
    let moved = ResponseTemplate::new(308).insert_header("location", "/moved");
    Mock::given(path("/v1.0/users")).respond_with(moved).expect(1).mount(&server).await;
    answer(&server, "/moved", json!({"value": [{}], "@odata.nextLink": "/2"}), 1).await;
    answer(&server, "/2", json!({"value": [{}]}), 1).await;
    let mut pages = client_of(&server).pages(users::list());
    assert!(pages.try_next().await.unwrap().is_some() && pages.try_next().await.unwrap().is_some());
}
