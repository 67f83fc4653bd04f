//! The output folder: what is in it, what would be, and the one path by which files get there.
//!
//! `generate` and `check` make the same [`Plan`]; only `generate` carries it out.

mod lock;
mod manifest;
mod plan;
mod stage;

use std::path::{Path, PathBuf};

pub use lock::Lock;
pub use manifest::{Inputs, MANIFEST, Manifest, Settings, hash};
pub use plan::{Change, Plan, Status};

use crate::emit::FileTree;

/// Why the output folder cannot be compared or written.
#[derive(Debug, thiserror::Error)]
pub enum DriftError {
    #[error("{}: {source}; check that the folder can be read and written", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{} is not a folder; name another one with --out", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} is not empty and holds no {MANIFEST}, so it is not the generator's; name an empty or a new folder with --out", .0.display())]
    NotOurs(PathBuf),
    #[error("{} was not written by the generator and is in the way; move it elsewhere", .0.display())]
    InTheWay(PathBuf),
    #[error("{} cannot be read: {why}; restore it from version control, or delete the folder and generate it again", path.display())]
    BadManifest { path: PathBuf, why: String },
    #[error("the path `{path}` in {origin} is not one inside the output folder")]
    BadPath { path: String, origin: &'static str },
    #[error("another run is writing to {}; wait for it to end", .0.display())]
    Locked(PathBuf),
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

/// Compares the folder with what it should hold; writes nothing.
///
/// # Errors
/// When the folder is not the generator's, or a file of somebody else stands where one must be written.
pub fn plan<'t>(out: &Path, new: &'t FileTree, inputs: Inputs) -> Result<Plan<'t>, DriftError> {
    Plan::new(out, new, inputs)
}

/// Brings the folder to what it should hold, and gives back what that took.
///
/// Files that are right already are not touched. A run that is killed leaves the old crate, or else leaves all that the
/// next run needs to complete the new one.
///
/// # Errors
/// As [`plan`]; also when another run is at it, or the disk fails.
pub fn write<'t>(out: &Path, new: &'t FileTree, inputs: Inputs) -> Result<Plan<'t>, DriftError> {
    plan::require_ours(out)?;
    std::fs::create_dir_all(out).map_err(DriftError::io(out))?;
    let _lock = Lock::acquire(out)?;
    stage::recover(out)?;
    let plan = Plan::new(out, new, inputs)?;
    if plan.has_drift() {
        stage::stage(&plan)?;
        stage::recover(out)?;
    }
    Ok(plan)
}
