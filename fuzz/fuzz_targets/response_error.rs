//! An error response: a `Retry-After`, a `Date` and a body, a line each.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/tests/responses/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let (wait, date, body) = (lines.next(), lines.next(), lines.next());
    let headers = [("retry-after", wait.unwrap_or_default()), ("date", date.unwrap_or_default())];
    invariants::errors(429, &headers, body.unwrap_or_default().as_bytes());
});
