//! What pages say, kept for the next run that reads docs of which most pages are the same.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Listed, Loaded, Progress, Read, load, unreadable};
use crate::cache::{Cache, PARTS, Part, Shelf, part_of, to_json};
use crate::diagnostic::Diagnostic;
use crate::extract::{Extracted, PageFacts, extract};
use crate::hash::hash;
use crate::source::{ApiVersion, Includes, ListedPage, SourcePage};

/// Both versions of a few docs trees.
const PAGES: Shelf = Shelf { name: "pages", most: 6 * PARTS };

/// The first line of an entry; what the page says is on the second one.
#[derive(Serialize, Deserialize)]
struct Head {
    /// A hash of the page itself, and of where it stands.
    source: String,
    /// What came of each target that it includes, as a hash.
    includes: BTreeMap<String, String>,
    /// A hash of what it says, and of where it stands.
    said: String,
}

/// What one page says.
#[derive(Serialize, Deserialize)]
struct Said {
    facts: PageFacts,
    findings: Vec<Diagnostic>,
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
) -> Vec<Read> {
    let parts = parts(listed).into_par_iter();
    let mut read: Vec<(usize, Read)> = parts.flat_map_iter(|part| read_part(part, includes, cache, progress)).collect();
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
) -> Vec<(usize, Read)> {
    let mut kept = cache.map(|cache| Part::open(cache, PAGES, format!("{:?} {name:?}", includes.root())));
    let mut read = Vec::with_capacity(pages.len());
    for (place, Listed { page, loaded }) in pages {
        let path = page.path().to_owned();
        let known = loaded.and_then(|loaded| {
            let (said, hash) = recall(kept.as_mut()?, &loaded, includes)?;
            Some((loaded, said, Some(hash)))
        });
        let said = known.map_or_else(|| read_page(page, &mut kept, includes), Ok);
        let page = match said {
            Ok((loaded, Said { facts, findings }, said)) => {
                Read { page: Some((loaded, facts)), said, diagnostics: findings, lost: None }
            }
            Err(error) => unreadable(path, &error),
        };
        progress(Progress::Read);
        read.push((place, page));
    }
    if let Some(kept) = kept {
        kept.close();
    }
    read
}

/// What a page says, with the hash of it where it is kept.
type Known = (Loaded, Said, Option<String>);

fn read_page(page: ListedPage, kept: &mut Option<Part<'_>>, includes: &Includes) -> std::io::Result<Known> {
    let (loaded, source) = load(page, includes.root())?;
    let Some(kept) = kept else {
        let Extracted { facts, diagnostics, includes: _ } = extract(&source, includes);
        return Ok((loaded, Said { facts, findings: diagnostics }, None));
    };
    let (said, hash) =
        recall(kept, &loaded, includes).unwrap_or_else(|| extract_to_keep(kept, &loaded, &source, includes));
    Ok((loaded, said, Some(hash)))
}

/// What a page said when it was the same, and included the same.
fn recall(kept: &mut Part<'_>, loaded: &Loaded, includes: &Includes) -> Option<(Said, String)> {
    let path = &loaded.page.path;
    let mut lines = kept.before(path)?.splitn(2, |byte| *byte == b'\n');
    let head: Head = serde_json::from_slice(lines.next()?).ok()?;
    let same = |(target, outcome): (&String, &String)| includes.outcome(path, target) == *outcome;
    if head.source != identity(loaded, &loaded.hash) || !head.includes.iter().all(same) {
        return None;
    }
    let said = serde_json::from_slice(lines.next()?).ok()?;
    kept.leave(path.clone());
    Some((said, head.said))
}

fn extract_to_keep(kept: &mut Part<'_>, loaded: &Loaded, source: &SourcePage, includes: &Includes) -> (Said, String) {
    let path = loaded.page.path.clone();
    let Extracted { facts, diagnostics, includes: targets } = extract(source, includes);
    let outcomes = targets.into_iter().map(|target| (includes.outcome(&path, &target), target));
    let said = Said { facts, findings: diagnostics };
    let says = to_json(&said);
    let head = Head {
        source: identity(loaded, &loaded.hash),
        includes: outcomes.map(|(outcome, target)| (target, outcome)).collect(),
        said: identity(loaded, &hash(&says)),
    };
    kept.put(path, [to_json(&head), says].join(&b'\n'));
    (said, head.said)
}

/// The hash of something that is a page's, with where the page stands.
fn identity(Loaded { page, folder, hash: _, invalid }: &Loaded, of: &str) -> String {
    hash(format!("{page:?} {folder:?} {invalid:?} {of}"))
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

    /// What was read, and the hash of what it says.
    fn told(mut pages: Pages) -> (String, Option<String>) {
        let said = pages.reading.said.take();
        (format!("{pages:?}"), said)
    }

    #[test]
    fn what_pages_say_comes_back_as_it_was_kept() {
        for docs in docs() {
            let folder = tempfile::tempdir().unwrap();
            let cache = Cache::new(folder.path(), "build");
            let read = |cache: Option<&Cache>| told(read_pages(&docs, None, cache, &|_| {}).unwrap());
            let ((fresh, _), kept) = (read(None), read(Some(&cache)));
            assert!(fresh == kept.0 && kept.1.is_some(), "{}", docs.display());
            let parts = std::fs::read_dir(folder.path().join(PAGES.name)).unwrap().count();
            assert!((2..=2 * PARTS).contains(&parts), "{parts}");
            assert!(kept == read(Some(&cache)), "{}", docs.display());
        }
    }
}
