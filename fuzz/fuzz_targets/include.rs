//! Targets of includes: nothing outside the docs is read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| docgen_tests::invariants::include(text));
