//! The output before it is written, checked or compared: paths, with `/` between their parts, and contents.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::hash::hash;

/// Two things would be written to one path.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("two things would be written to `{path}`")]
pub struct WrittenTwice {
    pub path: String,
}

/// The files of a crate, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree(pub BTreeMap<String, String>);

impl FileTree {
    /// # Errors
    /// When there is a file of this path already, or another of the same module: `users.rs` beside `users/mod.rs`.
    pub(crate) fn add(&mut self, path: String, text: String) -> Result<(), WrittenTwice> {
        let twin = match (path.strip_suffix("/mod.rs"), path.strip_suffix(".rs")) {
            (Some(module), _) => format!("{module}.rs"),
            (None, Some(module)) => format!("{module}/mod.rs"),
            (None, None) => path.clone(),
        };
        if self.0.contains_key(&path) || self.0.contains_key(&twin) {
            return Err(WrittenTwice { path });
        }
        self.0.insert(path, text);
        Ok(())
    }

    /// The hash of each file, by its path.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.0.par_iter().map(|(path, text)| (path.clone(), hash(text))).collect()
    }

    pub(crate) fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, WrittenTwice> {
        let mut tree = Self::default();
        files.into_iter().try_for_each(|(path, text)| tree.add(path, text))?;
        Ok(tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_and_no_module_is_written_twice() {
        let tree = |paths: &[&str]| FileTree::from_files(paths.iter().map(|path| ((*path).to_owned(), String::new())));
        assert!(tree(&["a.rs", "a/b.rs", "b/mod.rs", "mod.rs", "a", "a.md"]).is_ok());
        for twice in [["a.rs", "a.rs"], ["a/b.rs", "a/b/mod.rs"], ["b/mod.rs", "b.rs"], ["x.md", "x.md"]] {
            assert!(matches!(tree(&twice), Err(WrittenTwice { path }) if path == twice[1]), "{twice:?}");
        }
    }
}
