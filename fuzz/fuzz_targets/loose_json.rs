//! The reader of JSON that people typed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| docgen_tests::invariants::loose_json(text));
