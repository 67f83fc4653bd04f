//! Which rows of a page's permissions are those of a URL. Where a page has a table or a row for each kind of object, a URL
//! that names one of the objects has what is said of that one alone.

use std::collections::{BTreeSet, HashMap};

use super::main_page::is_same;
use crate::model::{Ir, Operation, PermissionKind, Permissions, Request, Segment};

/// What the URLs of each page name, for pages that tell objects apart.
pub struct Scenarios<'a> {
    pages: HashMap<&'a str, Names>,
}

/// What URLs name.
#[derive(Default)]
struct Names {
    segments: BTreeSet<String>,
    /// The types that they address, or what belongs to them.
    types: BTreeSet<String>,
    /// The segments of all of them, which tell none from another.
    shared: BTreeSet<String>,
}

/// Words of scenarios that name no object.
const FILLERS: &[&str] = &[
    "for",
    "in",
    "on",
    "of",
    "the",
    "a",
    "an",
    "at",
    "acting",
    "all",
    "other",
    "others",
    "resource",
    "resources",
    "object",
    "objects",
    "permission",
    "permissions",
    "provider",
    "providers",
];

/// Words for what a segment of another name stands for.
const ALIASES: &[(&str, &str)] = &[("self", "me"), ("myself", "me"), ("others", "user")];

/// Words by which a scenario is not of the one who calls.
const OTHERS: &[&str] = &["other", "others"];

/// No object has a name of more words.
const LONGEST_NAME: usize = 4;

/// How well a scenario fits a URL: where in it the last object stands that it names, and how many it names.
type Fit = (usize, usize);

impl<'a> Scenarios<'a> {
    pub fn new(ir: &'a Ir) -> Self {
        let mut pages: HashMap<&str, Vec<&Operation>> = HashMap::new();
        for operation in &ir.operations {
            pages.entry(&operation.source.file).or_default().push(operation);
        }
        pages.retain(|_, operations| operations.iter().flat_map(|o| &o.permissions).any(|row| row.scenario.is_some()));
        Self { pages: pages.into_iter().map(|(file, operations)| (file, Names::new(&operations))).collect() }
    }

    /// The indexes of the rows that are of a request of an operation; none where all are.
    pub fn select(&self, operation: &Operation, request: &Request, segments: &[Segment]) -> Option<Vec<usize>> {
        let names = self.pages.get(operation.source.file.as_str())?;
        let url = Url::new(segments, request);
        let rows = &operation.permissions;
        let fits: Vec<Option<Fit>> = rows.iter().map(|row| fit(row, names, &url)).collect();
        let best = fits.iter().flatten().max()?;
        let is_best = |fit: &Option<Fit>| fit.as_ref() == Some(best);
        let has_best = |kind: PermissionKind| rows.iter().zip(&fits).any(|(row, fit)| row.kind == kind && is_best(fit));
        // What is said in general holds for a kind of which nothing is said for the object.
        let stays = |at: &usize| {
            let row = &rows[*at];
            is_best(&fits[*at]) || row.by_request || row.scenario.is_none() && !has_best(row.kind)
        };
        let all: Vec<usize> = (0..rows.len()).filter(stays).collect();
        (all.len() < rows.len()).then_some(all)
    }
}

impl Names {
    fn new(operations: &[&Operation]) -> Self {
        let mut names = Self::default();
        let requests = operations.iter().flat_map(|operation| &operation.requests);
        let mut urls: Vec<BTreeSet<String>> = Vec::new();
        for request in requests {
            let segments = request.path.segments();
            let named: BTreeSet<String> = segments.iter().filter_map(name).collect();
            names.types.extend(types(request));
            names.segments.extend(named.iter().cloned());
            urls.push(named);
        }
        if urls.len() > 1 {
            let in_all = |name: &&String| urls.iter().all(|url| url.contains(*name));
            names.shared = names.segments.iter().filter(in_all).cloned().collect();
        }
        names
    }
}

/// What a URL names, with the place of each in it.
struct Url {
    segments: Vec<(usize, String)>,
    types: Vec<(usize, String)>,
}

