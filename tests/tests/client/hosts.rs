//! Which host requests and tokens go to.

use crate::server::{answer, client_of, foreign};
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use msgraph::client::{AzureCredential, Client, StaticToken};
use msgraph::hosts;
use msgraph::v1::users;
use serde_json::json;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use wiremock::MockServer;

#[tokio::test]
async fn requests_go_to_the_host_of_the_national_cloud() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/a", json!({"id": "a"}), 1).await;
    let client = Client::builder(StaticToken::new("t")).host(format!("{}/", server.uri())).build().unwrap();
    client.send(users::get("a")).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["authorization"], "Bearer t");
}

#[tokio::test]
async fn a_request_to_a_host_of_its_own_gets_no_token() {
    let (server, other) = (MockServer::start().await, foreign().await);
    answer(&other, "/v1.0/users/a", json!({"id": "a"}), 1).await;
    client_of(&server).send(users::get("a").host(other.uri())).await.unwrap();
}

#[tokio::test]
async fn the_clouds_have_hosts_that_requests_and_clients_take() {
    for host in [hosts::GLOBAL, hosts::US_GOVERNMENT_L4, hosts::US_GOVERNMENT_L5, hosts::CHINA] {
        assert!(Client::builder(StaticToken::new("t")).host(host).build().is_ok());
        assert_eq!(users::get("a").host(host).url().unwrap(), format!("{host}/v1.0/users/a"));
    }
}

#[tokio::test]
async fn a_host_that_is_no_address_is_an_error() {
    let paths = ["https://graph.microsoft.com/v1.0", "https://graph.microsoft.com?a", "https://graph.microsoft.com/#a"];
    for host in ["", "graph.microsoft.us", "file:///etc", "https://me@graph.microsoft.us"].into_iter().chain(paths) {
        assert!(Client::builder(StaticToken::new("t")).host(host).build().is_err(), "{host}");
    }
}

#[derive(Debug)]
struct Echo;

type Answer<'a> = Pin<Box<dyn Future<Output = azure_core::Result<AccessToken>> + Send + 'a>>;

/// Gives the scopes that it is asked for as the token.
impl TokenCredential for Echo {
    fn get_token<'a, 'b, 'c, 'd, 'e>(
        &'a self,
        scopes: &'b [&'c str],
        _options: Option<TokenRequestOptions<'d>>,
    ) -> Answer<'e>
    where
        'a: 'e,
        'b: 'e,
        'c: 'e,
        'd: 'e,
        Self: 'e,
    {
        let text = scopes.join(" ");
        Box::pin(async { Ok(AccessToken::new(text, azure_core::time::OffsetDateTime::now_utc())) })
    }
}

#[tokio::test]
async fn a_credential_of_azure_is_asked_for_the_scope_of_the_host() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/a", json!({}), 2).await;
    let credential = AzureCredential::new(Arc::new(Echo));
    let chosen = credential.clone().scopes(["User.Read", "Mail.Send"]);
    Client::builder(credential).host(server.uri()).build().unwrap().send(users::get("a")).await.unwrap();
    Client::builder(chosen).host(server.uri()).build().unwrap().send(users::get("a")).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["authorization"], format!("Bearer {}/.default", server.uri()));
    assert_eq!(sent[1].headers["authorization"], "Bearer User.Read Mail.Send");
}

#[tokio::test]
async fn futures_can_move_to_other_threads() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/a", json!({}), 2).await;
    answer(&server, "/v1.0/users", json!({"value": [{}]}), 1).await;
    let client = client_of(&server);
    let task = tokio::spawn(async move {
        let (one, other) = futures_util::future::join(client.send(users::get("a")), client.send(users::get("a"))).await;
        let list = client.items(users::list()).try_next().await;
        (one.is_ok(), other.is_ok(), list.unwrap().is_some())
    });
    assert_eq!(task.await.unwrap(), (true, true, true));
}
