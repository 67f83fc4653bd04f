//! The command line from outside: exit codes, formats, settings, corrections, broken pages.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};

use docgen_tests::program::program;
use docgen_tests::{LIST, RESOURCE, Sandbox, TODAY};
use msgraph_docgen::cli::{Environment, Outcome, main_with};
use serde_json::Value;

#[test]
fn without_arguments_it_generates_and_says_what_it_wrote() {
    let sandbox = Sandbox::new();
    let ran = sandbox.done(&[]);
    assert!(ran.out.contains("read 2 pages of docs-input"), "{}", ran.out);
    assert!(ran.out.contains("v1.0  1 type and 1 endpoint on 2 pages"), "{}", ran.out);
    assert!(ran.out.contains("0 errors, 0 warnings, 0 notes"), "{}", ran.out);
    assert!(sandbox.read("generated/Cargo.toml").contains("name = \"msgraph\""));
    assert!(sandbox.path("generated/src/lib.rs").is_file());
}

#[test]
fn a_second_run_touches_no_file() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let times = |sandbox: &Sandbox| -> BTreeMap<String, std::time::SystemTime> {
        let modified = |path: &str| sandbox.path("generated").join(path).metadata().unwrap().modified().unwrap();
        sandbox.files("generated").into_iter().map(|(path, _)| (path.clone(), modified(&path))).collect()
    };
    let before = times(&sandbox);
    std::thread::sleep(std::time::Duration::from_millis(20));
    let ran = sandbox.done(&[]);
    assert!(ran.out.contains("nothing to do") && ran.out.contains(": 0 files written"), "{}", ran.out);
    assert_eq!(before, times(&sandbox));
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let sandbox = Sandbox::new();
    for n in 0..20 {
        let (resource, list) =
            (RESOURCE.replace("gadget", &format!("gadget{n}")), LIST.replace("gadget", &format!("gadget{n}")));
        sandbox.write(&format!("docs-input/v1.0/resources/gadget{n}.md"), resource);
        sandbox.write(&format!("docs-input/beta/api/gadget{n}-list.md"), list);
    }
    sandbox.done(&["generate", "--out", "one", "--threads", "1"]);
    sandbox.done(&["generate", "--out", "four", "--threads", "4"]);
    let single_threaded = sandbox.files("one");
    assert!(single_threaded.len() > 20, "{}", single_threaded.len());
    assert!(single_threaded == sandbox.files("four"));
}

#[test]
fn what_cannot_be_run_is_said_in_one_line_with_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.write("bad.toml", "docs = \"docs-input\"\nselct = []\n");
    sandbox.write("file", "");
    sandbox.write("none/readme.txt", "");
    let cases: [(&[&str], &[&str]); 8] = [
        (&["generate", "--dcs", "x"], &["--dcs", "--docs", "--help"]),
        (&["frobnicate"], &["frobnicate", "--help"]),
        (&["lint", "--docs", "nowhere"], &["nowhere", "--docs"]),
        (&["lint", "--docs", "none"], &["none", ".md files"]),
        (&["lint", "--config", "missing.toml"], &["missing.toml", "--config"]),
        (&["lint", "--config", "bad.toml"], &["bad.toml:2:1", "selct", "did you mean `select`?"]),
        (&["generate", "--out", "file"], &["file", "not a folder", "--out"]),
        (&["generate", "--select", "/{"], &["/{"]),
    ];
    for (args, said) in cases {
        let ran = sandbox.run(args);
        for word in said {
            assert!(ran.failure().contains(word), "{args:?} does not say {word}: {}", ran.err);
        }
    }
}

#[test]
fn docgen_toml_sets_what_the_command_line_does_not() {
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", "out = \"crates/graph\"\ncrate-name = \"desk-graph\"\n");
    sandbox.done(&[]);
    assert!(sandbox.read("crates/graph/Cargo.toml").contains("name = \"desk-graph\""));
    sandbox.done(&["generate", "--out", "other", "--crate-name", "typed"]);
    assert!(sandbox.read("other/Cargo.toml").contains("name = \"typed\""));
}

