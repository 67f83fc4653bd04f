//! Delta rounds.

use crate::server::{answer, client_error, client_of, error, foreign};
use msgraph::client::ClientError;
use msgraph::v1::{models, users};
use msgraph::{Model, Removed};
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn a_round_gives_the_link_from_which_the_next_goes_on() {
    let server = MockServer::start().await;
    let link = format!("{}/delta-2", server.uri());
    answer(&server, "/v1.0/users/delta", json!({"value": [{"id": "1"}], "@odata.nextLink": "/page-2"}), 1).await;
    answer(&server, "/page-2", json!({"value": [{"id": "2"}], "@odata.deltaLink": link}), 1).await;
    let removed = json!({"id": "1", "@removed": {"reason": "changed"}});
    answer(&server, "/delta-2", json!({"value": [removed], "@odata.deltaLink": format!("{link}b")}), 1).await;
    let client = client_of(&server);
    let first = client.delta(users::delta()).collect().await.unwrap();
    assert_eq!(first.items.len(), 2);
    assert_eq!(first.link, link);
    assert_eq!(first.items[0].removed(), None);
    let second = client.delta_since::<models::User>(&first.link).collect().await.unwrap();
    assert_eq!(second.items[0].removed(), Some(Removed::Changed));
    assert_eq!(second.link, format!("{link}b"));
}

#[tokio::test]
async fn the_link_is_there_after_the_last_page() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/delta", json!({"value": [{}], "@odata.nextLink": "/page-2"}), 1).await;
    answer(&server, "/page-2", json!({"value": [], "@odata.deltaLink": "/delta-2"}), 1).await;
    let mut round = client_of(&server).delta(users::delta());
    assert_eq!(round.next_page().await.unwrap().unwrap().items().len(), 1);
    assert_eq!(round.delta_link(), None);
    assert!(round.next_page().await.unwrap().is_some());
    assert_eq!(round.delta_link(), Some("/delta-2"));
    assert!(round.next_page().await.unwrap().is_none());
    assert_eq!(round.collect().await.unwrap().link, "/delta-2");
}

#[tokio::test]
async fn an_old_link_is_an_error_that_requires_to_start_again() {
    let server = MockServer::start().await;
    let expired = ResponseTemplate::new(410)
        .insert_header("location", "https://graph.microsoft.com/v1.0/users/delta")
        .set_body_json(error("resyncRequired"));
    Mock::given(path("/old")).respond_with(expired).expect(1).mount(&server).await;
    let round = client_of(&server).delta_since::<models::User>(&format!("{}/old", server.uri()));
    let error = round.collect().await.unwrap_err();
    assert!(error.is_resync_required());
    let location = error.service().unwrap().location.as_deref();
    assert_eq!(location, Some("https://graph.microsoft.com/v1.0/users/delta"));
}

#[tokio::test]
async fn a_link_is_too_old_by_its_status_or_its_code() {
    for (status, code, old) in [
        (410, "Gone", true),
        (400, "SyncStateNotFound", true),
        (409, "resyncChangesApplyDifferences", true),
        (400, "BadRequest", false),
    ] {
        let server = MockServer::start().await;
        let refusal = ResponseTemplate::new(status).set_body_json(error(code));
        Mock::given(path("/old")).respond_with(refusal).expect(1).mount(&server).await;
        let mut round = client_of(&server).delta_since::<models::User>(&format!("{}/old", server.uri()));
        assert_eq!(round.next_page().await.unwrap_err().is_resync_required(), old, "{status} {code}");
    }
}

#[tokio::test]
async fn a_round_without_a_link_is_an_error() {
    let server = MockServer::start().await;
    answer(&server, "/v1.0/users/delta", json!({"value": []}), 1).await;
    let error = client_error(client_of(&server).delta(users::delta()).collect().await.unwrap_err());
    assert!(matches!(error, ClientError::NoDeltaLink), "{error:?}");
}

#[tokio::test]
async fn a_saved_link_to_another_host_is_an_error_and_gets_no_request() {
    let (server, other) = (MockServer::start().await, foreign().await);
    let mut round = client_of(&server).delta_since::<models::User>(&format!("{}/d", other.uri()));
    let error = client_error(round.next_page().await.unwrap_err());
    assert!(matches!(error, ClientError::ForeignLink(_)), "{error:?}");
    assert!(other.received_requests().await.unwrap().is_empty());
}
