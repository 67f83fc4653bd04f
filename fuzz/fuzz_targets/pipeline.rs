//! Several pages → facts → model → crate: every file of it parses.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| docgen_tests::invariants::pipeline(text));
