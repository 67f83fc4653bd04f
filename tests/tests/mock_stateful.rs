//! The mock service where it is stateful: what is created, changed and deleted is so for the requests that follow.

use http::StatusCode;
use msgraph::client::{Client, StaticToken};
use msgraph::mock::{Fault, Mock};
use msgraph::v1::device_management::device_management_partners as partners;
use msgraph::v1::models::{ChatMessage, DeviceManagementPartner, ItemBody, User};
use msgraph::v1::{chats, groups, me};
use msgraph::{Error, Reference};

const DOCUMENTED: &str = "5f0c7a1e-93d4-4c55-8f27-6b1f3f0d2a91";

fn stateful() -> (Mock, Client) {
    let mock = Mock::start();
    mock.stateful(true);
    let client = Client::builder(StaticToken::new("opaque")).host(mock.uri().to_owned()).build().unwrap();
    (mock, client)
}

fn partner(name: &str) -> DeviceManagementPartner {
    DeviceManagementPartner { display_name: Some(name.into()), ..DeviceManagementPartner::default() }
}

async fn names(client: &Client) -> Vec<String> {
    let page = client.send(partners::list()).await.unwrap();
    page.items().iter().filter_map(|partner| partner.display_name.clone()).collect()
}

fn assert_not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    let error = result.unwrap_err();
    let error = error.service().unwrap();
    assert_eq!((error.status, error.code.as_str()), (StatusCode::NOT_FOUND, "Request_ResourceNotFound"));
}

#[tokio::test]
async fn what_is_created_is_there_until_it_is_deleted() {
    let (mock, client) = stateful();
    let created = client.send(partners::create(&partner("Own"))).await.unwrap();
    let other = client.send(partners::create(&partner("Other"))).await.unwrap();
    let id = created.id.as_deref().unwrap();
    assert_ne!(created.id, other.id);
    assert_eq!(created.is_configured, Some(true), "what is not sent is as documented");
    assert_eq!(client.send(partners::get(id)).await.unwrap(), created);
    assert_eq!(names(&client).await, ["Harbor Mac Suite", "Own", "Other"]);

    let updated = client.send(partners::update(id, &partner("New"))).await.unwrap();
    assert_eq!((updated.id.as_deref(), updated.display_name.as_deref()), (Some(id), Some("New")));
    assert_eq!(client.send(partners::get(id)).await.unwrap(), updated);
    assert_eq!(names(&client).await, ["Harbor Mac Suite", "New", "Other"]);

    client.send(partners::delete(id)).await.unwrap();
    assert_not_found(client.send(partners::get(id)).await);
    assert_not_found(client.send(partners::update(id, &partner("Newer"))).await);
    assert_not_found(client.send(partners::terminate(id)).await);
    assert_not_found(client.send(partners::delete(id)).await);
    assert_eq!(names(&client).await, ["Harbor Mac Suite", "Other"]);
    mock.verify();
}

#[tokio::test]
async fn what_the_documentation_shows_can_be_changed_and_deleted() {
    let (mock, client) = stateful();
    client.send(partners::update(DOCUMENTED, &partner("West"))).await.unwrap();
    let changed = client.send(partners::get(DOCUMENTED)).await.unwrap();
    assert_eq!((changed.display_name.as_deref(), changed.is_configured), (Some("West"), Some(true)));
    assert_eq!(names(&client).await, ["West"]);
    let lead = User { job_title: Some("Lead".into()), ..User::default() };
    client.send(me::update(&lead)).await.unwrap();
    assert_eq!(client.send(me::get()).await.unwrap().job_title, lead.job_title, "an object without a collection");
    client.send(partners::delete(DOCUMENTED)).await.unwrap();
    assert!(names(&client).await.is_empty());
    mock.verify();
}

#[tokio::test]
async fn a_collection_is_that_of_its_object() {
    let (mock, client) = stateful();
    let count = async |chat: &str| client.send(chats::messages::list(chat)).await.unwrap().items().len();
    let before = count("b").await;
    let text = ItemBody { content: Some("Pallets".into()), ..ItemBody::default() };
    let message = ChatMessage { body: Some(Box::new(text)), ..ChatMessage::default() };
    client.send(chats::messages::create("a", &message)).await.unwrap();
    assert_eq!((count("a").await, count("b").await), (before + 1, before));
    mock.verify();
}

#[tokio::test]
async fn references_are_added_and_removed() {
    let (mock, client) = stateful();
    let members = || groups::members::list("g");
    let ids = async || {
        let members = client.send(members()).await.unwrap();
        members.items().iter().filter_map(|member| member.id.clone()).collect::<Vec<_>>()
    };
    let documented = ids().await;
    client
        .send(groups::members::add_ref("g", &Reference::new("https://graph.microsoft.com/v1.0/users/1")))
        .await
        .unwrap();
    client.send(groups::members::remove_ref("g", &documented[0])).await.unwrap();
    assert_eq!(ids().await, [&documented[1..], &["1".to_owned()]].concat());
    assert_eq!(client.send(members().count()).await.unwrap(), 2);
    client
        .send(groups::members::add_ref("g", &Reference::new(format!("https://host/{}", documented[0]))))
        .await
        .unwrap();
    assert_eq!(ids().await, [&documented[..], &["1".to_owned()]].concat());
    let members = client.send(members()).await.unwrap();
    assert!(members.items()[0].extra.get("displayName").is_some(), "as documented again");
    mock.verify();
}

#[tokio::test]
async fn what_goes_wrong_before_its_answer_creates_nothing() {
    let (mock, client) = stateful();
    for fault in [Fault::Error(StatusCode::CONFLICT), Fault::Error(StatusCode::FORBIDDEN)] {
        mock.fail_next(fault);
        client.send(partners::create(&partner("Own"))).await.unwrap_err();
    }
    assert_eq!(names(&client).await, ["Harbor Mac Suite"]);
    mock.verify();
}

#[tokio::test]
async fn what_was_created_is_on_one_page() {
    let (mock, client) = stateful();
    mock.pages(3);
    client.send(partners::create(&partner("Own"))).await.unwrap();
    let mut page = client.send(partners::list()).await.unwrap();
    let mut own = 0;
    loop {
        own += page.items().iter().filter(|partner| partner.display_name.as_deref() == Some("Own")).count();
        let Some(next) = page.next_page() else { break };
        page = client.send(next).await.unwrap();
    }
    assert_eq!(own, 1);
    mock.verify();
}

#[tokio::test]
async fn it_begins_anew_and_is_off_by_default() {
    let (mock, client) = stateful();
    client.send(partners::create(&partner("Own"))).await.unwrap();
    mock.stateful(true);
    assert_eq!(names(&client).await, ["Harbor Mac Suite"]);
    client.send(partners::delete(DOCUMENTED)).await.unwrap();
    mock.stateful(false);
    client.send(partners::get(DOCUMENTED)).await.unwrap();
    let created = client.send(partners::create(&partner("Own"))).await.unwrap();
    assert_eq!(created.display_name.as_deref(), Some("Harbor Mac Suite"), "what the page shows, whatever is sent");
    mock.verify();
}
