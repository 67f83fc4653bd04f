//! Small answers that would be large in memory.

use crate::server::{alone, builder, client_error, client_of};
use msgraph::client::ClientError;
use msgraph::v1::users;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

const MIB: u64 = 1 << 20;

/// How much memory this process has, by the name of a line, where the system tells.
pub fn of_this_process(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_a_large_one_is_refused_and_not_held() {
    if let Some(passed) = alone("memory::a_small_answer_that_unpacks_to_a_large_one_is_refused_and_not_held", &[]) {
        assert!(passed);
        return;
    }
    // The head of a gzip stream, and a block in which four zero bits stand for 1032 bytes.
    let head = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xec\xc1\x01\x01\0\0\0\x80\x90\xfe\xaf\xee\x08\x0a";
    let mut body = head.to_vec();
    body.resize(48_000, 0);
    let server = MockServer::start().await;
    let packed = ResponseTemplate::new(200).insert_header("content-encoding", "gzip").set_body_bytes(body);
    Mock::given(any()).respond_with(packed).expect(3).mount(&server).await;
    let with_limit = |limit| builder(&server.uri()).max_response_bytes(limit).build().unwrap();
    client_error(with_limit(MIB).send(users::get("a")).await.unwrap_err());
    let before = of_this_process("VmHWM:");
    let error = client_error(with_limit(MIB).send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::TooLarge(MIB)), "{error:?}");
    let after = of_this_process("VmHWM:");
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after - before < 8 * MIB, "{before} {after}");
    }
    // It is as large as that when it is unpacked.
    let error = client_error(with_limit(45 * MIB).send(users::get("a")).await.unwrap_err());
    assert!(matches!(error, ClientError::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn the_body_of_an_error_is_cut() {
    let server = MockServer::start().await;
    let long = format!(r#"{{"error":{{"code":"{}"}}}}"#, "x".repeat(3 << 20));
    Mock::given(any()).respond_with(ResponseTemplate::new(400).set_body_string(&long)).expect(2).mount(&server).await;
    let error = client_of(&server).send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().body, long.as_bytes()[..1 << 20]);
    let client = builder(&server.uri()).max_response_bytes(1000).build().unwrap();
    let error = client.send(users::get("a")).await.unwrap_err();
    assert_eq!(error.service().unwrap().body, long.as_bytes()[..1000]);
}
