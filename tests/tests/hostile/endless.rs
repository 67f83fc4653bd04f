//! What stands in the place of a file, or of the system's means, and would be waited for without an end.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, ExitStatus, Stdio};

use docgen_tests::Sandbox;
use docgen_tests::program::{ended, program};
use msgraph_docgen::drift::MANIFEST;

fn ends(mut command: Command, what: &str) -> ExitStatus {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a run");
    ended(&mut child).unwrap_or_else(|| panic!("{what}: did not end"))
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Command {
    // A device without an end would fill the memory of the machine.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -v 4000000; exec \"$@\"", "sh"])
        .arg(program().get_program())
        .env(docgen_tests::program::CACHE, "");
    limited.args(args).current_dir(sandbox.path(""));
    limited
}

fn pipe(sandbox: &Sandbox, path: &str) {
    let made = Command::new("mkfifo").arg(sandbox.path(path)).status();
    assert!(made.is_ok_and(|status| status.success()), "no pipe");
}

fn journal(sandbox: &Sandbox) -> String {
    format!("{{\"moves\":[],\"removes\":[],\"manifest\":{}}}", sandbox.read(&format!("generated/{MANIFEST}")))
}

#[test]
fn pipes_and_devices_in_the_crate_are_not_read() {
    const FILES: [&str; 6] =
        ["docgen.toml", "Cargo.toml", "api/v1.0.jsonl", "api/v1.0.pages.jsonl", "src/lib.rs", MANIFEST];
    for file in FILES {
        for device in [false, true] {
            let sandbox = Sandbox::new();
            sandbox.done(&["generate"]);
            // With a run to complete the manifest is read before anything else.
            if file == MANIFEST {
                sandbox.write("generated/.docgen-staging/journal.json", journal(&sandbox));
            }
            let path = format!("generated/{file}");
            fs::remove_file(sandbox.path(&path)).unwrap();
            if device {
                symlink("/dev/zero", sandbox.path(&path)).unwrap();
            } else {
                pipe(&sandbox, &path);
            }
            for args in [&["check"][..], &["diff", "generated", "docs-input"], &["generate"]] {
                let status = ends(run(&sandbox, args), &format!("{args:?} with {file}"));
                assert!(status.code().is_some_and(|code| code <= 2), "{args:?} with {file}: {status}");
            }
        }
    }
}

#[test]
fn facts_can_come_from_a_pipe() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate"]);
    pipe(&sandbox, "old.jsonl");
    let (facts, old) = (sandbox.read("generated/api/v1.0.jsonl"), sandbox.path("old.jsonl"));
    let writer = std::thread::spawn(move || fs::write(old, facts));
    let args = ["diff", "old.jsonl", "generated/api/v1.0.jsonl"];
    assert_eq!(ends(run(&sandbox, &args), "a pipe of facts").code(), Some(0));
    writer.join().unwrap().unwrap();
}

/// The lock takes several; whatever is missing is an error, and not waited for.
#[test]
fn a_run_ends_however_few_files_may_be_open() {
    let mut failed = 0;
    for files in 3..16 {
        let sandbox = Sandbox::new();
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n \"$1\"; shift; exec \"$@\"", "sh", &files.to_string()]);
        command
            .arg(program().get_program())
            .env(docgen_tests::program::CACHE, "")
            .args(["generate", "--threads", "1"])
            .current_dir(sandbox.path(""));
        failed += u32::from(!ends(command, &format!("{files} files")).success());
        assert!(!sandbox.path("generated/.docgen-staging").exists(), "{files} files: something is left");
    }
    assert!((1..13).contains(&failed), "{failed} runs failed");
}
