//! A service on this machine that gives one documented answer, and the client that asks it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::graph::client::{Client, RetryOptions, StaticToken};
use crate::graph::{Error, Payload, Request, ResponseBody};

/// Sends the request over a socket, and reads what a service answers with this status and body.
pub fn asks<B: Payload, R: ResponseBody, O>(request: Request<B, R, O>, status: u16, body: &str) -> Result<R, Error> {
    let method = request.method().to_string();
    let url = request.url().unwrap();
    let target = url.strip_prefix("https://graph.microsoft.com").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let answer = body.to_owned();
    let service = thread::spawn(move || answers(&listener.accept().unwrap().0, &method, &target, status, &answer));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let retry = RetryOptions { max_retries: 0, ..RetryOptions::default() };
    let client = Client::builder(StaticToken::new("secret")).host(host).retry(retry).build().unwrap();
    let received = runtime.block_on(client.send(request));
    service.join().unwrap();
    received
}

fn answers(stream: &TcpStream, method: &str, target: &str, status: u16, body: &str) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    // Clients encode quotes, which need not be.
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    assert_eq!(decoded(&lines[0]), decoded(&format!("{method} {target} HTTP/1.1")));
    let header = |name: &str| {
        let named = |line: &&String| line.split(':').next().is_some_and(|n| n.eq_ignore_ascii_case(name));
        lines.iter().find(named).and_then(|line| line.split_once(": ")).map(|(_, value)| value.to_owned())
    };
    assert_eq!(header("authorization").as_deref(), Some("Bearer secret"));
    let length = header("content-length").map_or(0, |length| length.parse().unwrap());
    reader.read_exact(&mut vec![0; length]).unwrap();
    let media_type = if body.starts_with(['{', '[']) { "application/json" } else { "application/octet-stream" };
    let length = body.len();
    let mut stream = stream;
    // A `204` has no body, and no length either.
    let described = if body.is_empty() && status == 204 {
        String::new()
    } else {
        format!("content-type: {media_type}\r\ncontent-length: {length}\r\n")
    };
    write!(stream, "HTTP/1.1 {status} Answer\r\nconnection: close\r\n{described}\r\n{body}").unwrap();
}
