//! A page's cells and paragraphs as type cells.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| docgen_tests::invariants::type_cell(text));
