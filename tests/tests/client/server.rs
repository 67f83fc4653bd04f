//! What the tests share: clients with short waits, and a server that answers bytes as they are written.

use msgraph::Error;
use msgraph::client::{Client, ClientBuilder, ClientError, RetryOptions, StaticToken};
use serde_json::{Value, json};
use std::future::Future;
use std::process::Command;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use wiremock::matchers::{body_json, header_exists, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate, Times};

pub const TOKEN: &str = "the-secret-token";

pub fn builder(host: &str) -> ClientBuilder {
    Client::builder(StaticToken::new(TOKEN)).host(host).retry(RetryOptions {
        max_retries: 3,
        max_elapsed: Duration::from_secs(5),
        initial_delay: Duration::from_millis(5),
        max_delay: Duration::from_millis(20),
    })
}

pub fn client(host: &str) -> Client {
    builder(host).build().unwrap()
}

pub fn client_of(server: &MockServer) -> Client {
    client(&server.uri())
}

/// Answers `GET` of a path with JSON, and expects to be asked this often.
pub async fn answer(server: &MockServer, at: &str, body: Value, times: impl Into<Times>) {
    let response = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("GET")).and(path(at)).respond_with(response).expect(times).mount(server).await;
}

/// Takes one request, with this JSON as its body.
pub async fn takes(server: &MockServer, verb: &str, at: &str, sent: Value, answer: ResponseTemplate) {
    let request = Mock::given(method(verb)).and(path(at)).and(body_json(sent));
    request.respond_with(answer).expect(1).mount(server).await;
}

/// Answers with this the first time only.
pub async fn once(server: &MockServer, verb: &str, at: &str, response: ResponseTemplate) {
    let mock = Mock::given(method(verb)).and(path(at)).respond_with(response);
    mock.up_to_n_times(1).with_priority(1).mount(server).await;
}

/// A server that must never see a token, or anything at all where nothing is mounted.
pub async fn foreign() -> MockServer {
    let server = MockServer::start().await;
    let mock = Mock::given(header_exists("authorization")).respond_with(ResponseTemplate::new(500));
    mock.with_priority(1).expect(0).mount(&server).await;
    server
}

pub fn error(code: &str) -> Value {
    json!({"error": {"code": code, "message": "No.", "innerError": {"request-id": "r-1"}}})
}

pub fn client_error(error: Error) -> ClientError {
    match error {
        Error::Client(error) => *error,
        error => panic!("not of the client: {error:?}"),
    }
}

/// A server that gives each connection to `serve`, with its number, one after the other.
pub async fn raw<F, Answer>(serve: F) -> (String, JoinHandle<()>)
where
    F: Fn(usize, TcpStream) -> Answer + Send + 'static,
    Answer: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        for connection in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            serve(connection, stream).await;
        }
    });
    (host, task)
}

/// Reads up to the empty line that ends the head.
pub async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

pub async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
}

/// Answers with JSON and closes the connection.
pub async fn write_json(stream: &mut TcpStream, status: &str, body: &Value) {
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n");
    write(stream, &format!("{head}content-length: {}\r\n\r\n{body}", body.len())).await;
}

/// Runs a test of this program again, in a process of its own with these variables; nothing where this is that process.
pub fn alone(test: &str, variables: &[(&str, &str)]) -> Option<bool> {
    const CHILD: &str = "DOCGEN_TEST_ALONE";
    if std::env::var_os(CHILD).is_some() {
        return None;
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test]).env(CHILD, "1").envs(variables.iter().copied());
    for name in ["NO_PROXY", "no_proxy"] {
        child.env_remove(name);
    }
    let output = child.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    print!("{printed}{}", String::from_utf8_lossy(&output.stderr));
    Some(output.status.success() && printed.contains("1 passed"))
}
