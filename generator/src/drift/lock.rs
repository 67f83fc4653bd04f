//! Keeps two runs from writing to one folder.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};
use same_file::Handle;

use super::DriftError;

const FILE: &str = ".docgen-lock";

/// So often the file is taken anew: some shares never show it as the one that was opened.
const ROUNDS: usize = 1000;

/// Held while a run writes; the system lets go of it when the process ends, however that happens.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of an existing folder.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be opened.
    pub fn acquire(out: &Path) -> Result<Self, DriftError> {
        let path = out.join(FILE);
        if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Err(DriftError::InTheWay(path));
        }
        for _ in 0..ROUNDS {
            let file = File::options().create(true).append(true).open(&path).map_err(DriftError::io(&path))?;
            match FileExt::try_lock(&file) {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(DriftError::Locked(out.to_owned())),
                Err(TryLockError::Error(source)) => return Err(DriftError::Io { path, source }),
            }
            // The run before may have removed the file between the two calls: then this lock excludes nobody.
            let held = file.try_clone().and_then(Handle::from_file).map_err(DriftError::io(&path))?;
            match Handle::from_path(&path) {
                Ok(there) if there == held => return Ok(Self { path, _file: file }),
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(DriftError::io(&path)(error)),
                _ => {}
            }
        }
        Err(DriftError::Unlockable(out.to_owned()))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked; when that fails, the next run takes the file over.
        let _ = std::fs::remove_file(&self.path);
    }
}
