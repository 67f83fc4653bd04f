//! What the end-to-end tests share: a folder of their own with a few pages in it, runs of the tool inside the process,
//! and the stages of the pipeline one by one.
#![forbid(unsafe_code)]
#![doc(test(attr(deny(warnings))))]

pub mod invariants;
pub mod program;
pub mod render;
pub mod stages;

use std::fs;
use std::path::{Path, PathBuf};

use msgraph_docgen::cli::{Cache, Environment, Outcome, main_with};
use msgraph_docgen::config::Date;
use tempfile::TempDir;

/// The programs in the README and in the guide run as doc tests, without a warning.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../docs/call-the-crate.md")]
#[doc = include_str!("../../docs/module-or-build-script.md")]
#[doc = include_str!("../../docs/permissions.md")]
#[doc = include_str!("../../docs/send-requests.md")]
#[doc = include_str!("../../docs/sign-in.md")]
#[doc = include_str!("../../docs/test-without-the-service.md")]
pub struct Guide;

/// The day on which runs take place.
pub const TODAY: Date = Date { year: 2026, month: 6, day: 15 };

/// A type with two properties, on lines 15 and 16.
pub const RESOURCE: &str = include_str!("../pages/gadget.md");
/// Lists objects of that type.
pub const LIST: &str = include_str!("../pages/gadget-list.md");

/// A current directory for a run, with the docs of two pages in `docs-input`.
#[derive(Debug)]
pub struct Sandbox(TempDir);

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub outcome: Outcome,
    pub out: String,
    pub err: String,
}

impl Sandbox {
    /// Two good pages in `docs-input`.
    pub fn new() -> Self {
        let sandbox = Self::empty();
        sandbox.write("docs-input/v1.0/resources/gadget.md", RESOURCE);
        sandbox.write("docs-input/v1.0/api/gadget-list.md", LIST);
        sandbox
    }

    pub fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder for temporary files"))
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Replaces text that must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let before = self.read(path);
        assert!(before.contains(from), "{path} does not hold {from}");
        self.write(path, before.replace(from, to));
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args)
    }

    /// A run whose current directory is this folder.
    pub fn run_in(&self, folder: &str, args: &[&str]) -> Ran {
        self.run_with(None, folder, args)
    }

    /// A run that keeps its results in this cache.
    pub fn run_with(&self, cache: Option<&Cache>, folder: &str, args: &[&str]) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut environment = Environment {
            cwd: if folder.is_empty() { self.0.path().to_owned() } else { self.path(folder) },
            input: &mut std::io::empty(),
            out: &mut out,
            err: &mut err,
            colour_out: false,
            colour_err: false,
            width: 100,
            today: TODAY,
            progress: false,
            cache: &|| cache.cloned(),
        };
        let outcome = main_with(["msgraph-docgen"].iter().chain(args), &mut environment);
        let text = |bytes| String::from_utf8(bytes).expect("answers are UTF-8");
        Ran { outcome, out: text(out), err: text(err) }
    }

    /// A run that must end well.
    pub fn done(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.outcome, Outcome::Done, "{args:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    /// The files of an output, without those that name the settings and the docs.
    pub fn output(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = self.files(folder);
        files.retain(|(path, _)| !path.ends_with("docgen.toml") && !path.ends_with("docgen-manifest.json"));
        files
    }

    /// Every file under a folder, by its path from there, with its bytes.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(folder);
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(at) = folders.pop() {
            for entry in fs::read_dir(&at).expect("a folder").map(|e| e.expect("an entry").path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else {
                    let name = entry.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
                    files.push((name, fs::read(&entry).expect("a file")));
                }
            }
        }
        files.sort();
        files
    }
}

impl Default for Sandbox {
    fn default() -> Self {
        Self::new()
    }
}

impl Ran {
    /// A failed run, with its one line on standard error.
    pub fn failure(&self) -> &str {
        assert_eq!(self.outcome, Outcome::Failed, "{}\n{}", self.out, self.err);
        assert_eq!(self.err.lines().count(), 1, "not one line: {}", self.err);
        self.err.trim_end()
    }
}
