//! Which endpoint each documented HTTP example is of.

use std::collections::{BTreeMap, HashMap};

use super::endpoint::Endpoint;
use super::url::{UrlTemplate, parts};
use super::version::VersionPlan;
use crate::model::{self, EndpointBody, ExampleRequest, Method, Operation, Source};

/// The examples of a version, by the slice of their endpoint.
pub struct Examples<'a> {
    pub plan: &'a VersionPlan<'a>,
    slices: BTreeMap<&'a str, Vec<Example<'a>>>,
    /// The requests that the pages show of an endpoint's own URL, by the endpoint's method and path.
    own: HashMap<(Method, String), Vec<Own<'a>>>,
}

/// A request to an endpoint's own URL, with the values of its arguments and the page that shows it.
struct Own<'a> {
    page: &'a Operation,
    request: &'a ExampleRequest,
    values: Vec<String>,
}

/// How many examples of a page are looked through for one that shows a body.
const LOOKED_THROUGH: usize = 40;

/// A request that the pages of an endpoint show.
pub struct Shown<'a> {
    pub request: &'a ExampleRequest,
    /// What its URL holds in the place of the endpoint's arguments; none when it is another's.
    pub values: Option<&'a [String]>,
}

/// An example, and the page and the endpoint that it is of.
pub struct Example<'a> {
    pub page: &'a Operation,
    pub endpoint: &'a Endpoint<'a>,
    pub shown: &'a model::Example,
    /// What its URL holds in the place of the endpoint's arguments; none when it is another's.
    pub values: Option<Vec<String>>,
}

/// A page's operation with the endpoints of its requests.
type Endpoints<'a> = (&'a Operation, Vec<(&'a Endpoint<'a>, UrlTemplate)>);

impl<'a> Examples<'a> {
    pub fn new(plan: &'a VersionPlan<'a>) -> Self {
        let mut operations: BTreeMap<(&Source, u32), Endpoints<'a>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            for page in &endpoint.pages {
                let key = (&page.source, page.requests[0].line);
                let (_, endpoints) = operations.entry(key).or_insert_with(|| (page, Vec::new()));
                endpoints.push((endpoint, endpoint.url_template()));
            }
        }
        let mut slices: BTreeMap<&str, Vec<Example<'_>>> = BTreeMap::new();
        let mut own: HashMap<_, Vec<Own<'_>>> = HashMap::new();
        for (page, endpoints) in operations.into_values() {
            for shown in &page.examples {
                let Some((endpoint, values)) = endpoint(shown, &endpoints) else { continue };
                if let (Some(request), Some(values)) = (&shown.request, &values) {
                    let key = (endpoint.method, endpoint.template());
                    own.entry(key).or_default().push(Own { page, request, values: values.clone() });
                }
                slices.entry(endpoint.slice()).or_default().push(Example { page, endpoint, shown, values });
            }
        }
        Self { plan, slices, own }
    }

    /// The request that the main page shows of an endpoint, or else the nearest: one with a body where a body is sent, of
    /// the page that comes first, to the URL itself before another with the same method, among the page's examples before
    /// a snippet elsewhere, and of other URLs the one that is most alike.
    pub fn nearest<'e>(&'e self, endpoint: &Endpoint<'e>) -> Option<Shown<'e>> {
        let rank = |page: &Operation| endpoint.pages.iter().position(|known| std::ptr::eq(*known, page));
        let own = self.own.get(&(endpoint.method, endpoint.template())).into_iter().flatten();
        let own = own.map(|own| (rank(own.page), Shown { request: own.request, values: Some(&own.values) }));
        let pages = endpoint.pages.iter().enumerate();
        let like = pages.flat_map(|(rank, page)| {
            let requests = page.examples.iter().take(LOOKED_THROUGH).filter_map(|e| e.request.as_ref());
            let like = requests.filter(|r| r.method == endpoint.method);
            like.map(move |request| (Some(rank), Shown { request, values: None }))
        });
        let sends = matches!(endpoint.body, Some(body) if *body != EndpointBody::Content);
        let lacks_body = |shown: &Shown<'_>| sends && shown.request.body.json().is_none();
        let unlikeness = |shown: &Shown<'_>| shown.values.is_none().then(|| unlikeness(endpoint, &shown.request.url));
        own.chain(like)
            .min_by_key(|(rank, shown)| (lacks_body(shown), *rank, unlikeness(shown), shown.request.is_snippet))
            .map(|(_, shown)| shown)
    }

    /// All of them: the page, the endpoint, what is shown, and whether it is a request to the endpoint's own URL.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Operation, &'a Endpoint<'a>, &'a model::Example, bool)> {
        self.slices.values().flatten().map(|e| (e.page, e.endpoint, e.shown, e.values.is_some()))
    }

    /// The slices that have examples.
    pub fn slices(&self) -> impl Iterator<Item = &'a str> {
        self.slices.keys().copied()
    }

    /// Those of a slice.
    pub fn of_slice(&self, slice: &str) -> impl Iterator<Item = &Example<'a>> {
        self.slices.get(slice).into_iter().flatten()
    }
}

/// The endpoint of an example: the one of its URL, else the first of its method, or of all when it shows no request.
fn endpoint<'a>(
    shown: &model::Example,
    endpoints: &[(&'a Endpoint<'a>, UrlTemplate)],
) -> Option<(&'a Endpoint<'a>, Option<Vec<String>>)> {
    let Some(request) = &shown.request else { return endpoints.first().map(|(e, _)| (*e, None)) };
    let of_method = || endpoints.iter().filter(|(e, _)| e.method == request.method);
    let path = parts(&request.url).map(|(path, _)| path);
    let exact = of_method().filter_map(|(e, template)| Some((*e, template.values(path?)?)));
    let exact = exact.min_by_key(|(e, values)| e.is_readdressed(values)).map(|(e, values)| (e, Some(values)));
    exact.or_else(|| of_method().next().map(|(e, _)| (*e, None)))
}

/// Whether a URL casts to another type than an endpoint's does, and how many of the endpoint's literal segments it lacks,
/// counted from the end.
fn unlikeness(endpoint: &Endpoint<'_>, url: &str) -> (bool, usize) {
    const CAST: &str = "microsoft.graph.";
    let path = parts(url).map_or("", |(path, _)| path).to_ascii_lowercase();
    let shown: Vec<&str> = path.trim_end_matches('/').rsplit('/').collect();
    let own: Vec<Option<String>> =
        endpoint.segments.iter().rev().map(|segment| segment.literal().map(str::to_ascii_lowercase)).collect();
    let casts = own.iter().flatten().map(String::as_str).filter(|literal| literal.starts_with(CAST));
    let other_cast = !casts.eq(shown.iter().copied().filter(|segment| segment.starts_with(CAST)));
    let is_lacking =
        |(i, literal): &(usize, &Option<String>)| literal.as_deref().is_some_and(|l| shown.get(*i) != Some(&l));
    (other_cast, own.iter().enumerate().filter(is_lacking).count())
}
