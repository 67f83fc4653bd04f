//! What pages say, kept for the next run that reads docs of which most pages are the same.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Loaded, Progress, Read, load, unreadable};
use crate::cache::{Bundle, Cache, Shelf};
use crate::diagnostic::Diagnostic;
use crate::extract::{Extracted, PageFacts, extract};
use crate::hash::hash;
use crate::source::{ApiVersion, Includes, ListedPage, SourcePage};

/// So many entries hold the pages of a version: for a page that changed, one of them is written again.
const PARTS: usize = 64;

/// Both versions of a few docs trees.
const PAGES: Shelf = Shelf { name: "pages", most: 6 * PARTS };

/// What one page says, and what that depends on.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// A hash of the page itself, and of where it stands.
    source: String,
    /// What came of each target that it includes, as a hash.
    includes: BTreeMap<String, String>,
    facts: PageFacts,
    findings: Vec<Diagnostic>,
}

/// As the folders say the version, and which of its parts it is.
type PartName = (Option<ApiVersion>, usize);

/// Some pages of a version, each with its place among all.
struct Part {
    name: PartName,
    pages: Vec<(usize, ListedPage)>,
}

/// Reads pages in their order; what a run before kept of them is not read again.
pub(super) fn read(
    listed: Vec<ListedPage>,
    includes: &Includes,
    cache: Option<&Cache>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Read> {
    let parts = parts(listed).into_par_iter();
    let mut read: Vec<(usize, Read)> = parts.flat_map_iter(|part| read_part(part, includes, cache, progress)).collect();
    read.sort_by_key(|(place, _)| *place);
    read.into_iter().map(|(_, page)| page).collect()
}

fn parts(listed: Vec<ListedPage>) -> Vec<Part> {
    let mut parts: BTreeMap<PartName, Part> = BTreeMap::new();
    for (place, page) in listed.into_iter().enumerate() {
        let spread = page.path().bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let name = (page.version, spread % PARTS);
        parts.entry(name).or_insert_with(|| Part { name, pages: Vec::new() }).pages.push((place, page));
    }
    parts.into_values().collect()
}

fn read_part(
    part: Part,
    includes: &Includes,
    cache: Option<&Cache>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<(usize, Read)> {
    let key = format!("{:?} {:?}", includes.root(), part.name);
    let kept = cache.and_then(|cache| Bundle::open(cache.get(PAGES, &key)?));
    let mut entries: Vec<(String, Option<Vec<u8>>)> = Vec::new();
    let mut read = Vec::with_capacity(part.pages.len());
    for (place, listed) in part.pages {
        let path = listed.path().to_owned();
        let page = match load(listed, includes.root()) {
            Ok((loaded, source)) => {
                let kept = kept.as_ref().and_then(|kept| recall(kept.get(&path)?, &loaded, includes));
                let (facts, diagnostics, new) = kept.map_or_else(
                    || extract_page(&loaded, &source, includes, cache.is_some()),
                    |entry| (entry.facts, entry.findings, None),
                );
                entries.push((path, new));
                Read { page: Some((loaded, facts)), diagnostics, lost: None }
            }
            Err(error) => unreadable(path, &error),
        };
        progress(Progress::Read);
        read.push((place, page));
    }
    if let Some(cache) = cache {
        keep(cache, &key, kept.as_ref(), entries);
    }
    read
}

/// What a page said when it was the same, and included the same.
fn recall(entry: &[u8], loaded: &Loaded, includes: &Includes) -> Option<Entry> {
    let entry: Entry = serde_json::from_slice(entry).ok()?;
    let path = &loaded.page.path;
    let same = |(target, outcome): (&String, &String)| includes.outcome(path, target) == *outcome;
    (entry.source == identity(loaded) && entry.includes.iter().all(same)).then_some(entry)
}

fn extract_page(
    loaded: &Loaded,
    source: &SourcePage,
    includes: &Includes,
    keeps: bool,
) -> (PageFacts, Vec<Diagnostic>, Option<Vec<u8>>) {
    let Extracted { facts, diagnostics, includes: targets } = extract(source, includes);
    if !keeps {
        return (facts, diagnostics, None);
    }
    let outcomes = targets.into_iter().map(|target| (includes.outcome(&source.path, &target), target));
    let includes = outcomes.map(|(outcome, target)| (target, outcome)).collect();
    let entry = Entry { source: identity(loaded), includes, facts, findings: diagnostics };
    // Texts, numbers, and lists and maps of them always serialise.
    let bytes = serde_json::to_vec(&entry).unwrap_or_default();
    (entry.facts, entry.findings, Some(bytes))
}

fn identity(loaded: &Loaded) -> String {
    let Loaded { page, folder, hash: text, invalid: _ } = loaded;
    hash(format!("{page:?} {folder:?} {text}"))
}

/// Keeps what pages say, unless all of it was kept. Pages that are gone leave with the next one that changes.
fn keep(cache: &Cache, key: &str, kept: Option<&Bundle>, entries: Vec<(String, Option<Vec<u8>>)>) {
    if entries.iter().all(|(_, new)| new.is_none()) {
        return;
    }
    let known = |path: &str| kept.and_then(|kept| kept.get(path)).unwrap_or_default().to_vec();
    let all = entries.into_iter().map(|(path, new)| {
        let entry = new.unwrap_or_else(|| known(&path));
        (path, entry)
    });
    cache.put(PAGES, key, &Bundle::pack(all));
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::pipeline::{Pages, read_pages};

    /// The docs of this repository, and those that `MSGRAPH_DOCS` names.
    fn docs() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let corpus = std::env::var_os("MSGRAPH_DOCS").map(|folder| PathBuf::from(folder).join("corpus/2021-03"));
        if corpus.is_none() {
            println!("MSGRAPH_DOCS is not set: the corpus is left out");
        }
        std::iter::once(root.join("docs-input")).chain(corpus).collect()
    }

    fn told(pages: &Pages) -> String {
        format!("{pages:?}")
    }

    #[test]
    fn what_pages_say_comes_back_as_it_was_kept() {
        for docs in docs() {
            let folder = tempfile::tempdir().unwrap();
            let cache = Cache::new(folder.path(), "build");
            let read = |cache: Option<&Cache>| told(&read_pages(&docs, None, cache, &|_| {}).unwrap());
            let fresh = read(None);
            assert!(fresh == read(Some(&cache)), "{}", docs.display());
            let parts = std::fs::read_dir(folder.path().join(PAGES.name)).unwrap().count();
            assert!((2..=2 * PARTS).contains(&parts), "{parts}");
            assert!(fresh == read(Some(&cache)), "{}", docs.display());
        }
    }
}
