//! Where an endpoint stands in the crate: its module from the URL's literal segments, its function's name, its arguments' names.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::endpoint::Endpoint;
use super::names::{Folder, Scope, pascal, singular, snake};
use super::query_options::tells_options;
use crate::model::{
    self, EndpointBody, Method, Operation, Placeholder, Segment, SegmentKind, begins_with_verb, unqualified,
};

/// The modules that a path leads through, and the function at its end.
pub fn place(
    endpoint: &model::Endpoint,
    pages: &[&Operation],
    shape: &[String],
    plain: &HashSet<Vec<String>>,
) -> (Vec<String>, String) {
    let (method, response, segments) = (endpoint.method, endpoint.response.as_ref(), endpoint.path.segments());
    let verb = |method, collection| if endpoint.upsert { "upsert" } else { verb(method, collection) };
    let mut modules = Vec::new();
    let collection = response.and_then(|r| r.ty.as_ref()).is_some_and(|t| t.collection);
    let last = segments.len().saturating_sub(1);
    for step in steps(segments) {
        let Step::Segment(i, segment) = step else {
            modules.push("by_path".to_owned());
            continue;
        };
        if i < last {
            modules.push(module_name(segment));
            continue;
        }
        let function = match segment.kind() {
            SegmentKind::System(name) => Some(system_name(method, name, collection)),
            SegmentKind::Keyed(_) => {
                modules.push(module_name(segment));
                Some(verb(method, false).to_owned())
            }
            SegmentKind::Call { name, arguments } => {
                // A function is called with GET, and an action has no arguments in its URL.
                let changes = !matches!(method, Method::Get | Method::Post);
                let collection = with_last(&shape[..=i], &name.to_lowercase());
                let is_key = !arguments.is_empty() && (changes || plain.contains(&collection));
                Some(if is_key {
                    modules.push(module_name(segment));
                    let by: Vec<String> = arguments.into_iter().map(snake).collect();
                    format!("{}_by_{}", verb(method, false), by.join("_and_"))
                } else {
                    snake(unqualified(name).unwrap_or(name))
                })
            }
            SegmentKind::Qualified(name) => {
                let short = unqualified(name).unwrap_or(name);
                let creates_derived = method == Method::Post
                    && matches!(endpoint.body, Some(EndpointBody::Model(ref ty)) if ty.name == short);
                (!creates_derived && calls(endpoint, short, true, pages)).then(|| snake(short))
            }
            SegmentKind::Name(name) => calls(endpoint, &name, false, pages).then(|| snake(&name)),
            SegmentKind::Key => None,
        };
        match function {
            Some(function) => return (modules, function),
            None => modules.push(module_name(segment)),
        }
    }
    let item = segments.last().is_none_or(|s| s.literal().is_none());
    // A URL that takes a key after it is a collection, whatever its page shows.
    let keyed = plain.contains(&[shape, &["{}".to_owned()]].concat());
    let untyped = response.and_then(|r| r.ty.as_ref()).is_none_or(|t| t.unknown.is_some());
    let listed =
        collection || keyed || untyped && segments.last().and_then(Segment::literal).is_some_and(|l| l.ends_with('s'));
    (modules, verb(method, !item && (listed || method != Method::Get)).to_owned())
}

/// What of a path leads to the first `depth` of the modules that [`place`] makes of it, without keys.
pub fn path_of_module(segments: &[Segment], depth: usize) -> String {
    let mut path = String::new();
    for step in steps(segments).take(depth) {
        let Step::Segment(_, segment) = step else { continue };
        let name = segment.literal().map(Into::into).or_else(|| segment.name()).unwrap_or_default();
        path.push('/');
        path.push_str(&name);
    }
    path
}

/// What a path leads through: each step is a module, or the last one the function.
enum Step<'a> {
    /// A segment that is no key, and its index.
    Segment(usize, &'a Segment),
    /// A key that addresses an item by its path: `root:/{item-path}:`, `{hostname}:/{path}`.
    ByPath,
}

