//! The program that talks in chats and channels, each call as it goes over the wire.

use crate::programs::printed;
use crate::server::{TOKEN, answer, takes};
use serde_json::{Value, json};
use std::fs;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const CHAT: &str = "19:561082c0f3f847a58069deb8eb300807@thread.v2";
const CHAT_URL: &str = "/v1.0/chats/19:561082c0f3f847a58069deb8eb300807@thread.v2";

async fn program(server: &MockServer, arguments: &[&str]) -> Vec<String> {
    printed("chat_client", server, arguments).await
}

fn message(id: &str, text: &str) -> Value {
    json!({"id": id, "body": {"contentType": "text", "content": text}})
}

fn created(message: Value) -> ResponseTemplate {
    ResponseTemplate::new(201).set_body_json(message)
}

fn done() -> ResponseTemplate {
    ResponseTemplate::new(204)
}

#[tokio::test]
async fn chats_are_listed_with_their_last_messages() {
    let server = MockServer::start().await;
    let first = json!({"topic": "Trade fair", "lastMessagePreview": message("1", "Who brings the banners?")});
    let chats = json!({"value": [first], "@odata.nextLink": format!("{}/v1.0/more", server.uri())});
    answer(&server, "/v1.0/more", json!({"value": [{"topic": "Empty"}]}), 1).await;
    let list = Mock::given(path("/v1.0/chats")).and(query_param("$expand", "lastMessagePreview"));
    let list = list.and(query_param("$top", "50")).and(header("authorization", format!("Bearer {TOKEN}").as_str()));
    list.respond_with(ResponseTemplate::new(200).set_body_json(chats)).expect(1).mount(&server).await;
    assert_eq!(program(&server, &["chats"]).await, ["Trade fair\tWho brings the banners?", "Empty\t"]);
}

#[tokio::test]
async fn messages_are_read_by_page_and_by_what_is_new() {
    let server = MockServer::start().await;
    let next = format!("{}/v1.0/more", server.uri());
    let first = json!({"value": [message("2", "b")], "@odata.nextLink": next});
    answer(&server, &format!("{CHAT_URL}/messages"), first, 1).await;
    answer(&server, "/v1.0/more", json!({"value": [message("1", "a")]}), 1).await;
    assert_eq!(program(&server, &["read", CHAT]).await, ["2\tb", "1\ta"]);
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("link");
    let round = |text: &str, link: &str| json!({"value": [message("3", text)], "@odata.deltaLink": format!("{}/v1.0/{link}", server.uri())});
    answer(&server, "/v1.0/teams/t/channels/c/messages/delta", round("c", "second"), 1).await;
    answer(&server, "/v1.0/second", round("d", "third"), 1).await;
    let news = ["news", "t", "c", kept.to_str().unwrap()];
    assert_eq!(program(&server, &news).await, ["3\tc"]);
    assert_eq!(program(&server, &news).await, ["3\td"]);
    assert!(fs::read_to_string(kept).unwrap().ends_with("/v1.0/third"));
}

#[tokio::test]
async fn messages_are_sent_answered_changed_taken_back_and_reacted_to() {
    let server = MockServer::start().await;
    let says = |text: &str| json!({"body": {"content": text}});
    takes(&server, "POST", &format!("{CHAT_URL}/messages"), says("hello"), created(message("1", "hello"))).await;
    assert_eq!(program(&server, &["send", CHAT, "hello"]).await, ["1\thello"]);
    let replies = "/v1.0/teams/t/channels/c/messages/1/replies";
    takes(&server, "POST", replies, says("you too"), created(message("2", "you too"))).await;
    assert_eq!(program(&server, &["reply", "t", "c", "1", "you too"]).await, ["2\tyou too"]);
    takes(&server, "PATCH", &format!("{CHAT_URL}/messages/1"), says("hallo"), done()).await;
    assert!(program(&server, &["edit", CHAT, "1", "hallo"]).await.is_empty());
    let reaction = json!({"reactionType": "💘"});
    takes(&server, "POST", &format!("{CHAT_URL}/messages/1/setReaction"), reaction, done()).await;
    assert!(program(&server, &["react", CHAT, "1", "💘"]).await.is_empty());
    let back = format!("{}/messages/1/softDelete", CHAT_URL.replace("/chats/", "/users/u/chats/"));
    Mock::given(method("POST")).and(path(back)).respond_with(done()).expect(1).mount(&server).await;
    assert!(program(&server, &["take-back", "u", CHAT, "1"]).await.is_empty());
}

#[tokio::test]
async fn somebody_is_added_by_address_and_presences_are_asked_for_together() {
    let server = MockServer::start().await;
    let member = json!({
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "roles": ["owner"],
        "user@odata.bind": format!("{}/v1.0/users('mia.o''hara@contoso.com')", server.uri()),
    });
    takes(&server, "POST", &format!("{CHAT_URL}/members"), member, ResponseTemplate::new(201)).await;
    assert!(program(&server, &["add", CHAT, "mia.o'hara@contoso.com"]).await.is_empty());
    let presences = json!({"value": [{"id": "a", "availability": "Busy"}, {"id": "b", "availability": "Away"}]});
    let answer = ResponseTemplate::new(200).set_body_json(presences);
    takes(&server, "POST", "/v1.0/communications/getPresencesByUserId", json!({"ids": ["a", "b"]}), answer).await;
    assert_eq!(program(&server, &["presence", "a", "b"]).await, ["a\tBusy", "b\tAway"]);
}
