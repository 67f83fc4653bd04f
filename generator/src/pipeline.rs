//! From a docs folder to the IR of each of its versions.

use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::extract::{PageFacts, extract};
use crate::ir::{self, Ir};
use crate::source::{ApiVersion, Includes, SourceError, Tree};

/// What was read: the IR of every version that the docs hold, and all findings in the order of their places.
#[derive(Debug)]
pub struct Reading {
    pub root: std::path::PathBuf,
    pub versions: Vec<Ir>,
    pub diagnostics: Vec<Diagnostic>,
    pub pages: usize,
}

/// Reads a docs tree; `only` limits it to one version, and `progress` is called once a page.
///
/// # Errors
/// When the folder cannot be listed, or holds no page.
pub fn read(docs: &Path, only: Option<ApiVersion>, progress: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
    let mut diagnostics = Vec::new();
    let mut tree = Tree::read(docs, &mut diagnostics)?;
    tree.pages.retain(|p| only.is_none_or(|v| v == p.version));
    let includes = Includes::new(&tree.root);
    let pages = tree.pages.len();
    let read: Vec<(ApiVersion, PageFacts, Vec<Diagnostic>)> = tree
        .pages
        .into_par_iter()
        .map(|page| {
            let (facts, found) = extract(&page, &includes);
            progress();
            (page.version, facts, found)
        })
        .collect();
    let mut by_version: Vec<(ApiVersion, Vec<PageFacts>)> = ApiVersion::ALL.into_iter().map(|v| (v, Vec::new())).collect();
    for (version, facts, found) in read {
        diagnostics.extend(found);
        if let Some((_, pages)) = by_version.iter_mut().find(|(v, _)| *v == version) {
            pages.push(facts);
        }
    }
    let built: Vec<(Ir, Vec<Diagnostic>)> = by_version
        .into_par_iter()
        .filter(|(_, pages)| !pages.is_empty())
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
    Ok(Reading { root: tree.root, versions, diagnostics, pages })
}
