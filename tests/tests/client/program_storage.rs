//! The program that stores files by their paths, each operation as it goes over the wire.

use crate::programs::{printed, run};
use crate::server::{TOKEN, answer, error, takes};
use serde_json::json;
use std::fs;
use wiremock::matchers::{body_bytes, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A folder and a file whose names hold what a URL means otherwise.
const FOLDER: &str = "B\u{fc}cher & 100%";
const FILE: &str = "it's #1?.txt";
const FOLDER_URL: &str = "/v1.0/me/drive/root:/B%C3%BCcher%20%26%20100%25";
const FILE_URL: &str = "/v1.0/me/drive/root:/B%C3%BCcher%20%26%20100%25/it%27s%20%231%3F.txt";

fn file() -> String {
    format!("{FOLDER}/{FILE}")
}

async fn program(server: &MockServer, arguments: &[&str]) -> Vec<String> {
    printed("one_drive_storage", server, arguments).await
}

/// What it says of a call that it refuses, or that fails.
async fn refusal(server: &MockServer, arguments: &[&str]) -> String {
    let output = run("one_drive_storage", server, arguments).await;
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

fn stored(name: &str) -> ResponseTemplate {
    ResponseTemplate::new(201).set_body_json(json!({"id": "f", "name": name, "size": 5}))
}

#[tokio::test]
async fn what_is_at_a_path_is_shown_and_nothing_where_nothing_is() {
    let server = MockServer::start().await;
    answer(&server, FILE_URL, json!({"name": FILE, "size": 5}), 1).await;
    assert_eq!(program(&server, &["stat", &file()]).await, [format!("5\t{FILE}")]);
    let absent = ResponseTemplate::new(404).set_body_json(error("itemNotFound"));
    Mock::given(path("/v1.0/me/drive/root:/none")).respond_with(absent).expect(1).mount(&server).await;
    assert!(program(&server, &["stat", "none"]).await.is_empty());
}

#[tokio::test]
async fn slashes_around_a_path_do_not_matter_and_alone_they_are_the_root() {
    let server = MockServer::start().await;
    let root = Mock::given(method("GET")).and(path("/v1.0/me/drive/root"));
    let root = root.and(header("authorization", format!("Bearer {TOKEN}").as_str()));
    root.respond_with(stored("root")).expect(1).mount(&server).await;
    assert_eq!(program(&server, &["stat", "/"]).await, ["5\troot"]);
    answer(&server, FOLDER_URL, json!({"name": FOLDER, "size": 5}), 1).await;
    assert_eq!(program(&server, &["stat", &format!("/{FOLDER}/")]).await, [format!("5\t{FOLDER}")]);
    // Nobody deletes a drive by a slash.
    assert!(refusal(&server, &["delete", "/"]).await.contains("Key {"));
}

#[tokio::test]
async fn a_file_without_a_byte_needs_no_session() {
    let server = MockServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::write(&from, "").unwrap();
    let put = Mock::given(method("PUT")).and(path(format!("{FILE_URL}:/content"))).and(body_bytes(""));
    put.respond_with(stored(FILE)).expect(1).mount(&server).await;
    let put = ["put-in-parts", from.to_str().unwrap(), &file()];
    assert_eq!(program(&server, &put).await, [format!("5\t{FILE}")]);
}

#[tokio::test]
async fn all_pages_of_a_folder_are_listed_and_the_root_by_a_slash() {
    let server = MockServer::start().await;
    let next = format!("{}/v1.0/more", server.uri());
    let first = json!({"value": [{"name": "a"}], "@odata.nextLink": next});
    answer(&server, &format!("{FOLDER_URL}:/children"), first, 1).await;
    answer(&server, "/v1.0/more", json!({"value": [{"name": "b"}]}), 1).await;
    assert_eq!(program(&server, &["list", FOLDER]).await, ["\ta", "\tb"]);
    answer(&server, "/v1.0/me/drive/root/children", json!({"value": [{"name": "c"}]}), 1).await;
    assert_eq!(program(&server, &["list", "/"]).await, ["\tc"]);
}

#[tokio::test]
async fn a_file_is_stored_at_once_or_in_parts_and_comes_back() {
    let server = MockServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (from, back) = (folder.path().join("from"), folder.path().join("back"));
    fs::write(&from, "hello").unwrap();
    let [from, back] = [&from, &back].map(|path| path.to_str().unwrap());
    let put = Mock::given(method("PUT")).and(path(format!("{FILE_URL}:/content"))).and(body_bytes("hello"));
    put.respond_with(stored(FILE)).expect(1).mount(&server).await;
    assert_eq!(program(&server, &["put", from, &file()]).await, [format!("5\t{FILE}")]);
    let session = json!({"uploadUrl": format!("{}/up", server.uri())});
    let replaces = json!({"item": {"@microsoft.graph.conflictBehavior": "replace"}});
    let session = ResponseTemplate::new(200).set_body_json(session);
    takes(&server, "POST", &format!("{FILE_URL}:/createUploadSession"), replaces, session).await;
    let part = Mock::given(method("PUT")).and(path("/up")).and(header("content-range", "bytes 0-4/5"));
    part.and(body_bytes("hello")).respond_with(stored(FILE)).expect(1).mount(&server).await;
    assert_eq!(program(&server, &["put-in-parts", from, &file()]).await, [format!("5\t{FILE}")]);
    let content = Mock::given(method("GET")).and(path(format!("{FILE_URL}:/content")));
    content.respond_with(ResponseTemplate::new(200).set_body_bytes("hello")).expect(1).mount(&server).await;
    assert!(program(&server, &["get", &file(), back]).await.is_empty());
    assert_eq!(fs::read(back).unwrap(), b"hello");
}

#[tokio::test]
async fn a_folder_is_made_only_where_none_is() {
    let server = MockServer::start().await;
    let sent = json!({"name": FOLDER, "folder": {}, "@microsoft.graph.conflictBehavior": "fail"});
    takes(&server, "POST", "/v1.0/me/drive/root/children", sent, stored(FOLDER)).await;
    assert_eq!(program(&server, &["make-folder", FOLDER]).await, [format!("5\t{FOLDER}")]);
    let taken = ResponseTemplate::new(409).set_body_json(error("nameAlreadyExists"));
    let sent = json!({"name": "a", "folder": {}, "@microsoft.graph.conflictBehavior": "fail"});
    takes(&server, "POST", &format!("{FOLDER_URL}:/children"), sent, taken).await;
    assert!(refusal(&server, &["make-folder", &format!("{FOLDER}/a")]).await.contains("nameAlreadyExists"));
    assert!(refusal(&server, &["make-folder", "/"]).await.contains("the root has no name"));
}

#[tokio::test]
async fn a_file_is_moved_copied_and_deleted() {
    let server = MockServer::start().await;
    let folder = json!({"id": "folder", "parentReference": {"driveId": "drive"}});
    answer(&server, FOLDER_URL, folder, 2).await;
    let sent = json!({"parentReference": {"driveId": "drive", "id": "folder"}, "name": FILE});
    takes(&server, "PATCH", "/v1.0/me/drive/root:/a.txt", sent.clone(), stored(FILE)).await;
    assert_eq!(program(&server, &["move", "a.txt", &file()]).await, [format!("5\t{FILE}")]);
    let accepted = ResponseTemplate::new(202).insert_header("location", format!("{}/monitor", server.uri()));
    takes(&server, "POST", "/v1.0/me/drive/root:/a.txt:/copy", sent, accepted).await;
    answer(&server, "/monitor", json!({"status": "completed", "resourceId": "copy"}), 1).await;
    assert!(program(&server, &["copy", "a.txt", &file()]).await.is_empty());
    let deletion = Mock::given(method("DELETE")).and(path(FILE_URL));
    deletion.respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    assert!(program(&server, &["delete", &file()]).await.is_empty());
}
