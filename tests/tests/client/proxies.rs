//! Proxies that the environment names.

use crate::server::{alone, answer, client_of};
use msgraph::v1::users;
use serde_json::json;
use wiremock::MockServer;

#[tokio::test]
async fn a_proxy_of_the_environment_is_not_sent_the_token_in_the_clear() {
    let proxy = MockServer::start().await;
    let uri = proxy.uri();
    let name = "proxies::a_proxy_of_the_environment_is_not_sent_the_token_in_the_clear";
    let variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY"].map(|name| (name, uri.as_str()));
    match alone(name, &variables) {
        Some(passed) => {
            assert!(proxy.received_requests().await.unwrap().is_empty());
            assert!(passed);
        }
        None => {
            let server = MockServer::start().await;
            answer(&server, "/v1.0/users/a", json!({"id": "a"}), 1).await;
            client_of(&server).send(users::get("a")).await.unwrap();
        }
    }
}
