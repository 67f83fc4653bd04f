//! Every failure is one line that says what is wrong and what to do, and ends with exit code 2.

use docgen_tests::{RESOURCE, Sandbox};

fn says(sandbox: &Sandbox, args: &[&str], words: &[&str]) {
    let ran = sandbox.run(args);
    for word in words {
        assert!(ran.failure().contains(word), "{args:?} does not say {word}: {}", ran.err);
    }
}

#[test]
fn docs_that_are_no_docs() {
    let sandbox = Sandbox::new();
    sandbox.write("file", "");
    std::fs::create_dir_all(sandbox.path("empty")).unwrap();
    says(&sandbox, &["lint", "--docs", "file"], &["file is not a folder", "--docs"]);
    says(&sandbox, &["lint", "--docs", "empty"], &["no pages in", "v1.0/", "--docs"]);
    says(&sandbox, &["generate", "--docs", "nowhere"], &["cannot read the docs folder", "nowhere", "--docs"]);
}

#[test]
fn a_wrong_folder_is_told_from_docs_and_the_likely_one_is_named() {
    let sandbox = Sandbox::empty();
    sandbox.write("project/src/main.rs", "fn main() {}");
    sandbox.write("project/README.md", "# A project\n\nIt does things.\n\n```sh\nmake\n```\n");
    says(&sandbox, &["generate", "--docs", "project"], &["no page of the API", "project", "--docs"]);
    assert!(!sandbox.path("generated").exists());
    sandbox.write("project/docs/api-reference/v1.0/resources/gadget.md", RESOURCE);
    says(&sandbox, &["generate", "--docs", "project"], &["itself; did you mean", "project/docs", "--docs"]);
    assert!(!sandbox.path("generated").exists());
    sandbox.done(&["generate", "--docs", "project/docs"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::new();
    let closed = sandbox.path("docs-input/v1.0/resources");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    if closed.read_dir().is_ok() {
        println!("skipped: permissions do not hold for this user");
    } else {
        says(&sandbox, &["generate"], &["cannot read", "resources", "--docs"]);
    }
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_bad_docgen_toml_is_named_with_the_place_and_the_likely_fix() {
    let cases: [(&str, &[&str]); 6] = [
        ("docs = \"docs-input\"\ncrate-nme = \"x\"\n", &["docgen.toml:2:1", "crate-nme", "did you mean `crate-name`?"]),
        ("docs = 3\n", &["docgen.toml:1:8", "string"]),
        ("docs = \"a\n", &["docgen.toml:1:"]),
        ("deny = \"warnin\"\n", &["docgen.toml:1:8", "did you mean `warning`?"]),
        ("[[correction]]\ntype = \"x\"\nrename = \"y\"\n", &["docgen.toml:1:", "reason"]),
        ("\u{0}", &["docgen.toml:1:"]),
    ];
    for (text, words) in cases {
        let sandbox = Sandbox::new();
        sandbox.write("docgen.toml", text);
        says(&sandbox, &["generate"], words);
    }
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", b"docs = \"\xff\"");
    says(&sandbox, &["generate"], &["docgen.toml"]);
}

#[test]
fn options_that_are_not_there_are_named_with_the_likely_one() {
    let sandbox = Sandbox::new();
    says(&sandbox, &["generate", "--selct", "x"], &["--selct", "--select", "--help"]);
    says(&sandbox, &["lint", "--format", "xml"], &["xml", "json", "--help"]);
    says(&sandbox, &["generate", "--threads", "0"], &["0", "--threads", "--help"]);
    says(&sandbox, &["generate", "--crate-name", "../x"], &["../x", "package name"]);
}

#[test]
fn an_output_folder_that_cannot_be_one_is_named_with_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.write("file", "");
    sandbox.write("thesis/chapter.txt", "years of work");
    says(&sandbox, &["generate", "--out", "file"], &["file is not a folder", "--out"]);
    says(&sandbox, &["generate", "--out", "file/below"], &["file", "--out"]);
    says(&sandbox, &["generate", "--out", "thesis"], &["thesis", "not the generator's", "--out"]);
    for inside in ["docs-input", "docs-input/crate", "docs-input/v1.0/../new/crate"] {
        for command in ["generate", "check"] {
            says(&sandbox, &[command, "--out", inside], &["lies in the docs", "--out"]);
        }
    }
    assert_eq!(sandbox.files("docs-input").len(), 2);
}

#[test]
fn pages_that_contradict_each_other_are_a_finding_with_both_places() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/v1.0/resources/gadget-more.md", RESOURCE.replace("|label|String|", "|label|Int32|"));
    let ran = sandbox.done(&["lint"]);
    assert!(ran.out.contains("warning[contradiction]"), "{}", ran.out);
    let both = ["docs-input/v1.0/resources/gadget-more.md:16", "docs-input/v1.0/resources/gadget.md:16"];
    assert!(both.iter().all(|place| ran.out.contains(place)), "{}", ran.out);
}
