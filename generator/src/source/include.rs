//! The files that pages include, read on demand and never from outside the docs root.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Why an include was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IncludeError {
    #[error("no file `{0}` in the docs")]
    Missing(String),
    #[error("`{0}` points outside the docs")]
    Outside(String),
}

/// An included file: its path from the docs root, and its text.
pub type Included = Arc<(String, String)>;

/// Reads the files that pages include, each once.
#[derive(Debug)]
pub struct Includes {
    root: PathBuf,
    read: Mutex<HashMap<String, Option<Included>>>,
}

impl Includes {
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), read: Mutex::default() }
    }

    /// The text of `target` as the page at `page` (a path from the docs root) means it.
    ///
    /// # Errors
    /// When the target leads outside the docs root, or no such file can be read.
    pub fn read(&self, page: &str, target: &str) -> Result<Included, IncludeError> {
        let path = resolve(page, target).ok_or_else(|| IncludeError::Outside(target.to_owned()))?;
        let mut read = self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let included = read.entry(path.clone()).or_insert_with(|| self.load(&path)).clone();
        included.ok_or(IncludeError::Missing(path))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file that was read.
    pub fn files(&self) -> impl Iterator<Item = Included> {
        let read = self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        read.values().flatten().cloned().collect::<Vec<_>>().into_iter()
    }

    fn load(&self, path: &str) -> Option<Included> {
        let real = self.root.join(path).canonicalize().ok()?;
        // A link inside the tree may still lead out of it.
        if !real.starts_with(&self.root) {
            return None;
        }
        let bytes = std::fs::read(real).ok()?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        Some(Arc::new((path.to_owned(), text)))
    }
}

/// Joins a relative target to the folder of the page; `None` when it leaves the root.
fn resolve(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for component in Path::new(target.split(['#', '?']).next()?).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
