//! From a docs folder to the IR of each of its versions.

mod kept;
mod pages;
mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::hash::hash;
use crate::model::Ir;
use crate::source::{ApiVersion, Folder, Includes, ListedPage, SourceError, SourcePage, Tree};
use kept::KnownPage;
use pages::said_by;

pub use pages::{Fill, Pages};

/// What was read: the IR of every version that the docs hold, and all findings in the order of their places.
#[derive(Clone, Debug)]
pub struct Reading {
    pub root: PathBuf,
    pub versions: Vec<Ir>,
    pub diagnostics: Vec<Diagnostic>,
    pub pages: Vec<PageRef>,
    /// The product that a page names, by the page's path from the docs root.
    pub products: BTreeMap<String, String>,
    /// A hash of each page, and of each file that pages include, by its path from the docs root.
    pub inputs: BTreeMap<String, String>,
    /// The docs hold no folders of a version: they are a selection by themselves.
    pub loose: bool,
    /// The pages and includes that are there and could not be read, by their path from the docs root, and why.
    pub lost: Vec<(String, String)>,
    /// What was on disk.
    pub sources: Sources,
    /// A hash of all that the pages say, each by itself: where it is the same, the same comes of them by the same settings. None
    /// where it is not kept, or a page could not be read.
    pub said: Option<String>,
    /// Of each version a hash of what its pages say, and of what filled in what they leave open; without those of which the
    /// pages' is not kept.
    pub built_from: BTreeMap<ApiVersion, String>,
}

/// What a docs tree was on disk: trees of which both are the same are read as the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// A hash of all pages, and of what stands among them and is none.
    pub pages: String,
    /// What came of each path that pages include, as a hash.
    pub includes: BTreeMap<String, String>,
}

impl Reading {
    /// The versions that the docs hold.
    pub fn held_versions(&self) -> Vec<ApiVersion> {
        let versions: BTreeSet<ApiVersion> = self.pages.iter().map(|page| page.version).collect();
        versions.into_iter().collect()
    }

    /// What is made from these docs must not lack what only could not be read.
    ///
    /// # Errors
    /// When a page could not be read from disk.
    pub fn require_all(&self) -> Result<(), SourceError> {
        match self.lost.first() {
            Some((page, why)) => Err(SourceError::Lost { page: self.root.join(page), why: why.clone() }),
            None => Ok(()),
        }
    }

    /// # Errors
    /// As [`Reading::require_all`]; also when the docs hold neither a type nor a request, of which no crate can be made.
    pub fn require_crate(&self) -> Result<(), SourceError> {
        self.require_all()?;
        let nothing = |ir: &Ir| ir.types.is_empty() && ir.operations.iter().all(|o| o.requests.is_empty());
        if self.versions.iter().all(nothing) {
            return Err(SourceError::Nothing { path: self.root.clone() });
        }
        Ok(())
    }
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

/// A page that was read from disk.
#[derive(Debug)]
struct Loaded {
    page: PageRef,
    folder: Folder,
    /// The hash of its text.
    hash: String,
    /// What is wrong with its bytes.
    invalid: Option<Diagnostic>,
}

/// A page that is there and cannot be read.
#[derive(Debug)]
struct Lost {
    path: String,
    why: String,
}

/// The pages of a docs tree, before what they say is known.
#[derive(Debug)]
struct Listing {
    docs: PathBuf,
    api: Option<ApiVersion>,
    tree: Tree,
    includes: Includes,
    pages: Vec<Listed>,
}

/// A page, with what is on disk where that was looked at.
#[derive(Debug)]
struct Listed {
    page: ListedPage,
    loaded: Option<Loaded>,
}

/// A docs tree as it is on disk, of which nothing was read for what it says.
#[derive(Debug)]
pub struct Survey {
    pub root: PathBuf,
    pub pages: Vec<PageRef>,
    /// The hash of each page, by its path from the docs root.
    pub inputs: BTreeMap<String, String>,
    /// As [`Reading::loose`].
    pub loose: bool,
    /// As [`Sources::pages`].
    pub hash: String,
    listing: Listing,
}

impl Survey {
    /// Whether what these pages include is what it was for a reading of the same pages.
    pub fn includes_are(&self, outcomes: &BTreeMap<String, String>) -> bool {
        self.listing.includes.still_give(outcomes)
    }

