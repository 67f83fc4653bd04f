//! From operations (pages) to endpoints: one for each method and URL, with its module, its name and its arguments.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::{Scope, singular, snake};
use crate::extract::{Part, Placeholder, Segment, parse_path};
use crate::ir::{Body, Ir, Method, Operation, Parameter, Primitive, RefName, Response, TypeName, TypeRef};

/// A method and a URL, with every page that documents it.
#[derive(Debug)]
pub struct Endpoint<'a> {
    pub method: Method,
    pub segments: Vec<Segment>,
    /// In the order of their files.
    pub pages: Vec<&'a Operation>,
    /// The modules below the version's, from the URL's literal segments.
    pub module: Vec<String>,
    pub name: String,
    pub arguments: Vec<String>,
    pub body: Option<EndpointBody>,
    pub response: Option<Response>,
    pub query_options: Vec<String>,
}

/// What an endpoint sends, once all its pages are heard.
#[derive(Clone, Debug, PartialEq)]
pub enum EndpointBody {
    Model(TypeName),
    Parameters(Vec<Parameter>),
    /// `{"@odata.id": …}`
    Reference,
    Content,
    Json,
}

impl Endpoint<'_> {
    /// The path with a `{}` for each argument.
    pub fn template(&self) -> String {
        self.segments.iter().map(|s| format!("/{}", s.parts.iter().map(part_template).collect::<String>())).collect()
    }

    /// The path as documented, with the placeholders' names.
    pub fn documented_path(&self) -> String {
        let part = |p: &Part| match p {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(p) => format!("{{{}}}", p.text),
        };
        self.segments.iter().map(|s| format!("/{}", s.parts.iter().map(part).collect::<String>())).collect()
    }

    /// The first segment's literal, which names the slice.
    pub fn slice(&self) -> &str {
        self.module.first().map_or("root", String::as_str)
    }
}

/// A literal with what a URL cannot hold percent-encoded.
fn part_template(part: &Part) -> String {
    match part {
        Part::Placeholder(_) => "{}".to_owned(),
        Part::Literal(text) => text.bytes().map(|b| if b.is_ascii_graphic() && !b"\"<>\\^`{|}%#?".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect(),
    }
}

/// Groups the requests of every page that `selected` accepts by method and URL.
pub fn endpoints<'a>(ir: &'a Ir, selected: &dyn Fn(&str) -> bool) -> Vec<Endpoint<'a>> {
    let spellings = spellings(ir);
    let mut groups: BTreeMap<(Vec<String>, Method), Group<'_>> = BTreeMap::new();
    for operation in &ir.operations {
        for request in operation.requests.iter().filter(|r| !r.path.contains("...") && !r.path.contains('…') && selected(&r.path)) {
            let segments: Vec<Segment> = parse_path(&request.path).into_iter().map(|s| respell(general(s), &spellings)).collect();
            // `/beta/teams/{id}`: some request blocks begin with the version.
            let segments = if segments.first().and_then(Segment::literal) == Some(ir.api.segment()) { segments[1..].to_vec() } else { segments };
            // `borders({index})` and `borders('{index}')` are one URL.
            let shape = segments.iter().map(|s| s.shape().to_lowercase().replace("'{}'", "{}")).collect();
            let group = groups.entry((shape, request.method)).or_insert_with(|| Group { segments, pages: Vec::new(), addresses: None });
            if !group.pages.iter().any(|p| std::ptr::eq(*p, operation)) {
                group.pages.push(operation);
            }
            group.addresses = group.addresses.take().or_else(|| request.addresses.clone());
        }
    }
    let plain: HashSet<Vec<String>> = groups.keys().flat_map(|(shape, _)| (1..=shape.len()).map(|n| shape[..n].to_vec())).collect();
    let mut out: Vec<Endpoint<'a>> = groups.into_iter().map(|((shape, method), group)| endpoint(ir, method, group, &shape, &plain)).collect();
    settle_names(&mut out);
    out
}

