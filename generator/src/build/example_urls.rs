//! URLs that only an example shows: `GET /me/calendarView` on a page whose request block names `/users/{id}/calendarView`.
//! Such a URL becomes a template by what the other URLs know of its segments: a known name stays, what stands in a key's
//! place is a key. One with a segment that nothing explains is a typing error, and becomes none.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::paths::{Addressed, Walker};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::PageFacts;
use crate::model::{Inference, Ir, Method, Operation, Request, Segment, TypeRef, UrlPath};

/// Adds to each operation the requests that its examples alone show.
pub fn add(ir: &mut Ir, pages: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) {
    let paths: BTreeMap<&str, &str> = pages.iter().map(|p| (p.file.as_str(), p.path.as_str())).collect();
    let mut known = Known::new(ir);
    let walker = Walker::new(ir);
    let mut operations = std::mem::take(&mut ir.operations);
    for operation in &mut operations {
        for request in shown_only(operation, &mut known, &walker, ir.api.segment()) {
            let path = paths.get(operation.source.file.as_str()).copied().unwrap_or(&operation.source.file);
            let found = format!("`{} {}` stands in an example only", request.method.as_str(), request.path);
            let done = "it is an endpoint with the types and the permissions of its page";
            diagnostics.push(Diagnostic::new(Code::ExampleUrl, Place::new(path, request.line, 0), found, done));
            operation.example_requests.push(request);
        }
    }
    ir.operations = operations;
}

fn shown_only(operation: &Operation, known: &mut Known, walker: &Walker, version: &str) -> Vec<Request> {
    let mut out = Vec::new();
    for shown in operation.examples.iter().filter_map(|example| example.request.as_ref()) {
        let Some(path) = path_of(&shown.url, version) else { continue };
        let own: Vec<&[Segment]> =
            operation.requests.iter().filter(|r| r.method == shown.method).map(|r| r.path.segments()).collect();
        let Some(segments) = template(path, known, walker, &own) else { continue };
        let addresses = walker.walk(&segments).map(|(name, collection)| TypeRef::named(name, collection));
        let is_alike = own.iter().any(|own| {
            let same_end = name_at_end(own).is_some_and(|name| name_at_end(&segments).as_ref() == Some(&name));
            let addressed = walker.walk(own).map(|(name, collection)| TypeRef::named(name, collection));
            // `POST …/worksheets/add` of an unknown action is no key of the collection.
            let is_key = |segments: &[Segment]| segments.last().is_some_and(|last| last.key().is_some());
            (same_end || addressed.is_some() && addressed == addresses) && (is_key(own) || !is_key(&segments))
        });
        if !is_alike || !known.add(shown.method, &segments) {
            continue;
        }
        let (path, owner) = (UrlPath::from_segments(&segments), walker.owner(&segments));
        let inferred = Some(Inference::Example);
        out.push(Request { owner, addresses, inferred, ..Request::new(shown.method, path, shown.line) });
    }
    out
}

/// The path below host and version; none for another host or version, and for what addresses an item by its path.
fn path_of<'u>(url: &'u str, version: &str) -> Option<&'u str> {
    let path = url.split('?').next()?.trim_end_matches('/');
    let path = match path.split_once("://") {
        Some((_, rest)) => {
            let below = rest.strip_prefix("graph.microsoft.com/")?;
            let (first, _) = below.split_once('/')?;
            below.strip_prefix(version).filter(|_| first == version)?
        }
        None => path.starts_with('/').then_some(path)?,
    };
    (!path.contains([':', '[', '…']) && !path.contains("...")).then_some(path)
}

/// The last name of a path, in lower case.
fn name_at_end(segments: &[Segment]) -> Option<String> {
    segments.iter().rev().find(|segment| segment.key().is_none()).map(Segment::folded_shape)
}

/// What the request blocks of all pages know of URLs.
struct Known {
    urls: HashSet<(Method, String)>,
    /// The beginnings of all URLs; of those that end in a key, how often it has which name.
    beginnings: HashMap<String, BTreeMap<String, usize>>,
}

