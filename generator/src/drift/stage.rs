//! Moves new files into place by way of a staging folder.
//!
//! All files are first written to `.docgen-staging`, then a journal that says what to do with them. A run that is killed
//! before the journal is there has changed nothing; one that is killed after it is completed by the next run.
//! Staged files have numbers for names: making and removing a second tree of folders would cost as much as the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::DriftError;
use super::folder::{Status, hash_of, is_recorded, require_no_link};
use super::journal::{Journal, STAGING, journal, read_journal, staged};
use super::manifest::{MANIFEST, Manifest};
use super::plan::Plan;
use crate::config::FILE_NAME;
use crate::hash::hash_of_text;
use crate::paths::read_file;

/// Writes everything that the plan needs beside the crate; the crate itself is not touched.
/// When that fails, nothing of it stays.
pub(super) fn stage(plan: &Plan<'_>) -> Result<(), DriftError> {
    let staging = plan.out.join(STAGING);
    let staged = stage_in(&staging, plan);
    if staged.is_err() {
        let _ = fs::remove_dir_all(&staging);
    }
    staged
}

fn stage_in(staging: &Path, plan: &Plan<'_>) -> Result<(), DriftError> {
    let mut moves = Vec::new();
    for (path, text) in plan.to_write() {
        write(&staged(staging, moves.len()), text)?;
        moves.push(path.to_owned());
    }
    let removes = plan.with(Status::LeftOver).map(str::to_owned).collect();
    let text = serde_json::to_string(&Journal {
        moves,
        removes,
        manifest: plan.manifest.clone(),
        adopted: plan.adopted.clone(),
    })
    .unwrap_or_default();
    let draft = staging.join("journal.draft");
    write(&draft, &text)?;
    // Half a journal would be worse than none.
    fs::File::open(&draft).and_then(|f| f.sync_all()).map_err(DriftError::io(&draft))?;
    rename(&draft, &journal(&plan.out))
}

/// Completes what is staged, and removes the staging folder. Without a journal nothing is taken from it.
pub(super) fn recover(out: &Path) -> Result<(), DriftError> {
    let staging = out.join(STAGING);
    if let Some(journal) = read_journal(out)? {
        complete(out, &staging, &journal)?;
    }
    match fs::remove_dir_all(&staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(DriftError::Io { path: staging, source: error }),
        _ => Ok(()),
    }
}

/// Can be done again from its start however far an earlier attempt came.
///
/// A journal may be old, or may have come with somebody's commit: it removes nothing but what the manifest owns and a run
/// wrote, puts nothing in place of somebody's file, and moves nothing but what it has the hash of. A staged file that lost
/// its content with the power is left out, and is missing for the plan that follows.
fn complete(out: &Path, staging: &Path, journal: &Journal) -> Result<(), DriftError> {
    let old = Manifest::read(out)?.map(|manifest| manifest.files).unwrap_or_default();
    let moves: Vec<(PathBuf, &String)> = journal
        .moves
        .iter()
        .enumerate()
        .map(|(number, path)| (staged(staging, number), path))
        .filter(|(from, path)| {
            read_file(from)
                .is_ok_and(|content| journal.manifest.files.get(*path).is_some_and(|h| *h == hash_of_text(&content)))
        })
        .collect();
    for path in moves.iter().map(|(_, path)| *path).chain(&journal.removes) {
        require_no_link(out, path)?;
    }
    for (_, path) in &moves {
        let full = out.join(path);
        let adopted = *path == FILE_NAME && journal.adopted.is_some() && journal.adopted == hash_of(&full);
        let own = adopted || old.contains_key(*path) || is_recorded(out, path, &journal.manifest.files);
        if !own && full.symlink_metadata().is_ok() {
            return Err(DriftError::InTheWay(full));
        }
    }
    let manifest = staging.join("manifest.draft");
    write(&manifest, &journal.manifest.to_text())?;
    move_all(out, &manifest, journal, &old, moves)
        .map_err(|source| DriftError::HalfNew { out: out.to_owned(), source: Box::new(source) })
}

fn move_all(
    out: &Path,
    manifest: &Path,
    journal: &Journal,
    old: &BTreeMap<String, String>,
    moves: Vec<(PathBuf, &String)>,
) -> Result<(), DriftError> {
    // From the first removal to the last move the crate is half new: what can be done before or after, is.
    let recorded: Vec<&String> = journal.removes.iter().filter(|path| is_recorded(out, path, old)).collect();
    let folders: BTreeSet<&Path> = moves.iter().filter_map(|(_, path)| Path::new(path).parent()).collect();
    for path in recorded {
        let full = out.join(path);
        fs::remove_file(&full).map_err(DriftError::io(&full))?;
    }
    for folder in folders {
        let full = out.join(folder);
        fs::create_dir_all(&full).map_err(DriftError::io(&full))?;
    }
    for (from, path) in moves {
        rename(&from, &out.join(path))?;
    }
    let removed = journal.removes.iter().filter(|path| out.join(path).symlink_metadata().is_err());
    let emptied: BTreeSet<&Path> = removed.flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    // Deepest first; a folder with somebody else's files in it is not empty, and stays.
    for folder in emptied.iter().rev().filter(|f| !f.as_os_str().is_empty()) {
        let _ = fs::remove_dir(out.join(folder));
    }
    rename(manifest, &out.join(MANIFEST))
}