fn steps(segments: &[Segment]) -> impl Iterator<Item = Step<'_>> {
    let mut after_colon = false;
    segments.iter().enumerate().filter_map(move |(i, segment)| {
        let is_key = segment.kind() == SegmentKind::Key;
        let by_path = is_key && after_colon;
        after_colon = segment.begins_item_path() && !by_path;
        match is_key {
            true => by_path.then_some(Step::ByPath),
            false => Some(Step::Segment(i, segment)),
        }
    })
}

fn with_last(shape: &[String], last: &str) -> Vec<String> {
    let mut out = shape.to_vec();
    if let Some(text) = out.last_mut() {
        last.clone_into(text);
    }
    out
}

/// A cast to a derived type reads as such: `members/microsoft.graph.user` is `members::as_user`.
fn module_name(segment: &Segment) -> String {
    let qualified = match segment.kind() {
        SegmentKind::Qualified(name) | SegmentKind::Keyed(name) | SegmentKind::Call { name, .. } => unqualified(name),
        SegmentKind::Key | SegmentKind::Name(_) | SegmentKind::System(_) => None,
    };
    match qualified {
        Some(name) => format!("as_{}", snake(name)),
        None => Folder::Paths.module(&segment.name().unwrap_or_default()),
    }
}

fn verb(method: Method, collection: bool) -> &'static str {
    match (method, collection) {
        (Method::Get, true) => "list",
        (Method::Get, false) => "get",
        (Method::Post, _) => "create",
        (Method::Put, _) => "replace",
        (Method::Patch, _) => "update",
        (Method::Delete, _) => "delete",
    }
}

/// `$ref`, `$value` and `$count` at a path's end.
fn system_name(method: Method, system: &str, collection: bool) -> String {
    const NAMES: &[(Method, &str, &str)] = &[
        (Method::Post, "ref", "add_ref"),
        (Method::Put, "ref", "set_ref"),
        (Method::Delete, "ref", "remove_ref"),
        (Method::Put, "value", "set_value"),
        (Method::Get, "count", "count"),
    ];
    if collection && system == "ref" {
        return "list_refs".to_owned();
    }
    let named = NAMES.iter().find(|(m, s, _)| *m == method && *s == system).map(|(_, _, name)| (*name).to_owned());
    named.unwrap_or_else(|| format!("{}_{}", verb(method, false), snake(system)))
}

/// Whether the last segment is an action or a function, rather than a collection or a property.
fn calls(endpoint: &model::Endpoint, segment: &str, bound: bool, pages: &[&Operation]) -> bool {
    let answers_201 = endpoint.response.as_ref().is_some_and(|r| r.status == 201);
    // `uploadSessions` is what uploads are kept in.
    let does = begins_with_verb(segment) && !(answers_201 && segment.ends_with('s'));
    if endpoint.addresses.is_none() && does && matches!(endpoint.method, Method::Get | Method::Post) {
        return true;
    }
    let titled = |p: &&&Operation| {
        let title = p.title.to_lowercase();
        let named =
            title.split([':', ' ']).any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()) == segment.to_lowercase());
        named && (title.contains(':') || title.ends_with(" action") || title.ends_with(" function"))
    };
    let says_call = pages.iter().any(|p| titled(&p));
    match endpoint.method {
        Method::Get => {
            segment == "delta" || says_call && (bound || !segment.ends_with('s') || segment.starts_with("get"))
        }
        Method::Post => {
            let creates = |p: &&&Operation| {
                ["create", "add", "post", "new", "upload", "创建", "添加"]
                    .iter()
                    .any(|w| p.title.to_lowercase().starts_with(w))
            };
            let created = answers_201 || pages.iter().any(|p| creates(&p));
            let sends_model = matches!(endpoint.body, Some(EndpointBody::Model(_)));
            bound || says_call || !(created || sends_model || segment.ends_with('s'))
        }
        _ => false,
    }
}

