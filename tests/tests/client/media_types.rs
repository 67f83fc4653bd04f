//! Bodies of another media type than the documented JSON.

use crate::server::client_of;
use msgraph::v1::{me, users};
use msgraph::{Content, Request};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const MESSAGE: &str = "From: ada@example.com\r\nSubject: Hi\r\n\r\nHello\r\n";
const BASE64: &str = "RnJvbTogYWRhQGV4YW1wbGUuY29tDQpTdWJqZWN0OiBIaQ0KDQpIZWxsbw0K";

#[tokio::test]
async fn a_mime_message_is_sent_as_it_is_where_the_function_is_typed() {
    let message = Content::mime(MESSAGE);
    let requests: [(&str, Request<&Content, ()>); 2] =
        [("/v1.0/me/sendMail", me::send_mail(&message)), ("/v1.0/users/u/sendMail", users::send_mail("u", &message))];
    for (at, request) in requests {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path(at))
            .respond_with(ResponseTemplate::new(202))
            .expect(1)
            .mount(&server)
            .await;
        client_of(&server).send(request).await.unwrap();
        let sent = &server.received_requests().await.unwrap()[0];
        assert_eq!(
            (sent.headers["content-type"].to_str().unwrap(), sent.body.as_slice()),
            ("text/plain", BASE64.as_bytes())
        );
    }
}

#[tokio::test]
async fn a_content_keeps_its_media_type_and_bytes() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(202)).expect(1).mount(&server).await;
    client_of(&server).send(me::send_mail(Content::new("message/rfc822", MESSAGE))).await.unwrap();
    let sent = &server.received_requests().await.unwrap()[0];
    assert_eq!(
        (sent.headers["content-type"].to_str().unwrap(), sent.body.as_slice()),
        ("message/rfc822", MESSAGE.as_bytes())
    );
}
