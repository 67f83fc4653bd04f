//! The two commands of the README compile what they share once.

use std::collections::BTreeSet;

use docgen_tests::program::{cargo, workspace};
use serde_json::Value;

/// What a command compiles: packages with the features that they are compiled with. `None` where this cargo does not tell, as
/// it may: what it is asked is not stable.
fn compiled(command: &[&str]) -> Option<BTreeSet<(String, String)>> {
    let mut cargo = cargo();
    cargo.current_dir(workspace()).args(command).args(["--offline", "--unit-graph", "-Z", "unstable-options"]);
    let output = cargo.env("RUSTC_BOOTSTRAP", "1").output().expect("cargo");
    let graph: Value = serde_json::from_slice(&output.stdout).ok()?;
    let units = graph["units"].as_array()?.iter().filter(|unit| unit["mode"] == "build");
    let libraries = units.filter(|unit| unit["target"]["kind"] != serde_json::json!(["bin"]));
    let named = |unit: &Value| Some((unit["pkg_id"].as_str()?.to_owned(), unit["features"].to_string()));
    libraries.map(named).collect()
}

#[test]
fn the_tests_compile_nothing_again_that_the_program_is_made_of() {
    let program = compiled(&["build", "--bin", "msgraph-docgen"]);
    let (Some(program), Some(tests)) = (program, compiled(&["test", "--workspace", "--no-run"])) else {
        println!("skipped: this cargo does not say what it compiles");
        return;
    };
    assert!(program.iter().any(|(package, _)| package.contains("pulldown-cmark")), "{program:?}");
    let again: Vec<_> = program.difference(&tests).collect();
    assert!(again.is_empty(), "compiled again for tests, with other features: {again:#?}");
}
