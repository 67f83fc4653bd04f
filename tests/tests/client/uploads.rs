//! Upload sessions.

use crate::server::{builder, client, client_error, foreign, raw, read_head, write_json};
use msgraph::Object;
use msgraph::client::{ClientError, UploadSource};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use wiremock::matchers::{header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

const UNIT: usize = 320 << 10;

/// The service, which these uploads don't go to.
const HOST: &str = "http://127.0.0.1:1";

fn content() -> Vec<u8> {
    (0..2 * UNIT + 1000).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

/// What a session has received.
#[derive(Default)]
struct Session {
    bytes: Vec<u8>,
    requests: Vec<String>,
}

/// Serves one request of a session; a connection that is cut takes this many bytes of its body.
async fn serve(session: &Mutex<Session>, mut stream: TcpStream, cut: Option<usize>) {
    let head = read_head(&mut stream).await;
    assert!(!head.to_ascii_lowercase().contains("authorization"), "{head}");
    let field = |name: &str| {
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
        line.and_then(|line| line.split_once(": ")).map(|(_, value)| value.to_owned())
    };
    let range = field("content-range").unwrap_or_default();
    session.lock().unwrap().requests.push(format!("{} {range}", head.split(' ').next().unwrap()));
    let length: usize = field("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; cut.unwrap_or(length).min(length)];
    stream.read_exact(&mut body).await.unwrap();
    let (done, total) = {
        let mut session = session.lock().unwrap();
        if let Some((start, _)) = range.trim_start_matches("bytes ").split_once('-') {
            assert_eq!(start.parse::<usize>().unwrap(), session.bytes.len());
        }
        session.bytes.extend(body);
        (session.bytes.len(), content().len())
    };
    if cut.is_some() {
        return;
    }
    let expected: Value = json!({"nextExpectedRanges": [format!("{done}-")]});
    match done == total {
        true => write_json(&mut stream, "201 Created", &json!({"id": "file"})).await,
        false if head.starts_with("GET") => write_json(&mut stream, "200 OK", &expected).await,
        false => write_json(&mut stream, "202 Accepted", &expected).await,
    }
}

async fn session(cuts: &'static [(usize, usize)]) -> (String, Arc<Mutex<Session>>) {
    let state = Arc::new(Mutex::new(Session::default()));
    let shared = Arc::clone(&state);
    let (host, _task) = raw(move |number, stream| {
        let session = Arc::clone(&shared);
        let cut = cuts.iter().find(|(connection, _)| *connection == number).map(|(_, bytes)| *bytes);
        async move { serve(&session, stream, cut).await }
    })
    .await;
    (host, state)
}

#[tokio::test]
async fn parts_are_sent_in_order_without_the_token() {
    let (host, session) = session(&[]).await;
    // The upload address is on the service's own host, and gets no token even so.
    let upload = client(&host).upload(format!("{host}/up"), content()).chunk_size(UNIT + 5);
    let file: Object = upload.send().await.unwrap();
    assert_eq!(file.extra.get("id"), Some(&json!("file")));
    let session = session.lock().unwrap();
    assert_eq!(session.bytes, content());
    let last = format!("PUT bytes {}-{}/{}", 2 * UNIT, 2 * UNIT + 999, 2 * UNIT + 1000);
    assert_eq!(session.requests[0], format!("PUT bytes 0-{}/{}", UNIT - 1, 2 * UNIT + 1000));
    assert_eq!(session.requests[2], last);
    assert_eq!(session.requests.len(), 3);
}

#[tokio::test]
async fn an_upload_that_is_cut_in_the_middle_goes_on_where_the_service_says() {
    let (host, session) = session(&[(1, 1234)]).await;
    client(&host).upload(format!("{host}/up"), content()).chunk_size(UNIT).send::<()>().await.unwrap();
    let session = session.lock().unwrap();
    assert_eq!(session.bytes, content());
    assert_eq!(session.requests[2], "GET ");
    let range = format!("PUT bytes {}-{}/{}", UNIT + 1234, 2 * UNIT + 999, 2 * UNIT + 1000);
    assert_eq!(session.requests[3], range);
}

#[tokio::test]
async fn a_later_run_resumes_what_an_earlier_one_began() {
    let (host, session) = session(&[]).await;
    session.lock().unwrap().bytes = content()[..UNIT].to_vec();
    let file = std::env::temp_dir().join(format!("docgen-upload-{}", std::process::id()));
    std::fs::write(&file, content()).unwrap();
    let source = std::fs::File::open(&file).unwrap();
    assert_eq!(source.size().unwrap(), content().len() as u64);
    client(&host).upload(format!("{host}/up"), source).resume().send::<()>().await.unwrap();
    std::fs::remove_file(&file).unwrap();
    let session = session.lock().unwrap();
    assert_eq!(session.bytes, content());
    assert_eq!(session.requests.len(), 2);
}

#[tokio::test]
async fn cuts_without_progress_end_with_an_error() {
    let (host, _session) = session(&[(0, 0), (2, 0), (4, 0), (6, 0), (8, 0)]).await;
    let error = client(&host).upload(format!("{host}/up"), content()).send::<()>().await.unwrap_err();
    let error = client_error(error);
    assert!(matches!(error, ClientError::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_session_that_has_ended_is_an_error() {
    let server = foreign().await;
    Mock::given(method("PUT")).respond_with(ResponseTemplate::new(404)).expect(1).mount(&server).await;
    let upload = client(HOST).upload(server.uri(), content());
    let error = upload.send::<()>().await.unwrap_err();
    assert_eq!(error.service().unwrap().status.as_u16(), 404);
}

#[tokio::test]
async fn the_address_of_an_attachment_is_in_the_headers() {
    let server = foreign().await;
    let created = ResponseTemplate::new(201).insert_header("location", "https://outlook.example/a");
    let whole = header("content-range", "bytes 0-2/3");
    Mock::given(method("PUT")).and(whole).respond_with(created).expect(1).mount(&server).await;
    let upload = client(HOST).upload(server.uri(), b"abc".as_slice());
    let response = upload.response::<()>().await.unwrap();
    assert_eq!(response.headers()["location"], "https://outlook.example/a");
}

#[tokio::test]
async fn nothing_is_not_uploaded_and_a_session_can_be_given_up() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    let client = builder(&server.uri()).build().unwrap();
    let error = client_error(client.upload(server.uri(), Vec::new()).send::<()>().await.unwrap_err());
    assert!(matches!(error, ClientError::Upload(_)), "{error:?}");
    client.cancel_upload(&server.uri()).await.unwrap();
    assert!(!server.received_requests().await.unwrap()[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_session_that_wants_no_sensible_part_is_an_error() {
    for range in ["5-3", "18446744073709551615-", "3-", "-", "x-y", "0-0-0", "", "3"] {
        let server = foreign().await;
        let expected = ResponseTemplate::new(200).set_body_json(json!({"nextExpectedRanges": [range]}));
        Mock::given(method("GET")).respond_with(expected).mount(&server).await;
        Mock::given(method("PUT")).respond_with(ResponseTemplate::new(202)).mount(&server).await;
        let upload = client(HOST).upload(server.uri(), b"abc".as_slice()).resume();
        let error = client_error(upload.send::<()>().await.unwrap_err());
        assert!(matches!(error, ClientError::Upload(_)), "{range}: {error:?}");
    }
}

#[tokio::test]
async fn a_session_that_takes_a_part_and_asks_for_it_again_is_an_error() {
    let server = foreign().await;
    let expected = ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": ["0-"]}));
    Mock::given(method("PUT")).respond_with(expected).expect(1).mount(&server).await;
    let error = client_error(client(HOST).upload(server.uri(), b"abc".as_slice()).send::<()>().await.unwrap_err());
    assert!(matches!(error, ClientError::Upload(_)), "{error:?}");
}

#[tokio::test]
async fn a_content_of_a_protected_service_is_not_uploaded_in_the_clear() {
    let server = MockServer::start().await;
    let upload = client("https://graph.microsoft.com").upload(server.uri(), b"abc".as_slice());
    let error = client_error(upload.send::<()>().await.unwrap_err());
    assert!(matches!(error, ClientError::Address(_)), "{error:?}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_upload_that_goes_on_is_cut_as_often_as_it_may_be() {
    let (host, session) = session(&[(0, 150_000), (2, 150_000), (4, 150_000), (6, 150_000)]).await;
    client(&host).upload(format!("{host}/up"), content()).chunk_size(UNIT).send::<()>().await.unwrap();
    assert_eq!(session.lock().unwrap().bytes, content());
}

/// Answers parts with what `answer` makes of the range of each, and the question what is missing with `wanted`.
async fn answering<F>(wanted: Value, answer: F) -> MockServer
where
    F: Fn(u64, u64) -> ResponseTemplate + Send + Sync + 'static,
{
    let server = foreign().await;
    let wanted = ResponseTemplate::new(200).set_body_json(wanted);
    Mock::given(method("GET")).respond_with(wanted).mount(&server).await;
    let respond = move |request: &wiremock::Request| {
        let range = request.headers["content-range"].to_str().unwrap();
        let (start, end) = range.trim_start_matches("bytes ").split_once('/').unwrap().0.split_once('-').unwrap();
        answer(start.parse().unwrap(), end.parse().unwrap())
    };
    Mock::given(method("PUT")).respond_with(respond).mount(&server).await;
    server
}

/// The ranges of the parts that came.
async fn parts(server: &MockServer) -> Vec<String> {
    let received = server.received_requests().await.unwrap();
    let puts = received.iter().filter(|request| request.method == "PUT");
    puts.map(|request| request.headers["content-range"].to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_part_in_between_that_outlook_answers_with_200_is_not_the_last() {
    let size = content().len() as u64;
    let server = answering(json!(null), move |_, end| match end + 1 == size {
        true => ResponseTemplate::new(201).insert_header("location", "https://outlook.example/a"),
        false => ResponseTemplate::new(200).set_body_json(json!({
            "expirationDateTime": "2019-09-25T01:09:30.7671707Z", "NextExpectedRanges": [(end + 1).to_string()]
        })),
    })
    .await;
    let response = client(HOST).upload(server.uri(), content()).chunk_size(UNIT).response::<()>().await.unwrap();
    assert_eq!(response.headers()["location"], "https://outlook.example/a");
    assert_eq!(parts(&server).await.len(), 3);
}

#[tokio::test]
async fn a_session_that_ends_before_all_parts_were_sent_is_an_error() {
    for status in [200, 201] {
        let server = answering(json!(null), move |_, _| ResponseTemplate::new(status)).await;
        let upload = client(HOST).upload(server.uri(), content()).chunk_size(UNIT);
        let error = client_error(upload.send::<()>().await.unwrap_err());
        assert!(matches!(error, ClientError::Upload(_)), "{status}: {error:?}");
        assert_eq!(parts(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn a_session_that_skips_what_it_was_not_sent_is_an_error() {
    let size = content().len() as u64;
    let server = answering(json!(null), move |_, end| match end + 1 == size {
        true => ResponseTemplate::new(201),
        false => ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": [format!("{}-", size - 9)]})),
    })
    .await;
    let upload = client(HOST).upload(server.uri(), content()).chunk_size(UNIT);
    let error = client_error(upload.send::<()>().await.unwrap_err());
    assert!(matches!(error, ClientError::Upload(_)), "{error:?}");
}

#[tokio::test]
async fn a_session_that_takes_a_byte_of_each_part_is_not_followed_for_long() {
    let server = answering(json!(null), |start, _| {
        ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": [format!("{}-", start + 1)]}))
    })
    .await;
    let upload = client(HOST).upload(server.uri(), content()).chunk_size(UNIT);
    let error = client_error(upload.send::<()>().await.unwrap_err());
    assert!(matches!(error, ClientError::Upload(_)), "{error:?}");
    assert_eq!(parts(&server).await.len(), 4);
}

#[tokio::test]
async fn a_session_that_asks_for_a_byte_at_a_time_is_not_followed_for_long() {
    let server = answering(json!({"nextExpectedRanges": ["0-0"]}), |start, _| {
        let next = format!("{}-{}", start + 1, start + 1);
        ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": [next]}))
    })
    .await;
    let error = client(HOST).upload(server.uri(), content()).resume().send::<()>().await.unwrap_err();
    assert!(matches!(client_error(error), ClientError::Upload(_)));
    assert_eq!(parts(&server).await.len(), 4);
}

#[tokio::test]
async fn gaps_of_an_earlier_run_are_all_filled() {
    let gaps = json!({"nextExpectedRanges": ["2-3", "7-8"]});
    let server = answering(gaps, |start, _| match start {
        2 => ResponseTemplate::new(202).set_body_json(json!({"nextExpectedRanges": ["7-8"]})),
        _ => ResponseTemplate::new(201),
    })
    .await;
    client(HOST).upload(server.uri(), b"0123456789".as_slice()).resume().send::<()>().await.unwrap();
    assert_eq!(parts(&server).await, ["bytes 2-3/10", "bytes 7-8/10"]);
}

#[tokio::test]
async fn a_session_that_is_to_be_completed_later_takes_all_parts() {
    let server = answering(json!(null), |_, _| ResponseTemplate::new(202)).await;
    let upload = client(HOST).upload(server.uri(), content()).chunk_size(UNIT);
    assert_eq!(upload.response::<()>().await.unwrap().status().as_u16(), 202);
    assert_eq!(parts(&server).await.len(), 3);
}