#[test]
fn the_dump_needs_no_version_when_there_is_one() {
    let sandbox = Sandbox::new();
    let dump: Value = serde_json::from_str(&sandbox.done(&["ir"]).out).unwrap();
    assert_eq!(dump["api"], "v1.0");
    assert_eq!(dump["types"][0]["properties"][1]["name"], "label");
    let pretty: Value = serde_json::from_str(&sandbox.done(&["ir", "--api", "v1.0", "--pretty"]).out).unwrap();
    assert_eq!(dump, pretty);
    assert!(sandbox.run(&["ir", "--api", "beta"]).failure().contains("they hold v1.0"));
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE);
    assert!(sandbox.run(&["ir"]).failure().contains("v1.0 and beta; choose one with --api"));
}

#[test]
fn lint_ends_with_the_coverage_and_fails_as_it_is_told() {
    let sandbox = Sandbox::new();
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", "|label|widgt|");
    sandbox.edit("docs-input/v1.0/api/gadget-list.md", ", \"label\": \"Desk lamp\"", "");
    let ran = sandbox.done(&["lint"]);
    let row = |name: &str| {
        ran.out
            .lines()
            .find(|l| l.starts_with(&format!("v1.0  {name}")))
            .map(|l| l.split_whitespace().skip(2).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(row("properties").as_deref(), Some("1 1 0"), "{}", ran.out);
    assert_eq!(row("types").as_deref(), Some("0 1 1"), "{}", ran.out);
    assert_eq!(row("requests").as_deref(), Some("1 0 0"), "{}", ran.out);
    let of_code = "\n      1  warning  unknown-type          A type is named that no page defines.\n";
    assert!(ran.out.contains(of_code), "{}", ran.out);
    assert_eq!(sandbox.run(&["lint", "--deny", "warning"]).outcome, Outcome::Found);
    for command in ["generate", "check"] {
        let ran = sandbox.run(&[command, "-q", "--docs", "docs-input", "--deny", "warning"]);
        assert_eq!(ran.outcome, Outcome::Found);
        let failed =
            "of severity warning or above, which is denied; `msgraph-docgen lint --docs docs-input` lists them";
        assert!(ran.err.contains(failed), "{}", ran.err);
    }
    sandbox.write("docgen.toml", "deny = \"warning\"\n");
    assert_eq!(sandbox.run(&["lint"]).outcome, Outcome::Found);
    assert_eq!(sandbox.run(&["lint", "--deny", "nothing"]).outcome, Outcome::Done);
}

#[test]
fn findings_show_their_line_under_a_path_that_opens() {
    let sandbox = Sandbox::new();
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", "|label|widgt|");
    sandbox.edit("docs-input/v1.0/api/gadget-list.md", ", \"label\": \"Desk lamp\"", "");
    let ran = sandbox.done(&["lint"]);
    assert!(ran.out.contains("warning[unknown-type]: no type `widgt`"), "{}", ran.out);
    assert!(ran.out.contains("--> docs-input/v1.0/resources/gadget.md:16"), "{}", ran.out);
    assert!(ran.out.contains("16 | |label|widgt|What is printed on its back.|"), "{}", ran.out);
    let github = sandbox.done(&["lint", "--format", "github"]).out;
    assert!(github.contains("::warning file=docs-input/v1.0/resources/gadget.md,line=16,"), "{github}");
    let below =
        sandbox.done(&["lint", "--format", "github", "--docs", sandbox.path("docs-input").to_str().unwrap()]).out;
    assert!(below.contains("file=docs-input/v1.0/resources/gadget.md,"), "{below}");
}

#[test]
fn what_a_page_says_cannot_drive_the_terminal_or_the_workflow() {
    let sandbox = Sandbox::new();
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", "|label|wid\u{1b}[31m\u{202e}gt ::error::x|");
    let human = sandbox.done(&["lint"]).out;
    assert!(human.contains("warning") || human.contains("note"), "nothing was reported: {human}");
    assert!(!human.contains('\u{1b}') && !human.contains('\u{202e}'), "{human}");
    let github = sandbox.done(&["lint", "--format", "github"]).out;
    assert!(
        github
            .lines()
            .filter(|l| l.starts_with("::"))
            .all(|l| l.starts_with("::warning file=") || l.starts_with("::notice file=")),
        "{github}"
    );
}

/// Somebody who has seen enough, such as `head`.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_goes_away_changes_no_outcome() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-new/v1.0/resources/gadget.md", RESOURCE);
    sandbox.edit("docs-input/v1.0/api/gadget-list.md", ", \"label\": \"Desk lamp\"", "");
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", "|label|widgt|");
    let cases: [(&[&str], Outcome); 7] = [
        (&["check"], Outcome::Found),
        (&["check", "--format", "json"], Outcome::Found),
        (&["lint", "--deny", "note"], Outcome::Found),
        (&["lint", "--format", "json", "--deny", "note"], Outcome::Found),
        (&["diff", "docs-input", "docs-new", "--fail-on", "any"], Outcome::Found),
        (&["generate", "--deny", "warning"], Outcome::Found),
        (&["ir", "--pretty"], Outcome::Done),
    ];
    for (args, outcome) in cases {
        let mut environment = Environment {
            cwd: sandbox.path(""),
            input: &mut std::io::empty(),
            out: &mut Closed,
            err: &mut Closed,
            colour_out: false,
            colour_err: false,
            width: 100,
            today: TODAY,
            progress: false,
            cache: &|| None,
        };
        assert_eq!(main_with(["msgraph-docgen"].iter().chain(args), &mut environment), outcome, "{args:?}");
    }
    assert!(sandbox.path("generated/src/lib.rs").is_file());
}

#[test]
fn the_program_itself_ends_with_the_code_of_its_outcome() {
    let sandbox = Sandbox::new();
    let code = |args: &[&str]| program().current_dir(sandbox.path("")).args(args).output().unwrap();
    let generated = code(&[]);
    assert_eq!(generated.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&generated.stderr), "", "progress where there is no terminal");
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "desk", "shelf");
    assert_eq!(code(&["check"]).status.code(), Some(1));
    assert_eq!(code(&["check", "--docs", "nowhere"]).status.code(), Some(2));
    assert_eq!(code(&["--help"]).status.code(), Some(0));
}

