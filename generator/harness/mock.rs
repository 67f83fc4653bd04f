//! Every request of the documentation, sent to the mock: it answers as the documentation shows, and refuses a body with a
//! field that no page knows.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use msgraph::mock::Mock;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// What leads on: to the mock instead of the service.
const LINKS: [&str; 3] = ["@odata.nextLink", "@odata.deltaLink", "uploadUrl"];

/// A field that no page knows.
const UNKNOWN: &str = "thisIsNowhereDocumented";

/// The endpoints of a version by slice, and its types by their names.
struct Version {
    slices: Vec<(String, Vec<Value>)>,
    types: HashMap<String, Value>,
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the mock of the crate knows, of the slices that are compiled.
fn versions() -> Vec<Version> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let known = msgraph::permissions::all().map(|p| p.endpoint().to_owned()).collect::<Vec<_>>();
    let mut out = Vec::new();
    for folder in ["v1/mock", "beta/mock"].map(|folder| source.join(folder)).iter().filter(|folder| folder.is_dir()) {
        let mut version = Version { slices: Vec::new(), types: HashMap::new() };
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if name == "all-types" {
                let named = |ty: Value| (ty["name"].as_str().unwrap().to_owned(), ty);
                version.types = lines(&path).into_iter().map(named).collect();
            } else {
                version.slices.push((name, lines(&path)));
            }
        }
        // A slice that is not compiled has no permissions.
        version.slices.retain(|(_, endpoints)| endpoints.iter().any(|e| known.iter().any(|line| e["line"] == **line)));
        out.push(version);
    }
    out
}

impl Version {
    /// Whether objects of a type hold only what it names.
    fn is_closed(&self, name: &str) -> bool {
        let Some(ty) = self.types.get(name) else { return false };
        ty.get("open").is_none() && ty.get("base").is_none_or(|base| self.is_closed(base.as_str().unwrap()))
    }
}

struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// Sends what a page shows.
fn send(mock: &Mock, endpoint: &Value, example: &Value, body: &[u8]) -> Answer {
    let (method, path) = endpoint["line"].as_str().unwrap().split_once(' ').unwrap();
    let version = path.split('/').nth(1).unwrap();
    let target: String = example["url"].as_str().unwrap().bytes().map(encode).collect();
    let mut request = format!("{method} /{version}{target} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n");
    let own = ["host", "content-length", "connection", "content-type", "transfer-encoding", "expect"];
    let headers = example["headers"].as_array().into_iter().flatten();
    let headers = headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()));
    for (name, value) in headers.filter(|(name, _)| !own.contains(&name.to_lowercase().as_str())) {
        if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && value.is_ascii() {
            request += &format!("{name}: {value}\r\n");
        }
    }
    if !body.is_empty() {
        let media_type = if example["sends"].get("json").is_some() { "application/json" } else { "text/plain" };
        request += &format!("Content-Type: {media_type}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(mock.uri().trim_start_matches("http://")).unwrap();
    stream.write_all(&[request.as_bytes(), body].concat()).unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).unwrap();
    let head = response.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    let status = String::from_utf8_lossy(&response[9..12]).parse().unwrap();
    Answer { status, body: response[head + 4..].to_vec() }
}

fn encode(byte: u8) -> String {
    let stays = byte.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&byte);
    if stays { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

fn bytes(shown: &Value) -> Vec<u8> {
    match (shown.get("json"), shown.get("text")) {
        (Some(json), _) => json.to_string().into_bytes(),
        (_, Some(text)) => text.as_str().unwrap().as_bytes().to_vec(),
        _ => Vec::new(),
    }
}

fn without_links(mut json: Value) -> Value {
    json.as_object_mut().into_iter().for_each(|object| object.retain(|name, _| !LINKS.contains(&name.as_str())));
    json
}

/// The example's answer, or that of another example with the same request.
fn is_documented(answer: &Answer, example: &Value, all: &[Value]) -> bool {
    let same = |other: &&Value| ["url", "headers", "sends"].iter().all(|part| other.get(part) == example.get(part));
    all.iter().filter(same).any(|shown| {
        let body = match shown["answers"].get("json") {
            Some(json) => serde_json::from_slice(&answer.body)
                .is_ok_and(|given| without_links(given) == without_links(json.clone())),
            None => answer.body == bytes(&shown["answers"]),
        };
        shown["status"] == answer.status && body
    })
}

#[test]
fn every_documented_request_gets_its_documented_answer() {
    let mock = Mock::start();
    let mut asked = 0;
    let mut failed = Vec::new();
    for (_, endpoints) in versions().iter().flat_map(|version| &version.slices) {
        for endpoint in endpoints {
            let examples = endpoint["examples"].as_array().cloned().unwrap_or_default();
            for example in examples.iter().filter(|e| e.get("url").is_some() && e.get("status").is_some()) {
                let answer = send(&mock, endpoint, example, &bytes(&example["sends"]));
                asked += 1;
                if !is_documented(&answer, example, &examples) {
                    let body = String::from_utf8_lossy(&answer.body).chars().take(200).collect::<String>();
                    failed.push(format!("{} ({}): {} {body}", endpoint["line"], example["place"], answer.status));
                }
            }
        }
    }
    println!("{asked} documented requests, {} not answered as documented", failed.len());
    mock.take_refusals();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn one_wrong_field_is_refused_with_the_nearest_documented_request() {
    let mock = Mock::start();
    let mut refused = 0;
    for version in versions() {
        for (_, endpoints) in &version.slices {
            for endpoint in endpoints {
                let is_closed = match endpoint["body"].get("type") {
                    Some(ty) => version.is_closed(ty.as_str().unwrap()),
                    None => endpoint["body"].get("parameters").is_some(),
                };
                for example in endpoint["examples"].as_array().into_iter().flatten().filter(|e| e.get("url").is_some())
                {
                    let Some(Value::Object(mut body)) = example["sends"].get("json").cloned() else { continue };
                    let names =
                        body.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
                    if !is_closed || names.is_some_and(|name| !version.is_closed(name)) {
                        continue;
                    }
                    body.insert(UNKNOWN.to_owned(), Value::Bool(true));
                    let answer = send(&mock, endpoint, example, Value::Object(body).to_string().as_bytes());
                    assert_eq!(answer.status, 400, "{} ({})", endpoint["line"], example["place"]);
                    let refusal = mock.take_refusals().pop().unwrap();
                    assert!(refusal.reason.contains(UNKNOWN), "{refusal}");
                    assert_eq!(refusal.nearest.unwrap().line, endpoint["line"].as_str().unwrap());
                    refused += 1;
                }
            }
        }
    }
    println!("{refused} bodies with a wrong field refused");
}
