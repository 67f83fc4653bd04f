//! API pages: request lines, query options, headers, and the parts that have files of their own.

use std::collections::{HashMap, HashSet};

use super::facts::OperationFacts;
use super::rules::{CONSISTENCY_ALWAYS, CONSISTENCY_OF_OPTIONS, HOST, request_line};
use super::sections::{Sections, Topic};
use super::{Context, body, examples, limits, parameters, permissions, query_options, response};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Consistency, Example, Header, Method, Request, UrlPath};
use crate::page::{Fence, Section};

/// Reads an API page; `None` when it shows no request at all.
pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Option<OperationFacts> {
    let found = examples::parse(sections, context);
    let mut requests = Requests::default();
    for fence in sections.of_topic(Topic::HttpRequest).flat_map(Section::fences) {
        read_requests(fence, &mut requests, context);
    }
    if requests.all.is_empty() {
        from_examples(&found.examples, &mut requests);
    }
    if requests.all.is_empty() {
        return None;
    }
    let intro = sections.of_topic(Topic::Intro).flat_map(Section::paragraphs).filter(|p| !p.quote);
    let parameters = parameters::parse(sections, &requests.all, context);
    let mut operation = OperationFacts {
        line: sections.page.title().map_or(1, |h| h.line),
        requests: requests.all,
        body: body::parse(sections, context),
        response: response::parse(sections, context),
        parameters,
        query_options: query_options::parse(sections),
        headers: headers(sections),
        permissions: permissions::parse(sections, context),
        clouds: permissions::clouds::parse(sections, context),
        intro_links: intro.flat_map(|p| body::links(p, context)).collect(),
        examples: found.examples,
        request_annotation: found.request_annotation,
        response_annotation: found.response_annotation,
        accepted_with_location: found.accepted_with_location,
    };
    let title = sections.page.title().map_or(0, |h| h.text.len());
    limits::apply(&mut operation, title + sections.description().map_or(0, |text| text.len()), context);
    Some(operation)
}

/// Requests in order, each method and path once.
#[derive(Default)]
struct Requests {
    all: Vec<Request>,
    known: HashMap<(Method, String), usize>,
}

impl Requests {
    /// A URL that is shown again adds to the first what it has in its query.
    fn push(&mut self, request: Request) {
        let key = (request.method, request.path.to_string());
        let Some(&known) = self.known.get(&key) else {
            self.known.insert(key, self.all.len());
            self.all.push(request);
            return;
        };
        let known = &mut self.all[known];
        let further = match (&known.query, request.query) {
            (Some(_), None) => known.query.take(),
            (_, query) => query,
        };
        let is_new = |query: &String| known.query.as_ref() != Some(query) && !known.further_queries.contains(query);
        known.further_queries.extend(further.filter(is_new));
    }
}

/// Far more than any URL of Graph has: every segment is a folder of the crate.
const MAX_SEGMENTS: usize = 32;
const MAX_PATH: usize = 1000;

/// Why a path can be none of Graph's; none when it can.
fn oversize(path: &str) -> Option<String> {
    let segments = path.matches('/').count();
    if segments > MAX_SEGMENTS {
        return Some(format!("a path of {segments} segments"));
    }
    (path.len() > MAX_PATH).then(|| format!("a path of {} bytes", path.len()))
}

fn read_requests(fence: &Fence<'_>, out: &mut Requests, context: &mut Context<'_>) {
    let mut in_body = false;
    for (i, text) in fence.body.lines().enumerate() {
        let line = fence.line + u32::try_from(i).unwrap_or(0);
        if let Some((method, target)) = request_line(text)
            && let Some(method) = Method::parse(method)
            && target.starts_with(|c: char| c == '/' || c == '{' || c.is_ascii_alphabetic())
        {
            in_body = false;
            if let Some(found) = oversize(target.split('?').next().unwrap_or_default()) {
                context.report(Diagnostic::new(Code::BadRequestLine, context.at_line(line), found, "it was left out"));
                continue;
            }
            out.push(request(method, target, line, context));
        } else if text.trim().starts_with(['{', '[']) {
            in_body = true;
        } else if !in_body && !is_aside(text) {
            let found = format!("a line that is no request: `{}`", text.trim().chars().take(60).collect::<String>());
            context.report(Diagnostic::new(Code::BadRequestLine, context.at_line(line), found, "it was left out"));
        }
    }
}