#[test]
fn every_shell_can_complete_commands_and_options() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = sandbox.done(&["completions", shell]).out;
        assert!(script.contains("msgraph-docgen") && script.contains("explain"), "{shell}");
    }
    let ran = sandbox.run(&["completions", "tcsh"]);
    assert!(ran.failure().contains("tcsh"), "{}", ran.failure());
}

#[test]
fn the_program_and_each_command_have_a_manual_page() {
    let sandbox = Sandbox::empty();
    let page = sandbox.done(&["man"]).out;
    assert!(page.contains(".TH msgraph-docgen 1") && page.contains("msgraph\\-docgen\\-permissions"), "{page}");
    for command in ["generate", "check", "lint", "ir", "diff", "permissions", "show", "search"] {
        let page = sandbox.done(&["man", command]).out;
        assert!(page.contains(&format!(".TH msgraph-docgen-{command} 1")), "{page}");
    }
}

/// Docs with a type that no page defines, and a property that is listed twice.
fn with_findings() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = "|label|String|A.|\n|tag|widgt|B.|\n|mark|String|C.|\n|mark|String|C.|";
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|What is printed on its back.|", rows);
    sandbox
}

#[test]
fn findings_are_chosen_by_code_severity_and_page() {
    let sandbox = with_findings();
    let found = |args: &[&str]| {
        let out = sandbox.done(&[&["lint", "--format", "json", "--quiet"], args].concat()).out;
        let id =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].as_str().unwrap().to_owned();
        let ids: std::collections::BTreeSet<String> = out.lines().map(id).collect();
        ids.into_iter().collect::<Vec<_>>().join(" ")
    };
    let all = found(&[]);
    assert!(all.contains("duplicate-property") && all.contains("unknown-type"), "{all}");
    assert_eq!(found(&["--code", "unknown-type"]), "unknown-type");
    assert_eq!(found(&["--code", "unknown-type", "--code", "duplicate-property"]), "duplicate-property unknown-type");
    assert!(!found(&["--severity", "warning"]).contains("undocumented-property"));
    for page in ["gadget", "Gadget.md", "resources/gadget", "resources/*"] {
        assert!(found(&["--page", page]).contains("unknown-type"), "{page}");
    }
    assert_eq!(found(&["--page", "gadget", "--code", "unknown-page-kind"]), "");
    assert!(sandbox.run(&["lint", "--page", "adget"]).failure().contains("--page adget matches no page"));
    let printed = "docs-input/v1.0/resources/gadget.md";
    assert!(found(&["--page", printed]).contains("unknown-type"));
    // Those that are shown decide.
    let judged = |code: &str| sandbox.run(&["lint", "--deny", "warning", "--code", code]).outcome;
    assert_eq!((judged("unknown-type"), judged("no-request")), (Outcome::Found, Outcome::Done));
}