/// The names of a path's placeholders, in order, distinct.
pub fn arguments(segments: &[Segment]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut scope = Scope::default();
    let mut before = String::new();
    for segment in segments {
        for placeholder in segment.placeholders() {
            let owner = singular(&snake(&before));
            let mut name = argument(placeholder, &owner);
            if !scope.is_free(&name) && !owner.is_empty() {
                name = format!("{owner}_{name}");
            }
            out.push(scope.take(&name));
        }
        if let Some(name) = segment.name() {
            before = name.into_owned();
        }
    }
    out
}

/// `{id | userPrincipalName}` below `users` is `user_id`, `{user-id}` and `{usersId}` too; `{period_value}` of `period=` is
/// `period`.
fn argument(placeholder: &Placeholder, owner: &str) -> String {
    let first = placeholder.text.split(['|', '/']).next().unwrap_or_default();
    let first = first.split(" or ").next().unwrap_or_default();
    let plain = snake(first.trim().trim_matches(['$', '\'', '"']));
    if let Some(argument) = &placeholder.argument {
        return snake(argument);
    }
    if plain.strip_suffix("_id").is_some_and(|of| !owner.is_empty() && of != owner && singular(of) == owner) {
        return format!("{owner}_id");
    }
    let general = ["id", "key", "name", "guid", "unnamed", "value", "item", "object_id"].contains(&plain.as_str());
    let words = plain.split('_').count();
    let sentence = words > 6;
    match (general || sentence) && !owner.is_empty() {
        true if plain == "name" => format!("{owner}_name"),
        true => format!("{owner}_id"),
        false => plain,
    }
}

/// Settles the names of functions, and of the types beside them, within each module.
pub fn settle_names(endpoints: &mut [Endpoint<'_>]) {
    settle_functions(endpoints);
    let mut scopes: HashMap<Vec<String>, Scope> = HashMap::new();
    for endpoint in endpoints {
        let scope = scopes.entry(endpoint.module.clone()).or_default();
        let mut name = |role| scope.take(&format!("{}{role}", pascal(&endpoint.name)));
        let parameters_name = matches!(endpoint.body, Some(EndpointBody::Parameters(_))).then(|| name("Body"));
        let options_name = tells_options(endpoint).then(|| name("Options"));
        (endpoint.parameters_name, endpoint.options_name) = (parameters_name, options_name);
    }
}

/// Functions of one name in one module: the one with the shortest path keeps it, the others say what they take, or what
/// their method does.
fn settle_functions(endpoints: &mut [Endpoint<'_>]) {
    let mut groups: BTreeMap<(Vec<String>, String), Vec<usize>> = BTreeMap::new();
    for (i, endpoint) in endpoints.iter().enumerate() {
        groups.entry((endpoint.module.clone(), endpoint.name.clone())).or_default().push(i);
    }
    let mut scopes: HashMap<Vec<String>, Scope> = HashMap::new();
    for (module, name) in groups.keys() {
        scopes.entry(module.clone()).or_default().take(name);
    }
    for ((module, name), mut members) in groups {
        // `/applications/{id}` before `/applications(appId='{appId}')`.
        let arguments_of = |template: &str| template.matches('(').count();
        members.sort_by_key(|i| {
            let Endpoint { method, arguments, .. } = &endpoints[*i];
            let template = endpoints[*i].template();
            // An action is called with POST, whatever else its page shows.
            (arguments.len(), arguments_of(&template), template, *method != Method::Post)
        });
        let kept: Vec<String> = endpoints[members[0]].arguments.clone();
        for i in members.into_iter().skip(1) {
            let own: Vec<&String> = endpoints[i].arguments.iter().filter(|a| !kept.contains(a)).collect();
            let suffix = own.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("_and_");
            let wanted = if suffix.is_empty() {
                format!("{}_{name}", verb(endpoints[i].method, false))
            } else {
                format!("{name}_by_{suffix}")
            };
            if let Some(scope) = scopes.get_mut(&module) {
                endpoints[i].name = scope.take(&wanted);
            }
        }
    }
}
