//! The programs that the crate brings along, run as they stand against a server on this machine.

use crate::server::{TOKEN, answer, error, foreign, once};
use docgen_tests::program::example;
use serde_json::{Value, json};
use std::process::Output;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// Runs a program against the server.
pub async fn run(name: &'static str, server: &MockServer, arguments: &[&str]) -> Output {
    let (host, arguments) = (server.uri(), arguments.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
    let run = move || example(name).args(arguments).env("GRAPH_TOKEN", TOKEN).env("GRAPH_HOST", host).output().unwrap();
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    output
}

/// What a program prints that succeeds, as lines.
pub async fn printed(name: &'static str, server: &MockServer, arguments: &[&str]) -> Vec<String> {
    let output = run(name, server, arguments).await;
    lines(&output).into_iter().map(str::to_owned).collect()
}

pub fn lines(output: &Output) -> Vec<&str> {
    assert!(output.status.success());
    str::from_utf8(&output.stdout).unwrap().lines().collect()
}

/// Answers each request of a batch with the name that it asks for, and knows no `u7`.
fn answer_batch(request: &Request) -> ResponseTemplate {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let answer = |step: &Value| {
        let asked = step["url"].as_str().unwrap().trim_start_matches("/users/");
        let user = asked.split('?').next().unwrap();
        match user {
            "u7" => json!({"id": step["id"], "status": 404, "body": error("NotFound")}),
            user => json!({"id": step["id"], "status": 200, "body": {"displayName": user.to_uppercase()}}),
        }
    };
    let answers: Vec<Value> = body["requests"].as_array().unwrap().iter().map(answer).collect();
    ResponseTemplate::new(200).set_body_json(json!({ "responses": answers }))
}

#[tokio::test]
async fn a_batch_of_50_is_sent_and_its_failure_shown() {
    let server = MockServer::start().await;
    Mock::given(path("/v1.0/$batch")).respond_with(answer_batch).expect(3).mount(&server).await;
    let names: Vec<String> = (0..50).map(|n| format!("u{n}")).collect();
    let output = run("batch_of_50", &server, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let printed = lines(&output);
    assert_eq!((printed.len(), printed[0], printed[1], printed[50]), (51, "1 of 50 failed", "u0: U0", "u49: U49"));
    assert!(printed[8].starts_with("u7: the service answered 404 Not Found"), "{}", printed[8]);
}

#[tokio::test]
async fn a_copy_is_waited_for() {
    let (server, monitor) = (MockServer::start().await, foreign().await);
    let link = format!("{}/monitor", monitor.uri());
    let accepted = ResponseTemplate::new(202).insert_header("location", link.as_str());
    Mock::given(path("/v1.0/drives/d/items/i/copy")).respond_with(accepted).expect(1).mount(&server).await;
    let running = ResponseTemplate::new(202).set_body_json(json!({"status": "inProgress"}));
    once(&monitor, "GET", "/monitor", running.insert_header("retry-after", "0")).await;
    answer(&monitor, "/monitor", json!({"status": "completed", "resourceId": "i-2"}), 1).await;
    let output = run("copy_and_wait", &server, &["d", "i", "Budget (copy).xlsx"]).await;
    assert_eq!(lines(&output), [format!("its progress is at {link}").as_str(), "Succeeded: i-2"]);
}

#[tokio::test]
async fn a_list_that_broke_off_is_resumed_by_the_next_run() {
    let server = MockServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("continuation.txt");
    let first = json!({"value": [{"displayName": "Ada"}], "@odata.nextLink": "/v1.0/users?$skiptoken=2"});
    answer(&server, "/v1.0/users", first, 1).await;
    let rest =
        || Mock::given(method("GET")).and(query_param("$skiptoken", "2")).and(header("consistencylevel", "eventual"));
    rest().respond_with(ResponseTemplate::new(400)).up_to_n_times(1).with_priority(1).mount(&server).await;
    let last = ResponseTemplate::new(200).set_body_json(json!({"value": [{"displayName": "Grace"}]}));
    rest().respond_with(last).with_priority(2).expect(1).mount(&server).await;
    let broken = run("resume", &server, &[kept.to_str().unwrap()]).await;
    assert_eq!((broken.status.success(), broken.stdout.as_slice()), (false, b"Ada\n".as_slice()));
    assert_eq!(lines(&run("resume", &server, &[kept.to_str().unwrap()]).await), ["Grace"]);
}

#[tokio::test]
async fn requests_go_through_a_layer_of_tower() {
    let server = MockServer::start().await;
    once(&server, "GET", "/v1.0/me", ResponseTemplate::new(503).insert_header("retry-after", "0")).await;
    answer(&server, "/v1.0/me", json!({"displayName": "Ada"}), 1).await;
    assert_eq!(lines(&run("middleware", &server, &[]).await), [r#"Some("Ada")"#]);
}

#[tokio::test]
async fn a_file_is_uploaded_with_a_bar() {
    let server = MockServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "hello").unwrap();
    let session = json!({"uploadUrl": format!("{}/up", server.uri())});
    let begin = Mock::given(method("POST")).and(path("/v1.0/me/drive/root:/notes.txt:/createUploadSession"));
    begin.respond_with(ResponseTemplate::new(200).set_body_json(session)).expect(1).mount(&server).await;
    let stored = ResponseTemplate::new(201).set_body_json(json!({"id": "f"}));
    Mock::given(method("PUT")).and(path("/up")).respond_with(stored).expect(1).mount(&server).await;
    assert_eq!(lines(&run("upload_with_progress", &server, &[file.to_str().unwrap()]).await), ["f"]);
}

#[tokio::test]
async fn a_file_is_uploaded_to_a_path_and_its_folder_listed() {
    let server = MockServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "hello").unwrap();
    let stored = ResponseTemplate::new(201).set_body_json(json!({"id": "f"}));
    let at = "/v1.0/me/drive/root:/Reports/2021%20%234";
    Mock::given(path(format!("{at}/notes.txt:/content"))).respond_with(stored).expect(1).mount(&server).await;
    answer(&server, &format!("{at}:/children"), json!({"value": [{"name": "notes.txt"}]}), 1).await;
    let output = run("upload_by_path", &server, &[file.to_str().unwrap(), "Reports/2021 #4"]).await;
    assert_eq!(lines(&output), ["notes.txt"]);
}