/// Lines of a request block that are meant for readers: blank, headers, comments, a query's continuation.
fn is_aside(text: &str) -> bool {
    let text = text.trim();
    let header = text
        .split_once(':')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    text.is_empty() || header || text.starts_with(['#', '?', '&']) || text.starts_with("//") || text.starts_with("--")
}

fn request(method: Method, target: &str, line: u32, context: &mut Context<'_>) -> Request {
    let target = target.rsplit_once(" HTTP/").map_or(target, |(path, _)| path).trim();
    let mut path = target.to_owned();
    if target.starts_with("http://") || target.starts_with("https://") {
        let host = HOST.find(target).map_or_else(
            || target.find("://").map_or(0, |i| target[i + 3..].find('/').map_or(target.len(), |j| i + 3 + j)),
            |m| m.end(),
        );
        path = target[host..].to_owned();
        context.report(Diagnostic::new(
            Code::AbsoluteUrl,
            context.at_line(line),
            format!("a whole URL: `{target}`"),
            "its path was taken",
        ));
    } else if !target.starts_with('/') {
        let found = format!("a path without its first slash: `{target}`");
        context.report(Diagnostic::new(Code::NoLeadingSlash, context.at_line(line), found, "the slash was added"));
    }
    let (path, query) = match path.find('?') {
        Some(i) => (path[..i].to_owned(), Some(path[i + 1..].to_owned())),
        None => (path, None),
    };
    let path = format!("/{}", path.trim().trim_start_matches('/'));
    if path.contains("...") || path.contains('…') {
        let found = format!("a path with an elision: `{path}`");
        context.report(Diagnostic::new(
            Code::ElidedPath,
            context.at_line(line),
            found,
            "it gives no endpoint of its own",
        ));
    }
    Request { query: query.filter(|q| !q.is_empty()), ..Request::new(method, UrlPath::new(path), line) }
}

/// A page without a request block still shows what it requests.
fn from_examples(examples: &[Example], out: &mut Requests) {
    for request in examples.iter().filter_map(|e| e.request.as_ref()) {
        let path = HOST.find(&request.url).map_or(request.url.as_str(), |m| &request.url[m.end()..]);
        let path = path.split('?').next().unwrap_or_default().to_owned();
        if path.starts_with('/') && oversize(&path).is_none() {
            out.push(Request::new(request.method, UrlPath::new(path), request.line));
        }
    }
}

/// Which requests need the header, by what its row says.
pub fn needs_consistency(description: &str) -> Consistency {
    if CONSISTENCY_OF_OPTIONS.is_match(description) {
        Consistency::Options
    } else if CONSISTENCY_ALWAYS.is_match(description) {
        Consistency::Always
    } else {
        Consistency::Advanced
    }
}

fn headers(sections: &Sections<'_, '_>) -> Vec<Header> {
    let mut out: Vec<Header> = Vec::new();
    let mut known = HashSet::new();
    for row in sections.of_topic(Topic::Headers).flat_map(Section::tables).flat_map(|t| &t.rows) {
        let Some(name) = row.cells.first().map(|c| c.plain()) else { continue };
        let name = name.split(':').next().unwrap_or_default().trim_matches(['*', '_', '`', ' ']).to_owned();
        let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let description = row.cells.last().map(|c| c.prose()).unwrap_or_default();
        // `Prefer` stands in several rows, one for each preference.
        if valid && known.insert((name.to_ascii_lowercase(), description.clone())) {
            out.push(Header { name, description });
        }
    }
    out
}
