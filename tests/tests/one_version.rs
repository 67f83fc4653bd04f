//! `--api`: one version of the docs is read as if there were no other.

use docgen_tests::{LIST, RESOURCE, Sandbox};
use msgraph_docgen::Generator;
use msgraph_docgen::cli::{Cache, Outcome};
use msgraph_docgen::source::ApiVersion;

/// Docs of both versions, in a tree whose beta has a finding that `--deny note` does not pass.
fn both() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/beta/api/gadget-list.md", LIST);
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE.replace("|String|", "|Sometype|"));
    sandbox
}

#[test]
fn the_other_version_is_neither_written_nor_found_fault_with() {
    let (sandbox, alone) = (both(), Sandbox::new());
    assert_eq!(sandbox.run(&["lint", "--deny", "note"]).outcome, Outcome::Found);
    for target in [&["generate"][..], &["generate", "--module", "graph", "--out", "generated"]] {
        alone.done(target);
        let ran = sandbox.done(&[target, &["--api", "v1.0", "--deny", "note"]].concat());
        assert!(!ran.out.contains("beta") && !ran.err.contains("beta"), "{}{}", ran.out, ran.err);
        assert!(sandbox.output("generated") == alone.output("generated"), "{target:?}");
        for folder in [&sandbox, &alone] {
            std::fs::remove_dir_all(folder.path("generated")).unwrap();
        }
    }
    assert!(!sandbox.done(&["lint", "--api", "v1.0"]).out.contains("beta/"));
    assert!(sandbox.done(&["show", "gadget", "--api", "beta"]).out.contains("beta::models::Gadget"));
}

#[test]
fn a_crate_remembers_of_which_version_it_is() {
    let sandbox = both();
    sandbox.done(&["generate", "--api", "v1.0"]);
    assert!(sandbox.read("generated/docgen.toml").contains("api = \"v1.0\"\n"));
    sandbox.done(&["check", "--config", "generated/docgen.toml"]);
    let other = sandbox.run(&["check"]);
    let sentence = "it was generated from v1.0 of the docs, not every version";
    assert!(other.out.contains(sentence), "{}", other.out);
    sandbox.write("docgen.toml", "api = \"v1.0\"\n");
    sandbox.done(&["check"]);
    assert!(sandbox.done(&["ir"]).out.starts_with("{\"api\":\"v1.0\""), "the dump needs no choice");
    // What is typed counts more than what is configured.
    assert!(sandbox.done(&["ir", "--api", "beta"]).out.starts_with("{\"api\":\"beta\""));
    sandbox.done(&["generate", "--api", "beta", "--deny", "nothing"]);
    assert!(sandbox.read("generated/docgen.toml").contains("api = \"beta\"\n"));
}

#[test]
fn a_cache_keeps_versions_apart() {
    let sandbox = both();
    let kept = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| sandbox.run_with(Some(&Cache::new(kept.path(), "program")), "", args);
    for (args, has_beta) in [(&["generate"][..], true), (&["generate", "--api", "v1.0"], false)].repeat(2) {
        run(args);
        assert_eq!(sandbox.path("generated/src/beta").exists(), has_beta, "{args:?}");
    }
}

#[test]
fn a_correction_of_a_version_that_is_left_out_is_no_finding() {
    let sandbox = both();
    let correction = |api: &str, property: &str| {
        format!(
            "[[correction]]\napi = \"{api}\"\ntype = \"microsoft.graph.gadget\"\nproperty = \"{property}\"\nskip = true\n\
             reason = \"A test.\"\n"
        )
    };
    sandbox.write("docgen.toml", correction("beta", "nothing") + &correction("v1.0", "nothing"));
    let unused = |args: &[&str]| sandbox.run(args).out.matches("[unused-correction]").count();
    assert_eq!(
        (unused(&["lint", "--severity", "note"]), unused(&["lint", "--severity", "note", "--api", "v1.0"])),
        (2, 1)
    );
}

#[test]
fn docs_without_that_version_are_an_error_that_says_what_they_hold() {
    let sandbox = Sandbox::new();
    let message = "the docs hold no beta; they hold v1.0";
    assert!(sandbox.run(&["generate", "--api", "beta"]).failure().contains(message));
    let single = ["lint", "--docs", "docs-input/v1.0", "--api", "beta"];
    assert!(sandbox.run(&single).failure().contains(message));
    sandbox.write("loose/gadget.md", RESOURCE);
    let loose = |api: &str| sandbox.run(&["ir", "--docs", "loose", "--api", api]);
    assert!(loose("beta").failure().contains(message));
    assert!(loose("v1.0").out.contains("\"gadget\""), "loose pages say of which version they are");
}

#[test]
fn a_build_script_chooses_too() {
    let sandbox = both();
    sandbox.done(&["generate", "--api", "v1.0", "--module", "graph", "--out", "typed/graph"]);
    let generator = Generator::new(sandbox.path("docs-input")).api(ApiVersion::V1);
    generator.write_modules(sandbox.path("built/graph")).unwrap();
    assert!(sandbox.output("built") == sandbox.output("typed"));
}
