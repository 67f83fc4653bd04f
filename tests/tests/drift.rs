//! `check` names what is wrong and why; `generate` touches what it owns and nothing else.

use std::collections::BTreeMap;

use docgen_tests::{RESOURCE, Ran, Sandbox};
use msgraph_docgen::FileTree;
use msgraph_docgen::cli::Outcome;
use msgraph_docgen::drift::{self, DriftError, Inputs, MANIFEST, Status};
use serde_json::Value;

const PAGE: &str = "docs-input/v1.0/resources/gadget.md";

fn generated() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    sandbox
}

fn drifted(sandbox: &Sandbox, args: &[&str]) -> Ran {
    let before = sandbox.files("");
    let ran = sandbox.run(args);
    assert_eq!(ran.outcome, Outcome::Found, "{}\n{}", ran.out, ran.err);
    assert!(before == sandbox.files(""), "check wrote something");
    ran
}

fn tree(files: &[(&str, &str)]) -> FileTree {
    FileTree(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
}

#[test]
fn check_agrees_with_what_generate_wrote() {
    let ran = generated().done(&["check"]);
    assert!(ran.out.contains("`generated` is up to date"), "{}", ran.out);
}

#[test]
fn an_edited_page_is_named_with_the_files_that_it_makes_stale() {
    let sandbox = generated();
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    let ran = drifted(&sandbox, &["check"]);
    assert!(ran.out.contains("1 page changed"), "{}", ran.out);
    assert!(ran.out.contains(PAGE), "{}", ran.out);
    assert!(ran.out.contains("src/v1/models/gadget.rs"), "{}", ran.out);
    assert!(ran.out.contains("msgraph-docgen generate\n"), "{}", ran.out);
    assert!(!ran.out.contains("gadget-list.md"), "{}", ran.out);

    let github = drifted(&sandbox, &["check", "--format", "github"]).out;
    assert!(github.starts_with(&format!("::error file={PAGE},line=16,title=property-retyped::")), "{github}");

    let answer: Value = serde_json::from_str(&drifted(&sandbox, &["check", "--format", "json"]).out).unwrap();
    assert_eq!(
        answer["pages"],
        serde_json::json!([{"path": PAGE, "file": "v1.0/resources/gadget.md", "change": "changed"}])
    );

    sandbox.done(&["generate"]);
    sandbox.done(&["check"]);
}

/// Checks that nothing has to be done, although so many pages are others.
fn same_crate(sandbox: &Sandbox, pages: usize) {
    let before = sandbox.files("");
    let ran = sandbox.done(&["check"]);
    let told = if pages == 1 { "1 page changed".to_owned() } else { format!("{pages} pages changed") };
    assert!(ran.out.contains("is up to date") && ran.out.contains(&told), "{}", ran.out);
    assert_eq!(sandbox.done(&["check", "--format", "github"]).out, "");
    let answer: Value = serde_json::from_str(&sandbox.done(&["check", "--format", "json"]).out).unwrap();
    assert_eq!((&answer["drift"], answer["pages"].as_array().map(Vec::len)), (&Value::Bool(false), Some(pages)));
    assert!(before == sandbox.files(""), "check wrote something");
    // The next run takes notice, and then there is nothing to say.
    sandbox.done(&["generate"]);
    let ran = sandbox.done(&["check"]);
    assert!(!ran.out.contains("changed"), "{}", ran.out);
}

#[test]
fn an_author_or_a_date_is_no_drift() {
    let sandbox = generated();
    sandbox.edit(PAGE, "doc_type: resourcePageType\n", "doc_type: resourcePageType\nms.date: 11/29/2026\n");
    same_crate(&sandbox, 1);
    sandbox.edit(PAGE, "11/29/2026", "11/30/2026");
    same_crate(&sandbox, 1);
    sandbox.edit(PAGE, "\nms.date: 11/30/2026", "");
    same_crate(&sandbox, 1);
}

#[test]
fn what_no_crate_has_is_no_drift() {
    let sandbox = generated();
    sandbox.write("docs-input/v1.0/api/overview.md", "# How it all began\n\nOnce upon a time.\n");
    same_crate(&sandbox, 1);
    let list = "docs-input/v1.0/api/gadget-list.md";
    let tabs = "\n# [Rust](#tab/rust)\n[!INCLUDE [sample](../includes/snippets/rust/gadget-list.md)]\n\n---\n";
    sandbox.write(list, sandbox.read(list) + tabs);
    sandbox.edit("docs-input/v1.0/api/overview.md", "Once", "Twice");
    same_crate(&sandbox, 2);
}

#[test]
fn a_fact_that_moves_beside_one_that_changes_is_drift() {
    let sandbox = generated();
    sandbox.edit(PAGE, "doc_type: resourcePageType\n", "doc_type: resourcePageType\nms.date: 11/29/2026\n");
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    let ran = drifted(&sandbox, &["check"]);
    assert!(ran.out.contains("src/v1/models/gadget.rs") && !ran.out.contains("pages.jsonl"), "{}", ran.out);
}

/// Gives files the line ends of Windows, where `takes` says so of their paths.
fn with_windows_line_ends(sandbox: &Sandbox, takes: impl Fn(&str) -> bool) {
    for (path, content) in sandbox.files("") {
        if takes(&path) {
            let text = String::from_utf8(content).unwrap();
            sandbox.write(&path, text.replace("\r\n", "\n").replace('\n', "\r\n"));
        }
    }
}

#[test]
fn the_line_ends_of_a_checkout_are_no_edit() {
    for takes in [|_: &str| true, |path: &str| path.starts_with("generated"), |path: &str| path.ends_with(".rs")] {
        let sandbox = generated();
        with_windows_line_ends(&sandbox, takes);
        let before = sandbox.files("");
        let ran = sandbox.done(&["check"]);
        assert!(ran.out.contains("is up to date") && !ran.out.contains("changed"), "{}", ran.out);
        let ran = sandbox.done(&["generate"]);
        assert!(ran.out.contains("nothing to do"), "{}", ran.out);
        assert!(before == sandbox.files(""), "a file was written again for its line ends alone");
        // What else is wrong is still seen, and mended.
        sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
        let ran = drifted(&sandbox, &["check"]);
        assert!(ran.out.contains("file") && !ran.out.contains("edited by hand"), "{}", ran.out);
        sandbox.done(&["generate"]);
        sandbox.done(&["check"]);
        let model = "generated/src/v1/models/gadget.rs";
        sandbox.write(model, sandbox.read(model).replace('\n', "\r\n") + "// mine\r\n");
        let ran = drifted(&sandbox, &["check"]);
        assert!(ran.out.contains("1 file edited by hand"), "{}", ran.out);
    }
}

#[test]
fn a_module_tree_may_have_other_line_ends_too() {
    let sandbox = Sandbox::new();
    let arguments = ["--out", "src/graph", "--module", "graph"];
    sandbox.done(&[&["generate"], &arguments[..]].concat());
    with_windows_line_ends(&sandbox, |path| path.starts_with("src/graph"));
    assert!(sandbox.done(&["check", "--config", "src/graph/docgen.toml"]).out.contains("is up to date"));
    let ran = sandbox.done(&[&["generate"], &arguments[..]].concat());
    assert!(ran.out.contains("nothing to do"), "{}", ran.out);
}

#[test]
fn added_removed_and_included_pages_are_named() {
    let sandbox = Sandbox::new();
    let table = "|Permission type|Least privileged permissions|\n|:---|:---|\n|Application|Gadget.Read.All|\n";
    sandbox.write("docs-input/v1.0/includes/permissions/gadget-get-permissions.md", table);
    sandbox.write("docs-input/includes/note.md", "Mind the step.\n");
    sandbox.write(
        "docs-input/v1.0/api/gadget-get.md",
        "# Get gadget\n\n[!INCLUDE [note](../../includes/note.md)]\n\n## Permissions\n\n\
         [!INCLUDE [permissions](../includes/permissions/gadget-get-permissions.md)]\n\n\
         ## HTTP request\n\n```http\nGET /gadgets/{id}\n```\n",
    );
    sandbox.done(&[]);
    sandbox.edit("docs-input/v1.0/includes/permissions/gadget-get-permissions.md", "Read", "ReadWrite");
    // Nothing of it reaches the crate.
    sandbox.write("docs-input/includes/note.md", "Mind the gap.\n");
    sandbox.write("docs-input/v1.0/resources/gizmo.md", RESOURCE.replace("gadget", "gizmo"));
    std::fs::remove_file(sandbox.path("docs-input/v1.0/api/gadget-list.md")).unwrap();
    let ran = drifted(&sandbox, &["check", "--format", "json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let pages: BTreeMap<&str, &str> = answer["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["file"].as_str().unwrap(), p["change"].as_str().unwrap()))
        .collect();
    let expected = [
        ("v1.0/api/gadget-list.md", "removed"),
        ("v1.0/includes/permissions/gadget-get-permissions.md", "changed"),
        ("v1.0/resources/gizmo.md", "added"),
    ];
    assert_eq!(pages, BTreeMap::from(expected));
}

#[test]
fn line_ends_are_no_drift() {
    let sandbox = generated();
    sandbox.write(PAGE, RESOURCE.replace('\n', "\r\n"));
    sandbox.done(&["check"]);
}

#[test]
fn files_edited_missing_or_left_over_are_told_apart() {
    let sandbox = generated();
    sandbox.edit("generated/README.md", "\n", "\nby hand\n");
    std::fs::remove_file(sandbox.path("generated/Cargo.toml")).unwrap();
    let ran = drifted(&sandbox, &["check"]);
    assert!(ran.out.contains("1 file edited by hand:\n    README.md"), "{}", ran.out);
    assert!(ran.out.contains("1 file missing:\n    Cargo.toml"), "{}", ran.out);
    let github = drifted(&sandbox, &["check", "--format", "github"]).out;
    assert!(github.contains("::error file=generated/README.md,line=1"), "{github}");
    let ran = sandbox.done(&[]);
    assert!(ran.out.contains("1 of them edited by hand before"), "{}", ran.out);
    assert!(ran.out.contains("wrote over `generated/README.md`"), "{}", ran.out);
    sandbox.done(&["check"]);
    std::fs::remove_file(sandbox.path(PAGE)).unwrap();
    let ran = drifted(&sandbox, &["check"]);
    assert!(ran.out.contains("1 page removed"), "{}", ran.out);
}

#[test]
fn other_settings_are_given_as_the_cause() {
    let sandbox = generated();
    let ran = drifted(&sandbox, &["check", "--crate-name", "other", "--select", "/gadget*"]);
    assert!(ran.out.contains("generated as `msgraph`, not `other`"), "{}", ran.out);
    assert!(ran.out.contains("generated with everything selected, not '/gadget*'"), "{}", ran.out);
    assert!(ran.out.contains("msgraph-docgen generate --select '/gadget*' --crate-name other\n"), "{}", ran.out);
}

#[test]
fn a_folder_without_a_crate_is_drift_and_stays_as_it_is() {
    let sandbox = Sandbox::new();
    let ran = drifted(&sandbox, &["check"]);
    assert!(ran.out.contains("holds no crate yet"), "{}", ran.out);
}

#[test]
fn files_of_others_stay() {
    let sandbox = generated();
    sandbox.write("generated/src/mine.rs", "// mine");
    sandbox.write("generated/Cargo.lock", "# cargo's");
    sandbox.done(&["check"]);
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    sandbox.done(&[]);
    assert_eq!(sandbox.read("generated/src/mine.rs"), "// mine");
    assert_eq!(sandbox.read("generated/Cargo.lock"), "# cargo's");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("generated/thesis.txt", "years of work");
    for command in ["generate", "check"] {
        let ran = sandbox.run(&[command]);
        assert!(ran.failure().contains("--out"), "{}", ran.err);
    }
    assert_eq!(sandbox.files("generated").len(), 1);
    let hidden = Sandbox::new();
    hidden.write("generated/.gitkeep", "");
    hidden.done(&[]);
    assert!(hidden.path("generated/.gitkeep").is_file());
    assert!(hidden.files("generated").iter().all(|(path, _)| !path.starts_with(".docgen-")));
}

#[test]
fn a_file_of_others_where_one_is_to_be_written_stops_the_run() {
    let sandbox = Sandbox::empty();
    let out = sandbox.path("out");
    drift::write(&out, &tree(&[("a", "1")]), Inputs::default(), None, |_| None).unwrap();
    sandbox.write("out/b", "somebody's");
    let result = drift::write(&out, &tree(&[("a", "2"), ("b", "2")]), Inputs::default(), None, |_| None).map(drop);
    assert!(matches!(result, Err(DriftError::InTheWay(path)) if path.ends_with("b")));
    assert_eq!(sandbox.read("out/a"), "1");
    assert_eq!(sandbox.read("out/b"), "somebody's");
}

#[test]
fn left_over_files_go_with_their_empty_folders() {
    let sandbox = Sandbox::empty();
    let out = sandbox.path("out");
    drift::write(
        &out,
        &tree(&[("src/old/a.rs", "1"), ("src/mixed/b.rs", "1"), ("c", "1")]),
        Inputs::default(),
        None,
        |_| None,
    )
    .unwrap();
    sandbox.write("out/src/mixed/mine.rs", "mine");
    let new = tree(&[("c", "1")]);
    let plan = drift::write(&out, &new, Inputs::default(), None, |_| None).unwrap();
    assert_eq!(plan.with(Status::LeftOver).collect::<Vec<_>>(), ["src/mixed/b.rs", "src/old/a.rs"]);
    let left: Vec<String> = sandbox.files("out").into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, ["c", MANIFEST, "src/mixed/mine.rs"]);
    assert!(!sandbox.path("out/src/old").exists());
}

