//! Endpoints: one for each method and URL, made of every page that names it. Which page is the main one, what the URL
//! sends and gives back, and which options it takes is decided here, once; emitters write it down.

mod consistency;
mod disagreement;
mod exchange;
mod item_address;
mod main_page;
mod narrowing;
mod scenario;
mod template;

use std::collections::BTreeMap;

use crate::model::{CREATE_IF_MISSING, Endpoint, Ir, Method, Operation, Request, Role, Segment, UrlPath};
use item_address::ItemAddresses;
use template::Templates;

pub use disagreement::report as report_disagreements;

/// A request of a page, among all those of one method and URL.
#[derive(Clone, Copy)]
struct Naming<'a> {
    /// Its operation's index.
    index: usize,
    operation: &'a Operation,
    request: &'a Request,
}

/// A naming, with the URL read into segments.
type Named<'a> = (Naming<'a>, Vec<Segment>);

/// Makes the endpoints of what the pages say, in the order of their URLs.
pub fn link(ir: &mut Ir) {
    ir.endpoints = endpoints(ir);
    narrowing::link(ir);
}

fn endpoints(ir: &Ir) -> Vec<Endpoint> {
    let templates = Templates::new(ir);
    let mut groups: BTreeMap<(Vec<String>, Method), Vec<Named<'_>>> = BTreeMap::new();
    let mut shown: Vec<Vec<Vec<Segment>>> = Vec::new();
    for (index, operation) in ir.operations.iter().enumerate() {
        let mut of_methods: BTreeMap<Method, Vec<Vec<Segment>>> = BTreeMap::new();
        for request in operation.requests.iter().chain(&operation.example_requests) {
            let Some(segments) = templates.segments(operation, request) else { continue };
            of_methods.entry(request.method).or_default().push(segments.clone());
            // The same key in two notations is one URL.
            let shape = segments.iter().flat_map(Segment::without_parentheses).map(|s| s.folded_shape()).collect();
            let naming = Naming { index, operation, request };
            groups.entry((shape, request.method)).or_default().push((naming, segments));
        }
        shown.extend(of_methods.into_values());
    }
    let (pages, scenarios, items) =
        (main_page::Ranking::new(ir), scenario::Scenarios::new(ir), ItemAddresses::new(&shown));
    let endpoints = groups.into_iter().map(|((_, method), namings)| {
        let item = items.key(&namings[0].1);
        Endpoint { item, ..endpoint(ir, (&pages, &scenarios), method, &namings) }
    });
    endpoints.collect()
}

fn endpoint(
    ir: &Ir,
    (ranking, scenarios): (&main_page::Ranking<'_>, &scenario::Scenarios<'_>),
    method: Method,
    namings: &[Named<'_>],
) -> Endpoint {
    let segments = &namings[0].1;
    let addresses = namings.iter().find_map(|(n, _)| n.request.addresses.clone());
    let owner = namings.iter().find_map(|(n, _)| n.request.owner.as_ref());
    let all: Vec<Naming<'_>> = namings.iter().map(|(n, _)| *n).collect();
    let mut pages = ranking.rank(&all, segments, addresses.as_ref(), owner);
    for page in &mut pages {
        let naming = namings.iter().find(|(naming, _)| naming.index == page.operation);
        page.permissions = naming.and_then(|(n, segments)| scenarios.select(n.operation, n.request, segments));
    }
    let main = namings.iter().find(|(n, _)| n.index == pages[0].operation).map_or(segments, |(_, segments)| segments);
    let operations: Vec<&Operation> = pages.iter().map(|page| &ir.operations[page.operation]).collect();
    let url = exchange::Url { method, segments: main, addresses: addresses.as_ref() };
    let response = exchange::response(ir, url, &operations);
    let names_type = exchange::names_type(url, &operations);
    let body = exchange::body(ir, url, &operations);
    let mut query_options: Vec<String> = operations.iter().flat_map(|o| o.query_options.iter().cloned()).collect();
    query_options.sort();
    query_options.dedup();
    Endpoint {
        method,
        path: UrlPath::from_segments(main),
        written: all.iter().map(|n| n.request.path.to_string()).collect(),
        optional_body: body.is_some() && operations[0].optional_body,
        media_type: body.as_ref().and_then(|body| exchange::media_type(url, body, &operations)),
        body,
        result: exchange::result(ir, url, response.as_ref()),
        response,
        addresses,
        item: None,
        inferred: all[0].request.inferred.filter(|_| all.iter().all(|n| n.request.inferred.is_some())),
        upsert: method == Method::Patch && creates_if_missing(operations[0]),
        names_type,
        consistency: consistency::documented(method, main, &operations),
        counted: false,
        casts: Vec::new(),
        deprecated: operations[0].deprecated.clone(),
        pages,
        query_options,
        permissions: None,
        name: None,
    }
}

/// Makes another page the main one of an endpoint, and decides again what goes in and comes out. False when the page does
/// not name the URL.
pub fn set_main_page(ir: &mut Ir, at: usize, file: &str) -> bool {
    let endpoint = &ir.endpoints[at];
    let Some(page) = endpoint.pages.iter().position(|page| page.file == file) else { return false };
    let mut pages = endpoint.pages.clone();
    if page > 0 {
        pages[0].role = Role::Name;
        pages[page].role = Role::Main;
        pages[..=page].rotate_right(1);
    }
    let operations: Vec<&Operation> = pages.iter().map(|page| &ir.operations[page.operation]).collect();
    let url = exchange::Url {
        method: endpoint.method,
        segments: endpoint.path.segments(),
        addresses: endpoint.addresses.as_ref(),
    };
    let (body, response) = (exchange::body(ir, url, &operations), exchange::response(ir, url, &operations));
    let optional_body = body.is_some() && operations[0].optional_body;
    let media_type = body.as_ref().and_then(|body| exchange::media_type(url, body, &operations));
    let upsert = endpoint.method == Method::Patch && creates_if_missing(operations[0]);
    let deprecated = operations[0].deprecated.clone();
    ir.endpoints[at] =
        Endpoint { pages, body, optional_body, media_type, response, upsert, deprecated, ..endpoint.clone() };
    true
}

/// "Prefer: `create-if-missing`. Required for upsert behavior."
fn creates_if_missing(page: &Operation) -> bool {
    page.headers.iter().any(|h| h.name.eq_ignore_ascii_case("prefer") && h.description.contains(CREATE_IF_MISSING))
}
