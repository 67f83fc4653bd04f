//! `diff` between docs, dumps and crates, and `check`, from outside.

use docgen_tests::Sandbox;
use msgraph_docgen::cli::Outcome;
use serde_json::Value;

const PAGE: &str = "docs-input/v1.0/resources/gadget.md";
const CHANGES: &str = include_str!("../../../generator/schema/changes.schema.json");
const DRIFT: &str = include_str!("../../../generator/schema/drift.schema.json");

fn schema(text: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(text).expect("JSON");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// An answer that is what its schema says.
fn described(answer: &str, text: &str) -> Value {
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    let errors: Vec<String> = schema(text).iter_errors(&answer).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    answer
}

/// A crate and docs that have moved on: `label` became a number, `weight` came.
fn moved_on() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let dump = sandbox.done(&["ir"]).out;
    sandbox.write("old.json", dump);
    for (file, _) in sandbox.files("docs-input") {
        let text = sandbox.read(&format!("docs-input/{file}"));
        sandbox.write(&format!("old-docs/{file}"), text);
    }
    sandbox.edit(PAGE, "|label|String|", "|weight|Int64|In grams.|\n|label|Int32|");
    sandbox
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let ran = sandbox.run(&[args, &["--format", "json"]].concat());
    assert_ne!(ran.outcome, Outcome::Failed, "{}", ran.err);
    described(&ran.out, CHANGES)
}

#[test]
fn docs_dumps_and_crates_are_told_the_same() {
    let sandbox = moved_on();
    sandbox.done(&["generate", "--out", "new-crate"]);
    sandbox.write("new.json", sandbox.done(&["ir"]).out);
    let reference = json(&sandbox, &["diff", "old-docs", "docs-input"]);
    let rules: Vec<&str> = reference["changes"].as_array().unwrap().iter().filter_map(|c| c["rule"].as_str()).collect();
    assert_eq!(rules, ["property-retyped", "property-added"]);
    assert_eq!(reference["changes"][1]["after"], serde_json::json!({"file": "resources/gadget.md", "line": 16}));
    for old in ["old-docs", "old.json", "generated", "generated/api", "generated/api/v1.0.jsonl"] {
        for new in ["docs-input", "new.json", "new-crate"] {
            let answer = json(&sandbox, &["diff", old, new]);
            assert_eq!(answer["changes"], reference["changes"], "{old} {new}");
        }
    }
    let versions = json(&sandbox, &["diff", "generated", "docs-input"])["version"].clone();
    assert_eq!(versions, serde_json::json!({"old": "0.1.0", "new": "0.2.0"}));
}

#[test]
fn diff_fails_on_what_it_is_told_to() {
    let sandbox = moved_on();
    let outcome = |args: &[&str]| sandbox.run(&[&["diff"], args].concat()).outcome;
    assert_eq!(outcome(&["old-docs", "docs-input"]), Outcome::Done);
    assert_eq!(outcome(&["old-docs", "docs-input", "--fail-on", "breaking"]), Outcome::Found);
    sandbox.edit(PAGE, "|label|Int32|", "|label|String|");
    assert_eq!(outcome(&["old-docs", "docs-input", "--fail-on", "breaking"]), Outcome::Done);
    assert_eq!(outcome(&["old-docs", "docs-input", "--fail-on", "any"]), Outcome::Found);
    sandbox.edit(PAGE, "|weight|Int64|In grams.|\n", "");
    sandbox.edit(PAGE, "What is printed on its back.", "What is printed on its front.");
    assert_eq!(outcome(&["old-docs", "docs-input", "--fail-on", "any"]), Outcome::Done);
}

#[test]
fn diff_fails_where_the_version_is_too_low_for_what_changed() {
    let sandbox = moved_on();
    sandbox.done(&["generate", "--docs", "old-docs", "--out", "old"]);
    let ran = |version: &str| {
        sandbox.write("docgen.toml", format!("[package]\nversion = \"{version}\"\n"));
        sandbox.done(&["generate", "--out", "new"]);
        sandbox.run(&["diff", "old", "new", "--fail-on", "version"])
    };
    for (version, outcome) in [("0.1.0", Outcome::Found), ("0.1.9", Outcome::Found), ("0.2.0", Outcome::Done)] {
        let ran = ran(version);
        assert_eq!(ran.outcome, outcome, "{version}");
        let word = format!("the new crate is {version}, and what changed asks for 0.2.0 or above\n");
        assert_eq!(ran.err.contains(&word), outcome == Outcome::Found, "{}", ran.err);
    }
    let docs = sandbox.run(&["diff", "old-docs", "new", "--fail-on", "version"]);
    assert_eq!(docs.outcome, Outcome::Failed);
    assert!(docs.err.contains("old-docs is no crate with a version"), "{}", docs.err);
}