fn write(path: &Path, text: &str) -> Result<(), DriftError> {
    create_parent(path)?;
    fs::write(path, text).map_err(DriftError::io(path))
}

fn create_parent(path: &Path) -> Result<(), DriftError> {
    path.parent().map_or(Ok(()), |parent| fs::create_dir_all(parent).map_err(DriftError::io(parent)))
}

fn rename(from: &Path, to: &Path) -> Result<(), DriftError> {
    fs::rename(from, to).map_err(DriftError::io(to))
}

#[cfg(test)]
mod tests {
    use super::super::{self as drift, Inputs, plan};
    use super::*;
    use crate::file_tree::FileTree;

    fn tree(files: &[(&str, &str)]) -> FileTree {
        FileTree(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    fn run<'t>(out: &Path, new: &'t FileTree, inputs: Inputs, settings: Option<&Path>) -> Result<Plan<'t>, DriftError> {
        drift::write(out, new, inputs, settings, |_| None)
    }

    #[test]
    fn a_run_killed_before_its_journal_leaves_the_old_crate() {
        let out = tempfile::tempdir().unwrap();
        let (old, new) = (tree(&[("src/a.rs", "old")]), tree(&[("src/a.rs", "new")]));
        run(out.path(), &old, Inputs::default(), None).unwrap();
        stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
        fs::remove_file(journal(out.path())).unwrap();
        recover(out.path()).unwrap();
        assert!(!plan(out.path(), &old, Inputs::default(), None).unwrap().has_drift());
        assert!(!out.path().join(STAGING).exists());
    }

    #[test]
    fn settings_that_a_killed_run_had_moved_are_nobodys() {
        let out = tempfile::tempdir().unwrap();
        let settings = |text| tree(&[(FILE_NAME, text), ("src/a.rs", text)]);
        let (old, new) = (settings("old"), settings("new"));
        run(out.path(), &old, Inputs::default(), None).unwrap();
        stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
        rename(&staged(&out.path().join(STAGING), 0), &out.path().join(FILE_NAME)).unwrap();
        let text = || fs::read_to_string(out.path().join(FILE_NAME)).unwrap();
        assert_eq!(text(), "new");
        fs::write(out.path().join(FILE_NAME), "somebody's").unwrap();
        assert!(matches!(run(out.path(), &old, Inputs::default(), None), Err(DriftError::ForeignSettings(_))));
        assert_eq!(text(), "somebody's");
        fs::write(out.path().join(FILE_NAME), "new").unwrap();
        run(out.path(), &old, Inputs::default(), None).unwrap();
        assert_eq!(text(), "old");
    }

    #[test]
    fn a_run_killed_while_it_moves_its_files_is_completed_by_the_next() {
        let old = tree(&[("src/a.rs", "old"), ("src/gone/b.rs", "old")]);
        let new = tree(&[("src/a.rs", "new"), ("src/c.rs", "new"), ("src/d.rs", "new")]);
        // The removal comes first, then each of the moves.
        for done in 0..=4_usize {
            let out = tempfile::tempdir().unwrap();
            run(out.path(), &old, Inputs::default(), None).unwrap();
            stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
            let moves = read_journal(out.path()).unwrap().unwrap().moves;
            if done > 0 {
                fs::remove_file(out.path().join("src/gone/b.rs")).unwrap();
            }
            for (number, path) in moves.iter().enumerate().take(done.saturating_sub(1)) {
                rename(&staged(&out.path().join(STAGING), number), &out.path().join(path)).unwrap();
            }
            assert!(plan(out.path(), &new, Inputs::default(), None).unwrap().interrupted, "{done}");
            recover(out.path()).unwrap();
            assert!(!plan(out.path(), &new, Inputs::default(), None).unwrap().has_drift(), "{done}");
            assert!(!out.path().join("src/gone").exists() && !out.path().join(STAGING).exists(), "{done}");
        }
    }

    #[test]
    fn what_a_killed_run_left_is_taken_on_to_newer_docs() {
        let out = tempfile::tempdir().unwrap();
        let old = tree(&[("src/a.rs", "old"), ("src/gone/b.rs", "old")]);
        let new = tree(&[("src/a.rs", "new"), ("src/c.rs", "new")]);
        run(out.path(), &old, Inputs::default(), None).unwrap();
        stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
        // As far as the killed run came: one new file is in place, which the old manifest does not own.
        let moves = read_journal(out.path()).unwrap().unwrap().moves;
        let number = moves.iter().position(|path| path == "src/c.rs").unwrap();
        rename(&staged(&out.path().join(STAGING), number), &out.path().join("src/c.rs")).unwrap();
        // By then the docs have moved on.
        let newer = tree(&[("src/a.rs", "newer"), ("src/c.rs", "newer")]);
        let check = plan(out.path(), &newer, Inputs::default(), None).unwrap();
        assert!(check.interrupted && check.has_drift());
        assert_eq!(check.with(Status::Changed).collect::<Vec<_>>(), ["src/a.rs", "src/c.rs"]);
        run(out.path(), &newer, Inputs::default(), None).unwrap();
        assert!(!plan(out.path(), &newer, Inputs::default(), None).unwrap().has_drift());
        assert!(!out.path().join("src/gone").exists());
        assert!(!out.path().join(STAGING).exists());
    }

