//! Items of a drive by their addresses, as the bytes of a request line.

use crate::server::{client, raw, read_head, write_json};
use msgraph::Item;
use msgraph::v1::{me, sites};
use serde_json::json;
use std::sync::{Arc, Mutex};
use tokio::io::AsyncReadExt;

/// Serves requests with JSON, and gives the first line and the last bytes of each.
async fn served(answer: serde_json::Value, body: usize) -> (String, Arc<Mutex<Vec<(String, Vec<u8>)>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let (host, _) = raw(move |_, mut stream| {
        let (kept, answer) = (kept.clone(), answer.clone());
        async move {
            let head = read_head(&mut stream).await;
            let mut bytes = vec![0; body];
            stream.read_exact(&mut bytes).await.unwrap();
            kept.lock().unwrap().push((head.lines().next().unwrap_or_default().to_owned(), bytes));
            write_json(&mut stream, "200 OK", &answer).await;
        }
    })
    .await;
    (host, seen)
}

#[tokio::test]
async fn a_file_is_uploaded_to_a_path() {
    let (host, seen) = served(json!({"id": "f", "name": "x"}), 5).await;
    for (name, encoded) in [
        ("2021 #4.xlsx", "2021%20%234.xlsx"),
        ("50%.txt", "50%25.txt"),
        ("%41.txt", "%2541.txt"),
        ("Ines' notes.txt", "Ines%27%20notes.txt"),
        ("Übergrößen.txt", "%C3%9Cbergr%C3%B6%C3%9Fen.txt"),
        ("a?b&c=d+e.txt", "a%3Fb%26c=d%2Be.txt"),
    ] {
        let upload = me::drive::items::content::replace(Item::path("Reports").path(name), b"bytes".to_vec());
        let file = client(&host).send(upload).await.unwrap();
        assert_eq!(file.id.as_deref(), Some("f"));
        let (line, bytes) = seen.lock().unwrap().pop().unwrap();
        assert_eq!(line, format!("PUT /v1.0/me/drive/root:/Reports/{encoded}:/content HTTP/1.1"));
        assert_eq!(bytes, b"bytes");
    }
    let outside = me::drive::items::content::replace(Item::path("Reports/../../users"), b"bytes".to_vec());
    assert!(client(&host).send(outside).await.is_err());
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_root_of_a_library_is_listed() {
    let (host, seen) = served(json!({"value": [{"name": "General"}]}), 0).await;
    let root = sites::drive::items::children::list("adatum.sharepoint.example,1,2", Item::root());
    let page = client(&host).send(root).await.unwrap();
    assert_eq!(page.value.unwrap_or_default()[0].name.as_deref(), Some("General"));
    let (line, _) = seen.lock().unwrap().pop().unwrap();
    assert_eq!(line, "GET /v1.0/sites/adatum.sharepoint.example,1,2/drive/root/children HTTP/1.1");
}
