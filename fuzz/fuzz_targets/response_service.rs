//! The client against a service that answers anything: one header line, and a body.
#![no_main]

#[path = "../../tests/tests/responses/service.rs"]
mod service;

use libfuzzer_sys::fuzz_target;
use service::{Service, response};
use std::sync::LazyLock;

static SERVICE: LazyLock<Service> = LazyLock::new(Service::start);
const STATUSES: [u16; 8] = [200, 202, 206, 302, 401, 416, 424, 429];

fuzz_target!(|text: &str| {
    let (head, body) = text.split_once('\n').unwrap_or(("", text));
    let (status, header) = head.split_at_checked(1).unwrap_or(("", head));
    // A wait that is asked for is waited for.
    if header.to_ascii_lowercase().starts_with("retry-after") || header.to_ascii_lowercase().starts_with("transfer-enc") {
        return;
    }
    let status = status.bytes().next().map_or(200, |byte| STATUSES[usize::from(byte) % STATUSES.len()]);
    SERVICE.answer(response(status, header, body.as_bytes()));
});