    /// As [`read_pages`].
    ///
    /// # Errors
    /// As [`read_pages`].
    pub fn read(self, cache: Option<&Cache>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Pages, SourceError> {
        self.listing.read(cache, progress)
    }
}

/// Looks at a docs tree, at a small part of what it costs to [`read`] it.
///
/// # Errors
/// When the folder or one of its pages cannot be read.
pub fn survey(docs: &Path, api: Option<ApiVersion>) -> Result<Survey, SourceError> {
    let mut listing = Listing::new(docs, api)?;
    let root = listing.tree.root.clone();
    listing.pages.par_iter_mut().try_for_each(|listed| {
        let lost =
            |error: std::io::Error| SourceError::Lost { page: root.join(listed.page.path()), why: error.to_string() };
        listed.loaded = Some(load(listed.page.clone(), &root).map_err(lost)?.0);
        Ok::<(), SourceError>(())
    })?;
    let loaded = listing.pages.iter().filter_map(|listed| listed.loaded.as_ref());
    // Also of loose pages of the other version, which are read before that is known, with what they include.
    let hash = hash_of_pages(&listing.tree.findings, loaded.clone());
    let loaded: Vec<&Loaded> = loaded.filter(|loaded| is_of(&loaded.page, api)).collect();
    let inputs = loaded.iter().map(|loaded| (loaded.page.path.clone(), loaded.hash.clone())).collect();
    let pages = loaded.iter().map(|loaded| loaded.page.clone()).collect();
    let loose = listing.is_loose();
    Ok(Survey { root, pages, inputs, loose, hash, listing })
}

/// Loose pages say only themselves of which version they are.
fn is_of(page: &PageRef, api: Option<ApiVersion>) -> bool {
    api.is_none_or(|only| only == page.version)
}

fn load(listed: ListedPage, root: &Path) -> std::io::Result<(Loaded, SourcePage)> {
    let (source, invalid) = listed.read(root)?;
    let page = PageRef { version: source.version, path: source.path.clone(), file: source.file.clone() };
    let loaded = Loaded { page, folder: source.folder, hash: hash(&source.text), invalid };
    Ok((loaded, source))
}

fn hash_of_pages<'l>(findings: &[Diagnostic], pages: impl IntoIterator<Item = &'l Loaded>) -> String {
    let mut text = format!("{findings:?}");
    for Loaded { page, folder, hash, invalid } in pages {
        // Writing to a text cannot fail.
        let _ = write!(text, "\n{page:?} {folder:?} {hash} {invalid:?}");
    }
    hash(text)
}

/// Reads a docs tree.
///
/// # Errors
/// When the folder cannot be listed, or holds no page that can be read.
pub fn read(docs: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Reading, SourceError> {
    Ok(read_pages(docs, None, None, progress)?.build(&()))
}

/// Reads each page of a docs tree, or of one of its versions. What pages say that are as they were is taken from the cache.
///
/// # Errors
/// As [`read`].
pub fn read_pages(
    docs: &Path,
    api: Option<ApiVersion>,
    cache: Option<&Cache>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Pages, SourceError> {
    Listing::new(docs, api)?.read(cache, progress)
}

impl Listing {
    fn new(docs: &Path, api: Option<ApiVersion>) -> Result<Self, SourceError> {
        let mut tree = Tree::list(docs, api)?;
        let pages = std::mem::take(&mut tree.pages).into_iter().map(|page| Listed { page, loaded: None }).collect();
        Ok(Self { docs: docs.to_owned(), api, includes: Includes::new(&tree.root), tree, pages })
    }

    fn is_loose(&self) -> bool {
        self.pages.iter().all(|listed| listed.page.folder == Folder::Loose)
    }

    fn read(self, cache: Option<&Cache>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Pages, SourceError> {
        progress(Progress::Found(self.pages.len()));
        let loose = self.is_loose();
        let Self { docs, api, mut tree, includes, pages } = self;
        let (mut known, mut unreadable) = (Vec::with_capacity(pages.len()), Vec::new());
        for page in kept::read(pages, &includes, cache, progress) {
            match page {
                Ok(page) => known.push(page),
                Err(page) => unreadable.push(page),
            }
        }
        let hash_of_all = hash_of_pages(&tree.findings, known.iter().map(|page| &page.loaded));
        let held = known.first().map(|page| page.loaded.page.version);
        known.retain(|page| is_of(&page.loaded.page, api));
        if let (Some(wanted), Some(held), true) = (api, held, known.is_empty() && unreadable.is_empty()) {
            return Err(SourceError::NoVersion { wanted, held });
        }
        if let (true, Some(Lost { path, why })) = (known.is_empty(), unreadable.first()) {
            let (first, why) = (path.clone(), why.clone());
            return Err(SourceError::NoneReadable { path: docs, pages: unreadable.len(), first, why });
        }
        // Somebody's readme files are no docs; in a tree of the docs' own folders every page counts, and has its findings.
        if loose && known.iter().all(|page| page.says_nothing) {
            return Err(tree.link(&docs).unwrap_or(SourceError::Foreign { path: docs }));
        }
        let mut lost = includes.lost();
        lost.sort();
        let mut reading = Reading {
            root: tree.root,
            versions: Vec::new(),
            diagnostics: Vec::new(),
            pages: known.iter().map(|page| page.loaded.page.clone()).collect(),
            products: BTreeMap::new(),
            inputs: BTreeMap::new(),
            loose,
            lost,
            sources: Sources { pages: hash_of_all, includes: includes.outcomes() },
            said: None,
            built_from: BTreeMap::new(),
        };
        for included in includes.files() {
            reading.diagnostics.extend(included.finding.clone());
            reading.inputs.insert(included.path.clone(), hash(&included.text));
        }
        for Loaded { page, hash, invalid, .. } in known.iter().map(|page| &page.loaded) {
            reading.diagnostics.extend(invalid.clone());
            reading.inputs.insert(page.path.clone(), hash.clone());
        }
        reading.diagnostics.append(&mut tree.findings);
        unreadable.into_iter().for_each(|page| reading.lose(page));
        if reading.lost.is_empty() {
            reading.said = said_by(&known).map(|said| hash(format!("{:?} {said}", reading.diagnostics)));
        }
        let mut by_version: BTreeMap<ApiVersion, Vec<KnownPage>> = BTreeMap::new();
        for page in known {
            by_version.entry(page.loaded.page.version).or_default().push(page);
        }
        Ok(Pages { reading, by_version, includes, cache: cache.cloned() })
    }
}

impl Lost {
    fn new(path: String, error: &std::io::Error) -> Self {
        Self { path, why: error.to_string() }
    }
}

impl Reading {
    /// Goes on without a page.
    fn lose(&mut self, Lost { path, why }: Lost) {
        let found = format!("cannot read the page: {why}");
        self.diagnostics.push(Diagnostic::new(
            Code::UnreadablePage,
            Place::new(&path, 1, 0),
            found,
            "the page was left out",
        ));
        self.lost.push((path, why));
        self.lost.sort();
    }
}
