//! The cases that fuzzing has found, by target. `fuzz/run` finds more; a new one is minimised and put beside these.

use std::path::Path;

use docgen_tests::invariants;

type Invariant = fn(&str);

const TARGETS: &[(&str, Invariant)] = &[
    ("include", invariants::include),
    ("kept", invariants::kept),
    ("loose_json", invariants::loose_json),
    ("metadata", invariants::metadata),
    ("page", invariants::page),
    ("pipeline", invariants::pipeline),
    ("request_line", invariants::request_line),
    ("type_cell", invariants::type_cell),
];

#[test]
fn no_case_that_was_found_breaks_its_stage_again() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz-cases");
    let mut cases = 0;
    for entry in root.read_dir().expect("the cases").map(|e| e.expect("an entry").path()) {
        let target = entry.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let (_, invariant) = TARGETS.iter().find(|(name, _)| *name == target).unwrap_or_else(|| panic!("no {target}"));
        for case in entry.read_dir().expect("cases").map(|e| e.expect("an entry").path()) {
            println!("{}", case.display());
            invariant(&String::from_utf8_lossy(&std::fs::read(&case).expect("a case")));
            cases += 1;
        }
    }
    assert!(cases >= 5, "{cases} cases");
}
