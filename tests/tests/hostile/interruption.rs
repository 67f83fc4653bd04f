//! A run that is killed, or whose disk fails, leaves the old crate or the new one, and what is somebody else's as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use docgen_tests::program::program;
use docgen_tests::{LIST, RESOURCE, Sandbox};
use msgraph_docgen::drift::MANIFEST;

const PAGES: usize = 30;
const KILLS: u32 = 50;

/// Docs of many pages, the crate of them, the docs of another day, and files of others in the output folder.
struct Stage {
    sandbox: Sandbox,
    old: BTreeMap<String, Vec<u8>>,
    new: BTreeMap<String, Vec<u8>>,
    others: Vec<(&'static str, SystemTime)>,
}

const OTHERS: &[&str] = &["Cargo.lock", "src/by_hand.rs", "notes/thesis.txt"];

fn write_docs(sandbox: &Sandbox, from: usize, label: &str) {
    for n in from..from + PAGES {
        let name = |text: &str| text.replace("gadget", &format!("gadget{n}")).replace("Gadget", &format!("Gadget{n}"));
        let resource = name(RESOURCE).replace("|label|String|", &format!("|{label}|String|"));
        sandbox.write(&format!("docs-{label}/v1.0/resources/gadget{n}.md"), resource);
        sandbox.write(&format!("docs-{label}/v1.0/api/gadget{n}-list.md"), name(LIST));
    }
}

impl Stage {
    fn new() -> Self {
        let sandbox = Sandbox::empty();
        write_docs(&sandbox, 0, "label");
        // Half of the types go, half change, and as many are new.
        write_docs(&sandbox, PAGES / 2, "tag");
        let crate_of = |docs: &str| {
            sandbox.done(&["generate", "--docs", docs, "--out", "undisturbed"]);
            sandbox.files("undisturbed").into_iter().collect()
        };
        // The new one says which version follows from the old one.
        let (old, new) = (crate_of("docs-label"), crate_of("docs-tag"));
        Self { sandbox, old, new, others: Vec::new() }
    }

    /// The old crate, with files of others beside it.
    fn restore(&mut self) {
        let out = self.sandbox.path("out");
        if out.exists() {
            fs::remove_dir_all(&out).expect("the folder of the last time");
        }
        for (path, content) in &self.old {
            self.sandbox.write(&format!("out/{path}"), content);
        }
        for path in OTHERS {
            self.sandbox.write(&format!("out/{path}"), "somebody's");
        }
        let modified =
            |path: &'static str| (path, out.join(path).metadata().and_then(|m| m.modified()).expect("a time"));
        self.others = OTHERS.iter().map(|path| modified(path)).collect();
    }

