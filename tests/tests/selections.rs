//! What every crate says of itself and of its runtime holds in each selection, whatever that leaves out.

use std::path::Path;

use docgen_tests::program::{cargo_alone, succeed, workspace};
use docgen_tests::{RESOURCE, Sandbox};
use msgraph_docgen::plan::optional_features;

#[test]
fn the_runtime_names_nothing_that_pages_decide() {
    let root = workspace().join("generator/runtime");
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let text = std::fs::read_to_string(&entry).expect("text");
            let named = text.lines().find(|line| {
                let is_doc = line.trim_start().starts_with("//");
                let is_generated =
                    ["v1::", "beta::", "models::", "users::", "::PROPERTIES"].iter().any(|n| line.contains(n));
                is_doc && is_generated || line.contains("feature = \"v1") || line.contains("feature = \"beta")
            });
            assert_eq!(named, None, "{}", entry.display());
        }
    }
}

#[test]
fn a_crate_explains_itself_by_a_url_that_it_has() {
    let sandbox = Sandbox::new();
    let explained = |args: &[&str]| {
        sandbox.done(&[&["generate"], args].concat());
        let readme = sandbox.read("generated/README.md");
        let head = sandbox.read("generated/src/lib.rs");
        let module_path = |text: &str| {
            let (_, rest) = text.split_once("The URL is the module path").expect("the sentence");
            rest.lines().next().unwrap_or_default().to_owned()
        };
        (module_path(&readme), module_path(&head), readme)
    };
    let (readme, head, features) = explained(&[]);
    assert!(readme.starts_with(": `GET /gadgets` is `v1::gadgets::list()`."), "{readme}");
    assert!(head.contains(": `GET /gadgets` is `v1::gadgets::list()`."), "{head}");
    assert!(features.contains("`full` and `v1` are the same, everything."), "{features}");
    // A list below a key shows more.
    let below = docgen_tests::LIST.replace("GET /gadgets", "GET /shelves/{shelf-id}/gadgets");
    sandbox.write("docs-input/beta/api/shelf-list-gadgets.md", below);
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE);
    let (readme, _, features) = explained(&[]);
    assert!(
        readme.contains("`GET /shelves/{shelf-id}/gadgets` is `beta::shelves::gadgets::list(shelf_id)`"),
        "{readme}"
    );
    assert!(features.contains("`full` is everything, `v1` and `beta` are one API version each."), "{features}");
    let (readme, head, _) = explained(&["--select", "type:gadget", "--select", "/gadgets"]);
    assert!(readme.contains("gadgets") && head.contains("gadgets"), "{readme} {head}");
}

/// All that documents something, and needs nothing of the system.
fn features() -> String {
    let is_of_tls = |name: &&str| name.ends_with("-tls") || name.starts_with("rustls");
    optional_features().into_iter().filter(|name| !is_of_tls(name)).collect::<Vec<_>>().join(",")
}

/// Documents a crate, with an error for each warning.
fn document(folder: &Path, arguments: &[&str]) {
    succeed(cargo_alone(folder).env("RUSTDOCFLAGS", "-Dwarnings").args(["doc", "--no-deps"]).args(arguments));
}

/// Runs the examples in the documentation.
fn run_examples(folder: &Path, arguments: &[&str]) {
    succeed(cargo_alone(folder).args(["test", "--doc"]).args(arguments));
}

#[test]
#[ignore = "slow: documents crates, and compiles the examples in their documentation"]
fn a_selection_compiles_its_own_documentation() {
    let docs = workspace().join("docs-input");
    let sandbox = Sandbox::empty();
    for (name, select) in [
        ("mail", "/users/*/messages/**"),
        ("risky-events", "/anonymousIpRiskEvents"),
        ("without-models", "/users/*/getMemberGroups"),
        ("one-type", "type:emailAddress"),
    ] {
        let docs = docs.to_str().expect("a path in UTF-8");
        sandbox.done(&["generate", "--docs", docs, "--out", name, "--crate-name", name, "--select", select]);
        let folder = sandbox.path(name);
        document(&folder, &[]);
        document(&folder, &["--features", &features()]);
        // Features take no example away.
        run_examples(&folder, &["--features", &features()]);
    }
}

#[test]
#[ignore = "slow: documents a module tree"]
fn a_module_tree_of_a_selection_compiles_its_own_documentation() {
    let docs = workspace().join("docs-input");
    let sandbox = Sandbox::empty();
    let dependencies = "http = \"1\"\npercent-encoding = \"2\"\nserde = \"1\"\nserde_json = \"1\"\n";
    let head = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";
    sandbox.write("app/Cargo.toml", format!("{head}{dependencies}"));
    sandbox.write("app/src/lib.rs", "//! An app.\npub mod graph;\n");
    let docs = docs.to_str().expect("a path in UTF-8");
    let features = ["--features", "permissions,properties", "--select", "/users/*/getMemberGroups"];
    let ran = sandbox.run_in("app", &[&["generate", "--docs", docs, "--module", "graph"], &features[..]].concat());
    assert!(ran.out.contains("src/graph"), "{}{}", ran.out, ran.err);
    document(&sandbox.path("app"), &[]);
    run_examples(&sandbox.path("app"), &[]);
}

#[test]
fn a_selector_that_matches_little_is_answered_by_its_sibling_that_matches_much() {
    let sandbox = Sandbox::new();
    let page = |path: &str| docgen_tests::LIST.replace("GET /gadgets", &format!("GET {path}"));
    for n in 0..12 {
        sandbox.write(&format!("docs-input/v1.0/api/part{n}-list.md"), page(&format!("/gadgets/{{id}}/part{n}")));
    }
    sandbox.write("docs-input/v1.0/api/odd-list.md", page("/gadget/odd"));
    let said = |selector: &[&str]| sandbox.done(&[&["generate"], selector].concat()).err;
    let hint = "hint: '/gadget/**' selects 1 endpoint; '/gadgets/**' would select 13\n";
    assert!(said(&["--select", "/gadget/**"]).contains(hint), "{}", said(&["--select", "/gadget/**"]));
    for quiet in [&["--select", "/gadgets/**"][..], &["--select", "/gadget/**", "--select", "/gadgets/**"], &[]] {
        assert!(!said(quiet).contains("hint: "), "{quiet:?}");
    }
    // Two are too many for a slip of the pen.
    sandbox.write("docs-input/v1.0/api/odder-list.md", page("/gadget/odder"));
    assert!(!said(&["--select", "/gadget/**"]).contains("hint: "));
}
