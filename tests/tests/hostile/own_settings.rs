//! What is wrong with somebody's own settings is said in full and at once, however much there is to say of the docs.

use std::fmt::Write;

use docgen_tests::{RESOURCE, Sandbox};
use insta::assert_snapshot;
use msgraph_docgen::cli::Outcome;

const SETTINGS: &str = r#"select = ["/gadgts", "/gadgets", "type:gadgt"]

[[correction]]
type = "gadget"
property = "labl"
set-type = "Edm.Int32"
reason = "a number"

[[correction]]
type = "gadgt"
skip = true
reason = "gone"

[[correction]]
type = "gadget"
property = "label"
nullable = false
until = "2020-01-01"
reason = "never null"
"#;

const OWN: [&str; 3] = [
    "warning[unused-correction]: `microsoft.graph.gadget` has no property `labl`",
    "warning[unused-correction]: no type `microsoft.graph.gadgt` in v1.0",
    "warning[overdue-correction]: this was to hold until 2020-01-01",
];

/// Settings with mistakes of several kinds, beside docs with many.
fn mistaken() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", SETTINGS);
    let mut rows = String::from("|label|String|Its label.|\n");
    (0..30).for_each(|at| writeln!(rows, "|p{at}|widgt|A property.|").unwrap());
    let page = RESOURCE.replace("|label|String|", &format!("{rows}|made|DateTimeOffset|"));
    sandbox.write("docs-input/v1.0/resources/gadget.md", page);
    sandbox
}

fn places(text: &str, wanted: &[&str]) -> Vec<usize> {
    let place = |words: &&str| text.find(words).unwrap_or_else(|| panic!("does not say {words}: {text}"));
    wanted.iter().map(place).collect()
}