#[test]
fn a_manifest_that_points_elsewhere_is_refused() {
    for bad in ["../victim", "/etc/victim", "a/../../victim", "C:/victim", "a\\\\victim", ".docgen-lock"] {
        let sandbox = Sandbox::empty();
        let out = sandbox.path("out");
        drift::write(&out, &tree(&[("owned", "1")]), Inputs::default(), None, |_| None).unwrap();
        sandbox.write("victim", "precious");
        sandbox.edit(&format!("out/{MANIFEST}"), "\"owned\"", &format!("\"{bad}\""));
        let result = drift::write(&out, &tree(&[("c", "1")]), Inputs::default(), None, |_| None).map(drop);
        assert!(matches!(result, Err(DriftError::BadPath { .. })), "{bad}");
        assert_eq!(sandbox.read("victim"), "precious");
        let new = tree(&[(bad, "1")]);
        assert!(
            matches!(drift::plan(&sandbox.path("new"), &new, Inputs::default(), None), Err(DriftError::BadPath { .. })),
            "{bad}"
        );
    }
}

#[test]
fn a_manifest_that_cannot_be_read_is_said_with_the_remedy() {
    let sandbox = generated();
    sandbox.write(&format!("generated/{MANIFEST}"), "<<<<<<< ours\n");
    assert!(sandbox.run(&["check"]).failure().contains("restore it from version control"));
}

