//! The files that pages include, read on demand and never from outside the docs root.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::text::decode;
use crate::diagnostic::Diagnostic;
use crate::hash::hash;

/// Why an include was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IncludeError {
    #[error("no file `{0}` in the docs")]
    Missing(String),
    #[error("`{0}` points outside the docs")]
    Outside(String),
    #[error("`{0}` is no Markdown file of the docs")]
    NotAPage(String),
    #[error("`{0}` is larger than {MAX_SIZE} bytes")]
    TooLarge(String),
}

/// Ten times the largest include of the docs. Every page that names one reads it: this bounds what a page can cost.
const MAX_SIZE: u64 = 64 * 1024;

/// A file that pages include.
#[derive(Debug)]
pub struct Included {
    /// From the docs root.
    pub path: String,
    pub text: String,
    /// What is wrong with its bytes.
    pub finding: Option<Diagnostic>,
}

/// What came of a path.
#[derive(Debug)]
struct Outcome {
    included: Result<Arc<Included>, IncludeError>,
    hash: String,
}

/// Reads the files that pages include, each once.
#[derive(Debug)]
pub struct Includes {
    root: PathBuf,
    read: Mutex<HashMap<String, Outcome>>,
    /// Those that are there and cannot be read, and why.
    lost: Mutex<Vec<(String, String)>>,
}

impl Includes {
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), read: Mutex::default(), lost: Mutex::default() }
    }

    /// The text of `target` as the page at `page` (a path from the docs root) means it.
    ///
    /// # Errors
    /// When the target leads outside the docs root or is no Markdown file, no such file can be read, or it is too large.
    pub fn read(&self, page: &str, target: &str) -> Result<Arc<Included>, IncludeError> {
        self.with_outcome(page, target, |outcome| outcome.included.clone())?
    }

    /// As [`Includes::read`], as a hash: of the text, or of why there is none.
    pub fn outcome(&self, page: &str, target: &str) -> String {
        let outcome = self.with_outcome(page, target, |outcome| outcome.hash.clone());
        outcome.unwrap_or_else(|error| hash_of_outcome(&Err(error)))
    }

    fn with_outcome<T>(&self, page: &str, target: &str, of: impl FnOnce(&Outcome) -> T) -> Result<T, IncludeError> {
        let path = resolve(page, target).ok_or_else(|| IncludeError::Outside(target.to_owned()))?;
        if !is_page(&path) {
            return Err(IncludeError::NotAPage(target.to_owned()));
        }
        let mut read = self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(of(read.entry(path.clone()).or_insert_with(|| {
            let included = self.load(path);
            Outcome { hash: hash_of_outcome(&included), included }
        })))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file that was read.
    pub fn files(&self) -> impl Iterator<Item = Arc<Included>> {
        let read = self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let files = read.values().filter_map(|outcome| outcome.included.as_ref().ok());
        files.cloned().collect::<Vec<_>>().into_iter()
    }

    /// The files that are there and could not be read, each with the reason.
    pub fn lost(&self) -> Vec<(String, String)> {
        self.lost.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// What came of each path that pages named, as a hash: the text, or why there is none.
    pub fn outcomes(&self) -> BTreeMap<String, String> {
        let read = self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        read.iter().map(|(path, outcome)| (path.clone(), outcome.hash.clone())).collect()
    }

    /// Whether each path that pages named gives what it gave when these outcomes were taken, and can be read if it is there.
    pub fn still_give(&self, outcomes: &BTreeMap<String, String>) -> bool {
        let same = outcomes.iter().all(|(path, outcome)| hash_of_outcome(&self.load(path.clone())) == *outcome);
        // Whoever reads the pages after all finds them again.
        let lost = std::mem::take(&mut *self.lost.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        same && lost.is_empty()
    }

    fn load(&self, path: String) -> Result<Arc<Included>, IncludeError> {
        let real = match self.root.join(&path).canonicalize() {
            Ok(real) => real,
            Err(error) => return Err(self.missing(path, &error)),
        };
        // A link inside the tree may still lead out of it.
        if !real.starts_with(&self.root) {
            return Err(IncludeError::Outside(path));
        }
        match read_file(&real) {
            Ok(bytes) if bytes.len() as u64 > MAX_SIZE => Err(IncludeError::TooLarge(path)),
            Ok(bytes) => {
                let (text, finding) = decode(&path, bytes);
                Ok(Arc::new(Included { path, text, finding }))
            }
            Err(error) => Err(self.missing(path, &error)),
        }
    }

    /// A page without what it includes says less: one that is there is not taken for one that is not.
    fn missing(&self, path: String, error: &std::io::Error) -> IncludeError {
        // No file can have the names of the last two.
        let absent =
            [ErrorKind::NotFound, ErrorKind::NotADirectory, ErrorKind::InvalidFilename, ErrorKind::InvalidInput];
        if !absent.contains(&error.kind()) {
            let mut lost = self.lost.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            lost.push((path.clone(), error.to_string()));
        }
        IncludeError::Missing(path)
    }
}

fn hash_of_outcome(outcome: &Result<Arc<Included>, IncludeError>) -> String {
    hash(format!("{outcome:?}"))
}

/// No more of a file than tells that it is too large; a pipe would never end.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What lies in hidden folders, such as `.git`, is not of the docs, and differs from clone to clone.
fn is_page(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !hidden && Path::new(path).extension().is_some_and(|e| e.eq_ignore_ascii_case("md"))
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
