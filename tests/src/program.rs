//! The program itself as it is shipped, other programs that tests call, and the folder of real pages.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use escargot::CargoRun;

/// The root of this repository.
pub fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the folder that this package lies in")
}

/// The built program, ready for arguments.
pub fn program() -> Command {
    static BUILT: LazyLock<CargoRun> = LazyLock::new(|| {
        let build = escargot::CargoBuild::new().manifest_path(workspace().join("Cargo.toml"));
        build.package("msgraph-docgen").bin("msgraph-docgen").current_release().run().expect("the program builds")
    });
    BUILT.command()
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