    /// A journal as somebody could commit it, with one staged file.
    fn forge(out: &Path, moves: &[&str], removes: &[&str], files: &[(&str, &str)]) {
        let manifest = Manifest::new(tree(files).hashes(), Inputs::default());
        let owned = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
        let forged = Journal { moves: owned(moves), removes: owned(removes), manifest, adopted: None };
        write(&staged(&out.join(STAGING), 0), "forged").unwrap();
        write(&journal(out), &serde_json::to_string(&forged).unwrap()).unwrap();
    }

    #[test]
    fn a_journal_leads_neither_out_of_the_folder_nor_to_hidden_files() {
        for path in ["../victim", ".git/hooks/pre-commit", "src/.hidden", "/etc/passwd"] {
            for (moves, removes) in [(&[path][..], &[][..]), (&[], &[path])] {
                let out = tempfile::tempdir().unwrap();
                forge(out.path(), moves, removes, &[]);
                assert!(matches!(recover(out.path()), Err(DriftError::BadPath { .. })), "{path}");
            }
        }
    }

    #[test]
    fn a_disk_that_fails_half_way_is_said_with_what_the_crate_is_by_then() {
        let out = tempfile::tempdir().unwrap();
        let (old, new) = (tree(&[("a", "old"), ("b", "old")]), tree(&[("a", "new"), ("b", "new")]));
        run(out.path(), &old, Inputs::default(), None).unwrap();
        stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
        fs::remove_file(out.path().join("b")).unwrap();
        fs::create_dir(out.path().join("b")).unwrap();
        let message = recover(out.path()).unwrap_err().to_string();
        assert!(
            message.ends_with("is half new") && message.contains("generate again") && !message.contains('\n'),
            "{message}"
        );
        assert_eq!(fs::read_to_string(out.path().join("a")).unwrap(), "new");
        fs::remove_dir(out.path().join("b")).unwrap();
        run(out.path(), &new, Inputs::default(), None).unwrap();
        assert!(!plan(out.path(), &new, Inputs::default(), None).unwrap().has_drift());
    }

    #[test]
    fn a_journal_moves_only_what_it_has_the_hash_of() {
        let out = tempfile::tempdir().unwrap();
        forge(out.path(), &["build.rs"], &[], &[("build.rs", "another text")]);
        recover(out.path()).unwrap();
        assert!(!out.path().join("build.rs").exists());
        forge(out.path(), &["build.rs"], &[], &[("build.rs", "forged")]);
        recover(out.path()).unwrap();
        assert_eq!(fs::read_to_string(out.path().join("build.rs")).unwrap(), "forged");
    }

    #[test]
    fn a_journal_removes_and_replaces_nothing_of_others() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("mine.rs"), "mine").unwrap();
        forge(out.path(), &[], &["mine.rs"], &[("mine.rs", "mine")]);
        recover(out.path()).unwrap();
        forge(out.path(), &["mine.rs"], &[], &[("mine.rs", "forged")]);
        fs::remove_file(out.path().join(MANIFEST)).unwrap();
        assert!(matches!(recover(out.path()), Err(DriftError::InTheWay(_))));
        assert_eq!(fs::read_to_string(out.path().join("mine.rs")).unwrap(), "mine");
    }

    #[test]
    fn a_staged_file_without_its_content_is_written_again() {
        let out = tempfile::tempdir().unwrap();
        let (old, new) = (tree(&[("src/a.rs", "old")]), tree(&[("src/a.rs", "new"), ("src/b.rs", "new")]));
        run(out.path(), &old, Inputs::default(), None).unwrap();
        stage(&plan(out.path(), &new, Inputs::default(), None).unwrap()).unwrap();
        fs::write(staged(&out.path().join(STAGING), 0), "").unwrap();
        run(out.path(), &new, Inputs::default(), None).unwrap();
        assert!(!plan(out.path(), &new, Inputs::default(), None).unwrap().has_drift());
    }

    #[test]
    fn a_file_that_the_manifest_lists_with_another_hash_is_kept() {
        let out = tempfile::tempdir().unwrap();
        run(out.path(), &tree(&[("src/a.rs", "a"), ("src/b.rs", "b")]), Inputs::default(), None).unwrap();
        fs::write(out.path().join("src/b.rs"), "b, and notes").unwrap();
        let fewer = tree(&[("src/a.rs", "a")]);
        let done = run(out.path(), &fewer, Inputs::default(), None).unwrap();
        assert_eq!(done.with(Status::Kept).collect::<Vec<_>>(), ["src/b.rs"]);
        assert_eq!(fs::read_to_string(out.path().join("src/b.rs")).unwrap(), "b, and notes");
        assert!(!plan(out.path(), &fewer, Inputs::default(), None).unwrap().has_drift());
    }
}
