//! From a docs folder to the IR of each of its versions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::drift::hash;
use crate::extract::{PageFacts, extract};
use crate::ir::{self, Ir};
use crate::source::{ApiVersion, Folder, Includes, ListedPage, SourceError, Tree};

/// What was read: the IR of every version that the docs hold, and all findings in the order of their places.
#[derive(Debug)]
pub struct Reading {
    pub root: PathBuf,
    pub versions: Vec<Ir>,
    pub diagnostics: Vec<Diagnostic>,
    pub pages: Vec<PageRef>,
    /// A hash of each page, and of each file that pages include, by its path from the docs root.
    pub inputs: BTreeMap<String, String>,
    /// The docs hold no folders of a version: they are a selection by themselves.
    pub loose: bool,
}

/// A page that was read, as diagnostics name it and as the IR names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRef {
    pub version: ApiVersion,
    /// From the docs root.
    pub path: String,
    /// From the version's folder.
    pub file: String,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many pages were found.
    Found(usize),
    /// One more page was read.
    Read,
}

/// A page as it was read: nothing but findings when it could not be.
struct Read {
    page: Option<(PageRef, PageFacts, String)>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads a docs tree.
///
/// # Errors
/// When the folder cannot be listed, or holds no page that can be read.
pub fn read(docs: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Reading, SourceError> {
    let Tree { root, pages: listed, findings: mut diagnostics } = Tree::list(docs)?;
    progress(Progress::Found(listed.len()));
    let includes = Includes::new(&root);
    let loose = listed.iter().all(|p| p.folder == Folder::Loose);
    let read: Vec<Read> = listed
        .into_par_iter()
        .map(|listed| {
            let page = read_page(listed, &includes);
            progress(Progress::Read);
            page
        })
        .collect();
    let mut by_version: BTreeMap<ApiVersion, Vec<PageFacts>> = BTreeMap::new();
    let mut pages = Vec::with_capacity(read.len());
    let mut inputs = BTreeMap::new();
    for included in includes.files() {
        diagnostics.extend(included.finding.clone());
        inputs.insert(included.path.clone(), hash(&included.text));
    }
    for one in read {
        diagnostics.extend(one.diagnostics);
        let Some((page, facts, hash)) = one.page else { continue };
        inputs.insert(page.path.clone(), hash);
        by_version.entry(page.version).or_default().push(facts);
        pages.push(page);
    }
    if pages.is_empty() {
        return Err(SourceError::Empty { path: docs.into() });
    }
    // Somebody's readme files are no docs; in a tree of the docs' own folders every page counts, and has its findings.
    if loose && by_version.values().flatten().all(PageFacts::is_empty) {
        return Err(SourceError::Foreign { path: docs.into() });
    }
    let built: Vec<(Ir, Vec<Diagnostic>)> = by_version
        .into_par_iter()
        .map(|(version, pages)| {
            let mut found = Vec::new();
            (ir::build(version, &pages, &mut found), found)
        })
        .collect();
    let mut versions = Vec::new();
    for (ir, found) in built {
        versions.push(ir);
        diagnostics.extend(found);
    }
    diagnostics.sort();
    diagnostics.dedup();
    Ok(Reading { root, versions, diagnostics, pages, inputs, loose })
}

/// Reads and extracts one page, so that its text is gone before the next one is read.
fn read_page(listed: ListedPage, includes: &Includes) -> Read {
    let (page, unreadable) = listed.read(includes.root());
    let mut diagnostics: Vec<Diagnostic> = unreadable.into_iter().collect();
    let page = page.map(|page| {
        let (facts, found) = extract(&page, includes);
        diagnostics.extend(found);
        let hash = hash(&page.text);
        (PageRef { version: page.version, path: page.path, file: page.file }, facts, hash)
    });
    Read { page, diagnostics }
}
