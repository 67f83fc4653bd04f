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

use serde::{Deserialize, Serialize};

use super::Permissions;
use super::deprecation::Deprecation;
use super::model::{Inference, Ir, Method, Operation, Parameter, Request, Response, TypeName, TypeRef};
use crate::extract::{Segment, parse_path};
pub use consistency::Consistency;
pub use disagreement::report as report_disagreements;
use item_address::ItemAddresses;
pub use narrowing::Cast;
use template::Templates;

/// A method and a URL, with every page that documents it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Endpoint {
    pub method: Method,
    /// Without host, version and query; the placeholders are those of the main page.
    pub path: String,
    /// The path as each page writes it.
    pub written: Vec<String>,
    /// The type that the URL addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addresses: Option<TypeRef>,
    /// The segment, counted from 0, that is the id of an item which has other addresses, too, such as a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// What shows the URL where no request block does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
    /// The main page first.
    pub pages: Vec<EndpointPage>,
    pub body: Option<EndpointBody>,
    /// The main page does not require the body.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional_body: bool,
    /// What bytes are, where the pages say more than that they are bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    pub response: Option<Response>,
    /// The OData query options that any of the pages allows, without `$`.
    pub query_options: Vec<String>,
    /// What long-running work gives in the end, where the URL tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<TypeRef>,
    /// A PATCH that creates what is not there, if the request says so in a header.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub upsert: bool,
    /// The body names its type with `@odata.type`, as every example does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_type: bool,
    /// Which requests the directory answers only from its index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency: Option<Consistency>,
    /// It lists objects whose number the URL with `/$count` gives.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// The derived types to which pages narrow what it lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub casts: Vec<Cast>,
    /// The main page advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// The permissions, where a correction says so; otherwise those of the pages count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permissions>>,
    /// The name of the function, where a correction says so; otherwise it follows from method and URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A page that names a URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndpointPage {
    pub file: String,
    /// Its index among the operations.
    pub operation: usize,
    pub role: Role,
    /// The indexes of those of its rows of permissions that are of this URL, where not all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<usize>>,
}

/// Whether a page is the main one of a URL, and if not, in what it comes after the one that is. In the order in which
/// pages are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Main,
    /// It shows the URL with a query only, as pages on what `$expand` includes do.
    Query,
    /// Its title names something else than what the URL addresses.
    Title,
    /// The page of the type that the URL addresses does not list it among its methods.
    Methods,
    /// Its file is named after something else.
    FileName,
    /// It is the view of one product on a type of another.
    Product,
    /// It names other URLs before this one.
    Place,
    /// It names more URLs.
    Breadth,
    /// Nothing but its name tells it from the main page.
    Name,
}

/// What an endpoint sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndpointBody {
    Model(TypeName),
    Parameters(Vec<Parameter>),
    /// `{"@odata.id": …}`
    Reference,
    Content,
    Json,
}

impl Role {
    /// Why a page comes after the main one, as the end of a sentence that begins with the page.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Main => "is its main page",
            Self::Query => "shows the URL with a query only",
            Self::Title => "has a title that names something else",
            Self::Methods => "is not among the methods of the type that the URL addresses",
            Self::FileName => "is named after something else",
            Self::Product => "is one product's view of the type",
            Self::Place => "names other URLs first",
            Self::Breadth => "names more URLs",
            Self::Name => "has the longer name",
        }
    }
}

impl Endpoint {
    pub fn segments(&self) -> Vec<Segment> {
        parse_path(&self.path)
    }
}

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
    let templates = Templates::of(ir);
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
        (main_page::Ranking::of(ir), scenario::Scenarios::of(ir), ItemAddresses::of(&shown));
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
        path: main.iter().map(|segment| format!("/{}", segment.documented())).collect(),
        written: all.iter().map(|n| n.request.path.clone()).collect(),
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
        consistency: consistency::of(method, main, &operations),
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
    let segments = endpoint.segments();
    let url = exchange::Url { method: endpoint.method, segments: &segments, addresses: endpoint.addresses.as_ref() };
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

/// The preference by which a PATCH creates what is not there.
pub const CREATE_IF_MISSING: &str = "create-if-missing";
