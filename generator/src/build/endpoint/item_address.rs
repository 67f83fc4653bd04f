//! Items that have other addresses than their id. Where pages write `drive/root:/{path}` for what is `drive/items/{id}` as well,
//! whatever is below an item of that drive is below each of its addresses.

use std::collections::HashSet;

use crate::model::{Part, Segment, folded_shape};

/// The owners whose items have other addresses, with the collection that holds them by their id.
#[derive(Debug, Default)]
pub struct ItemAddresses {
    /// The shape of the URL of the owner and of the collection below it.
    collections: HashSet<Vec<String>>,
}

/// A URL with a path after a colon.
enum ByPath<'s> {
    /// `root:/{path}` of an owner.
    Start { owner: &'s [Segment], start: String, rest: &'s [Segment] },
    /// `items/{id}:/{path}` of an owner.
    Key { owner: &'s [Segment], collection: String },
}

impl ItemAddresses {
    /// What the pages show, each with the URLs of one method that it names.
    pub fn new(pages: &[Vec<Vec<Segment>>]) -> Self {
        let all: Vec<&Vec<Segment>> = pages.iter().flatten().collect();
        let mut alike: HashSet<(String, String)> = HashSet::new();
        let mut owners: HashSet<(Vec<String>, String)> = HashSet::new();
        let mut keyed: HashSet<(Vec<String>, String)> = HashSet::new();
        for by_path in all.iter().filter_map(|segments| by_path(segments)) {
            match by_path {
                ByPath::Start { owner, start, .. } => owners.insert((folded_shape(owner), start)),
                ByPath::Key { owner, collection } => keyed.insert((folded_shape(owner), collection)),
            };
        }
        // Below one owner both an item of the collection and the start take a path, or one page names what is the same
        // below both.
        for (owner, start) in &owners {
            let collections = keyed.iter().filter(|(of, _)| of == owner);
            alike.extend(collections.map(|(_, collection)| (collection.clone(), start.clone())));
        }
        for page in pages {
            for by_path in page.iter().filter_map(|segments| by_path(segments)) {
                let ByPath::Start { owner, start, rest } = by_path else { continue };
                let same = page.iter().filter_map(|other| collection_of(other, owner, rest));
                alike.extend(same.map(|collection| (collection, start.clone())));
            }
        }
        // That an owner has the start, with a path or without one, says that it is such an owner.
        let starts: HashSet<&String> = alike.iter().map(|(_, start)| start).collect();
        owners.extend(all.iter().flat_map(|segments| {
            let plain =
                segments.iter().enumerate().filter_map(|(at, segment)| Some((at, segment.literal()?.to_lowercase())));
            plain.filter(|(_, name)| starts.contains(name)).map(|(at, name)| (folded_shape(&segments[..at]), name))
        }));
        let collection = |owner: &[String], name: &String| [owner, std::slice::from_ref(name)].concat();
        let of_starts = owners.iter().flat_map(|(owner, start)| {
            let collections = alike.iter().filter(move |(_, of)| of == start);
            collections.map(|(name, _)| collection(owner, name))
        });
        let of_keys = keyed.iter().filter(|(_, name)| alike.iter().any(|(known, _)| known == name));
        let of_keys = of_keys.map(|(owner, name)| collection(owner, name));
        Self { collections: of_starts.chain(of_keys).collect() }
    }

    /// The segment of a URL that is the id of such an item, and nothing else.
    pub fn key(&self, segments: &[Segment]) -> Option<usize> {
        if self.collections.is_empty() {
            return None;
        }
        let keys = (1..segments.len()).filter(|at| segments[*at].key().is_some());
        let mut of_items = keys.filter(|at| self.collections.contains(&folded_shape(&segments[..*at])));
        of_items.next()
    }
}

/// The first path after a colon.
fn by_path(segments: &[Segment]) -> Option<ByPath<'_>> {
    (0..segments.len()).find_map(|at| {
        let path = segments.get(at + 1)?;
        let rest = &segments[at + 2..];
        if !(path.key().is_some() && rest.is_empty() || is_key_with_colon(path)) {
            return None;
        }
        let owner = &segments[..at];
        if let Some(start) = segments[at].literal().and_then(|text| text.strip_suffix(':')) {
            return Some(ByPath::Start { owner, start: start.to_lowercase(), rest });
        }
        let (collection, owner) = owner.split_last().filter(|_| is_key_with_colon(&segments[at]))?;
        Some(ByPath::Key { owner, collection: collection.literal()?.to_lowercase() })
    })
}

/// `{item-path}:`
fn is_key_with_colon(segment: &Segment) -> bool {
    matches!(segment.parts.as_slice(), [Part::Placeholder(_), Part::Literal(colon)] if colon == ":")
}

/// The collection below the owner whose items the URL is of, with this rest after their key.
fn collection_of(segments: &[Segment], owner: &[Segment], rest: &[Segment]) -> Option<String> {
    let (collection, after) = (segments.get(owner.len())?, segments.get(owner.len() + 1..)?);
    let (key, below) = after.split_first()?;
    let same =
        folded_shape(&segments[..owner.len()]) == folded_shape(owner) && folded_shape(below) == folded_shape(rest);
    let collection = collection.literal().filter(|name| same && key.key().is_some() && !name.ends_with(':'))?;
    Some(collection.to_lowercase())
}
