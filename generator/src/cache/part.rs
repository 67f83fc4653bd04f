//! Many small entries of which few are others in the next run: a change writes one part of them again.

use std::sync::Arc;

use super::{Bundle, Cache, Shelf};

/// So many parts hold what is kept of one thing, such as the pages of a version.
pub const PARTS: usize = 64;

/// The part in which the entry of this name is.
pub fn part_of(name: &str) -> usize {
    name.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % PARTS
}

/// Some entries by name: those that a run before kept, and those that this one does.
pub struct Part<'c> {
    cache: &'c Cache,
    shelf: Shelf,
    key: String,
    before: Option<Arc<Bundle>>,
    /// Without content where it is what it was.
    entries: Vec<(String, Option<Vec<u8>>)>,
}

impl<'c> Part<'c> {
    pub fn open(cache: &'c Cache, shelf: Shelf, key: String) -> Self {
        let before = cache.get(shelf, &key).and_then(Bundle::open).map(Arc::new);
        Self { cache, shelf, key, before, entries: Vec::new() }
    }

    /// What a run before kept.
    pub fn before(&self) -> Option<&Arc<Bundle>> {
        self.before.as_ref()
    }

    /// Leaves the entry as it was.
    pub fn leave(&mut self, name: String) {
        self.entries.push((name, None));
    }

    pub fn put(&mut self, name: String, content: Vec<u8>) {
        self.entries.push((name, Some(content)));
    }

    /// Writes the part, unless all of it was there. Entries that this run has not named leave with the next one that changes.
    pub fn close(self) {
        let Self { cache, shelf, key, before, entries } = self;
        if entries.iter().all(|(_, new)| new.is_none()) {
            return;
        }
        let old = |name: &str| before.as_ref().and_then(|before| before.get(name)).unwrap_or_default().to_vec();
        let all = entries.into_iter().map(|(name, new)| {
            let content = new.unwrap_or_else(|| old(&name));
            (name, content)
        });
        cache.put(shelf, &key, &Bundle::pack(all));
    }
}