/// The requests of one method and URL, over all pages.
struct Group<'a> {
    segments: Vec<Segment>,
    pages: Vec<&'a Operation>,
    /// The type that the URL addresses.
    addresses: Option<TypeRef>,
}

/// How each literal is spelled where the docs differ in case: with the most capitals.
fn spellings(ir: &Ir) -> HashMap<String, String> {
    let mut out: HashMap<String, String> = HashMap::new();
    let capitals = |s: &str| s.chars().filter(char::is_ascii_uppercase).count();
    for segment in ir.operations.iter().flat_map(|o| &o.requests).flat_map(|r| parse_path(&r.path)) {
        let Some(text) = segment.literal() else { continue };
        let known = out.entry(text.to_lowercase()).or_insert_with(|| text.to_owned());
        // An all-capitals spelling is shouting, not camel case.
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && (capitals(text), text) > (capitals(known), known.as_str()) {
            text.clone_into(known);
        }
    }
    out
}

fn respell(mut segment: Segment, spellings: &HashMap<String, String>) -> Segment {
    if let [Part::Literal(text)] = segment.parts.as_mut_slice()
        && let Some(spelling) = spellings.get(&text.to_lowercase())
    {
        text.clone_from(spelling);
    }
    segment
}

/// `acdefc6b-2dc6-4e71-b1e9-6d9810ab1793`, `19:cf66@thread.v2`, `AAMk==`: a value where a placeholder is meant.
fn is_example_key(text: &str) -> bool {
    let is_guid = text.len() == 36 && text.bytes().enumerate().all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() });
    is_guid || text.contains(['@', '=']) && !text.contains('(') || !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `image(width=640,fittingMode='fit')`: the documented arguments are examples of values.
fn general(segment: Segment) -> Segment {
    let [Part::Literal(text)] = segment.parts.as_slice() else { return segment };
    if is_example_key(text) {
        return Segment { parts: vec![Part::Placeholder(Placeholder { text: "id".to_owned(), quoted: false, argument: None })] };
    }
    let Some((name, arguments)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) else { return segment };
    if arguments.is_empty() || !arguments.split(',').all(|a| a.contains('=')) {
        return segment;
    }
    let mut parts = vec![Part::Literal(format!("{name}("))];
    let count = arguments.split(',').count();
    for (i, argument) in arguments.split(',').enumerate() {
        let (key, value) = argument.split_once('=').unwrap_or((argument, ""));
        let quoted = value.trim().starts_with('\'');
        let quote = if quoted { "'" } else { "" };
        let before = format!("{}{}={quote}", if i > 0 { "," } else { "" }, key.trim());
        match parts.last_mut() {
            Some(Part::Literal(last)) => last.push_str(&before),
            _ => parts.push(Part::Literal(before)),
        }
        parts.push(Part::Placeholder(Placeholder { text: key.trim().to_owned(), quoted, argument: Some(key.trim().to_owned()) }));
        let after = if i + 1 == count { format!("{quote})") } else { quote.to_owned() };
        if !after.is_empty() {
            parts.push(Part::Literal(after));
        }
    }
    Segment { parts }
}

fn endpoint<'a>(ir: &Ir, method: Method, group: Group<'a>, shape: &[String], plain: &HashSet<Vec<String>>) -> Endpoint<'a> {
    let Group { segments, pages, addresses } = group;
    let by_key = segments.last().is_some_and(|s| s.key().is_some());
    let mut body = body(ir, &pages, method);
    let mut response = response(ir, &pages);
    if let Some(addressed) = &addresses {
        match method {
            Method::Get => narrow_response(&mut response, addressed, by_key),
            Method::Patch => narrow_body(ir, &mut body, addressed),
            _ => {}
        }
    }
    let (module, name) = place(method, &segments, &pages, body.as_ref(), response.as_ref(), shape, plain);
    let arguments = arguments(&segments);
    let mut query_options: Vec<String> = pages.iter().flat_map(|p| p.query_options.iter().cloned()).collect();
    query_options.sort();
    query_options.dedup();
    Endpoint { method, segments, pages, module, name, arguments, body, response, query_options }
}

