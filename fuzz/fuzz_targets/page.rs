//! Markdown → sections: everything that is read stands on a line of the page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| docgen_tests::invariants::page(text));