    fn command(&self) -> Command {
        let mut command = program();
        command.current_dir(self.sandbox.path("")).args(["generate", "-q", "--docs", "docs-tag", "--out", "out"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Without a journal the old crate or the new one is whole; with one, all that is still to come is there.
    fn is_whole(&self, when: &str) {
        let found: BTreeMap<String, Vec<u8>> = self.sandbox.files("out").into_iter().collect();
        for (path, time) in &self.others {
            let modified = self.sandbox.path("out").join(path).metadata().and_then(|m| m.modified()).expect("a time");
            assert_eq!((found[*path].as_slice(), modified), (b"somebody's".as_slice(), *time), "{when}: {path}");
        }
        let holds =
            |crate_: &BTreeMap<String, Vec<u8>>| crate_.iter().all(|(path, text)| found.get(path) == Some(text));
        let Some(journal) = found.get(".docgen-staging/journal.json") else {
            let done = if found[MANIFEST] == self.new[MANIFEST] { &self.new } else { &self.old };
            assert!(holds(done), "{when}: neither the old crate nor the new one");
            return;
        };
        let journal: serde_json::Value = serde_json::from_slice(journal).expect("a whole journal");
        let moves = journal["moves"].as_array().expect("moves");
        for (number, path) in moves.iter().enumerate() {
            let path = path.as_str().expect("a path");
            let staged = found.get(&format!(".docgen-staging/files/{number}")).or_else(|| found.get(path));
            assert!(staged == self.new.get(path), "{when}: {path} is neither staged nor in place");
        }
    }

    /// The next run makes the new crate of whatever was left.
    fn is_completed(&self, when: &str) {
        let output = self.command().output().expect("a run");
        assert!(output.status.success(), "{when}: {}", String::from_utf8_lossy(&output.stderr));
        let found = self.sandbox.files("out").into_iter().filter(|(path, _)| !OTHERS.contains(&path.as_str()));
        assert!(found.collect::<BTreeMap<_, _>>() == self.new, "{when}: not the new crate");
        self.is_whole(when);
    }
}

#[test]
#[ignore = "slow: runs the program again and again"]
fn a_run_that_is_killed_leaves_the_old_crate_or_all_that_makes_the_new_one() {
    let mut stage = Stage::new();
    stage.restore();
    let start = Instant::now();
    stage.is_completed("undisturbed");
    let whole = start.elapsed();
    let mut killed = 0;
    for point in 0..KILLS {
        stage.restore();
        let mut child = stage.command().spawn().expect("a run");
        std::thread::sleep(whole * point / KILLS + Duration::from_micros(137 * u64::from(point)));
        child.kill().expect("an end");
        killed += u32::from(!child.wait().expect("its status").success());
        let when = format!("killed at point {point}");
        stage.is_whole(&when);
        stage.is_completed(&when);
    }
    assert!(killed > KILLS / 4, "only {killed} runs were still going");
}

/// Runs the program with a limit to the size of files: writing beyond it fails, as on a full disk.
#[cfg(unix)]
#[test]
#[ignore = "slow: runs the program again and again"]
fn a_write_that_fails_leaves_the_crate_as_it_was_and_is_said_in_one_line() {
    let mut stage = Stage::new();
    let mut failed = 0;
    let limited = |command: &Command, sandbox: &Sandbox, blocks: i32| {
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh", &blocks.to_string()]);
        limited.arg(command.get_program()).args(command.get_args()).current_dir(sandbox.path(""));
        limited.env(docgen_tests::program::CACHE, "").output().expect("a run")
    };
    for blocks in [0, 1, 2, 4, 8, 16, 24, 32, 64] {
        stage.restore();
        let output = limited(&stage.command(), &stage.sandbox, blocks);
        let when = format!("{blocks} blocks");
        if !output.status.success() {
            failed += 1;
            let message = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{when}: {message}");
            assert!(message.lines().count() == 1 && message.contains("free some space"), "{when}: {message}");
            assert!(!stage.sandbox.path("out/.docgen-staging").exists(), "{when}: what was staged is still there");
        }
        stage.is_whole(&when);
        stage.is_completed(&when);
    }
    assert!(failed > 3, "only {failed} runs failed");
    // A folder that the run made goes with it.
    let mut command = program();
    command.args(["generate", "--docs", "docs-tag", "--out", "fresh/crate"]);
    assert_eq!(limited(&command, &stage.sandbox, 1).status.code(), Some(2));
    assert!(!stage.sandbox.path("fresh").exists(), "the new folder is still there");
}

/// A file system of so many kilobytes at a path, for as long as the value lives; none when this user may not have one.
#[cfg(target_os = "linux")]
struct Disk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn mount(at: &Path, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let options = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).stderr(Stdio::null()).status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: this user may not mount a file system");
        None
    }

    fn remount(&self, options: &str) {
        let status = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status();
        assert!(status.is_ok_and(|s| s.success()), "remount,{options}");
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "slow: runs the program again and again"]
fn a_full_disk_and_a_read_only_one_cost_nothing() {
    let mut stage = Stage::new();
    let size: usize = stage.old.values().chain(stage.new.values()).map(|text| text.len().div_ceil(4096) * 4).sum();
    let mut failed = 0;
    for tenth in 0..10 {
        stage.restore();
        // The crate is moved to a disk that has less and less room beside it.
        let (out, kept) = (stage.sandbox.path("out"), stage.sandbox.path("kept"));
        fs::rename(&out, &kept).expect("moved aside");
        let Some(disk) = Disk::mount(&out, 4 * size) else { return };
        let copied = Command::new("cp").args(["-a", "kept/.", "out"]).current_dir(stage.sandbox.path("")).status();
        assert!(copied.is_ok_and(|s| s.success()));
        fs::remove_dir_all(&kept).expect("removed");
        let used = Command::new("df").args(["--output=used", "-k", "out"]).current_dir(stage.sandbox.path("")).output();
        let used = String::from_utf8_lossy(&used.expect("df").stdout)
            .lines()
            .last()
            .and_then(|l| l.trim().parse::<usize>().ok());
        disk.remount(&format!("size={}k", used.expect("a number") + size * tenth / 20 + 4));
        let output = stage.command().output().expect("a run");
        let when = format!("a disk with {tenth} tenths of the room");
        failed += usize::from(output.status.code() == Some(2));
        stage.is_whole(&when);
        disk.remount("ro");
        let rerun = stage.command().output().expect("a run");
        let text = String::from_utf8_lossy(&rerun.stderr).into_owned();
        assert!(
            rerun.status.code() == Some(2) && text.lines().count() == 1 && text.contains("check that"),
            "{when}: {text}"
        );
        stage.is_whole(&when);
        disk.remount(&format!("rw,size={}k", 4 * size));
        stage.is_completed(&when);
    }
    assert!(failed > 2, "the disk was full {failed} times only");
}

#[test]
fn a_file_where_a_folder_must_be_stops_the_run_before_it_writes() {
    for path in ["src", "src/v1", "src/v1/models", ".docgen-staging"] {
        let mut stage = Stage::new();
        stage.restore();
        let place = stage.sandbox.path("out").join(path);
        if place.is_dir() {
            fs::remove_dir_all(&place).expect("removed");
        }
        stage.sandbox.write(&format!("out/{path}"), "in the way");
        let before = stage.sandbox.files("out");
        let output = stage.command().output().expect("a run");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && message.lines().count() == 1, "{path}: {message}");
        assert!(message.contains("in the way; move it elsewhere"), "{path}: {message}");
        assert!(before == stage.sandbox.files("out"), "{path}");
    }
}

#[test]
fn runs_at_the_same_time_exclude_each_other() {
    let mut stage = Stage::new();
    stage.restore();
    let runs: Vec<_> = (0..8).map(|_| stage.command().spawn().expect("a run")).collect();
    let mut wrote = 0;
    for run in runs {
        let output = run.wait_with_output().expect("its end");
        let message = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => wrote += 1,
            code => {
                assert_eq!(code, Some(2), "{message}");
                assert!(
                    message.contains("another run is writing to") && message.contains("wait for it to end"),
                    "{message}"
                );
                assert_eq!(message.lines().count(), 1, "{message}");
            }
        }
    }
    assert!(wrote > 0);
    stage.is_completed("after all of them");
}
