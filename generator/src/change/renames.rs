//! Recognises what was renamed among what is gone and what is new, where the evidence is plain: one candidate on each side.

use std::collections::{BTreeSet, HashMap};

use crate::surface::{Attribute, Fact, Subject, Surface};

/// From the old name to the new one.
pub type Renames<'s> = Vec<(&'s str, &'s str)>;

/// What tells that two things are one, if it has any.
type Evidence<'e, T> = &'e dyn Fn(&str, T) -> Option<String>;

/// Whether a pair may be one thing.
type Fits<'e, T> = &'e dyn Fn((&str, T), (&str, T)) -> bool;

/// The pairs that share a piece of evidence which nothing else has; stronger kinds of evidence come first.
fn pair<'s, T: Copy>(
    removed: &[(&'s str, T)],
    new: &[(&'s str, T)],
    evidence: &[Evidence<'_, T>],
    fits: Fits<'_, T>,
) -> Renames<'s> {
    let mut out: Renames<'s> = Vec::new();
    for evidence_of in evidence {
        let index = |side: &[(&'s str, T)], taken: &BTreeSet<&str>| {
            let mut index: HashMap<String, Vec<(&'s str, T)>> = HashMap::new();
            for (name, fact) in side.iter().filter(|(name, _)| !taken.contains(name)) {
                if let Some(evidence) = evidence_of(name, *fact) {
                    index.entry(evidence).or_default().push((name, *fact));
                }
            }
            index
        };
        let before = index(removed, &out.iter().map(|(old, _)| *old).collect());
        let after = index(new, &out.iter().map(|(_, new)| *new).collect());
        let mut pairs: Renames<'s> = before
            .iter()
            .filter_map(|(evidence, old)| match (old.as_slice(), after.get(evidence)?.as_slice()) {
                ([old], [new]) if fits(*old, *new) => Some((old.0, new.0)),
                _ => None,
            })
            .collect();
        pairs.sort_unstable();
        out.extend(pairs);
    }
    out
}

/// Letters and digits alone, in lower case.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Types that are spelled alike, that have the same members, or that one page defines.
pub fn types<'s>(old: &'s Surface, new: &'s Surface, removed: &[&'s str], added: &[&'s str]) -> Renames<'s> {
    let with = |surface: &'s Surface, names: &[&'s str]| -> Vec<(&'s str, &'s Surface)> {
        // The values of a property go with it.
        names.iter().filter(|n| !n.contains('/')).map(|n| (*n, surface)).collect()
    };
    let by_name = |name: &str, _: &'s Surface| Some(folded(name));
    let by_members = |name: &str, surface: &'s Surface| {
        let names: Vec<&str> = surface
            .owned_by(name, Subject::Property)
            .chain(surface.owned_by(name, Subject::Member))
            .map(|(n, _)| n)
            .collect();
        (names.len() >= 3).then(|| names.join(" "))
    };
    let by_page = |name: &str, surface: &'s Surface| {
        surface.get(name, Subject::Type, "").and_then(|f| f.source.as_ref()).map(|s| s.file.clone())
    };
    let alike = |a: (&str, &'s Surface), b: (&str, &'s Surface)| {
        let kind = |(name, surface): (&str, &'s Surface)| {
            surface
                .get(name, Subject::Type, "")
                .and_then(|f| f.get(Attribute::Kind))
                .map(|k| matches!(k, "enum" | "flags"))
        };
        kind(a) == kind(b) && (by_members(a.0, a.1) == by_members(b.0, b.1) || share_half(a, b))
    };
    pair(&with(old, removed), &with(new, added), &[&by_name, &by_members, &by_page], &alike)
}

/// A page may come to define something else altogether: at least half of what was there must stay.
fn share_half(a: (&str, &Surface), b: (&str, &Surface)) -> bool {
    let names = |(name, surface): (&str, &Surface)| -> BTreeSet<String> {
        let below = surface.owned_by(name, Subject::Property).chain(surface.owned_by(name, Subject::Member));
        below.map(|(n, _)| n.to_owned()).collect()
    };
    let (a, b) = (names(a), names(b));
    2 * a.intersection(&b).count() >= a.len().max(b.len())
}

/// Properties of one type that are spelled alike, or are of one Edm type and described in the same words.
pub fn properties<'s>(removed: &[(&'s str, &'s Fact)], added: &[(&'s str, &'s Fact)]) -> Renames<'s> {
    let by_name = |name: &str, _: &'s Fact| Some(folded(name));
    let by_words = |_: &str, fact: &'s Fact| (!fact.description.is_empty()).then(|| fact.description.clone());
    let alike = |a: (&str, &'s Fact), b: (&str, &'s Fact)| {
        let kind = |f: &'s Fact| (f.get(Attribute::Type), f.is(Attribute::Navigation));
        kind(a.1) == kind(b.1)
    };
    let mut out = pair(removed, added, &[&by_name, &by_words], &alike);
    out.extend(by_place(removed, added, &out));
    out
}

/// The one property that is gone from a page's table, and the one that stands in its place under a similar name.
fn by_place<'s>(removed: &[(&'s str, &'s Fact)], added: &[(&'s str, &'s Fact)], known: &Renames<'s>) -> Renames<'s> {
    let left = |side: &[(&'s str, &'s Fact)], taken: Vec<&str>| -> Vec<(&'s str, &'s Fact)> {
        side.iter().filter(|(name, _)| !taken.contains(name)).copied().collect()
    };
    let removed = left(removed, known.iter().map(|(old, _)| *old).collect());
    let added = left(added, known.iter().map(|(_, new)| *new).collect());
    let ([(old, before)], [(new, after)]) = (removed.as_slice(), added.as_slice()) else { return Vec::new() };
    let near = before
        .source
        .as_ref()
        .zip(after.source.as_ref())
        .is_some_and(|(a, b)| a.file == b.file && a.line.abs_diff(b.line) <= 3);
    let typed = before.get(Attribute::Type) == after.get(Attribute::Type)
        && before.is(Attribute::Navigation) == after.is(Attribute::Navigation);
    if near && typed && strsim::normalized_levenshtein(&folded(old), &folded(new)) >= 0.7 {
        vec![(*old, *new)]
    } else {
        Vec::new()
    }
}

