//! A text as a moment, a date, a duration, an identifier, base64 and flags.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/tests/responses/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| invariants::texts(text));
