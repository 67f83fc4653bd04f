//! What cannot be read is never taken for what is not there.

use std::fs;

use docgen_tests::{LIST, RESOURCE, Sandbox};
use msgraph_docgen::cli::Outcome;
use msgraph_docgen::drift::MANIFEST;

fn says(sandbox: &Sandbox, args: &[&str], words: &[&str]) {
    let ran = sandbox.run(args);
    for word in words {
        assert!(ran.failure().contains(word), "{args:?} does not say {word}: {}", ran.err);
    }
}

/// Takes away all permissions; false for a user to whom they do not matter.
#[cfg(unix)]
fn closed(sandbox: &Sandbox, path: &str) -> bool {
    use std::os::unix::fs::PermissionsExt;

    let path = sandbox.path(path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let holds = fs::File::open(&path).is_err();
    if !holds {
        println!("skipped: permissions do not hold for this user");
    }
    holds
}

#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_read_stops_what_would_be_made_without_it() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let before = sandbox.files("generated");
    if !closed(&sandbox, "docs-input/v1.0/resources/gadget.md") {
        return;
    }
    for args in
        [&["generate", "--deny", "nothing"] as &[&str], &["check"], &["ir"], &["diff", "generated", "docs-input"]]
    {
        says(&sandbox, args, &["v1.0/resources/gadget.md", "Permission denied", "make it readable"]);
    }
    assert!(before == sandbox.files("generated"));
    let ran = sandbox.run(&["lint"]);
    assert_eq!(ran.outcome, Outcome::Found);
    assert!(ran.out.contains("error[unreadable-page]"), "{}", ran.out);
    // Without any page there is nothing to list.
    closed(&sandbox, "docs-input/v1.0/api/gadget-list.md");
    for command in ["generate", "lint"] {
        says(&sandbox, &[command], &["none of the 2 pages", "v1.0/api/gadget-list.md: Permission denied", "readable"]);
    }
}

#[cfg(unix)]
#[test]
fn an_include_that_cannot_be_read_stops_it_as_well() {
    let sandbox = Sandbox::new();
    let include = "## Permissions\n\n[!INCLUDE [x](../includes/table.md)]\n\n## HTTP request";
    sandbox.edit("docs-input/v1.0/api/gadget-list.md", "## HTTP request", include);
    sandbox.write("docs-input/v1.0/includes/table.md", "|Permission type|Permissions|\n|-|-|\n|Application|A.Read|\n");
    if closed(&sandbox, "docs-input/v1.0/includes/table.md") {
        says(&sandbox, &["generate"], &["v1.0/includes/table.md", "Permission denied", "make it readable"]);
    }
}

/// A link that leads to itself is there, as a file on a failing disk is, and cannot be read either.
#[cfg(unix)]
#[test]
fn only_an_include_that_is_not_there_is_taken_for_none() {
    let sandbox = Sandbox::new();
    let include = "## Permissions\n\n[!INCLUDE [x](../includes/table.md)]\n\n## HTTP request";
    sandbox.edit("docs-input/v1.0/api/gadget-list.md", "## HTTP request", include);
    sandbox.done(&["generate"]);
    fs::create_dir_all(sandbox.path("docs-input/v1.0/includes")).unwrap();
    std::os::unix::fs::symlink("table.md", sandbox.path("docs-input/v1.0/includes/table.md")).unwrap();
    says(&sandbox, &["generate"], &["v1.0/includes/table.md", "make it readable"]);
}

#[test]
fn a_version_without_one_of_its_folders_is_a_finding() {
    for (folder, lost) in [("api", "no requests"), ("resources", "no types")] {
        let sandbox = Sandbox::new();
        fs::remove_dir_all(sandbox.path("docs-input/v1.0").join(folder)).unwrap();
        let ran = sandbox.done(&["lint"]);
        let warning = format!("warning[missing-folder]: no folder `v1.0/{folder}`; this version has {lost}");
        assert!(ran.out.contains(&warning), "{folder}: {}", ran.out);
    }
    assert!(!Sandbox::new().done(&["lint"]).out.contains("missing-folder"));
}

#[test]
fn docs_of_nothing_make_no_crate() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let before = sandbox.files("generated");
    fs::remove_dir_all(sandbox.path("docs-input/v1.0/resources")).unwrap();
    sandbox.write("docs-input/v1.0/api/gadget-list.md", "# Under construction\n");
    says(&sandbox, &["generate"], &["no type and no request", "docs-input", "complete"]);
    assert!(before == sandbox.files("generated"));
    assert_eq!(sandbox.run(&["lint"]).outcome, Outcome::Done);
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file_are_not_passed_over() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new();
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("pipe")).status();
    assert!(made.is_ok_and(|status| status.success()));
    says(&sandbox, &["generate", "--config", "pipe"], &["pipe is no file"]);
    let path = sandbox.path("docgen.toml");
    symlink("nowhere", &path).unwrap();
    says(&sandbox, &["generate"], &["docgen.toml", "No such file"]);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    says(&sandbox, &["generate"], &["docgen.toml is no file"]);
    fs::remove_dir(&path).unwrap();
    fs::rename(sandbox.path("pipe"), &path).unwrap();
    says(&sandbox, &["generate"], &["docgen.toml is no file"]);
    assert!(!sandbox.path("generated").exists());
}