#[test]
fn diff_fails_where_a_token_that_was_enough_is_so_no_longer() {
    let sandbox = Sandbox::new();
    let page = |side: &str, names: &str| {
        let table = format!("|Permission type|Permissions|\n|:-|:-|\n|Application|{names}|\n");
        let text = format!(
            "# Get key\n\nNamespace: microsoft.graph\n\n## Permissions\n\n{table}\n## HTTP request\n\n```http\nGET /keys/{{id}}\n```\n"
        );
        sandbox.write(&format!("{side}/v1.0/api/key-get.md"), text);
    };
    let outcome = |old: &str, new: &str| {
        page("old", old);
        page("new", new);
        sandbox.run(&["diff", "old", "new", "--fail-on", "permissions"]).outcome
    };
    assert_eq!(outcome("Key.Read.All", "Key.ReadBasic.All, Key.Read.All"), Outcome::Done);
    assert_eq!(outcome("Key.Read.All", "Key.ReadWrite.All"), Outcome::Found);
    assert_eq!(outcome("Key.Read.All, Key.ReadWrite.All", "Key.ReadWrite.All"), Outcome::Found);
    assert_eq!(outcome("Key.Read.All", "Not supported."), Outcome::Found);
    assert_eq!(outcome("Not supported.", "Key.Read.All"), Outcome::Done);
    assert_eq!(outcome("Key.Read.All", "Key.Read.All and Lock.Read.All"), Outcome::Found);
    assert_eq!(outcome("Key.Read.All and Lock.Read.All", "Key.Read.All"), Outcome::Done);
    assert_eq!(outcome("Key.Read.All and Lock.Read.All", "Key.Read.All, Lock.Read.All"), Outcome::Done);
}

#[test]
fn people_read_what_changed_and_where() {
    let sandbox = moved_on();
    let human = sandbox.done(&["diff", "generated", "docs-input"]).out;
    assert_eq!(
        human,
        "generated → docs-input: 1 breaking change, 1 addition, 0 others, 0 in words alone\n\
         version bump: major, 0.1.0 → 0.2.0\n\nv1.0\n  type gadget\n    \
         breaking  `gadget.label` is `Edm.Int32`, not `Edm.String` [property-retyped]  resources/gadget.md:17\n    \
         addition  the property `gadget.weight` is new: `Edm.Int64` [property-added]  resources/gadget.md:16\n"
    );
    let markdown = sandbox.done(&["diff", "generated", "docs-input", "--format", "markdown"]).out;
    insta::assert_snapshot!("a_comment_on_a_pull_request", markdown);
}