impl Url {
    fn new(segments: &[Segment], request: &Request) -> Self {
        let named: Vec<(usize, String)> =
            segments.iter().enumerate().filter_map(|(i, segment)| Some((i + 1, name(segment)?))).collect();
        let last = named.last().map_or(0, |(at, _)| *at);
        let owner = request.owner.iter().map(|name| (last.saturating_sub(1), name.name.clone()));
        let addressed = request.addresses.iter().filter_map(|ty| Some((last, ty.type_name()?.name.clone())));
        Self { types: owner.chain(addressed).collect(), segments: named }
    }

    fn place(&self, word: &str, others_only: bool) -> Option<usize> {
        let is = |name: &str| is_same(word, name) || (name == "me" && is_same(word, "user") && !others_only);
        self.segments.iter().rev().find(|(_, name)| is(name)).map(|(at, _)| *at)
    }
}

/// What a segment that is no key names, in lower case: `microsoft.graph.user` is `user`.
fn name(segment: &Segment) -> Option<String> {
    segment.name().filter(|_| !segment.is_system()).map(|name| name.to_lowercase())
}

fn types(request: &Request) -> impl Iterator<Item = String> {
    let addressed = request.addresses.iter().filter_map(|ty| ty.type_name());
    addressed.chain(&request.owner).map(|name| name.name.clone())
}

/// How well the scenario of a row fits a URL; none when it does not, or names no object.
fn fit(row: &Permissions, names: &Names, url: &Url) -> Option<Fit> {
    let scenario = row.scenario.as_deref().filter(|_| !row.by_request)?;
    let words: Vec<String> =
        scenario.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let alternatives = words.split(|word| word == "or" || word == "and");
    alternatives.filter_map(|words| fit_words(words, names, url)).max()
}

/// How well one object's words fit: the URL has to name every one that any URL of the page names.
fn fit_words(words: &[String], names: &Names, url: &Url) -> Option<Fit> {
    let others_only = words.iter().any(|word| OTHERS.contains(&word.as_str()));
    let mut found: Vec<(String, Option<usize>)> = Vec::new();
    let mut is_pure = true;
    let mut rest = words;
    while let Some((first, others)) = rest.split_first() {
        let object = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|n| {
            let run = rest[..n].concat();
            let run = ALIASES.iter().find(|(word, _)| *word == run).map_or(run, |(_, meant)| (*meant).to_owned());
            Some((object(&run, names, url, others_only)?, run, n))
        });
        if let Some((place, run, n)) = object {
            found.push((run, place));
            rest = &rest[n..];
        } else {
            is_pure &= FILLERS.contains(&first.as_str());
            rest = others;
        }
    }
    if !is_pure {
        // Where other words tell the scenarios apart, what all URLs have in common does not.
        found.retain(|(run, _)| !names.shared.iter().any(|name| is_same(run, name)));
    }
    let places: Option<Vec<usize>> = found.into_iter().map(|(_, place)| place).collect();
    let places = places?;
    Some((places.iter().copied().max()?, places.len()))
}

/// None when no URL of the page names it; otherwise its place in this one, if it has one.
fn object(run: &str, names: &Names, url: &Url, others_only: bool) -> Option<Option<usize>> {
    let is_user = is_same(run, "user") && names.segments.contains("me");
    if is_user || names.segments.iter().any(|name| is_same(run, name)) {
        return Some(url.place(run, others_only));
    }
    let is_type = |ty: &str| humps(ty).any(|end| is_same(run, &end));
    let known = names.types.iter().any(|ty| is_type(ty));
    known.then(|| url.types.iter().find(|(_, ty)| is_type(ty)).map(|(at, _)| *at))
}

/// `todotasklist`, `tasklist` and `list` of `todoTaskList`
fn humps(ty: &str) -> impl Iterator<Item = String> {
    let starts = ty.char_indices().filter(|(i, c)| *i == 0 || c.is_uppercase());
    starts.map(|(i, _)| ty[i..].to_lowercase())
}