/// Members of one enum that have the same number, or are spelled alike.
pub fn members<'s>(removed: &[(&'s str, &'s Fact)], added: &[(&'s str, &'s Fact)]) -> Renames<'s> {
    let by_number = |_: &str, fact: &'s Fact| fact.get(Attribute::Value).map(str::to_owned);
    let by_name = |name: &str, _: &'s Fact| Some(folded(name));
    pair(removed, added, &[&by_name, &by_number], &|_, _| true)
}

/// Endpoints of one method that take and give the same and have another URL by now: the last part of it is the same, or a page
/// is left with one of them on each side, or the page has another name and its words are the same.
pub fn endpoints<'s>(removed: &[(&'s str, &'s Fact)], added: &[(&'s str, &'s Fact)]) -> Renames<'s> {
    let page = |fact: &'s Fact| fact.source.as_ref().map(|source| source.file.as_str());
    let method = |owner: &str| owner.split(' ').next().unwrap_or_default().to_owned();
    let last = |owner: &str| owner.rsplit('/').find(|part| !part.contains('{')).unwrap_or_default().to_owned();
    let by_last_segment = |owner: &str, fact: &'s Fact| Some([&method(owner), page(fact)?, &last(owner)].join(" "));
    let by_page = |owner: &str, fact: &'s Fact| Some([&method(owner), page(fact)?].join(" "));
    let by_words = |owner: &str, fact: &'s Fact| {
        (!fact.description.is_empty()).then(|| [&method(owner), &*fact.description, &last(owner)].join(" "))
    };
    let alike = |(_, before): (&str, &'s Fact), (_, after): (&str, &'s Fact)| {
        [Attribute::Body, Attribute::Returns].iter().all(|it| before.get(*it) == after.get(*it))
    };
    pair(removed, added, &[&by_last_segment, &by_page, &by_words], &alike)
}
