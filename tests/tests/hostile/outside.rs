//! Nothing outside the docs is read, and nothing outside the output folder is written.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use docgen_tests::{LIST, RESOURCE, Sandbox};
use msgraph_docgen::drift::MANIFEST;

const SECRET: &str = "hunter2";

/// Two good pages, and beside the docs a folder of pages that nobody may read.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("outside/secret.md", RESOURCE.replace("gadget", SECRET));
    sandbox.write(
        "outside/permissions.md",
        format!("|Permission type|Permissions|\n|-|-|\n|Application|{SECRET}.Read|\n"),
    );
    sandbox
}

/// Generates, and asserts that nothing of the secret got anywhere.
fn keeps_the_secret(sandbox: &Sandbox) {
    let ran = sandbox.done(&["lint"]);
    assert!(!ran.out.contains(SECRET), "{}", ran.out);
    sandbox.done(&[]);
    for (path, bytes) in sandbox.files("generated") {
        assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{path}");
    }
}

#[test]
fn links_to_pages_and_folders_are_findings_and_are_not_followed() {
    for (link, target) in
        [("v1.0/resources/secret.md", "outside/secret.md"), ("v1.0/resources/more", "outside"), ("beta", "outside")]
    {
        let sandbox = sandbox();
        symlink(sandbox.path(target), sandbox.path("docs-input").join(link)).unwrap();
        keeps_the_secret(&sandbox);
        let ran = sandbox.done(&["lint"]);
        assert!(ran.out.contains("symbolic-link") && ran.out.contains(link), "{link}: {}", ran.out);
    }
    let sandbox = sandbox();
    fs::remove_dir_all(sandbox.path("docs-input/v1.0/resources")).unwrap();
    symlink(sandbox.path("outside"), sandbox.path("docs-input/v1.0/resources")).unwrap();
    keeps_the_secret(&sandbox);
}

#[test]
fn includes_lead_to_pages_and_not_to_hidden_files() {
    let sandbox = sandbox();
    let table = sandbox.read("outside/permissions.md");
    sandbox.write("docs-input/v1.0/.git/config", &table);
    sandbox.write("docs-input/v1.0/.git/table.md", &table);
    for target in ["../.git/config", "../.git/table.md", "../x/../.git/config"] {
        sandbox.write("docs-input/v1.0/api/gadget-list.md", with_include(target));
        assert!(sandbox.done(&["lint"]).out.contains("no Markdown file"), "{target}");
        keeps_the_secret(&sandbox);
        assert!(!sandbox.read("generated/docgen-manifest.json").contains(".git"), "{target}");
    }
}

#[test]
fn docs_are_never_written_whatever_way_leads_there() {
    let sandbox = sandbox();
    for out in
        ["docs-input/out", "none/../docs-input/out", "none/none/../../docs-input", "./docs-input/../docs-input/x"]
    {
        let ran = sandbox.run(&["generate", "--out", out]);
        assert!(ran.failure().contains("lies in the docs"), "{out}: {}", ran.err);
        assert!(!sandbox.path("none").exists() && !sandbox.path("docs-input/out").exists());
    }
}

#[test]
fn includes_lead_to_files_of_the_docs_alone() {
    let sandbox = sandbox();
    sandbox.write("docs-input/includes/small.md", "|Permission type|Permissions|\n|-|-|\n|Application|Gadget.Read|\n");
    symlink(sandbox.path("outside/permissions.md"), sandbox.path("docs-input/includes/link.md")).unwrap();
    symlink(sandbox.path("outside"), sandbox.path("docs-input/includes/up")).unwrap();
    symlink("small.md", sandbox.path("docs-input/includes/inside.md")).unwrap();
    let absolute = sandbox.path("outside/permissions.md");
    let absolute = absolute.to_str().unwrap();
    let targets = [
        "../../../outside/permissions.md",
        "../../../../../../../../../../etc/passwd",
        absolute,
        &format!("file://{absolute}"),
        "..\\..\\..\\outside\\permissions.md",
        "C:\\outside\\permissions.md",
        "../../includes/link.md",
        "../../includes/up/permissions.md",
        "%2e%2e/%2e%2e/%2e%2e/outside/permissions.md",
        "..%2f..%2f..%2foutside/permissions.md",
        "../../includes/\0.md",
        "../..",
    ];
    for target in targets {
        sandbox.write("docs-input/v1.0/api/gadget-list.md", with_include(target));
        keeps_the_secret(&sandbox);
        let ran = sandbox.done(&["lint"]);
        assert!(ran.out.contains("-include]"), "{target}: {}", ran.out);
    }
    sandbox.write("docs-input/v1.0/api/gadget-list.md", with_include("../../includes/inside.md"));
    assert!(sandbox.done(&["ir"]).out.contains("Gadget.Read"));
}

