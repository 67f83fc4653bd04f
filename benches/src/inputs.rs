//! What is measured: the docs, the generator's own build, and the crates that it writes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::process;

/// Names the folder of the generator's cache; empty, there is none.
const CACHE: &str = "MSGRAPH_DOCGEN_CACHE";

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The docs in use, the generator built for release, and a folder for what is written.
pub struct Bench {
    pub docs: PathBuf,
    pub generator: PathBuf,
    work: TempDir,
}

impl Bench {
    /// The docs are the newest corpus under `MSGRAPH_DOCS`, or that folder itself, or else `docs-input`.
    pub fn new() -> Result<Self> {
        let docs = match env::var_os("MSGRAPH_DOCS").map(PathBuf::from) {
            Some(given) => newest(&given.join("corpus")).unwrap_or(given),
            None => root().join("docs-input"),
        };
        ensure!(docs.is_dir(), "no docs in {}", docs.display());
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        process::run(
            cargo()
                .current_dir(root())
                .args(["build", "--release", "-p", "msgraph-docgen", "--target-dir"])
                .arg(&target),
        )?;
        let generator = target.join("release").join(format!("msgraph-docgen{}", env::consts::EXE_SUFFIX));
        println!("docs: {}; {} threads", docs.display(), rayon::current_num_threads());
        Ok(Self { docs, generator, work: tempfile::Builder::new().prefix("docgen-bench").tempdir()? })
    }

    /// A path in the folder for this run.
    pub fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// The generator with these arguments, away from any settings file and any cache.
    pub fn generator(&self, verb: &str, docs: &Path) -> Command {
        let mut command = Command::new(&self.generator);
        command.current_dir(self.work.path()).args([verb, "--quiet", "--deny", "nothing", "--docs"]).arg(docs);
        command.env(CACHE, "");
        command
    }

    /// The same, which keeps results in a folder of this run.
    pub fn with_cache(&self, verb: &str, docs: &Path, folder: &Path) -> Command {
        let mut command = self.generator(verb, docs);
        command.env(CACHE, folder);
        command
    }

    /// Writes the crate, once for each `name`.
    pub fn generate(&self, name: &str) -> Result<PathBuf> {
        let out = self.path(name);
        if !out.exists() {
            process::run(self.generator("generate", &self.docs).arg("--out").arg(&out))?;
        }
        Ok(out)
    }

    /// `cargo check` or `build` of what stands in a folder, with a target folder that all share and whose
    /// dependencies are built.
    pub fn cargo(&self, verb: &str, folder: &Path, features: &str) -> Command {
        let mut command = cargo();
        command
            .current_dir(folder)
            .args([verb, "--quiet", "--features", features, "--target-dir"])
            .arg(self.path("target"));
        // Registry crates, which the generated one is to be, are compiled without.
        command.env("CARGO_INCREMENTAL", "0");
        command
    }

    /// What compiling the crate costs once more, its dependencies apart.
    pub fn recompile(&self, verb: &str, folder: &Path, touched: &str, features: &str) -> Result<process::Cost> {
        let touched = folder.join(touched);
        fs::File::options()
            .append(true)
            .open(&touched)
            .and_then(|f| f.set_modified(std::time::SystemTime::now()))
            .with_context(|| touched.display().to_string())?;
        process::run(&mut self.cargo(verb, folder, features))
    }
}

fn newest(corpus: &Path) -> Option<PathBuf> {
    fs::read_dir(corpus).ok()?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).max()
}

/// Every file below a folder.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .filter(|e| e.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .collect()
}