#[cfg(unix)]
#[test]
fn links_where_the_docs_should_be_are_named() {
    use std::os::unix::fs::symlink;

    for (link, target) in [("docs/v1.0", "docs-input/v1.0"), ("docs/api-reference", "docs-input")] {
        let sandbox = Sandbox::new();
        sandbox.write("docs/README.md", "# Docs\n\nPages are elsewhere.\n");
        symlink(sandbox.path(target), sandbox.path(link)).unwrap();
        let words = [link, "is a symbolic link, which is not followed", "--docs"];
        says(&sandbox, &["generate", "--docs", "docs"], &words);
        fs::remove_file(sandbox.path("docs/README.md")).unwrap();
        says(&sandbox, &["generate", "--docs", "docs"], &words);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_said_to_be_so() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let sandbox = Sandbox::new();
    let name = OsStr::from_bytes(b"caf\xe9.md");
    fs::write(sandbox.path("docs-input/v1.0/resources").join(name), RESOURCE).unwrap();
    let ran = sandbox.run(&["lint"]);
    assert!(ran.out.contains("error[unreadable-page]: a page whose name is not UTF-8"), "{}", ran.out);
    // The others still make a crate.
    assert_eq!(sandbox.run(&["generate"]).outcome, Outcome::Found);
    assert!(sandbox.path("generated").join(MANIFEST).is_file());
    // A path that no settings file can hold is left out of it.
    let docs = sandbox.path("docs").join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir_all(&docs).unwrap();
    fs::write(docs.join("gadget.md"), RESOURCE).unwrap();
    let mut program = docgen_tests::program::program();
    let status =
        program.args(["generate", "-q", "--out", "other", "--docs"]).arg(&docs).current_dir(sandbox.path("")).status();
    assert!(status.is_ok_and(|status| status.success()));
    assert!(!sandbox.read("other/docgen.toml").contains("docs ="), "{}", sandbox.read("other/docgen.toml"));
}

#[test]
fn a_settings_file_alone_is_enough_to_generate_in_its_folder() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate", "--out", "graph", "--crate-name", "graph"]);
    let whole = sandbox.files("graph");
    let settings = sandbox.read("graph/docgen.toml");
    for run in [("graph", &["generate"] as &[&str]), ("", &["generate", "--config", "graph/docgen.toml"])] {
        fs::remove_dir_all(sandbox.path("graph")).unwrap();
        sandbox.write("graph/docgen.toml", &settings);
        assert_eq!(sandbox.run_in(run.0, run.1).outcome, Outcome::Done, "{run:?}");
        assert!(whole == sandbox.files("graph"), "{run:?}");
    }
    // One of somebody's own, with the comment that says whose it is.
    fs::remove_dir_all(sandbox.path("graph")).unwrap();
    sandbox.write("graph/docgen.toml", "# ours\ndocs = \"../docs-input\"\nout = \".\"\ncrate-name = \"graph\"\n");
    assert_eq!(sandbox.run_in("graph", &["generate"]).outcome, Outcome::Done);
    let but_manifest =
        |files: &[(String, Vec<u8>)]| files.iter().filter(|(path, _)| path != MANIFEST).cloned().collect::<Vec<_>>();
    assert!(but_manifest(&whole) == but_manifest(&sandbox.files("graph")));
    says(&sandbox, &["generate", "--out", "graph"], &["settings of its own", "--config graph/docgen.toml"]);
}

#[test]
fn a_settings_file_that_a_run_does_not_use_is_not_written_over() {
    let sandbox = Sandbox::new();
    for own in ["# @generated by msgraph-docgen.\ncrate-name = \"x\"\n", "crate-name = \"x\"\n"] {
        sandbox.write("graph/docgen.toml", own);
        says(&sandbox, &["generate", "--out", "graph"], &["graph/docgen.toml", "--config graph/docgen.toml"]);
        assert_eq!(sandbox.files("graph"), [("docgen.toml".to_owned(), own.as_bytes().to_vec())]);
    }
    // Beside files of others it makes no folder the generator's.
    sandbox.write("graph/docgen.toml", "docs = \"../docs-input\"\nout = \".\"\n");
    sandbox.write("graph/thesis.txt", "years of work");
    says(&sandbox, &["generate", "--config", "graph/docgen.toml"], &["not the generator's"]);
}

