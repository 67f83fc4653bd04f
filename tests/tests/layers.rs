//! The rooms of the generator and of the runtime: data flows one way through them, and each knows those below it alone.

use std::path::{Path, PathBuf};

use docgen_tests::program::workspace;

/// From the ground floor up. ARCHITECTURE.md says what is in each.
const ROOMS: &[&str] = &[
    "schema",
    "diagnostic",
    "hash",
    "file_tree",
    "paths",
    "cache",
    "calls",
    "source",
    "page",
    "model",
    "metadata",
    "matching",
    "differences",
    "extract",
    "build",
    "fill",
    "plan",
    "surface",
    "change",
    "emit",
    "pipeline",
    "config",
    "coverage",
    "contradictions",
    "html",
    "drift",
    "output",
    "record",
    "generator",
    "mock",
    "cli",
];

/// Those of what every crate carries, likewise.
const RUNTIME_ROOMS: &[&str] = &[
    "encoding",
    "json",
    "error",
    "types",
    "model",
    "response",
    "request",
    "permissions",
    "properties",
    "client",
    "notifications",
    "mock",
];

/// What goes wrong in a client is an error like all others, and may be one of the service's in turn.
const RECURSIVE: &str = "Client(Box<crate::runtime::client::ClientError>),";

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a line of code names after this prefix: `crate::model::Ir`, `crate::{emit, plan}`.
fn named<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let code = line.split("//").next().unwrap_or_default();
    let after = code.match_indices(prefix).map(|(at, name)| &code[at + name.len()..]);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = after.flat_map(|rest| {
        let several = rest.strip_prefix('{').map(|list| list.split(',').collect::<Vec<_>>());
        several.unwrap_or_else(|| vec![rest])
    });
    words.map(|word| word.trim().split(|c| !is_word(c)).next().unwrap_or_default()).collect()
}

/// The imports of the files below this folder that name a room above their own, each with file and line.
fn imports_that_run_up(root: &Path, prefix: &str, rooms: &[&str]) -> Vec<String> {
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    rust_files(root, &mut files);
    files.sort();
    for file in files {
        let below = file.strip_prefix(root).unwrap();
        let room = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let Some(floor) = rooms.iter().position(|known| *known == room) else {
            assert!(matches!(room, "lib" | "main" | "mod"), "{}: the room is in no list", below.display());
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.trim() != RECURSIVE) {
            for other in named(line, prefix) {
                if rooms.iter().position(|known| *known == other).is_some_and(|above| above > floor) {
                    let place = format!("{}:{}", below.display(), at + 1);
                    wrong.push(format!("{place}: `{room}` imports `{other}`, which is above it"));
                }
            }
        }
    }
    wrong
}

#[test]
fn no_import_runs_up() {
    let generator = workspace().join("generator");
    let mut wrong = imports_that_run_up(&generator.join("src"), "crate::", ROOMS);
    wrong.extend(imports_that_run_up(&generator.join("runtime"), "crate::runtime::", RUNTIME_ROOMS));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rooms of the runtime name each other in full, so that the test above sees it.
#[test]
fn what_a_room_of_the_runtime_takes_from_another_is_named_in_full() {
    let root = workspace().join("generator/runtime");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    for file in files {
        let depth = file.strip_prefix(&root).unwrap().iter().count();
        // `mod.rs` is its folder.
        let levels = if file.ends_with("mod.rs") { depth - 1 } else { depth };
        let beyond = "super::".repeat(levels.max(1));
        let text = std::fs::read_to_string(&file).unwrap();
        let line = text.lines().position(|line| line.split("//").next().is_some_and(|code| code.contains(&beyond)));
        assert_eq!(line.map(|at| at + 1), None, "{}", file.display());
    }
}

#[test]
fn rooms_are_found_in_imports_and_in_paths() {
    assert_eq!(named("use crate::model::{self, Ir};", "crate::"), ["model"]);
    assert_eq!(named("use crate::{emit, plan::Options};", "crate::"), ["emit", "plan"]);
    let paths = "    let x = crate::build::steps(crate::page::Page); // crate::cli";
    assert_eq!(named(paths, "crate::"), ["build", "page"]);
    assert_eq!(named("use crate::runtime::model::Model;", "crate::runtime::"), ["model"]);
}

#[test]
fn the_architecture_tells_of_every_room() {
    let text = std::fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap();
    for room in ROOMS.iter().chain(RUNTIME_ROOMS) {
        assert!(text.contains(&format!("`{room}`")) || text.contains(&format!("`{room}/`")), "{room}");
    }
}
