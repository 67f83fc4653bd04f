//! Every failure is one line that says what is wrong and what to do, and ends with exit code 2.

use docgen_tests::{LIST, RESOURCE, Sandbox};

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
    says(&sandbox, &["generate", "--docs", "project"], &["not in", "project itself", "project/docs; use --docs"]);
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
        says(&sandbox, &["generate"], &["resources: Permission denied", "make it readable"]);
        assert_eq!(sandbox.run(&["generate"]).err.matches("resources").count(), 1);
    }
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_bad_docgen_toml_is_named_with_the_place_and_the_likely_fix() {
    let cases: [(&str, &[&str]); 26] = [
        ("docs = \"docs-input\"\ncrate-nme = \"x\"\n", &["docgen.toml:2:1", "crate-nme", "did you mean `crate-name`?"]),
        ("dcos = \"docs-input\"\n", &["docgen.toml:1:1", "did you mean `docs`?"]),
        ("docs = 3\n", &["docgen.toml:1:8", "string", "write \"3\", in quotes"]),
        ("docs = \"a\n", &["docgen.toml:1:"]),
        ("edition = 2024\n", &["docgen.toml:1:11", "write \"2024\", in quotes"]),
        ("edition = \"2018\"\n", &["docgen.toml:1:11", "2018", "2021"]),
        ("select = \"/users/**\"\n", &["docgen.toml:1:10", "write [\"/users/**\"]"]),
        ("select = [\"/users/**\", \"/{[\"]\n", &["docgen.toml:1:24", "/{["]),
        ("docs = \"a\"\ndocs = \"b\"\n", &["docgen.toml:2:1", "duplicate key", "`docs`"]),
        ("deny = \"warnin\"\n", &["docgen.toml:1:8", "did you mean `warning`?"]),
        ("deny = \"none\"\n", &["docgen.toml:1:8", "did you mean `nothing`?"]),
        ("crate-name = \"fn\"\n", &["docgen.toml:1:14", "`fn` is a keyword"]),
        ("crate-name = \"std\"\n", &["docgen.toml:1:14", "`std` is a crate of Rust itself"]),
        ("crate-name = \"a b\"\n", &["docgen.toml:1:14", "`a b` is not a package name"]),
        ("module = \"a-b\"\n", &["docgen.toml:1:10", "`a-b`", "vendor::graph"]),
        ("module = \"a\"\nfeatures = [\"client\", \"clnt\"]\n", &["docgen.toml:2:23", "`clnt`", "there are: "]),
        ("[package]\nversion = \"1.x\"\n", &["docgen.toml:2:11", "`1.x` is no version", "1.2.0"]),
        ("[package]\nversion = \"\"\n", &["docgen.toml:2:11", "is no version"]),
        ("[correction]\ntype = \"x\"\n", &["docgen.toml:1:", "write [[correction]]"]),
        ("[[correction]]\ntype = \"x\"\nrename = \"y\"\n", &["docgen.toml:1:", "reason"]),
        ("[[correction]]\nreson = \"x\"\n", &["docgen.toml:2:1", "did you mean `reason`?"]),
        (
            "[[correction]]\ntype = \"x\"\nproperty = \"y\"\nset-type = \"String\"\nreason = \"z\"\n",
            &["docgen.toml:4:12", "did you mean `Edm.String`?"],
        ),
        (
            "[[correction]]\ntype = \"x\"\nproperty = \"y\"\nset-type = \"Edm.Int31\"\nreason = \"z\"\n",
            &["docgen.toml:4:12", "did you mean `Edm.Int32`?"],
        ),
        (
            "[[correction]]\ntype = \"x\"\nproperty = \"y\"\nset-type = \"Edm.Number\"\nreason = \"z\"\n",
            &["docgen.toml:4:12", "write it like `Edm.String`"],
        ),
        ("\u{0}", &["docgen.toml:1:"]),
        ("docs", &["docgen.toml:1:"]),
    ];
    for (text, words) in cases {
        let sandbox = Sandbox::new();
        sandbox.write("docgen.toml", text);
        for command in ["generate", "lint"] {
            says(&sandbox, &[command], words);
        }
    }
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", b"docs = \"\xff\"");
    says(&sandbox, &["generate"], &["docgen.toml:1:9", "not UTF-8"]);
}

#[test]
fn options_that_are_not_there_are_named_with_the_likely_one() {
    let sandbox = Sandbox::new();
    says(&sandbox, &["generate", "--selct", "x"], &["--selct", "--select", "--help"]);
    says(&sandbox, &["lint", "--format", "xml"], &["xml", "json", "--help"]);
    says(&sandbox, &["generate", "--threads", "0"], &["0", "--threads", "--help"]);
    says(&sandbox, &["lint", "--deny", "none"], &["note, nothing]; did you mean `nothing`?"]);
    says(&sandbox, &["--docs", "x"], &["write `msgraph-docgen generate --docs …`"]);
    says(&sandbox, &["diff", "x"], &["not provided: <NEW>; see"]);
    says(&sandbox, &["ir", "--format", "github"], &["invalid value 'github'", "[possible values: json, human]"]);
    says(&sandbox, &["generate", "--explain", "widget"], &["widget", "name it as the docs do"]);
    for (name, words) in [
        ("../x", &["../x", "package name"]),
        ("fn", &["`fn`", "is a keyword"]),
        ("std", &["`std`", "of Rust itself"]),
        ("proc-macro", &["`proc-macro`", "of Rust itself"]),
    ] {
        says(&sandbox, &["generate", "--crate-name", name], words);
    }
    assert!(!sandbox.path("generated").exists());
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

#[test]
fn selectors_that_match_nothing_are_met_with_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/v1.0/api/gadget-get.md", LIST.replace("/gadgets", "/gadgets/{id | name}/parts"));
    let cases = [
        ("/gadgets/*/pats", "'/gadgets/**' is all that is below"),
        ("/gadgets/{id}/parts", "write * for a placeholder: '/gadgets/*/parts'"),
        ("typ:gadget", "did you mean 'type:gadget'?"),
        ("kind:gadget", "'type:user'"),
        ("/v1.0/gadgets", "leave the version out: '/gadgets'"),
        ("https://graph.microsoft.com/v1.0/gadgets?$top=1", "write the path alone: '/gadgets'"),
    ];
    for (selector, said) in cases {
        says(&sandbox, &["generate", "--select", selector], &[&format!("nothing matches '{selector}'"), said]);
    }
    assert!(!sandbox.path("generated").exists());
    for selector in ["/gadgets/**/", "/gadgets/", "/gadgets/*/parts", "Type:gadget", "type:GADGET"] {
        sandbox.done(&["generate", "--select", selector]);
    }
    sandbox.done(&["generate", "--select", "/gadgets/**"]);
    sandbox.done(&["check", "--select", "/gadgets/**/"]);
}

#[test]
fn what_a_page_says_is_quoted_up_to_a_bound() {
    let sandbox = Sandbox::new();
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", &format!("|label|{}|", "w".repeat(100_000)));
    for format in ["human", "github"] {
        let ran = sandbox.done(&["lint", "--format", format]);
        let titles: Vec<&str> = ran.out.lines().filter(|line| line.contains("wwww")).collect();
        assert!(titles.iter().any(|line| line.contains('…')), "{format}: nothing was cut");
        assert!(titles.iter().all(|line| line.len() < 1000), "{format}");
    }
    assert!(sandbox.done(&["lint", "--format", "json"]).out.contains(&"w".repeat(100_000)));
}
