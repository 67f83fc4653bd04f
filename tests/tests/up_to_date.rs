//! The committed crate: it is what the docs say now, and each of their examples is one of its tests.

use std::collections::BTreeMap;

use docgen_tests::TODAY;
use docgen_tests::program::{cargo, succeed, workspace};
use msgraph_docgen::cli::{Environment, Outcome, main_with};
use msgraph_docgen::model::Ir;
use msgraph_docgen::pipeline;
use quote::ToTokens;
use serde_json::Value;

/// The package is a dependency for its features alone: with all of them on, `cargo test --workspace` compiles the whole
/// of it, and its own tests run.
use msgraph as _;

#[test]
fn generated_is_what_the_docs_say() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut environment = Environment {
        cwd: workspace(),
        input: &mut std::io::empty(),
        out: &mut out,
        err: &mut err,
        colour_out: false,
        colour_err: false,
        width: 100,
        today: TODAY,
        progress: false,
        cache: &|| None,
    };
    let outcome = main_with(["msgraph-docgen", "check"], &mut environment);
    let report = String::from_utf8_lossy(&out).into_owned() + &String::from_utf8_lossy(&err);
    assert_eq!(outcome, Outcome::Done, "`generated` is stale: run `cargo run` and commit what it writes\n{report}");
}

/// The features of a package but for those of versions and slices, and what it depends on.
fn needs(package: &str) -> (BTreeMap<String, Value>, Vec<Value>) {
    let mut cargo = cargo();
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(workspace());
    let metadata: Value = serde_json::from_str(&succeed(&mut cargo)).unwrap();
    let package = metadata["packages"].as_array().unwrap().iter().find(|found| found["name"] == package).unwrap();
    let features = package["features"].as_object().unwrap().iter().filter(|(name, _)| {
        let of_crate = ["default", "full", "v1", "beta"].contains(&name.as_str());
        !of_crate && !name.starts_with("v1-") && !name.starts_with("beta-")
    });
    let dependencies = package["dependencies"].as_array().unwrap().iter().filter(|found| found["kind"].is_null());
    let compared_fields = ["name", "req", "features", "optional", "uses_default_features"];
    let dependencies =
        dependencies.map(|found| compared_fields.map(|field| found[field].clone()).into_iter().collect());
    (features.map(|(name, needs)| (name.clone(), needs.clone())).collect(), dependencies.collect())
}

#[test]
fn the_runtime_is_compiled_where_it_stands_with_what_a_crate_has() {
    assert_eq!(needs("msgraph-runtime"), needs("msgraph"));
}

/// Pages whose example cannot be tested in both directions, by file and line of the request, with the reason.
const UNTESTED: &[(&str, u32, &str)] = &[];

/// The tests in `generated/tests/examples`: version and name without underscores, and code.
fn tests() -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for version in ["v1", "beta"] {
        let folder = workspace().join("generated/tests/examples").join(version);
        for file in std::fs::read_dir(folder).expect("the examples") {
            let file = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
            for item in syn::parse_file(&file).expect("Rust").items {
                let syn::Item::Fn(test) = item else { continue };
                let name = format!("{version}{}", test.sig.ident.to_string().replace('_', ""));
                assert!(out.insert(name, test.block.to_token_stream().to_string()).is_none(), "one test an example");
            }
        }
    }
    out
}

/// What each example of a version lacks: a test, or in it the response.
fn lacking(ir: &Ir, tests: &BTreeMap<String, String>) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    for operation in &ir.operations {
        let file = &operation.source.file;
        let stem = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        let word: String = stem.chars().filter(char::is_ascii_alphanumeric).collect();
        for example in &operation.examples {
            let line = example.request.as_ref().map_or(0, |r| r.line);
            let version = if ir.api.segment() == "beta" { "beta" } else { "v1" };
            let test = tests.get(&format!("{version}{word}line{line}").to_lowercase());
            let complete = test.is_some_and(|code| {
                let method = example.request.as_ref().map_or("", |r| r.method.as_str());
                // HTTP clients follow a redirect by themselves, so that there is no response to read.
                let read = example
                    .response
                    .as_ref()
                    .is_none_or(|r| (300..400).contains(&r.status) || code.contains("receives"));
                code.contains(&format!("{method:?}")) && read
            });
            if !complete {
                out.push((file.clone(), line));
            }
        }
    }
    out
}

#[test]
fn every_documented_example_is_a_test_in_both_directions() {
    let reading = pipeline::read(&workspace().join("docs-input"), &|_| {}).expect("the docs");
    let tests = tests();
    let examples: usize = reading.versions.iter().flat_map(|ir| &ir.operations).map(|o| o.examples.len()).sum();
    let lacking: Vec<(String, u32)> = reading.versions.iter().flat_map(|ir| lacking(ir, &tests)).collect();
    let excused: Vec<(String, u32)> = UNTESTED.iter().map(|(file, line, _)| ((*file).to_owned(), *line)).collect();
    assert_eq!(lacking, excused, "of {examples} examples; an entry of UNTESTED that is not needed has to go");
    assert!(examples >= 50 && tests.len() >= examples - lacking.len(), "{examples} examples, {} tests", tests.len());
}
