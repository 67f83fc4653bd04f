//! How far uploads are.

use crate::server::{client, foreign};
use serde_json::json;
use std::sync::{Arc, Mutex};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const HOST: &str = "http://127.0.0.1:1";
const UNIT: u64 = 320 << 10;
const SIZE: u64 = 2 * UNIT + 1000;

/// A session that has this many bytes, loses the answer to the second part, and then has half of it.
async fn session(there: u64) -> MockServer {
    let server = foreign().await;
    let state = Arc::new(Mutex::new((there, false)));
    let asked = Arc::clone(&state);
    let wants = move |_: &Request| {
        let next = format!("{}-", asked.lock().unwrap().0);
        ResponseTemplate::new(200).set_body_json(json!({ "nextExpectedRanges": [next] }))
    };
    Mock::given(method("GET")).respond_with(wants).mount(&server).await;
    let takes = move |request: &Request| {
        let (have, lost) = &mut *state.lock().unwrap();
        if *have == UNIT && !*lost {
            (*have, *lost) = (UNIT + UNIT / 2, true);
            return ResponseTemplate::new(504);
        }
        *have += request.body.len() as u64;
        match *have {
            SIZE => ResponseTemplate::new(201).set_body_json(json!({"id": "f"})),
            have => ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": [format!("{have}-")]})),
        }
    };
    Mock::given(method("PUT")).respond_with(takes).mount(&server).await;
    server
}

async fn told(there: u64, resume: bool) -> Vec<(u64, u64)> {
    let server = session(there).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&told);
    let content = vec![0; usize::try_from(SIZE).unwrap()];
    let upload = client(HOST).upload(server.uri(), content).chunk_size(usize::try_from(UNIT).unwrap());
    let upload = upload.on_progress(move |now| list.lock().unwrap().push((now.acknowledged, now.total)));
    let upload = if resume { upload.resume() } else { upload };
    upload.send::<()>().await.unwrap();
    told.lock().unwrap().clone()
}

#[tokio::test]
async fn a_part_that_is_sent_again_counts_once() {
    let half = UNIT + UNIT / 2;
    let expected = [0, UNIT, half, half + UNIT / 2 + 1000];
    let told = told(0, false).await;
    assert!(told.iter().all(|(_, total)| *total == SIZE), "{told:?}");
    let bytes: Vec<u64> = told.into_iter().map(|(bytes, _)| bytes).collect();
    assert!(bytes.is_sorted() && bytes.starts_with(&expected[..3]) && bytes.ends_with(&[SIZE]), "{bytes:?}");
}

#[tokio::test]
async fn what_an_earlier_run_uploaded_counts_from_the_beginning() {
    assert_eq!(told(2 * UNIT, true).await, [(2 * UNIT, SIZE), (SIZE, SIZE)]);
}
