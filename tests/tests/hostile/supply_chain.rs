//! What the project depends on: from the registry alone, under licences that it may be shipped with.
//! `cargo deny check` looks further, where it is installed; this needs nothing but cargo.

use std::collections::BTreeSet;
use std::process::Command;

use docgen_tests::program::{Platforms, metadata, succeed, workspace};
use serde_json::Value;

/// The same as in deny.toml.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-4.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn packages(platforms: Platforms) -> Vec<Value> {
    metadata(platforms)["packages"].as_array().expect("packages").clone()
}

/// `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, `MIT/Apache-2.0`
fn is_allowed(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], "");
    plain.split(" AND ").all(|all| all.split(" OR ").any(|one| LICENCES.contains(&one.trim())))
}

fn assert_allowed(packages: &[Value]) {
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence), "{name}: {licence}");
        let source = package["source"].as_str();
        assert!(
            source.is_none_or(|s| s == "registry+https://github.com/rust-lang/crates.io-index"),
            "{name}: {source:?}"
        );
    }
}

#[test]
fn every_dependency_comes_from_the_registry_under_a_permissive_licence() {
    assert_allowed(&packages(Platforms::This));
}

#[test]
#[ignore = "fetched: `cargo fetch` downloads the packages of other platforms"]
fn so_does_every_dependency_on_other_platforms() {
    assert_allowed(&packages(Platforms::All));
}

#[test]
fn what_packages_with_a_lock_file_of_their_own_need_comes_from_the_registry_too() {
    for package in ["fuzz", "examples/sign-in"] {
        let lock = std::fs::read_to_string(workspace().join(package).join("Cargo.lock")).expect("the lock file");
        let sources: BTreeSet<&str> = lock.lines().filter(|l| l.starts_with("source = ")).collect();
        assert_eq!(
            sources,
            BTreeSet::from([r#"source = "registry+https://github.com/rust-lang/crates.io-index""#]),
            "{package}"
        );
    }
}

#[test]
fn the_guide_says_why_of_each_dependency_of_the_generated_crate() {
    let packages = packages(Platforms::This);
    let generated = packages.iter().find(|p| p["name"] == "msgraph").expect("the generated crate");
    let dependencies = generated["dependencies"].as_array().expect("dependencies");
    let named = |d: &&Value| d["kind"].is_null();
    let wanted: BTreeSet<&str> = dependencies.iter().filter(named).filter_map(|d| d["name"].as_str()).collect();
    let guide = std::fs::read_to_string(workspace().join("docs/call-the-crate.md")).expect("the guide");
    let section =
        guide.split("## What it depends on").nth(1).expect("the section").split("\n#").next().unwrap_or_default();
    let cells = section.lines().filter_map(|l| l.strip_prefix("| `")?.split('|').next());
    assert_eq!(
        cells.flat_map(|cell| cell.split(['`', ',', ' '])).filter(|w| !w.is_empty()).collect::<BTreeSet<_>>(),
        wanted
    );
}

#[test]
fn cargo_deny_agrees() {
    let installed = |c: &mut Command| c.arg("--version").output().is_ok_and(|o| o.status.success());
    if !installed(Command::new("cargo").arg("deny")) {
        println!("skipped: cargo-deny is not installed");
        return;
    }
    let mut deny = Command::new("cargo");
    deny.current_dir(workspace()).args(["deny", "--offline", "check", "licenses", "sources", "bans"]);
    succeed(&mut deny);
}
