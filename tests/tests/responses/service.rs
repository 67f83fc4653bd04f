//! The client against a service that answers anything.

use msgraph::Object;
use msgraph::client::{Batch, Client, ClientError, RetryOptions, StaticToken};
use msgraph::v1::{models, users};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

/// A service on this machine and its client.
pub struct Service {
    client: Client,
    host: String,
    answers: Sender<Vec<u8>>,
    runtime: tokio::runtime::Runtime,
}

/// More than any answer needs.
const LIMIT: u64 = 1 << 20;

impl Service {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = format!("http://{}", listener.local_addr().expect("an address"));
        let (answers, answered) = channel::<Vec<u8>>();
        thread::spawn(move || {
            let mut answer = Vec::new();
            for stream in listener.incoming().map_while(Result::ok) {
                answer = answered.try_iter().last().unwrap_or(answer);
                // A client may close the connection before all is written.
                let _ = serve(stream, &answer);
            }
        });
        let retry = RetryOptions { max_retries: 1, initial_delay: Duration::ZERO, ..RetryOptions::default() };
        let builder = Client::builder(StaticToken::new("secret")).host(host.clone()).max_response_bytes(LIMIT);
        let client = builder.retry(retry).timeout(Duration::from_secs(2)).build().expect("a client");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { client, host, answers, runtime }
    }

    /// Everything that the client does ends, with an answer or an error, whatever the service sends.
    pub fn answer(&self, response: Vec<u8>) {
        self.answers.send(response).expect("the service runs");
        let client = &self.client;
        self.runtime.block_on(async {
            let mut pages = client.pages(users::list());
            // Each page has a next link, if this one does; a repeated one is an error.
            for _ in 0..4 {
                if !matches!(pages.try_next().await, Ok(Some(_))) {
                    break;
                }
            }
            let _ = client.delta(users::delta()).next_page().await;
            let mut batch = Batch::new();
            let first = batch.add(users::get("a")).expect("a request");
            let second = batch.add_after(users::update("a", models::User::default()), [first]).expect("a request");
            if let Ok(mut answers) = client.batch(batch).await {
                let _ = (answers.take(first), answers.take(second), format!("{answers:?}"));
            }
            let upload = client.upload(format!("{}/up", self.host), vec![7; 10]);
            let _ = upload.resume().send::<Object>().await;
            if let Ok(mut content) = client.download(users::photo::get_value("a")).await {
                while let Ok(Some(_)) = content.try_next().await {}
            }
            if let Err(error) = client.send(users::get("a")).await {
                assert!(!format!("{error:?}{error}").contains("secret"));
                if let msgraph::Error::Client(error) = &error {
                    assert!(!matches!(**error, ClientError::Setup(_)), "{error:?}");
                }
            }
        });
    }
}

fn serve(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    stream.write_all(answer)
}

/// A response with this status, header and body.
pub fn response(status: u16, header: &str, body: &[u8]) -> Vec<u8> {
    let header: String = header.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let head =
        format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{header}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
