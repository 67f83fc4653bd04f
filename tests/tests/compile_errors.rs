//! What the compiler says of a program that sends, asks for or reads something else than the documentation has.

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo_alone, workspace};
use serde_json::Value;

/// A line of a program, what is wrong with it, and what the compiler writes below what is wrong.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "let _ = users::update(\"id\", Message::default());",
        "`Message` is not a `User`; this function sends a `User`",
        "neither a `User` nor derived from it",
    ),
    (
        "let _ = users::update(\"id\", &Some(User::default()));",
        "`&Option<User>` is not a `User`; this function sends a `User`",
        "neither a `User` nor derived from it",
    ),
    (
        "let _ = users::send_mail(\"id\", ());",
        "`()` is not a `SendMailBody`; this function sends a `SendMailBody`",
        "neither a `SendMailBody` nor derived from it",
    ),
    (
        "let _ = groups::photo::set_value(\"id\", \"photo.jpg\");",
        "`&str` is not a `Content`; this function sends a `Content`",
        "neither a `Content` nor derived from it",
    ),
    (
        "let _ = users::messages::create_reply(\"id\", \"m\", \"text\");",
        "`&str` is not a `Optional<Content>`; this function sends a `Optional<Content>`",
        "neither a `Optional<Content>` nor derived from it",
    ),
    (
        "let _ = Request::custom::<Object>(\"POST /v1.0/x\", &[], \"text\");",
        "`&str` is no body of a request",
        "this cannot be sent",
    ),
    ("let _ = users::get(\"id\").filter(\"x\");", "this request takes no `$filter`", "not documented for it"),
    ("let _ = users::messages::list(\"id\").count();", "this list has no `/$count`", "not documented for it"),
    ("let _ = users::list().cast::<Message>();", "`Message` is not a `User`", "neither a `User` nor derived from it"),
    (
        "let _ = User::default().upcast::<Message>();",
        "`User` is not a `Message`",
        "neither a `Message` nor derived from it",
    ),
    ("let _ = client.items(users::get(\"id\"));", "`User` is not a page of a list", "not answered with a list"),
    ("let _ = client.pages(users::get(\"id\"));", "`User` is not a page of a list", "not answered with a list"),
    ("let _ = waiting.items(users::get(\"id\"));", "`User` is not a page of a list", "not answered with a list"),
    (
        "for _ in client.items(users::list()) {}",
        "what the client gives of a list is a stream, not an iterator",
        "each step has to be awaited",
    ),
    (
        "for _ in client.pages(users::list()) {}",
        "what the client gives of a list is a stream, not an iterator",
        "each step has to be awaited",
    ),
    (
        "let _ = client.send(Request::custom::<String>(\"GET /v1.0/x\", &[], ()));",
        "an answer cannot be read as `String`",
        "no type of an answer",
    ),
    ("let _ = Client::new(\"token\");", "`&str` is no source of tokens", "gives no tokens"),
];

/// A text of the compiler, which writes the whole path of some types.
fn short(text: &Value) -> String {
    text.as_str().unwrap_or_default().replace("msgraph::", "").replace("std::string::", "")
}

#[test]
#[ignore = "slow: compiles a program"]
fn a_mistake_is_told_in_the_words_of_the_field() {
    let sandbox = Sandbox::empty();
    let generated = workspace().join("generated");
    let manifest = format!(
        "[package]\nname = \"mistakes\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies.msgraph]\npath = {:?}\n\
         features = [\"blocking\", \"client\", \"v1-groups\", \"v1-users\"]\n",
        generated.to_str().expect("a path in UTF-8"),
    );
    sandbox.write("mistakes/Cargo.toml", manifest);
    let head = "use msgraph::client::{Client, blocking};\nuse msgraph::v1::{groups, users, models::{Message, User}};\n\
                use msgraph::{Model, Object, Request};\nfn main() {}\nfn program(client: Client, waiting: blocking::Client) {\n";
    let lines: Vec<&str> = MISTAKES.iter().map(|(line, ..)| *line).collect();
    sandbox.write("mistakes/src/main.rs", format!("{head}{}\n}}\n", lines.join("\n")));
    let folder = sandbox.path("mistakes");
    let mut cargo = cargo_alone(&folder);
    let output = cargo.args(["check", "--message-format", "json"]).output().expect("cargo runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let messages: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let errors: Vec<&Value> =
        messages.iter().map(|m| &m["message"]).filter(|m| m["level"] == "error" && !m["code"].is_null()).collect();
    let first = head.lines().count() + 1;
    for (number, (code, message, label)) in MISTAKES.iter().enumerate() {
        let is_here = |span: &Value| span["is_primary"] == true && span["line_start"] == first + number;
        let spans = |error: &Value| error["spans"].as_array().cloned().unwrap_or_default();
        let here: Vec<&&Value> = errors.iter().filter(|e| spans(e).iter().any(is_here)).collect();
        let is_reported = here.iter().any(|error| {
            let labelled = |span: &Value| short(&span["label"]).contains(label);
            short(&error["message"]) == *message && spans(error).iter().any(labelled)
        });
        let rendered: Vec<&str> = here.iter().filter_map(|error| error["rendered"].as_str()).collect();
        assert!(is_reported, "{code}\n{}{}", rendered.join("\n"), String::from_utf8_lossy(&output.stderr));
    }
}
