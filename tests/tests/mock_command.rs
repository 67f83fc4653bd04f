//! `msgraph-docgen mock`: the documentation as a service, for programs in any language.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use docgen_tests::program::{cargo_offline, scratch, succeed_in_silence, workspace};
use serde_json::{Value, json};

/// Ends with the test, however that ends.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The JSON of an answer, with its status.
async fn json_of(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

#[tokio::test]
#[ignore = "slow: compiles the program with a server"]
async fn the_docs_are_served_to_any_program() {
    // With the features of the workspace, so that what it depends on is compiled already.
    let mut build = cargo_offline(&workspace());
    build.args(["build", "--workspace", "--bin", "msgraph-docgen", "--features", "msgraph-docgen/mock"]);
    succeed_in_silence(&mut build);
    let mut command = Command::new(scratch().join("debug/msgraph-docgen"));
    command.args([
        "mock",
        "--api",
        "v1.0",
        "--select",
        "/users/**",
        "--select",
        "/me/sendMail",
        "--pages",
        "2",
        "--stateful",
    ]);
    let mut served = Served(command.current_dir(workspace()).stdout(Stdio::piped()).spawn().unwrap());
    let mut output_lines = BufReader::new(served.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let counted = output_lines.next().unwrap();
    assert!(counted.starts_with("v1.0 ") && counted.ends_with(" endpoints"), "{counted}");
    let line = output_lines.next().unwrap();
    let host = line.strip_prefix("at ").unwrap().split(',').next().unwrap().to_owned();
    let client = reqwest::Client::new();
    let get = |path: &str| client.get(format!("{host}/v1.0{path}"));

    let (status, user) = json_of(get("/users/ines@adatum.example")).await;
    assert_eq!((status, &user["displayName"]), (200, &json!("Ines Thal")));
    let (_, page) = json_of(get("/users")).await;
    let (_, last) = json_of(client.get(page["@odata.nextLink"].as_str().unwrap())).await;
    assert!(last["value"].is_array() && last["@odata.nextLink"].is_null(), "{last}");
    let patch = client.patch(format!("{host}/v1.0/users/1")).header("content-type", "application/json");
    json_of(patch.body(r#"{"jobTitle": "Lead"}"#)).await;
    let (_, changed) = json_of(get("/users/1")).await;
    assert_eq!((&changed["displayName"], &changed["jobTitle"]), (&json!("Ines Thal"), &json!("Lead")));
    // `{"alg":"none"}`, `{"scp":"Mail.Read"}`: too weak for this.
    let token = "eyJhbGciOiJub25lIn0.eyJzY3AiOiJNYWlsLlJlYWQifQ.x";
    let (status, refused) = json_of(get("/users/1").header("authorization", format!("Bearer {token}"))).await;
    assert_eq!((status, &refused["error"]["code"]), (403, &json!("Authorization_RequestDenied")));
    let mail = client.post(format!("{host}/v1.0/me/sendMail")).header("content-type", "application/json");
    let (status, refused) = json_of(mail.body(r#"{"message": {"subjet": "x"}}"#)).await;
    assert_eq!(status, 400);
    assert!(refused["error"]["message"].as_str().unwrap().contains("did you mean `subject`?"), "{refused}");
    // What is not selected is not served.
    let (status, refused) = json_of(get("/me/messages")).await;
    assert_eq!(status, 404);
    assert!(refused["error"]["message"].as_str().unwrap().contains("The nearest documented request is"), "{refused}");

    let last = "GET /v1.0/me/messages: ";
    let told: Vec<String> = output_lines.by_ref().take(14).take_while(|line| !line.starts_with(last)).collect();
    for line in ["answered GET /v1.0/users/ines@adatum.example", "refused POST /v1.0/me/sendMail"] {
        assert!(told.iter().any(|told| told == line), "{told:?}");
    }
}