#[test]
fn many_findings_are_grouped_with_the_first_places_of_each_code() {
    let sandbox = Sandbox::new();
    let rows: String = (0..24).map(|n| format!("|p{n}|String|A.|\n|p{n}|String|A.|\n")).collect();
    let row = "|label|String|What is printed on its back.|";
    sandbox.edit("docs-input/v1.0/resources/gadget.md", row, &format!("{row}\n{}", rows.trim_end()));
    let grouped = sandbox.done(&["lint", "--docs", "docs-input"]).out;
    let group = grouped.split("\n\n").find(|group| group.contains("[duplicate-property]")).unwrap();
    insta::assert_snapshot!(group, @"
    note[duplicate-property] 24: A table lists the same property twice; the first row counts.
      docs-input/v1.0/resources/gadget.md:18:1 `p0` stands in this table twice
      docs-input/v1.0/resources/gadget.md:20:1 `p1` stands in this table twice
      docs-input/v1.0/resources/gadget.md:22:1 `p2` stands in this table twice
      and 21 more: msgraph-docgen lint --docs docs-input --code duplicate-property
    ");
    let all = sandbox.done(&["lint", "--code", "duplicate-property"]).out;
    assert_eq!(all.matches("stands in this table twice").count(), 24);
}

#[test]
fn findings_and_drift_are_written_for_code_scanning() {
    let sandbox = with_findings();
    let sarif = sandbox.done(&["lint", "--format", "sarif", "--code", "duplicate-property"]).out;
    let mut log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif.lines().count(), 1);
    assert_eq!(log["runs"][0]["tool"]["driver"]["version"].take(), env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap(), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": [
        {
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "level": "note",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "docs-input/v1.0/resources/gadget.md"
                    },
                    "region": {
                      "startColumn": 1,
                      "startLine": 19
                    }
                  }
                }
              ],
              "message": {
                "text": "`mark` stands in this table twice; the first row counts"
              },
              "relatedLocations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "docs-input/v1.0/resources/gadget.md"
                    },
                    "region": {
                      "startColumn": 1,
                      "startLine": 18
                    }
                  }
                }
              ],
              "ruleId": "duplicate-property",
              "ruleIndex": 0
            }
          ],
          "tool": {
            "driver": {
              "name": "msgraph-docgen",
              "rules": [
                {
                  "help": {
                    "text": "A table lists the same property twice; the first row counts."
                  },
                  "id": "duplicate-property",
                  "shortDescription": {
                    "text": "A table lists the same property twice; the first row counts."
                  }
                }
              ],
              "version": null
            }
          }
        }
      ],
      "version": "2.1.0"
    }
    "#);
    sandbox.done(&["generate"]);
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|mark|String|C.|\n", "");
    let ran = sandbox.run(&["check", "--format", "sarif"]);
    assert_eq!((ran.outcome, ran.err.as_str()), (Outcome::Found, ""));
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let result = &log["runs"][0]["results"][0];
    insta::assert_snapshot!(serde_json::to_string_pretty(result).unwrap(), @r#"
    {
      "level": "error",
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "docs-input/v1.0/resources/gadget.md"
            },
            "region": {
              "startLine": 6
            }
          }
        }
      ],
      "message": {
        "text": "the property `gadget.mark` is gone"
      },
      "ruleId": "property-removed",
      "ruleIndex": 0
    }
    "#);
}

