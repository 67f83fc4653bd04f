//! The verdicts of cargo-semver-checks on two generated crates, beside ours. It knows Rust's rules and nothing of the docs;
//! its one lint that this crate's conventions overrule is named here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use docgen_tests::Sandbox;
use msgraph_docgen::change::Level;

use super::cases::{Case, Pages, cases};
use super::changes;

/// Structs are made with `..Default::default()`, so that a new field breaks nobody.
const OVERRULED: &[&str] = &["constructible_struct_adds_field"];

/// What is ours to know: the tool compares no types of fields and arguments, and no implementations of generic traits.
const BEYOND_THE_TOOL: &[&str] = &[
    "property-retyped",
    "response-changed",
    "body-changed",
    "base-removed",
    "query-option-removed",
    "query-options-first",
    "query-options-renamed",
];

fn program() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_SEMVER_CHECKS").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::env::split_paths(&path).map(|folder| folder.join("cargo-semver-checks"));
    let found = named.into_iter().chain(installed).find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: cargo-semver-checks is not installed (CARGO_SEMVER_CHECKS names it)");
    }
    found
}

/// The lints that failed, with the items that each names.
fn failures(program: &Path, sandbox: &Sandbox) -> BTreeMap<String, Vec<String>> {
    let output = Command::new(program)
        .args(["semver-checks", "--color", "never", "--default-features", "--release-type", "minor"])
        .arg("--baseline-root")
        .arg(sandbox.path("old"))
        .arg("--manifest-path")
        .arg(sandbox.path("new/Cargo.toml"))
        .env("CARGO_TARGET_DIR", sandbox.path("target"))
        .output()
        .expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut lint, mut items) = (None, false);
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("--- failure ") {
            lint = rest.split(':').next().map(str::to_owned);
            items = false;
        } else if line.starts_with("Failed in:") {
            items = true;
        } else if let (Some(lint), true, Some(item)) = (&lint, items, line.strip_prefix("  ")) {
            out.entry(lint.clone()).or_default().push(item.to_owned());
        } else if line.trim().is_empty() {
            items = false;
        }
    }
    assert!(!out.is_empty(), "no verdicts: {text}");
    out
}

fn generate(sandbox: &Sandbox, side: &str, pages: impl Fn(&Case) -> &Pages) {
    for case in cases() {
        for (file, text) in pages(&case) {
            sandbox.write(&format!("{side}-docs/v1.0/{file}"), text);
        }
    }
    sandbox.write(&format!("{side}-docs/v1.0/api/still.md"), docgen_tests::stages::api("GET /still/{id}", ""));
    sandbox.done(&["generate", "--docs", &format!("{side}-docs"), "--out", side]);
    // With the whole version on, types that no endpoint reaches are compiled as well.
    sandbox.edit(&format!("{side}/Cargo.toml"), "default = []", "default = [\"v1\"]");
}

/// Whether an item is of a case: `lamp.md` gives `msgraph::v1::models::Lamp`, `lamp-get.md` gives `src/v1/lamps.rs`.
fn is_of(item: &str, case: &Case) -> bool {
    let item = item.to_lowercase();
    let words: BTreeSet<&str> = item.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let stems = case.old.iter().chain(&case.new).filter_map(|(file, _)| file.rsplit('/').next());
    let mut nouns = stems.map(|stem| stem.split(['-', '.']).next().unwrap_or_default());
    nouns.any(|noun| words.contains(noun) || words.contains(format!("{noun}s").as_str()))
}

#[test]
fn what_cargo_semver_checks_calls_breaking_is_breaking_here() {
    let Some(program) = program() else { return };
    let sandbox = Sandbox::empty();
    generate(&sandbox, "old", |case| &case.old);
    generate(&sandbox, "new", |case| &case.new);
    let failures = failures(&program, &sandbox);
    for case in cases() {
        let named = failures.iter().filter(|(_, items)| items.iter().any(|item| is_of(item, &case)));
        let lints: Vec<&str> = named.map(|(lint, _)| lint.as_str()).collect();
        assert_eq!(lints, case.lints, "{}: {failures:#?}", case.name);
        let breaking = changes(&case.old, &case.new).iter().any(|c| c.rule.level == Level::Major);
        let theirs = lints.iter().any(|lint| !OVERRULED.contains(lint));
        let ours_alone = case.rules.iter().any(|rule| BEYOND_THE_TOOL.contains(rule));
        assert!(breaking == theirs || breaking && ours_alone, "{}: {lints:?}", case.name);
    }
}
