//! What pages say, kept for the next run that reads docs of which most pages are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Listed, Loaded, Lost, Progress, load};
use crate::cache::{Bundle, Cache, PARTS, Part, Shelf, part_of, to_json};
use crate::diagnostic::Diagnostic;
use crate::extract::{Extracted, PageFacts, extract};
use crate::hash::hash;
use crate::source::{ApiVersion, Includes, ListedPage, SourcePage};

/// Both versions of a few docs trees.
const PAGES: Shelf = Shelf { name: "pages", most: 6 * PARTS };

/// The first line of an entry; what the page says is on the second one.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    /// A hash of the page itself, and of where it stands.
    source: String,
    /// What came of each target that it includes, as a hash.
    includes: BTreeMap<String, String>,
    /// A hash of what it says, and of where it stands.
    said: String,
    says_nothing: bool,
}

/// What one page says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub facts: PageFacts,
    pub findings: Vec<Diagnostic>,
}

/// A page that was read, or is known by what a run before kept of it.
#[derive(Debug)]
pub(super) struct KnownPage {
    pub loaded: Loaded,
    /// A hash of what it says; none where nothing is kept.
    pub said: Option<String>,
    pub says_nothing: bool,
    listed: ListedPage,
    says: Says,
}

#[derive(Debug)]
enum Says {
    Read(Box<Said>),
    /// It is in here, by the page's path.
    Kept(Arc<Bundle>),
}

/// As the folders say the version, and which of its parts it is.
type PartName = (Option<ApiVersion>, usize);

/// Some pages of a version, each with its place among all.
struct PagesOfPart {
    name: PartName,
    pages: Vec<(usize, Listed)>,
}

