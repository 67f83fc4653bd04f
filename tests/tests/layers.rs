//! The rooms of the generator: data flows one way through them, and each knows those below it alone.

use std::path::{Path, PathBuf};

use docgen_tests::program::workspace;

/// From the ground floor up. ARCHITECTURE.md says what is in each.
const ROOMS: &[&str] = &[
    "diagnostic",
    "file_tree",
    "hash",
    "paths",
    "calls",
    "source",
    "page",
    "model",
    "extract",
    "build",
    "plan",
    "surface",
    "change",
    "emit",
    "pipeline",
    "config",
    "coverage",
    "drift",
    "generator",
    "mock",
    "cli",
];

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

/// The rooms that a line of code names: `crate::model::Ir`, `crate::{emit, plan}`.
fn named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let after = code.match_indices("crate::").map(|(at, name)| &code[at + name.len()..]);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = after.flat_map(|rest| {
        let several = rest.strip_prefix('{').map(|list| list.split(',').collect::<Vec<_>>());
        several.unwrap_or_else(|| vec![rest])
    });
    words.map(|word| word.trim().split(|c| !is_word(c)).next().unwrap_or_default()).collect()
}

#[test]
fn no_import_runs_up() {
    let root = workspace().join("generator/src");
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    rust_files(&root, &mut files);
    files.sort();
    for file in files {
        let below = file.strip_prefix(&root).unwrap();
        let room = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let Some(floor) = ROOMS.iter().position(|known| *known == room) else {
            assert!(matches!(room, "lib" | "main"), "{}: the room is in no list", below.display());
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        for (at, line) in text.lines().enumerate() {
            for other in named(line) {
                if ROOMS.iter().position(|known| *known == other).is_some_and(|above| above > floor) {
                    wrong.push(format!(
                        "{}:{}: `{room}` imports `{other}`, which is above it",
                        below.display(),
                        at + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_are_found_in_imports_and_in_paths() {
    assert_eq!(named("use crate::model::{self, Ir};"), ["model"]);
    assert_eq!(named("use crate::{emit, plan::Options};"), ["emit", "plan"]);
    assert_eq!(named("    let x = crate::build::steps(crate::page::Page); // crate::cli"), ["build", "page"]);
}

#[test]
fn the_architecture_tells_of_every_room() {
    let text = std::fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap();
    for room in ROOMS {
        assert!(text.contains(&format!("`{room}`")) || text.contains(&format!("`{room}/`")), "{room}");
    }
}