#[test]
fn corrections_that_are_of_no_use_are_told_in_full_before_all_else() {
    let sandbox = mistaken();
    sandbox.edit("docgen.toml", "\"/gadgts\", ", "");
    sandbox.edit("docgen.toml", "type:gadgt", "type:gadget");
    let lint = sandbox.done(&["lint"]).out;
    let grouped = "warning[unknown-type] 30: ";
    assert!(places(&lint, &[OWN[0], OWN[1], OWN[2], grouped]).is_sorted(), "{lint}");
    let (own, _) = lint.split_once(grouped).unwrap();
    assert_snapshot!(own, @r#"
    warning[unused-correction]: `microsoft.graph.gadget` has no property `labl`; the correction was left out
     --> docgen.toml:3:1
      |
    3 | / [[correction]]
    4 | | type = "gadget"
    5 | | property = "labl"
    6 | | set-type = "Edm.Int32"
    7 | | reason = "a number"
      | |___________________^
      |
      = help: did you mean `label`?

    warning[unused-correction]: no type `microsoft.graph.gadgt` in v1.0; the correction was left out
      --> docgen.toml:9:1
       |
     9 | / [[correction]]
    10 | | type = "gadgt"
    11 | | skip = true
    12 | | reason = "gone"
       | |_______________^
       |
       = help: did you mean `microsoft.graph.gadget`?

    warning[overdue-correction]: this was to hold until 2020-01-01, and the docs are still to be corrected; the correction was applied
      --> docgen.toml:14:1
       |
    14 | / [[correction]]
    15 | | type = "gadget"
    16 | | property = "label"
    17 | | nullable = false
    18 | | until = "2020-01-01"
    19 | | reason = "never null"
       | |_____________________^
       |
       = help: set a later `until`, or leave it out
    "#);
    for command in ["generate", "check"] {
        let ran = sandbox.run(&[command, "--select", "/gadgets"]);
        assert!(ran.err.starts_with(own), "{command}: {}", ran.err);
        assert_eq!(ran.err.matches("-correction]").count(), 3, "{command}: {}", ran.err);
    }
    let chosen = sandbox.done(&["lint", "--code", "unknown-type"]).out;
    assert!(!chosen.contains("unused-correction"), "{chosen}");
    let json = sandbox.done(&["lint", "--format", "json"]).out;
    assert_eq!(json.lines().filter(|line| line.contains("docgen.toml")).count(), 3);
}

#[test]
fn every_selector_that_matches_nothing_is_told_at_its_place_and_so_are_the_corrections() {
    let sandbox = mistaken();
    let [generate, check] = ["generate", "check"].map(|command| {
        let ran = sandbox.run(&[command]);
        assert_eq!(ran.outcome, Outcome::Failed);
        assert_eq!(places(&ran.err, &OWN)[0], 0, "{command}: {}", ran.err);
        ran.err
    });
    assert_eq!(generate, check);
    let errors: Vec<&str> = generate.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_snapshot!(errors.join("\n"), @r"
    error: docgen.toml:1:11: nothing matches '/gadgts'; did you mean '/gadgets/**'?
    error: docgen.toml:1:34: nothing matches 'type:gadgt'; did you mean 'type:gadget'?
    ");
    let lint = sandbox.run(&["lint"]);
    assert_eq!(lint.outcome, Outcome::Found);
    let unused: Vec<&str> = lint.out.split("\n\n").filter(|finding| finding.contains("unused-selector]")).collect();
    assert_snapshot!(unused.join("\n\n"), @r#"
    error[unused-selector]: nothing matches '/gadgts'; no crate can be generated
     --> docgen.toml:1:11
      |
    1 | select = ["/gadgts", "/gadgets", "type:gadgt"]
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean '/gadgets/**'?

    error[unused-selector]: nothing matches 'type:gadgt'; no crate can be generated
     --> docgen.toml:1:34
      |
    1 | select = ["/gadgts", "/gadgets", "type:gadgt"]
      |                                  ^^^^^^^^^^^^^
      |
      = help: did you mean 'type:gadget'?
    "#);
    sandbox.done(&["lint", "--api", "v1.0"]);
    let typed = sandbox.run(&["generate", "--select", "/gadgts"]);
    assert!(typed.err.ends_with("\nerror: nothing matches '/gadgts'; did you mean '/gadgets/**'?\n"), "{}", typed.err);
    assert!(!sandbox.path("generated").exists());
}

#[test]
fn every_fault_of_the_file_is_told_in_one_run() {
    let sandbox = Sandbox::new();
    let settings = "selct = []\napi = 2\n\n[package]\nlicence = \"MIT\"\n\n[[correction]]\ntype = \"gadget\"\nskip = 1\n\
                    reson = \"so\"\n\n[[correction]]\ntype = \"gadget\"\nrename = \"a b\"\nuntil = \"soon\"\n";
    sandbox.write("docgen.toml", settings);
    let said = ["generate", "check", "lint"].map(|command| {
        let ran = sandbox.run(&[command]);
        assert_eq!((ran.outcome, ran.out.as_str()), (Outcome::Failed, ""));
        ran.err
    });
    assert!(said.iter().all(|err| *err == said[0]));
    let short: Vec<&str> = said[0].lines().map(|line| line.split(", expected one of").next().unwrap()).collect();
    assert_snapshot!(short.join("\n"), @r#"
    error: docgen.toml:1:1: unknown field `selct`
    error: docgen.toml:2:7: wanted string or table; write "2", in quotes
    error: docgen.toml:5:1: unknown field `licence`
    error: docgen.toml:9:8: invalid type: integer `1`, expected a boolean
    error: docgen.toml:10:1: unknown field `reson`
    error: docgen.toml:12:1: `reason` is missing or empty; say why the docs are wrong
    error: docgen.toml:14:10: `a b` is not a name: use letters, digits and `_`, beginning with a letter or `_`
    error: docgen.toml:15:9: `soon` is no date; write it like `until = "2027-03-01"`
    "#);
}