/// Reads pages in their order; what a run before kept of them is not read again.
pub(super) fn read(
    listed: Vec<Listed>,
    includes: &Includes,
    cache: Option<&Cache>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Result<KnownPage, Lost>> {
    let parts = parts(listed).into_par_iter();
    let mut read: Vec<_> = parts.flat_map_iter(|part| read_part(part, includes, cache, progress)).collect();
    read.sort_by_key(|(place, _)| *place);
    read.into_iter().map(|(_, page)| page).collect()
}

fn parts(listed: Vec<Listed>) -> Vec<PagesOfPart> {
    let mut parts: BTreeMap<PartName, PagesOfPart> = BTreeMap::new();
    for (place, page) in listed.into_iter().enumerate() {
        let name = (page.page.version, part_of(page.page.path()));
        parts.entry(name).or_insert_with(|| PagesOfPart { name, pages: Vec::new() }).pages.push((place, page));
    }
    parts.into_values().collect()
}

fn read_part(
    PagesOfPart { name, pages }: PagesOfPart,
    includes: &Includes,
    cache: Option<&Cache>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<(usize, Result<KnownPage, Lost>)> {
    let mut kept = cache.map(|cache| Part::open(cache, PAGES, format!("{:?} {name:?}", includes.root())));
    let mut read = Vec::with_capacity(pages.len());
    for (place, listed) in pages {
        let path = listed.page.path().to_owned();
        let page = read_page(listed, &mut kept, includes);
        progress(Progress::Read);
        read.push((place, page.map_err(|error| Lost::new(path, &error))));
    }
    if let Some(kept) = kept {
        kept.close();
    }
    read
}

fn read_page(
    Listed { page: listed, loaded }: Listed,
    kept: &mut Option<Part<'_>>,
    includes: &Includes,
) -> std::io::Result<KnownPage> {
    let known = |kept: &mut Part<'_>, loaded: &Loaded| recall(kept, loaded, includes);
    if let (Some(kept), Some(loaded)) = (kept.as_mut(), loaded)
        && let Some((head, bundle)) = known(kept, &loaded)
    {
        return Ok(KnownPage::of_entry(listed, loaded, head, bundle));
    }
    let (loaded, source) = load(listed.clone(), includes.root())?;
    let Some(kept) = kept else {
        let (said, _) = extract_page(&source, includes);
        let says_nothing = said.facts.is_empty();
        return Ok(KnownPage { loaded, said: None, says_nothing, listed, says: Says::Read(Box::new(said)) });
    };
    if let Some((head, bundle)) = known(kept, &loaded) {
        return Ok(KnownPage::of_entry(listed, loaded, head, bundle));
    }
    let (said, head) = extract_to_keep(kept, &loaded, &source, includes);
    let Head { said: hash, says_nothing, .. } = head;
    Ok(KnownPage { loaded, said: Some(hash), says_nothing, listed, says: Says::Read(Box::new(said)) })
}

/// The entry of a page that was the same, and included the same.
fn recall(kept: &mut Part<'_>, loaded: &Loaded, includes: &Includes) -> Option<(Head, Arc<Bundle>)> {
    let path = &loaded.page.path;
    let bundle = kept.before()?;
    let [head, _] = lines(bundle.get(path)?)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    let same = |(target, outcome): (&String, &String)| includes.outcome(path, target) == *outcome;
    if head.source != identity(loaded, &loaded.hash) || !head.includes.iter().all(same) {
        return None;
    }
    let bundle = Arc::clone(bundle);
    kept.leave(path.clone());
    Some((head, bundle))
}

/// Those of an entry.
fn lines(entry: &[u8]) -> Option<[&[u8]; 2]> {
    let mut lines = entry.splitn(2, |byte| *byte == b'\n');
    Some([lines.next()?, lines.next()?])
}

/// What a page says, and what it includes to say it.
fn extract_page(source: &SourcePage, includes: &Includes) -> (Said, BTreeSet<String>) {
    let Extracted { facts, diagnostics, includes } = extract(source, includes);
    (Said { facts, findings: diagnostics }, includes)
}

fn extract_to_keep(kept: &mut Part<'_>, loaded: &Loaded, source: &SourcePage, includes: &Includes) -> (Said, Head) {
    let path = loaded.page.path.clone();
    let (said, targets) = extract_page(source, includes);
    let outcomes = targets.into_iter().map(|target| (includes.outcome(&path, &target), target));
    let says = to_json(&said);
    let head = Head {
        source: identity(loaded, &loaded.hash),
        includes: outcomes.map(|(outcome, target)| (target, outcome)).collect(),
        said: identity(loaded, &hash(&says)),
        says_nothing: said.facts.is_empty(),
    };
    kept.put(path, [to_json(&head), says].join(&b'\n'));
    (said, head)
}

impl KnownPage {
    fn of_entry(listed: ListedPage, loaded: Loaded, head: Head, bundle: Arc<Bundle>) -> Self {
        let Head { said, says_nothing, .. } = head;
        Self { loaded, said: Some(said), says_nothing, listed, says: Says::Kept(bundle) }
    }

    /// What it says.
    ///
    /// # Errors
    /// When what was kept of it is of no use, and the page is gone or another one.
    pub fn open(self, includes: &Includes) -> Result<Said, Lost> {
        let Self { loaded, listed, says, .. } = self;
        let bundle = match says {
            Says::Read(said) => return Ok(*said),
            Says::Kept(bundle) => bundle,
        };
        let path = loaded.page.path;
        // JSON that is nested too deeply for its reader is kept, and read again.
        let kept = bundle.get(&path).and_then(lines).and_then(|[_, says]| serde_json::from_slice(says).ok());
        kept.map_or_else(
            || {
                let lost = |error: std::io::Error| Lost::new(path.clone(), &error);
                let (now, source) = load(listed, includes.root()).map_err(lost)?;
                if now.hash != loaded.hash {
                    return Err(lost(std::io::Error::other("it changed while it was read")));
                }
                Ok(extract_page(&source, includes).0)
            },
            Ok,
        )
    }
}

/// The hash of something that is a page's, with where the page stands.
fn identity(Loaded { page, folder, hash: _, invalid }: &Loaded, of: &str) -> String {
    hash(format!("{page:?} {folder:?} {invalid:?} {of}"))
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::pipeline::{Pages, read_pages};

    /// The docs of this repository, and those that `MSGRAPH_DOCS` names.
    pub fn docs() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let corpus = std::env::var_os("MSGRAPH_DOCS").map(|folder| PathBuf::from(folder).join("corpus/2021-03"));
        if corpus.is_none() {
            println!("MSGRAPH_DOCS is not set: the corpus is left out");
        }
        std::iter::once(root.join("docs-input")).chain(corpus).collect()
    }

    /// What was read, the hash of what it says, and what each page says.
    fn told(pages: Pages) -> (Option<String>, String) {
        let Pages { mut reading, by_version, includes, cache: _ } = pages;
        let said = reading.said.take();
        let pages = by_version.into_values().flatten().map(|page| page.open(&includes));
        (said, format!("{reading:?} {:?}", pages.collect::<Vec<_>>()))
    }

    #[test]
    fn what_pages_say_comes_back_as_it_was_kept() {
        for docs in docs() {
            let folder = tempfile::tempdir().unwrap();
            let cache = Cache::new(folder.path(), "build");
            let read = |cache: Option<&Cache>| told(read_pages(&docs, None, cache, &|_| {}).unwrap());
            let ((_, fresh), kept) = (read(None), read(Some(&cache)));
            assert!(fresh == kept.1 && kept.0.is_some(), "{}", docs.display());
            let parts = std::fs::read_dir(folder.path().join(PAGES.name)).unwrap().count();
            assert!((2..=2 * PARTS).contains(&parts), "{parts}");
            assert!(kept == read(Some(&cache)), "{}", docs.display());
        }
    }
}
