//! What is documented for the enabled slices: the endpoint of a request, or the nearest one, and types by their names.

use super::below::Below;
use super::documented::{Endpoint, Example, Shown, Type};
use super::request::ReceivedRequest;
use super::schema::{Schema, item};
use super::url_template::UrlTemplate;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Everything, read once.
pub(super) fn documentation() -> &'static Documentation {
    static ALL: OnceLock<Documentation> = OnceLock::new();
    ALL.get_or_init(Documentation::read)
}

pub(super) struct Documentation {
    endpoints: Vec<Documented>,
    /// By version and full name.
    types: HashMap<(&'static str, String), Type>,
}

/// An endpoint with what its URLs look like.
pub(super) struct Documented {
    pub(super) endpoint: Endpoint,
    /// `v1.0` or `beta`.
    pub(super) version: &'static str,
    template: UrlTemplate,
    /// How many characters of its path are no argument's.
    literal: usize,
}

impl Documentation {
    fn read() -> Self {
        let mut all = Self { endpoints: Vec::new(), types: HashMap::new() };
        for (version, files) in crate::DOCUMENTED.iter() {
            let types = files.types.lines().filter_map(|line| serde_json::from_str::<Type>(line).ok());
            all.types.extend(types.map(|ty| ((*version, ty.name.clone()), ty)));
            let lines = files.slices.iter().flat_map(|slice| slice.lines());
            let endpoints = lines.filter_map(|line| serde_json::from_str::<Endpoint>(line).ok());
            all.endpoints.extend(endpoints.map(|endpoint| Documented::new(endpoint, version)));
        }
        all
    }

    /// The endpoint of a method and a path with its version: of several, the one with the most literal path.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<&Documented> {
        let find_at = |path: &str| {
            let endpoints = self.endpoints.iter().filter(|e| e.method() == method);
            endpoints.filter(|e| e.is_at(path)).max_by_key(|e| e.literal)
        };
        // An encoded slash is a part of its key, and `users('id')` is `users/id`.
        let path = path.replace("%2F", "%252F").replace("%2f", "%252F");
        let endpoint = find_at(&path).or_else(|| find_at(&with_keys_as_segments(&path)?));
        endpoint.or_else(|| self.find_list(method, Below::parse(&path)?))
    }

    /// The list of which a URL asks something that is known of it: how many its objects are, or those of a derived type.
    fn find_list(&self, method: &str, below: Below<'_>) -> Option<&Documented> {
        let list = self.find(method, below.list).filter(|list| list.endpoint.counted || !below.count)?;
        let item = item(list.endpoint.answer.ty.as_deref()?)?;
        let schema = Schema { documentation: self, version: list.version };
        below.cast.is_none_or(|cast| schema.derives(cast, item)).then_some(list)
    }

    pub(super) fn ty(&self, version: &'static str, name: &str) -> Option<&Type> {
        self.types.get(&(version, name.to_owned()))
    }

    pub(super) fn types(&self, version: &'static str) -> impl Iterator<Item = &Type> {
        self.types.iter().filter(move |((of, _), _)| *of == version).map(|(_, ty)| ty)
    }

    /// The endpoint whose line is the most like the request's.
    pub(super) fn nearest(&self, method: &str, path: &str) -> Option<&Documented> {
        let asked: Vec<&str> = path.split('/').collect();
        let likeness = |documented: &Documented| {
            let path = likeness(&asked, &documented.path().split('/').collect::<Vec<_>>());
            path + if documented.method() == method { 0.2 } else { 0.0 }
        };
        self.endpoints.iter().map(|e| (likeness(e), e)).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, e)| e)
    }
}

impl Documented {
    fn new(endpoint: Endpoint, version: &'static str) -> Self {
        let path = endpoint.line.split_once(' ').map_or("", |(_, path)| path);
        let (template, literal) = (UrlTemplate::new(path, endpoint.item), path.replace("{}", "").len());
        Self { endpoint, version, template, literal }
    }

    pub(super) fn method(&self) -> &str {
        self.endpoint.line.split(' ').next().unwrap_or_default()
    }

    fn path(&self) -> &str {
        self.endpoint.line.split(' ').nth(1).unwrap_or_default()
    }

    /// What a URL asks of the list besides its objects: nothing where the URL is the endpoint's own.
    pub(super) fn below<'a>(&self, path: &'a str) -> Option<Below<'a>> {
        Below::parse(path).filter(|_| !self.is_at(path))
    }

    fn is_at(&self, path: &str) -> bool {
        self.template.values(path).is_some() && !Below::is_key(self.path(), path)
    }

    /// What a request holds in the place of the arguments.
    pub(super) fn keys(&self, request: &ReceivedRequest) -> Vec<String> {
        self.template.values(&request.path).unwrap_or_default()
    }

    /// The documented request whose body is the most like this one.
    pub(super) fn nearest_example(&self, body: Option<&Value>) -> Option<&Example> {
        let requests = self.endpoint.examples.iter().filter(|example| example.url.is_some());
        let differences = |example: &&Example| match (&example.sends, body) {
            (Shown::Json(shown), Some(body)) => different_names(shown, body),
            (Shown::Nothing, None) => 0,
            _ => usize::MAX,
        };
        requests.min_by_key(differences)
    }
}

/// `/users('id')/messages` → `/users/id/messages`.
pub(super) fn with_keys_as_segments(path: &str) -> Option<String> {
    let segment = |segment: &str| {
        let key = segment.strip_suffix("')").or_else(|| segment.strip_suffix("%27)"));
        let parts = key.and_then(|rest| rest.split_once("('").or_else(|| rest.split_once("(%27")));
        parts.filter(|(name, _)| !name.is_empty()).map(|(name, key)| format!("{name}/{}", key.replace("''", "'")))
    };
    let segments: Vec<Option<String>> = path.split('/').map(segment).collect();
    segments.iter().any(Option::is_some).then(|| {
        let pairs = path.split('/').zip(segments);
        pairs.map(|(plain, split)| split.unwrap_or_else(|| plain.to_owned())).collect::<Vec<_>>().join("/")
    })
}

/// How alike two paths are, from 0 to 1, where a `{}` is like any segment, but not quite.
fn likeness(asked: &[&str], documented: &[&str]) -> f64 {
    let segment = |asked: &str, documented: &str| match documented {
        "{}" => 0.6,
        _ => strsim::normalized_levenshtein(&asked.to_ascii_lowercase(), &documented.to_ascii_lowercase()),
    };
    // The best alignment, a row for each asked segment.
    let mut row = vec![0.0_f64; documented.len() + 1];
    for asked in asked {
        let mut above_left = 0.0;
        for (index, documented) in documented.iter().enumerate() {
            let both = above_left + segment(asked, documented);
            above_left = row[index + 1];
            row[index + 1] = both.max(row[index + 1]).max(row[index]);
        }
    }
    let longest = asked.len().max(documented.len()) as f64;
    row[documented.len()] / longest
}

/// How many names the one object has and the other has not.
fn different_names(a: &Value, b: &Value) -> usize {
    let (Some(a), Some(b)) = (a.as_object(), b.as_object()) else { return usize::from(a != b) };
    let missing = |from: &serde_json::Map<String, Value>, of: &serde_json::Map<String, Value>| {
        of.keys().filter(|name| !from.contains_key(*name)).count()
    };
    missing(a, b) + missing(b, a)
}

/// The name that is the most like the given one, if it is like it at all.
pub(super) fn did_you_mean<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let scored = known.map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name));
    let most = given.chars().count().div_ceil(3).max(1);
    scored
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, name)| (*distance, Reverse(name.len())))
        .map(|(_, name)| name)
}