#[test]
fn what_cannot_be_compared_is_said_in_one_line() {
    let sandbox = moved_on();
    sandbox.write("not.json", "{}");
    sandbox.write("beta.json", sandbox.read("old.json").replacen("v1.0", "beta", 1));
    sandbox.write("empty/readme.txt", "");
    std::fs::remove_dir_all(sandbox.path("generated/api")).unwrap();
    let cases: [(&[&str], &str); 6] = [
        (&["nowhere", "docs-input"], "nowhere"),
        (&["not.json", "docs-input"], "msgraph-docgen ir"),
        (&["beta.json", "docs-input"], "in common"),
        (&["empty", "docs-input"], "no pages"),
        (&["generated", "docs-input"], "generate the crate again"),
        (&["docs-input"], "NEW"),
    ];
    for (args, said) in cases {
        let ran = sandbox.run(&[&["diff"], args].concat());
        assert!(ran.failure().contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_selected_crate_is_compared_with_the_same_selection() {
    let sandbox = moved_on();
    sandbox.write("docs-input/v1.0/api/lamp-get.md", docgen_tests::stages::api("GET /lamps/{id}", ""));
    sandbox.done(&["generate", "--docs", "old-docs", "--out", "selected", "--select", "/gadgets"]);
    let answer = json(&sandbox, &["diff", "selected", "docs-input"]);
    assert_eq!(answer["tally"]["additions"], 1, "{answer}");
}

#[test]
fn many_changes_leave_the_tally_and_the_gravest_in_sight() {
    let sandbox = moved_on();
    let more: String = (0..60).map(|n| format!("|more{n}|String|More.|\n")).collect();
    sandbox.edit(PAGE, "|weight|", &format!("{more}|weight|"));
    let check = sandbox.run(&["check"]).out;
    assert!(check.contains("[property-retyped]") && check.contains("and 12 more of no greater weight"), "{check}");
    let diff = sandbox.done(&["diff", "old-docs", "docs-input"]).out;
    let tally = "1 breaking change, 61 additions, 0 others, 0 in words alone\nversion bump: major";
    assert_eq!(diff.matches(tally).count(), 2, "{diff}");
    assert!(diff.lines().next_back().is_some_and(|line| line.starts_with("version bump")), "{diff}");
}

#[test]
fn other_settings_are_one_annotation() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let github = sandbox.run(&["check", "--select", "/gadgets", "--format", "github"]).out;
    assert!(github.lines().count() == 1 && github.contains("docgen-manifest.json"), "{github}");
}

#[test]
fn check_names_the_facts_that_changed_with_page_and_line() {
    let sandbox = moved_on();
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.outcome, Outcome::Found);
    assert!(ran.out.contains("1 breaking change, 1 addition"), "{}", ran.out);
    assert!(ran.out.contains("[property-retyped]  docs-input/v1.0/resources/gadget.md:17"), "{}", ran.out);
    let github = sandbox.run(&["check", "--format", "github"]).out;
    assert_eq!(
        github,
        "::error file=docs-input/v1.0/resources/gadget.md,line=17,title=property-retyped::`gadget.label` is `Edm.Int32`, not `Edm.String`\n\
         ::notice file=docs-input/v1.0/resources/gadget.md,line=16,title=property-added::the property `gadget.weight` is new: `Edm.Int64`\n"
    );
    let mut answer = described(&sandbox.run(&["check", "--format", "json"]).out, DRIFT);
    assert_eq!(answer["bump"], "major");
    answer["surprise"] = Value::Null;
    assert!(!schema(DRIFT).is_valid(&answer));
}

#[test]
fn a_file_that_stays_as_its_editors_own_is_in_the_schema() {
    let sandbox = Sandbox::new();
    let (page, model) = ("docs-input/v1.0/resources/lamp.md", "generated/src/v1/models/lamp.rs");
    let properties = "## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|watts|Int32|Its power.|\n";
    sandbox.write(page, format!("# lamp resource type\n\nNamespace: microsoft.graph\n\n{properties}"));
    sandbox.done(&[]);
    sandbox.write(model, sandbox.read(model) + "// mine\n");
    std::fs::remove_file(sandbox.path(page)).unwrap();
    let answer = described(&sandbox.run(&["check", "--format", "json"]).out, DRIFT);
    let files = answer["files"].as_array().expect("files");
    assert!(files.contains(&serde_json::json!({"path": "src/v1/models/lamp.rs", "status": "kept"})), "{files:#?}");
}

#[test]
fn what_is_gone_is_told_on_a_line_that_is_there() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    sandbox.edit(PAGE, "|label|String|What is printed on its back.|\n", "");
    std::fs::remove_file(sandbox.path("docs-input/v1.0/api/gadget-list.md")).unwrap();
    let github = sandbox.run(&["check", "--format", "github"]).out;
    let lines: Vec<&str> = github.lines().map(|line| line.split("::").nth(1).unwrap_or_default()).collect();
    let removal = lines.iter().find(|line| line.contains("property-removed")).expect("the property");
    assert!(removal.contains("resources/gadget.md,line=") && !removal.contains("line=16,"), "{github}");
    assert!(
        lines.iter().any(|line| line.contains("api/gadget-list.md,line=") && line.contains("endpoint-removed")),
        "{github}"
    );
}
