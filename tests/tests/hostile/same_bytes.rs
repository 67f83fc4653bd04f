//! The same docs give the same bytes, wherever, whenever and however they are read.

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

use docgen_tests::Sandbox;
use docgen_tests::program::{program, succeed, workspace};

/// The whole environment of a run.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// Copies a folder's files in the order of `reverse`, and gives each another time.
fn copy(sandbox: &Sandbox, from: &Path, to: &str, reverse: bool) {
    let mut files: Vec<_> = walk(from);
    files.sort();
    if reverse {
        files.reverse();
    }
    for (age, file) in files.iter().enumerate() {
        let copied = Path::new(to).join(file.strip_prefix(from).expect("inside"));
        sandbox.write(copied.to_str().expect("UTF-8"), fs::read(file).expect("a page"));
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + 86_400 * age as u64);
        let file = File::options().append(true).open(sandbox.path(copied.to_str().expect("UTF-8"))).expect("the copy");
        file.set_times(FileTimes::new().set_modified(time)).expect("another time");
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn neither_the_environment_nor_the_threads_nor_the_copy_change_the_output() {
    let sandbox = Sandbox::empty();
    copy(&sandbox, &workspace().join("docs-input"), "a/docs-input", false);
    copy(&sandbox, &workspace().join("docs-input"), "b/deeper/other-name", true);
    let environments: [(&str, &str, Variables<'_>, &str); 4] = [
        ("a", "docs-input", &[("LANG", "C"), ("TZ", "UTC"), ("SOURCE_DATE_EPOCH", "0")], "1"),
        ("a", "docs-input", &[("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu"), ("HOME", "/nowhere")], "16"),
        ("b/deeper", "other-name", &[("LANG", "ja_JP.eucJP"), ("USER", "x"), ("SOURCE_DATE_EPOCH", "9999999999")], "3"),
        ("", "b/deeper/../deeper/other-name", &[("NO_COLOR", "1"), ("RUST_BACKTRACE", "full")], "2"),
    ];
    let mut first = None;
    for (number, (cwd, docs, variables, threads)) in environments.into_iter().enumerate() {
        let out = sandbox.path(&format!("out{number}"));
        let mut command = program();
        command.env_clear().envs(variables.iter().copied()).current_dir(sandbox.path(cwd));
        succeed(command.args(["generate", "-q", "--threads", threads, "--docs", docs, "--out"]).arg(&out));
        let mut files: BTreeMap<String, Vec<u8>> = sandbox.files(&format!("out{number}")).into_iter().collect();
        // It says where the docs are, from there; the manifest tells its hash.
        files.remove("docgen.toml");
        let manifest = files.remove("docgen-manifest.json").map(|text| String::from_utf8(text).expect("text"));
        let lines =
            manifest.expect("a manifest").lines().filter(|l| !l.contains("docgen.toml")).collect::<Vec<_>>().join("\n");
        files.insert("docgen-manifest.json".to_owned(), lines.into_bytes());
        assert!(files.len() > 100, "{}", files.len());
        assert!(*first.get_or_insert_with(|| files.clone()) == files, "{variables:?}");
    }
}
