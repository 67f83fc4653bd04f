//! The output folder: what is in it, what would be, and the one path by which files get there.
//!
//! `generate` and `check` make the same [`Plan`]; only `generate` carries it out.

mod circumstances;
mod folder;
mod journal;
mod lock;
mod manifest;
mod plan;
mod stage;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use semver::Version;

use crate::file_tree::FileTree;

pub use folder::Status;
pub use lock::Lock;
pub use manifest::{Inputs, MANIFEST, Manifest, Settings};
pub use plan::{Change, Plan};

/// Why the output folder cannot be compared or written.
#[derive(Debug, thiserror::Error)]
pub enum DriftError {
    #[error("{}: {source}; {}", path.display(), remedy(source))]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{source}; then generate again: until that is done, the crate in {} is half new", out.display())]
    HalfNew { out: PathBuf, source: Box<DriftError> },
    #[error("{} is not a folder; name another one with --out", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} is a symbolic link that leads nowhere; remove it, or name another folder with --out", .0.display())]
    Dangling(PathBuf),
    #[error("{} is not empty and holds no {MANIFEST}, so it is not the generator's; restore that file if it was lost, else name an empty or a new folder with --out", .0.display())]
    NotOurs(PathBuf),
    #[error("{} holds settings of its own, which this run would write over; take them from it, or delete it", .0.display())]
    ForeignSettings(PathBuf),
    #[error("{} was not written by the generator and is in the way; move it elsewhere", .0.display())]
    InTheWay(PathBuf),
    #[error("{} cannot be read: {why}; {RESTORE}", path.display())]
    BadManifest { path: PathBuf, why: String },
    #[error("{} has the format {format}, of a newer msgraph-docgen; update msgraph-docgen, or {RESTORE}", path.display())]
    NewerManifest { path: PathBuf, format: u64 },
    #[error("{origin} names `{path}`, which is no path inside the output folder; {RESTORE}")]
    BadPath { path: String, origin: String },
    #[error("{} cannot be locked; name a folder on another disk with --out", .0.display())]
    Unlockable(PathBuf),
    #[error("another run is writing to {}; wait for it to end", .0.display())]
    Locked(PathBuf),
}

/// Settings and corrections may be nowhere else.
const RESTORE: &str =
    "restore it from version control, or delete all in the folder but docgen.toml, and generate it again";

/// What helps when the disk fails.
fn remedy(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space, or name a folder elsewhere with --out"
        }
        _ => "check that the folder can be read and written",
    }
}

impl DriftError {
    fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        |source| Self::Io { path: path.to_owned(), source }
    }
}

/// What the manifest of a generated crate says; none where the folder holds no such crate.
///
/// # Errors
/// When there is a manifest that cannot be read.
pub fn manifest_of(out: &Path) -> Result<Option<Manifest>, DriftError> {
    Manifest::read(out)
}

/// Compares the folder with what it should hold; writes nothing. `settings` is the file that the settings are from.
///
/// # Errors
/// When the folder is not the generator's, or a file of somebody else stands where one must be written.
pub fn plan<'t>(
    out: &Path,
    new: &'t FileTree,
    inputs: Inputs,
    settings: Option<&Path>,
) -> Result<Plan<'t>, DriftError> {
    Plan::new(out, new, inputs, settings)
}

/// As [`plan`], of a folder in which every file is what it should be; none of another one. `hashes` are those of the files.
///
/// # Errors
/// As [`plan`].
pub fn plan_unchanged(
    out: &Path,
    hashes: BTreeMap<String, String>,
    inputs: Inputs,
    settings: Option<&Path>,
) -> Result<Option<Plan<'static>>, DriftError> {
    Plan::of_unchanged(out, hashes, inputs, settings)
}

/// Brings the folder to what it should hold, and gives back what that took. `version_due` tells, of the folder as it is, which
/// version the manifest shall say to be due.
///
/// Files that are right already are not touched. A run that is killed leaves the old crate, or else leaves all that the
/// next run needs to complete the new one. One that fails before it has staged everything takes away what it made.
///
/// # Errors
/// As [`plan`]; also when somebody edited the settings in the folder and `settings` are others, when another run is at it,
/// or the disk fails.
pub fn write<'t>(
    out: &Path,
    new: &'t FileTree,
    inputs: Inputs,
    settings: Option<&Path>,
    version_due: impl FnOnce(&Plan<'_>) -> Option<Version>,
) -> Result<Plan<'t>, DriftError> {
    plan::require_ours(out)?;
    let made: Vec<&Path> = out.ancestors().take_while(|folder| !folder.exists()).collect();
    let done = std::fs::create_dir_all(out)
        .map_err(DriftError::io(out))
        .and_then(|()| write_locked(out, new, inputs, settings, version_due));
    if done.is_err() {
        // Those that hold anything stay.
        made.iter().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
    done
}

/// As [`write`], of a folder in which every file is what it should be; none of another one. `hashes` are those of the files.
///
/// # Errors
/// As [`write`].
pub fn write_unchanged(
    out: &Path,
    hashes: BTreeMap<String, String>,
    inputs: Inputs,
    settings: Option<&Path>,
    version_due: impl FnOnce(&Plan<'_>) -> Option<Version>,
) -> Result<Option<Plan<'static>>, DriftError> {
    plan::require_ours(out)?;
    if !out.join(MANIFEST).is_file() {
        return Ok(None);
    }
    let _lock = Lock::acquire(out)?;
    let Some(mut plan) = Plan::of_unchanged(out, hashes, inputs, settings)? else { return Ok(None) };
    plan.manifest.inputs.version_due = version_due(&plan);
    write_planned(&plan)?;
    Ok(Some(plan))
}

fn write_locked<'t>(
    out: &Path,
    new: &'t FileTree,
    inputs: Inputs,
    settings: Option<&Path>,
    version_due: impl FnOnce(&Plan<'_>) -> Option<Version>,
) -> Result<Plan<'t>, DriftError> {
    let _lock = Lock::acquire(out)?;
    // Settings that were edited after a run was killed are lost with what completes that run.
    if journal::is_interrupted(out) {
        Plan::new(out, new, inputs.clone(), settings)?.require_own_settings()?;
    }
    stage::recover(out)?;
    let mut plan = Plan::new(out, new, inputs, settings)?;
    plan.manifest.inputs.version_due = version_due(&plan);
    write_planned(&plan)?;
    Ok(plan)
}

fn write_planned(plan: &Plan<'_>) -> Result<(), DriftError> {
    plan.require_own_settings()?;
    if plan.is_stale() {
        stage::stage(plan)?;
        stage::recover(&plan.out)?;
    }
    Ok(())
}