/// The modules that a path leads through, and the function at its end.
fn place(method: Method, segments: &[Segment], pages: &[&Operation], body: Option<&EndpointBody>, response: Option<&Response>, shape: &[String], plain: &HashSet<Vec<String>>) -> (Vec<String>, String) {
    let mut modules = Vec::new();
    let collection = response.and_then(|r| r.ty.as_ref()).is_some_and(|t| t.collection);
    let last = segments.len().saturating_sub(1);
    let mut after_colon = false;
    for (i, segment) in segments.iter().enumerate() {
        let text = segment.shape();
        let name = text.split('(').next().unwrap_or_default().trim_matches([':', '\'']);
        let is_key = name.is_empty() || name == "{}" || segment.key().is_some();
        if is_key {
            // `root:/{item-path}:` and `{hostname}:/{path}` address an item by its path.
            if after_colon {
                modules.push("by_path".to_owned());
            }
            after_colon = text.ends_with(':') && !after_colon;
            continue;
        }
        after_colon = text.ends_with(':');
        if i == last {
            if let Some(system) = name.strip_prefix('$') {
                return (modules, system_name(method, system, collection));
            }
            // `borders({index})` is an item of a collection.
            if text.contains('(') && !text.contains('=') && segment.parts.len() > 1 {
                modules.push(module_name(name));
                return (modules, verb(method, false).to_owned());
            }
            let called = text.contains('(') && text.contains('=');
            let alternate_key = called && plain.contains(&with_last(&shape[..=i], &name.to_lowercase()));
            if alternate_key {
                let by: Vec<String> = segment.parts.iter().filter_map(|p| if let Part::Placeholder(p) = p { p.argument.as_deref().map(snake) } else { None }).collect();
                modules.push(snake(name));
                return (modules, format!("{}_by_{}", verb(method, false), by.join("_and_")));
            }
            let bound = name.strip_prefix("microsoft.graph.").or_else(|| name.strip_prefix("graph."));
            let short = bound.map_or(name, |b| b.rsplit('.').next().unwrap_or(b));
            if called || text.contains('(') || calls(method, short, bound.is_some(), pages, body, response) {
                return (modules, snake(short));
            }
        }
        modules.push(module_name(name));
    }
    let item = segments.last().is_none_or(|s| s.literal().is_none());
    // A URL that takes a key after it is a collection, whatever its page shows.
    let keyed = plain.contains(&[shape, &["{}".to_owned()]].concat());
    let untyped = response.and_then(|r| r.ty.as_ref()).is_none_or(|t| t.unknown.is_some());
    let listed = collection || keyed || untyped && segments.last().and_then(Segment::literal).is_some_and(|l| l.ends_with('s'));
    (modules, verb(method, !item && (listed || method != Method::Get)).to_owned())
}

fn with_last(shape: &[String], last: &str) -> Vec<String> {
    let mut out = shape.to_vec();
    if let Some(text) = out.last_mut() {
        last.clone_into(text);
    }
    out
}

/// A cast to a derived type reads as such: `members/microsoft.graph.user` is `members::as_user`.
fn module_name(segment: &str) -> String {
    match segment.strip_prefix("microsoft.graph.") {
        Some(name) => format!("as_{}", snake(name.rsplit('.').next().unwrap_or(name))),
        None => snake(segment),
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
fn calls(method: Method, segment: &str, bound: bool, pages: &[&Operation], body: Option<&EndpointBody>, response: Option<&Response>) -> bool {
    let titled = |p: &&&Operation| {
        let title = p.title.to_lowercase();
        let named = title.split([':', ' ']).any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()) == segment.to_lowercase());
        named && (title.contains(':') || title.ends_with(" action") || title.ends_with(" function"))
    };
    let says_call = pages.iter().any(|p| titled(&p));
    match method {
        Method::Get => segment == "delta" || says_call && (bound || !segment.ends_with('s') || segment.starts_with("get")),
        Method::Post => {
            let creates = |p: &&&Operation| ["create", "add", "post", "new", "upload", "创建", "添加"].iter().any(|w| p.title.to_lowercase().starts_with(w));
            let created = response.is_some_and(|r| r.status == 201) || pages.iter().any(|p| creates(&p));
            let sends_model = matches!(body, Some(EndpointBody::Model(_)));
            bound || says_call || !(created || sends_model || segment.ends_with('s'))
        }
        _ => false,
    }
}