impl Known {
    fn new(ir: &Ir) -> Self {
        let mut known = Self { urls: HashSet::new(), beginnings: HashMap::new() };
        for request in ir.operations.iter().flat_map(|operation| &operation.requests) {
            known.add(request.method, request.path.segments());
        }
        known
    }

    /// False when it is known already.
    fn add(&mut self, method: Method, segments: &[Segment]) -> bool {
        let mut shape = String::new();
        for segment in segments.iter().flat_map(Segment::without_parentheses) {
            push(&mut shape, &segment);
            let names = self.beginnings.entry(shape.clone()).or_default();
            if let Some(key) = segment.key() {
                *names.entry(key.text.clone()).or_default() += 1;
            }
        }
        self.urls.insert((method, shape))
    }

    /// The name that most URLs have for the key after this beginning; none where no key is known.
    fn key(&self, beginning: &str) -> Option<&str> {
        let names = self.beginnings.get(&format!("{beginning}/{{}}"))?;
        names.iter().max_by_key(|(name, count)| (**count, Reverse(*name))).map(|(name, _)| name.as_str())
    }
}

fn push(shape: &mut String, segment: &Segment) {
    shape.push('/');
    shape.push_str(&segment.folded_shape());
}

/// A value rather than a name: `id`, or one that is long and has digits, as some request blocks hold.
fn is_value(literal: &str) -> bool {
    literal == "id" || literal.len() >= 16 && literal.contains(|c: char| c.is_ascii_digit()) && !literal.contains('(')
}

/// The template of a URL, each of whose segments other URLs, the type before it, or the page's own requests explain.
fn template(path: &str, known: &Known, walker: &Walker, own: &[&[Segment]]) -> Option<Vec<Segment>> {
    let shown: Vec<Segment> = UrlPath::new(path).segments().iter().flat_map(Segment::without_parentheses).collect();
    let mut out: Vec<Segment> = Vec::new();
    let (mut shape, mut walked, mut at) = (String::new(), String::new(), None);
    for (i, segment) in shown.iter().enumerate() {
        let mut literal_shape = shape.clone();
        push(&mut literal_shape, segment);
        let names_something = segment.key().is_none() && !segment.literal().is_some_and(is_value);
        let is_known = names_something && known.beginnings.contains_key(&literal_shape);
        let is_last = i > 0 && i + 1 == shown.len();
        let next = if is_known || names_something && walker.has(at.as_ref(), segment) {
            Some(segment.clone())
        } else {
            let of_page = || own.iter().find_map(|own| same_end(own, segment, at.as_ref()?, walker));
            let of_page = if is_last && names_something { of_page() } else { None };
            of_page.or_else(|| key(segment, known.key(&shape), at.as_ref()))
        };
        let next = next?;
        push(&mut shape, &next);
        at = walker.next(at.as_ref(), &next, &mut walked);
        out.push(next);
    }
    // How many there are, and those of one type, can be asked of every list.
    let is_view =
        |text: &str| text == "$count" || is_cast(text) && at.as_ref().is_some_and(|(_, collection)| *collection);
    (!out.last().and_then(Segment::literal).is_some_and(is_view)).then_some(out)
}

/// The last segment of a request of the page, where it is the same one, of the same type: an action such as `replyAll`.
fn same_end(own: &[Segment], segment: &Segment, at: &Addressed, walker: &Walker) -> Option<Segment> {
    let (last, before) = own.split_last()?;
    let is_same = last.key().is_none() && last.folded_shape() == segment.folded_shape();
    (is_same && walker.walk(before).as_ref() == Some(at)).then(|| last.clone())
}

/// A key, where other URLs have one, or where a collection stands before it.
fn key(segment: &Segment, known: Option<&str>, at: Option<&Addressed>) -> Option<Segment> {
    let text = segment.literal().or(segment.key().map(|key| key.text.as_str()))?;
    let can_be_one = !text.starts_with('$') && !text.contains('(') && !is_cast(text);
    let name = known.or(at.is_some_and(|(_, collection)| *collection).then_some("id")).filter(|_| can_be_one)?;
    Some(Segment::from_key(name))
}

fn is_cast(text: &str) -> bool {
    text.starts_with("microsoft.graph.")
}
