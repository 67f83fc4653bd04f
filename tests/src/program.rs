//! The program itself as it is shipped, other programs that tests call, and the folder of real pages.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::Once;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The root of this repository.
pub fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the folder that this package lies in")
}

/// Names the folder of the program's cache; empty, there is none, as where a test starts the program by another one.
pub const CACHE: &str = "MSGRAPH_DOCGEN_CACHE";

/// The program, ready for arguments, without the cache of whoever runs the tests: the one that `MSGRAPH_DOCGEN_PROGRAM`
/// names, as `.ci/run` does with the optimised one, or else the one that cargo builds beside the tests of this package.
pub fn program() -> Command {
    let built = || profile_folder().join(format!("msgraph-docgen-tested{}", std::env::consts::EXE_SUFFIX));
    let mut program = Command::new(std::env::var_os("MSGRAPH_DOCGEN_PROGRAM").map_or_else(built, PathBuf::from));
    program.env(CACHE, "");
    program
}

/// A program that the committed crate brings along, compiled as for all tests of the workspace.
pub fn example(name: &str) -> Command {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let mut build = cargo();
        build.args(["build", "--quiet", "--workspace", "--examples", "--manifest-path"]);
        succeed(build.arg(workspace().join("Cargo.toml")));
    });
    Command::new(profile_folder().join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Where cargo puts what it builds with the profile of the tests.
fn profile_folder() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    test.ancestors().nth(2).expect("the folder of the profile").to_owned()
}

/// The packages that `cargo metadata` is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Platforms {
    /// What this machine builds, and so has downloaded.
    This,
    /// What any machine builds: `cargo fetch` downloads it.
    All,
}

/// The cargo that runs the tests, without what it told them of their package: the build script of `ring` runs again when
/// that differs, and all that depends on it is compiled again.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let is_of_package = |name: &OsStr| {
        let name = name.to_string_lossy();
        name == "OUT_DIR" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    };
    std::env::vars_os().filter(|(name, _)| is_of_package(name)).for_each(|(name, _)| {
        cargo.env_remove(name);
    });
    cargo
}

/// Cargo in a folder of its own, with the crates that this workspace has locked, and nothing from the network. What it
/// builds is in `scratch`.
pub fn cargo_alone(folder: &Path) -> Command {
    std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    cargo_offline(folder)
}

/// Cargo in a folder that has a lock file already. Dependencies that this workspace has compiled are not compiled again.
pub fn cargo_offline(folder: &Path) -> Command {
    let mut cargo = cargo();
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", scratch()).env("CARGO_NET_OFFLINE", "true");
    cargo.env("CARGO_BUILD_BUILD_DIR", target_folder()).env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// Where programs and pages are that `cargo_alone` builds.
pub fn scratch() -> PathBuf {
    target_folder().join("tmp/scratch")
}

fn target_folder() -> PathBuf {
    profile_folder().parent().expect("the target folder").to_owned()
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

/// `$MSGRAPH_DOCS/name`: a folder with `corpus`, `csdl`, `eval` and `seeds`. Without the variable, a line says which test leaves
/// it out, and `.ci/run` runs that test again where there is one.
pub fn shared(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("MSGRAPH_DOCS") else {
        // The harness names the thread of a test after it.
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        println!("skipped: {test} needs MSGRAPH_DOCS, a folder with {name}");
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

/// Runs a cargo that must succeed without a warning: one of a package that was compiled before is shown again, and unlike
/// denied ones these leave what was compiled for other tests of use.
pub fn succeed_in_silence(cargo: &mut Command) -> String {
    let output = cargo.env("CARGO_TERM_QUIET", "true").output().unwrap_or_else(|e| panic!("{cargo:?}: {e}"));
    let (text, complaints) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && complaints.is_empty(), "{cargo:?}\n{text}{complaints}");
    text.into_owned()
}

/// Runs a command that must succeed, and gives back what it wrote on standard output, then on standard error.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed\n{text}");
    text
}
