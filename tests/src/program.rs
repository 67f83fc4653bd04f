//! The program itself as it is shipped, other programs that tests call, and the folder of real pages.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The root of this repository.
pub fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the folder that this package lies in")
}

/// Names the folder of the program's cache; empty, there is none, as where a test starts the program by another one.
pub const CACHE: &str = "MSGRAPH_DOCGEN_CACHE";

/// The program, ready for arguments, without the cache of whoever runs the tests. Cargo builds it beside the tests of this
/// package.
pub fn program() -> Command {
    let tests = std::env::current_exe().expect("the path of this test");
    let built = tests.ancestors().nth(2).expect("the folder of the profile");
    uncached(built.join(format!("msgraph-docgen-tested{}", std::env::consts::EXE_SUFFIX)))
}

/// The optimised program that `.ci/run` names, for what takes the other one minutes; else that one.
pub fn optimised_program() -> Command {
    std::env::var_os("MSGRAPH_DOCGEN_RELEASE").map_or_else(program, |path| uncached(path.into()))
}

fn uncached(path: PathBuf) -> Command {
    let mut program = Command::new(path);
    program.env(CACHE, "");
    program
}

/// The packages that `cargo metadata` is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Platforms {
    /// What this machine builds, and so has downloaded.
    This,
    /// What any machine builds: `cargo fetch` downloads it.
    All,
}

/// The cargo that runs the tests.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Cargo in a folder of its own, with the crates that this workspace has locked, and nothing from the network. What it
/// builds is kept in the test's folder for temporary files.
pub fn cargo_alone(folder: &Path, temporary: &Path) -> Command {
    std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    cargo_offline(folder, temporary)
}

/// Cargo in a folder that has a lock file already.
pub fn cargo_offline(folder: &Path, temporary: &Path) -> Command {
    let mut cargo = cargo();
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", temporary.join("scratch")).env("CARGO_NET_OFFLINE", "true");
    cargo
}

/// What cargo knows, without a network, of this workspace and of all that it depends on.
pub fn metadata(platforms: Platforms) -> Value {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1", "--offline", "--locked", "--manifest-path"]);
    command.arg(workspace().join("Cargo.toml"));
    if let Platforms::This = platforms {
        let version = succeed(cargo().arg("-vV"));
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("the platform of cargo");
        command.args(["--filter-platform", host]);
    }
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the metadata")
}

/// `$MSGRAPH_DOCS/name`: a folder with `corpus`, `csdl`, `eval` and `seeds`. Without the variable, a line says what is left out.
pub fn shared(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("MSGRAPH_DOCS") else {
        println!("skipped: MSGRAPH_DOCS does not name a folder with {name}");
        return None;
    };
    let path = workspace().join(root).join(name);
    assert!(path.exists(), "MSGRAPH_DOCS is set, and there is no {}", path.display());
    Some(path)
}

/// How a run ended; nothing when it went on for a minute, and was killed.
pub fn ended(child: &mut Child) -> Option<ExitStatus> {
    const LIMIT: Duration = Duration::from_secs(60);
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if let Some(status) = child.try_wait().expect("a status") {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().and_then(|()| child.wait()).expect("an end");
    None
}

/// Runs a command that must succeed, and gives back what it wrote on standard output, then on standard error.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed\n{text}");
    text
}