fn with_include(target: &str) -> String {
    let include = format!("## Permissions\n\n[!INCLUDE [x](<{target}>)]\n\n## HTTP request");
    LIST.replacen("## HTTP request", &include, 1)
}

#[test]
fn an_include_that_is_no_file_or_too_large_costs_nothing() {
    let sandbox = sandbox();
    fs::create_dir_all(sandbox.path("docs-input/includes/folder.md")).unwrap();
    let pipe = sandbox.path("docs-input/includes/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("/dev/zero", sandbox.path("docs-input/includes/endless.md")).unwrap();
    sandbox.write(
        "docs-input/includes/large.md",
        "|Permission type|Permissions|\n|-|-|\n".to_owned() + &"|Application|A.Read|\n".repeat(10_000),
    );
    for (target, code) in [("folder", "missing"), ("pipe", "missing"), ("endless", "outside"), ("large", "large")] {
        sandbox.write("docs-input/v1.0/api/gadget-list.md", with_include(&format!("../../includes/{target}.md")));
        let ran = sandbox.done(&["lint"]);
        assert!(ran.out.contains(&format!("{code}-include]")), "{target}: {}", ran.out);
    }
}

#[test]
fn a_pipe_among_the_pages_is_a_finding() {
    let sandbox = sandbox();
    let pipe = sandbox.path("docs-input/v1.0/api/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = sandbox.run(&["lint"]);
    assert!(ran.out.contains("no regular file") && ran.out.contains("api/pipe.md"), "{}", ran.out);
}

#[test]
fn includes_of_includes_are_text() {
    let sandbox = sandbox();
    let names = |n: usize| format!("[!INCLUDE [x](i{n}.md)]\n\n").repeat(10);
    for n in 0..20 {
        sandbox.write(&format!("docs-input/includes/i{n}.md"), names((n + 1) % 20));
    }
    sandbox.write("docs-input/v1.0/api/gadget-list.md", with_include("../../includes/i0.md"));
    sandbox.done(&[]);
}

#[test]
fn the_docs_folder_itself_may_be_a_link() {
    let sandbox = sandbox();
    sandbox.done(&[]);
    symlink(sandbox.path("docs-input"), sandbox.path("docs-link")).unwrap();
    sandbox.done(&["generate", "--docs", "docs-link", "--out", "by-link"]);
    assert!(sandbox.files("generated") == sandbox.files("by-link"));
}

#[test]
fn a_link_in_place_of_what_a_run_works_with_stops_it() {
    for name in [".docgen-lock", ".docgen-staging", MANIFEST] {
        for target in ["elsewhere", "elsewhere/new", "elsewhere/file"] {
            let sandbox = sandbox();
            sandbox.write("elsewhere/file", "{}");
            fs::create_dir_all(sandbox.path("generated")).unwrap();
            symlink(sandbox.path(target), sandbox.path("generated").join(name)).unwrap();
            let outcome = sandbox.run(&[]);
            assert!(outcome.failure().contains("in the way"), "{name} → {target}: {}", outcome.err);
            assert_eq!(sandbox.files("elsewhere"), [("file".to_owned(), b"{}".to_vec())], "{name} → {target}");
        }
    }
}

#[test]
fn a_journal_that_names_files_elsewhere_is_refused() {
    for part in ["moves", "removes", "manifest"] {
        let sandbox = sandbox();
        sandbox.done(&[]);
        sandbox.write("victim", "precious");
        let mut journal = serde_json::json!({ "moves": [], "removes": [],
            "manifest": serde_json::from_str::<serde_json::Value>(&sandbox.read(&format!("generated/{MANIFEST}"))).unwrap() });
        match part {
            "manifest" => journal["manifest"]["files"]["../victim"] = "0".into(),
            _ => journal[part] = serde_json::json!(["../victim"]),
        }
        sandbox.write("generated/.docgen-staging/journal.json", journal.to_string());
        sandbox.write("generated/.docgen-staging/files/0", "taken over");
        for command in ["generate", "check"] {
            let ran = sandbox.run(&[command]);
            assert!(ran.failure().contains("../victim"), "{part}: {}", ran.err);
        }
        assert_eq!(sandbox.read("victim"), "precious");
    }
}
