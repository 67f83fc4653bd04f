//! A body as every kind of model and page.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/tests/responses/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| invariants::models(body));