/// The names of a path's placeholders, in order, distinct.
fn arguments(segments: &[Segment]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = String::new();
    for segment in segments {
        for part in &segment.parts {
            let Part::Placeholder(placeholder) = part else { continue };
            let owner = singular(&snake(before.trim_end_matches(':').rsplit('.').next().unwrap_or_default()));
            let mut name = argument(placeholder, &owner);
            if out.contains(&name) && !owner.is_empty() {
                name = format!("{owner}_{name}");
            }
            let mut scope = Scope::default();
            out.iter().for_each(|taken| drop(scope.take(taken)));
            out.push(scope.take(&name));
        }
        if let Some(literal) = segment.literal() {
            literal.clone_into(&mut before);
        } else if let Some(Part::Literal(text)) = segment.parts.first() {
            text.split('(').next().unwrap_or_default().clone_into(&mut before);
        }
    }
    out
}

/// `{id | userPrincipalName}` below `users` is `user_id`, `{user-id}` too; `{period_value}` of `period=` is `period`.
fn argument(placeholder: &Placeholder, owner: &str) -> String {
    let first = placeholder.text.split(['|', '/']).next().unwrap_or_default();
    let first = first.split(" or ").next().unwrap_or_default();
    let plain = snake(first.trim().trim_matches(['$', '\'', '"']));
    if let Some(argument) = &placeholder.argument {
        return snake(argument);
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

/// What all the pages of one URL agree to send.
fn body(ir: &Ir, pages: &[&Operation], method: Method) -> Option<EndpointBody> {
    if matches!(method, Method::Get) {
        return None;
    }
    let mut out: Option<EndpointBody> = None;
    for body in pages.iter().filter_map(|p| p.body.as_ref()) {
        let next = match body {
            Body::Content(_) => EndpointBody::Content,
            Body::Parameters(parameters) if parameters.iter().any(|p| p.name == "@odata.id") => EndpointBody::Reference,
            Body::Parameters(parameters) => EndpointBody::Parameters(parameters.clone()),
            Body::Type(ty) => match ty.type_name().filter(|n| !ty.collection && is_model(ir, n)) {
                Some(name) => EndpointBody::Model(name.clone()),
                None => EndpointBody::Json,
            },
        };
        out = Some(match (out, next) {
            (None, next) => next,
            (Some(EndpointBody::Model(a)), EndpointBody::Model(b)) => common_base(ir, &a, &b).map_or(EndpointBody::Json, EndpointBody::Model),
            (Some(EndpointBody::Parameters(mut a)), EndpointBody::Parameters(b)) => {
                let new: Vec<_> = b.into_iter().filter(|p| a.iter().all(|known| known.name != p.name)).collect();
                a.extend(new);
                EndpointBody::Parameters(a)
            }
            (Some(a), b) if a == b => a,
            _ => EndpointBody::Json,
        });
    }
    out
}

/// A GET gives what its URL addresses, whatever a page on something else says of the same URL.
fn narrow_response(response: &mut Option<Response>, addressed: &TypeRef, by_key: bool) {
    if let Some(ty) = response.as_mut().filter(|r| !r.content).and_then(|r| r.ty.as_mut()) {
        let collection = !by_key && (addressed.collection || ty.collection);
        *ty = TypeRef { collection, ..addressed.clone() };
    }
}

/// A PATCH sends what its URL addresses; a page on a derived type does not narrow it for the others.
fn narrow_body(ir: &Ir, body: &mut Option<EndpointBody>, addressed: &TypeRef) {
    let Some(name) = addressed.type_name().filter(|n| !addressed.collection && is_model(ir, n)) else { return };
    let related = match body {
        Some(EndpointBody::Model(said)) => common_base(ir, said, name).as_ref() == Some(name),
        Some(EndpointBody::Json) => true,
        _ => false,
    };
    if related {
        *body = Some(EndpointBody::Model(name.clone()));
    }
}

fn is_model(ir: &Ir, name: &TypeName) -> bool {
    ir.types.get(name).is_some_and(|t| t.kind != crate::ir::Kind::Enum)
}

/// What all the pages of one URL agree comes back.
fn response(ir: &Ir, pages: &[&Operation]) -> Option<Response> {
    let mut out: Option<Response> = None;
    for next in pages.iter().filter_map(|p| p.response.as_ref()) {
        out = Some(match out {
            None => next.clone(),
            Some(a) => Response { status: a.status.min(next.status), content: a.content && next.content || a.ty.is_none() && next.ty.is_none() && (a.content || next.content), ty: common_type(ir, a.ty, next.ty.as_ref()) },
        });
    }
    out
}

fn common_type(ir: &Ir, a: Option<TypeRef>, b: Option<&TypeRef>) -> Option<TypeRef> {
    let (Some(a), Some(b)) = (a.clone(), b) else { return a.or_else(|| b.cloned()) };
    let collection = a.collection || b.collection;
    Some(match (&a.name, &b.name) {
        (RefName::Named(x), RefName::Named(y)) => match common_base(ir, x, y) {
            Some(base) => TypeRef::named(base, collection),
            None => TypeRef::unknown("the pages of this URL name different types", collection),
        },
        (RefName::Primitive(Primitive::Untyped), _) => b.clone(),
        (_, RefName::Primitive(Primitive::Untyped)) => a,
        (x, y) if x == y => a,
        _ => TypeRef::unknown("the pages of this URL name different types", collection),
    })
}

/// The nearest type that both are, or inherit from.
fn common_base(ir: &Ir, a: &TypeName, b: &TypeName) -> Option<TypeName> {
    let chain = |name: &TypeName| {
        let mut out = vec![name.clone()];
        while let Some(base) = out.last().and_then(|n| ir.types.get(n)).and_then(|t| t.base.clone()).filter(|b| !out.contains(b)) {
            out.push(base);
        }
        out
    };
    let other = chain(b);
    chain(a).into_iter().find(|n| other.contains(n)).filter(|n| ir.types.contains_key(n))
}

/// Functions of one name in one module: the one with the shortest path keeps it, the others say what they take.
fn settle_names(endpoints: &mut [Endpoint<'_>]) {
    let mut groups: BTreeMap<(Vec<String>, String), Vec<usize>> = BTreeMap::new();
    for (i, endpoint) in endpoints.iter().enumerate() {
        groups.entry((endpoint.module.clone(), endpoint.name.clone())).or_default().push(i);
    }
    let mut scopes: HashMap<Vec<String>, Scope> = HashMap::new();
    for (module, name) in groups.keys() {
        scopes.entry(module.clone()).or_default().take(name);
    }
    for ((module, name), mut members) in groups {
        members.sort_by_key(|i| (endpoints[*i].arguments.len(), endpoints[*i].template()));
        let kept: Vec<String> = endpoints[members[0]].arguments.clone();
        for i in members.into_iter().skip(1) {
            let own: Vec<&String> = endpoints[i].arguments.iter().filter(|a| !kept.contains(a)).collect();
            let suffix = own.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("_and_");
            let wanted = if suffix.is_empty() { name.clone() } else { format!("{name}_by_{suffix}") };
            if let Some(scope) = scopes.get_mut(&module) {
                endpoints[i].name = scope.take(&wanted);
            }
        }
    }
}
