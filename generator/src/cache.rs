//! Results kept on disk, of which any may be lost at any time: an entry comes back as it was kept, or not at all.

mod bundle;
mod part;

use std::fs::{self, File};
use std::io::{self, BufWriter, IntoInnerError, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;

use crate::hash::{HashingWriter, hash};
use crate::paths::{read_file, real};

pub use bundle::Bundle;
pub use part::{PARTS, Part, part_of};

/// A folder of entries that one build of the generator makes for itself: another one never reads them.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    build: String,
}

/// So long is the hash at the head of an entry.
const CHECKSUM: usize = 32;

impl Cache {
    /// `build` is what tells the program that runs from every other one.
    pub fn new(folder: impl Into<PathBuf>, build: impl Into<String>) -> Self {
        Self { folder: folder.into(), build: build.into() }
    }

    /// What the program that runs makes for itself. None where it cannot read its own file, which tells it from every other.
    pub fn of_this_program(folder: impl Into<PathBuf>) -> Option<Self> {
        // On Linux also when another one took its place since it was started.
        let file = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe().ok()? };
        Some(Self::new(folder, hash(read_file(&file).ok()?)))
    }

    /// The same folder, with entries of their own for one output.
    pub fn of_output(&self, out: &Path) -> Self {
        Self { folder: self.folder.clone(), build: format!("{} {}", self.build, real(out).display()) }
    }

    /// What was kept under this key; none when it is not there, or is not what was kept.
    pub fn get(&self, shelf: Shelf, key: &str) -> Option<Vec<u8>> {
        let path = self.path(shelf, key);
        let entry = read_file(&path).ok()?;
        let (checksum, content) = entry.split_at_checked(CHECKSUM)?;
        if checksum != self.checksum(key, &hash(content)).as_bytes() {
            return None;
        }
        // What is in use outlives what is not; who may only read uses it all the same.
        let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(content.to_vec())
    }

    /// Keeps something, as far as the disk lets it: what cannot be kept is made again by the next run.
    pub fn put(&self, shelf: Shelf, key: &str, content: &[u8]) {
        self.put_written(shelf, key, |entry| entry.write_all(content));
    }

    /// As [`Cache::put`], as JSON.
    pub fn put_json(&self, shelf: Shelf, key: &str, content: &impl Serialize) {
        self.put_written(shelf, key, |entry| Ok(serde_json::to_writer(entry, content)?));
    }

    fn put_written(&self, shelf: Shelf, key: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let folder = self.folder.join(shelf.name);
        let write = || -> io::Result<()> {
            fs::create_dir_all(&folder)?;
            let mut draft = tempfile::NamedTempFile::new_in(&folder)?;
            // Its place: what it covers is not known before it was written.
            draft.write_all(&[0; CHECKSUM])?;
            let mut entry = BufWriter::new(HashingWriter::new(&mut draft));
            content(&mut entry)?;
            let written = entry.into_inner().map_err(IntoInnerError::into_error)?.hash();
            draft.rewind()?;
            draft.write_all(self.checksum(key, &written).as_bytes())?;
            draft.persist(self.path(shelf, key))?;
            Ok(())
        };
        if write().is_ok() {
            remove_oldest(&folder, shelf.most);
        }
    }

    fn path(&self, shelf: Shelf, key: &str) -> PathBuf {
        self.folder.join(shelf.name).join(hash(format!("{}\0{key}", self.build)))
    }

    /// Covers the key, so that no entry passes for another one.
    fn checksum(&self, key: &str, hash_of_content: &str) -> String {
        hash(format!("{}\0{key}\0{hash_of_content}", self.build))
    }
}

/// What an entry holds, or a part of it: texts, numbers, and lists and maps of them, which always serialise.
pub fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Entries of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    /// Its folder.
    pub name: &'static str,
    /// So many entries stay, those that were used last.
    pub most: usize,
}

fn remove_oldest(folder: &Path, most: usize) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<(SystemTime, PathBuf)> =
        entries.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
    entries.sort();
    let surplus = entries.len().saturating_sub(most);
    for (_, path) in entries.iter().take(surplus) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELF: Shelf = Shelf { name: "texts", most: 3 };

    #[test]
    fn an_entry_that_is_damaged_or_misplaced_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "build");
        cache.put(SHELF, "a", b"content of a");
        cache.put(SHELF, "b", b"content of b");
        assert_eq!(cache.get(SHELF, "a").as_deref(), Some(&b"content of a"[..]));
        assert_eq!(Cache::new(folder.path(), "another build").get(SHELF, "a"), None);
        let (a, b) = (cache.path(SHELF, "a"), cache.path(SHELF, "b"));
        let whole = fs::read(&a).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&a, &damaged).unwrap();
            assert_eq!(cache.get(SHELF, "a"), None, "the byte {at} is another one");
            fs::write(&a, &whole[..at]).unwrap();
            assert_eq!(cache.get(SHELF, "a"), None, "cut after {at} bytes");
        }
        fs::copy(&b, &a).unwrap();
        assert_eq!(cache.get(SHELF, "a"), None);
        fs::remove_file(&a).unwrap();
        fs::create_dir(&a).unwrap();
        assert_eq!(cache.get(SHELF, "a"), None);
    }

    #[test]
    fn the_entries_that_were_used_last_stay() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "build");
        let age = |key: &str, seconds: u64| {
            let file = File::options().append(true).open(cache.path(SHELF, key)).unwrap();
            file.set_modified(SystemTime::now() - std::time::Duration::from_secs(seconds)).unwrap();
        };
        for (key, seconds) in [("a", 30), ("b", 20), ("c", 10)] {
            cache.put(SHELF, key, key.as_bytes());
            age(key, seconds);
        }
        assert!(cache.get(SHELF, "a").is_some());
        cache.put(SHELF, "d", b"d");
        let kept = ["a", "b", "c", "d"].map(|key| cache.get(SHELF, key).is_some());
        assert_eq!(kept, [true, false, true, true]);
    }

    #[test]
    fn where_nothing_can_be_kept_nothing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = Cache::new(&file, "build");
        cache.put(SHELF, "a", b"content");
        assert_eq!(cache.get(SHELF, "a"), None);
    }
}