#[test]
fn a_manifest_that_is_of_no_use_is_said_with_what_to_keep() {
    let keep = "all in the folder but docgen.toml";
    let cases: [(&[u8], &[&str]); 6] = [
        (b"<<<<<<< ours\n", &["cannot be read", keep]),
        (b"{\"format\": 1, \"files\": \"\xff\"}", &["it is not UTF-8", keep]),
        (b"{\"format\": 2, \"files\": [\"a\"]}", &["format 2", "newer", "update msgraph-docgen"]),
        (b"{\"format\": 1, \"files\": []}", &["cannot be read", keep]),
        (b"{\"format\": 0}", &["no format 0", keep]),
        (b"", &["cannot be read", keep]),
    ];
    for (content, words) in cases {
        let sandbox = Sandbox::new();
        sandbox.done(&[]);
        sandbox.write(&format!("generated/{MANIFEST}"), content);
        for command in ["check", "generate"] {
            says(&sandbox, &[command], words);
            says(&sandbox, &[command], &[MANIFEST]);
        }
    }
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    sandbox.edit(&format!("generated/{MANIFEST}"), "\"src/lib.rs\"", "\"../../victim\"");
    says(&sandbox, &["check"], &[MANIFEST, "`../../victim`", "no path inside the output folder", keep]);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_to_nowhere_is_said_to_be_one() {
    let sandbox = Sandbox::new();
    std::os::unix::fs::symlink("nowhere", sandbox.path("generated")).unwrap();
    says(&sandbox, &["generate"], &["generated is a symbolic link that leads nowhere", "--out"]);
}

#[test]
fn facts_that_are_gone_or_damaged_give_no_verdict() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE);
    sandbox.write("docs-input/beta/api/gadget-list.md", LIST);
    sandbox.done(&[]);
    let whole = sandbox.read("generated/api/beta.jsonl");
    for damaged in [None, Some("<<<<<<< ours\n"), Some("")] {
        match damaged {
            None => fs::remove_file(sandbox.path("generated/api/beta.jsonl")).unwrap(),
            Some(text) => sandbox.write("generated/api/beta.jsonl", text),
        }
        let ran = sandbox.run(&["check"]);
        assert_eq!(ran.outcome, Outcome::Found);
        assert!(ran.out.contains("changes of the API cannot be told"), "{damaged:?}: {}", ran.out);
        assert!(!ran.out.contains("API changes;") && !ran.out.contains("bump"), "{damaged:?}: {}", ran.out);
        let json: serde_json::Value = serde_json::from_str(&sandbox.run(&["check", "--format", "json"]).out).unwrap();
        assert!(json["tally"].is_null() && json["bump"].is_null(), "{damaged:?}: {json}");
        sandbox.write("generated/api/beta.jsonl", &whole);
    }
}

#[test]
fn sides_of_a_comparison_are_named_with_what_they_can_be() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    sandbox.write("v1.json", sandbox.done(&["ir"]).out);
    sandbox.write("bad.json", "{}");
    sandbox.write("latin.json", b"\"\xff\"");
    let dump = "name docs, a dump, or a generated crate";
    for (side, words) in [
        ("generated/src", &["no page", dump] as &[&str]),
        ("nowhere", &["nowhere", dump]),
        ("bad.json", &["bad.json is no dump", dump]),
        ("latin.json", &["latin.json", "save it as UTF-8"]),
    ] {
        says(&sandbox, &["diff", side, "v1.json"], words);
        assert!(!sandbox.run(&["diff", side, "v1.json"]).err.contains("--docs"), "{side}");
    }
    if cfg!(unix) {
        says(&sandbox, &["diff", "v1.json", "/dev/null"], &["/dev/null is neither a file nor a folder", dump]);
    }
    // A crate without its manifest still says what it offers.
    fs::remove_file(sandbox.path("generated").join(MANIFEST)).unwrap();
    assert!(sandbox.done(&["diff", "generated", "docs-input"]).out.contains("no API changes"));
}

#[cfg(unix)]
#[test]
fn a_side_can_be_a_pipe() {
    let sandbox = Sandbox::new();
    let dump = sandbox.done(&["ir"]).out;
    sandbox.write("v1.json", &dump);
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("pipe")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let pipe = sandbox.path("pipe");
    let writer = std::thread::spawn(move || fs::write(pipe, dump));
    assert!(sandbox.done(&["diff", "pipe", "v1.json"]).out.contains("no API changes"));
    writer.join().unwrap().unwrap();
}