#[test]
fn two_runs_do_not_write_at_once() {
    let sandbox = generated();
    let held = drift::Lock::acquire(&sandbox.path("generated")).unwrap();
    assert!(sandbox.run(&["generate"]).failure().contains("another run is writing"));
    drop(held);
    sandbox.done(&["generate"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::empty();
    let out = sandbox.path("out");
    let old = tree(&[("src/a.rs", "1"), ("b", "1")]);
    drift::write(&out, &old, Inputs::default(), None, |_| None).unwrap();
    sandbox.write("elsewhere/a.rs", "precious");
    // A file that became a link is edited by hand, and a run replaces the link, not what it points to.
    std::fs::remove_file(out.join("b")).unwrap();
    symlink(sandbox.path("elsewhere/a.rs"), out.join("b")).unwrap();
    let plan = drift::write(&out, &old, Inputs::default(), None, |_| None).unwrap();
    assert_eq!(plan.with(Status::HandEdited).collect::<Vec<_>>(), ["b"]);
    assert!(out.join("b").symlink_metadata().unwrap().is_file());
    // A folder that became a link stops the run.
    std::fs::remove_dir_all(out.join("src")).unwrap();
    symlink(sandbox.path("elsewhere"), out.join("src")).unwrap();
    for new in [tree(&[("src/a.rs", "2")]), tree(&[("b", "1")])] {
        assert!(matches!(drift::write(&out, &new, Inputs::default(), None, |_| None), Err(DriftError::InTheWay(_))));
    }
    assert_eq!(sandbox.read("elsewhere/a.rs"), "precious");
}

#[test]
fn edited_settings_of_the_crate_are_not_written_over() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate"]);
    let correction = "\n[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nrename = \"caption\"\nreason = \"The service calls it so.\"\n";
    let edited = sandbox.read("generated/docgen.toml") + correction;
    sandbox.write("generated/docgen.toml", &edited);
    // What is said to do is done below.
    let check = drifted(&sandbox, &["check"]).out;
    assert!(check.contains("msgraph-docgen generate --config generated/docgen.toml --out generated\n"), "{check}");
    std::fs::rename(sandbox.path("generated/src/lib.rs"), sandbox.path("lib.rs")).unwrap();
    let github = drifted(&sandbox, &["check", "--format", "github"]).out;
    assert!(github.contains("file=generated/src/lib.rs"), "{github}");
    std::fs::rename(sandbox.path("lib.rs"), sandbox.path("generated/src/lib.rs")).unwrap();
    let ran = sandbox.run(&["generate"]);
    assert!(ran.failure().contains("--config generated/docgen.toml"), "{}", ran.err);
    assert_eq!(sandbox.read("generated/docgen.toml"), edited);
    sandbox.done(&["generate", "--config", "generated/docgen.toml"]);
    assert!(sandbox.read("generated/docgen.toml").contains("caption"));
    // What a run has taken from there is somebody's own as before.
    let taken = sandbox.read("generated/docgen.toml");
    assert!(sandbox.run(&["generate"]).failure().contains("--config generated/docgen.toml"));
    assert!(drifted(&sandbox, &["check"]).out.contains("holds settings of its own"));
    assert_eq!(sandbox.read("generated/docgen.toml"), taken);
    assert!(sandbox.read("generated/src/v1/models/gadget.rs").contains("caption"));
}

/// The version in a file of TOML.
fn version(sandbox: &Sandbox, path: &str) -> Option<String> {
    let text = sandbox.read(path);
    let line = text.lines().find_map(|line| line.strip_prefix("version = "))?;
    Some(line.trim_matches('"').to_owned())
}

#[test]
fn the_version_that_follows_is_set_once() {
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", "# Ours.\ncrate-name = \"graph\"\n");
    sandbox.done(&["generate"]);
    let versions = || ["docgen.toml", "generated/Cargo.toml"].map(|path| version(&sandbox, path));
    // Nothing changed.
    sandbox.done(&["generate", "--bump"]);
    assert_eq!(versions(), [None, Some("0.1.0".to_owned())]);
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    let ran = sandbox.done(&["generate", "--bump"]);
    assert!(ran.out.contains("set the version to 0.2.0"), "{}", ran.out);
    assert_eq!(versions(), [Some("0.2.0".to_owned()), Some("0.2.0".to_owned())]);
    assert!(sandbox.read("docgen.toml").starts_with("# Ours.\ncrate-name = \"graph\"\n"));
    assert!(sandbox.done(&["check"]).out.contains("is up to date"));
    assert!(sandbox.done(&["generate", "--bump"]).out.contains("nothing to do"));
    // A version that was set by hand, and goes far enough, stays.
    sandbox.edit(PAGE, "|label|Int32|", "|label|String|");
    sandbox.edit("docgen.toml", "0.2.0", "0.5.0");
    let checked = drifted(&sandbox, &["check"]).out;
    assert!(checked.contains("it was generated with version 0.2.0, not version 0.5.0"), "{checked}");
    assert!(!checked.contains("another edition"), "{checked}");
    sandbox.done(&["generate", "--bump"]);
    assert_eq!(versions(), [Some("0.5.0".to_owned()), Some("0.5.0".to_owned())]);
}

#[test]
fn the_settings_of_the_crate_itself_take_the_version_too() {
    let sandbox = generated();
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    let ran = sandbox.run(&["generate", "--bump"]);
    assert!(ran.failure().ends_with("as with --config generated/docgen.toml"), "{}", ran.failure());
    let command = "msgraph-docgen generate --config generated/docgen.toml --out generated --bump\n";
    assert!(sandbox.done(&["generate"]).out.contains(&format!("what changed; set it with\n  {command}")));
    assert!(sandbox.done(&["check"]).out.ends_with(command));
    let ran = sandbox.done(&["generate", "--bump", "--config", "generated/docgen.toml"]);
    assert!(!ran.out.contains("edited by hand"), "{}", ran.out);
    assert_eq!(version(&sandbox, "generated/docgen.toml").as_deref(), Some("0.2.0"));
    assert_eq!(version(&sandbox, "generated/Cargo.toml").as_deref(), Some("0.2.0"));
    assert!(sandbox.done(&["check", "--config", "generated/docgen.toml"]).out.contains("is up to date"));
}

#[test]
fn a_version_that_was_not_set_stays_due() {
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", "crate-name = \"graph\"\n");
    sandbox.done(&["generate"]);
    sandbox.edit(PAGE, "|label|String|", "|label|Int32|");
    assert!(drifted(&sandbox, &["check"]).out.ends_with("msgraph-docgen generate --bump\n"));
    let due =
        "the version should be 0.2.0, which follows from what changed; set it with\n  msgraph-docgen generate --bump\n";
    assert!(sandbox.done(&["generate"]).out.contains(due));
    // What follows it is not forgotten, nor added up.
    sandbox.edit(PAGE, "|label|Int32|", "|label|Int32|\n|more|String|");
    assert!(sandbox.done(&["generate"]).out.contains(due));
    let checked = sandbox.done(&["check"]).out;
    assert!(checked.contains("is up to date"), "{checked}");
    assert!(checked.ends_with("its version should be 0.2.0, which follows from what changed; set it with\n  msgraph-docgen generate --bump\n"), "{checked}");
    let json = sandbox.done(&["check", "--format", "json"]).out;
    assert!(json.contains(r#""version_due":"0.2.0""#), "{json}");
    let github = sandbox.done(&["check", "--format", "github"]).out;
    assert!(
        github.starts_with(
            "::warning file=generated/docgen-manifest.json,line=1,title=version::the version should be 0.2.0"
        ),
        "{github}"
    );
    sandbox.done(&["generate", "--bump"]);
    assert_eq!(version(&sandbox, "generated/Cargo.toml").as_deref(), Some("0.2.0"));
    assert!(!sandbox.done(&["check"]).out.contains("0.2.0"));
}