#[test]
fn a_command_names_the_formats_that_it_writes() {
    let sandbox = Sandbox::new();
    for (command, refused, written) in [
        (&["generate"][..], &["markdown", "sarif", "html"][..], "human, json, github"),
        (&["check"], &["markdown", "html"], "human, json, github, sarif"),
        (&["lint"], &["markdown"], "human, json, github, sarif, html"),
        (&["permissions"], &["markdown", "html"], "human, json, github, sarif"),
        (&["ir"], &["github", "markdown", "sarif", "html"], "json, human"),
        (&["show", "gadget"], &["github", "markdown", "sarif", "html"], "human, json"),
        (&["search", "gadget"], &["github", "markdown", "sarif", "html"], "human, json"),
    ] {
        let help = sandbox.run(&[command[0], "-h"]).out;
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(&format!("[possible values: {written}]")), "{help}");
        for format in ["human", "json", "github", "markdown", "sarif", "html"] {
            let (name, is_refused) = (command[0], refused.contains(&format));
            let ran = sandbox.run(&[command, &["--format", format]].concat());
            let refusal =
                format!("error: invalid value '{format}' for '--format <FORMAT>'; [possible values: {written}]");
            assert_eq!(ran.err.contains(&refusal), is_refused, "{command:?} {format}: {}", ran.err);
            // Before the command it may still be any of them.
            let ran = sandbox.run(&[&["--format", format], command].concat());
            let refusal = format!("error: `{name}` does not write {format}; choose one of {written} with --format\n");
            assert_eq!(ran.err.contains(&refusal), is_refused, "{format} {command:?}: {}", ran.err);
        }
    }
    for command in ["completions", "man"] {
        let help = sandbox.run(&[command, "--help"]).out;
        assert!(help.contains("--quiet") && !help.contains("--format"), "{help}");
    }
}

#[test]
fn who_writes_a_module_tree_for_the_first_time_is_told_how_to_declare_it() {
    let sandbox = Sandbox::new();
    let args = ["generate", "--module", "vendor::graph"];
    let ran = sandbox.done(&args).out;
    let (_, told) = ran.split_once("removed\n").unwrap();
    insta::assert_snapshot!(told, @r#"
    declare it in src/vendor/mod.rs with
      #[rustfmt::skip]
      pub mod graph;
    and add what it depends on under [dependencies] in Cargo.toml
      http = "1"
      percent-encoding = "2"
      serde = { version = "1", default-features = false, features = ["std"] }
      serde_json = { version = "1", default-features = false, features = ["float_roundtrip", "std"] }
    findings in the docs: 0 errors, 0 warnings, 0 notes
    "#);
    assert!(!sandbox.done(&args).out.contains("declare it"));
    let ran = sandbox.done(&["generate", "--module", "graph"]).out;
    assert!(
        ran.contains("declare it in src/main.rs or src/lib.rs with\n  #[rustfmt::skip]\n  pub mod graph;\n"),
        "{ran}"
    );
}
