//! From a docs folder to the IR of each of its versions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use crate::diagnostic::Diagnostic;
use crate::drift::hash;
use crate::extract::{PageFacts, extract};
use crate::ir::{self, Ir};
use crate::source::{ApiVersion, Folder, Includes, SourceError, SourcePage, Tree};

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

/// Reads a docs tree; `only` limits it to one version.
///
/// # Errors
/// When the folder cannot be listed, or holds no page.
pub fn read(
    docs: &Path,
    only: Option<ApiVersion>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Reading, SourceError> {
    let mut diagnostics = Vec::new();
    let mut tree = Tree::read(docs, &mut diagnostics)?;
    tree.pages.retain(|p| only.is_none_or(|v| v == p.version));
    progress(Progress::Found(tree.pages.len()));
    let includes = Includes::new(&tree.root);
    let loose = tree.pages.iter().all(|p| p.folder == Folder::Loose);
    let read: Vec<Read> = tree
        .pages
        .into_par_iter()
        .map(|page| {
            let (facts, diagnostics) = extract(&page, &includes);
            progress(Progress::Read);
            let inputs = inputs(&page, &includes);
            Read {
                page: PageRef { version: page.version, path: page.path, file: page.file },
                facts,
                diagnostics,
                inputs,
            }
        })
        .collect();
    let mut by_version: BTreeMap<ApiVersion, Vec<PageFacts>> = BTreeMap::new();
    let (mut pages, mut inputs) = (Vec::with_capacity(read.len()), BTreeMap::new());
    for one in read {
        diagnostics.extend(one.diagnostics);
        inputs.extend(one.inputs);
        by_version.entry(one.page.version).or_default().push(one.facts);
        pages.push(one.page);
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
    Ok(Reading { root: tree.root, versions, diagnostics, pages, inputs, loose })
}

struct Read {
    page: PageRef,
    facts: PageFacts,
    diagnostics: Vec<Diagnostic>,
    inputs: Vec<(String, String)>,
}

/// The page and what it includes, with their hashes. Line ends are left out of account, as they are by the reader.
fn inputs(page: &SourcePage, includes: &Includes) -> Vec<(String, String)> {
    static INCLUDE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\[!INCLUDE\s*\[[^\]]*\]\s*\(([^)\s]+)\)").ok());
    let targets = INCLUDE.iter().flat_map(|r| r.captures_iter(&page.text)).filter_map(|c| c.get(1));
    // Code samples in other languages are included by the thousand, and nothing of them reaches the output.
    let included = targets
        .map(|t| t.as_str())
        .filter(|t| !t.contains("/snippets/"))
        .filter_map(|t| includes.read(&page.path, t).ok())
        .map(|included| (included.0.clone(), hash(&included.1)));
    included.chain([(page.path.clone(), hash(&page.text))]).collect()
}
