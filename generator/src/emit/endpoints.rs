//! From operations (pages) to endpoints: one for each method and URL, with its module, its name and its arguments.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::placement::{arguments, place, settle_names};
use crate::extract::{Part, Placeholder, Segment, parse_path};
use crate::ir::{Body, Ir, Method, Operation, Parameter, Primitive, RefName, Response, TypeName, TypeRef};

/// A method and a URL, with every page that documents it.
#[derive(Debug)]
pub struct Endpoint<'a> {
    pub method: Method,
    pub segments: Vec<Segment>,
    /// In the order of their files.
    pub pages: Vec<&'a Operation>,
    /// As the pages write it.
    pub paths: Vec<&'a str>,
    /// The modules below the version's, from the URL's literal segments; `root` where it has none.
    pub module: Vec<String>,
    pub name: String,
    /// The name of the struct that an action takes: `SendMailBody` beside `send_mail`.
    pub parameters_name: Option<String>,
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

    /// What stands in the path for each argument.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        let parts = self.segments.iter().flat_map(|s| &s.parts);
        parts.filter_map(|part| if let Part::Placeholder(placeholder) = part { Some(placeholder) } else { None })
    }

    /// The path as documented, with the placeholders' names.
    pub fn documented_path(&self) -> String {
        let part = |p: &Part| match p {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(p) => format!("{{{}}}", p.text),
        };
        self.segments.iter().map(|s| format!("/{}", s.parts.iter().map(part).collect::<String>())).collect()
    }

    /// The first of its modules, which names the slice.
    pub fn slice(&self) -> &str {
        &self.module[0]
    }
}

/// A literal with what a URL cannot hold percent-encoded.
fn part_template(part: &Part) -> String {
    match part {
        Part::Placeholder(_) => "{}".to_owned(),
        Part::Literal(text) => text
            .bytes()
            .map(|b| {
                if b.is_ascii_graphic() && !b"\"<>\\^`{|}%#?".contains(&b) {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect(),
    }
}

/// Groups the requests of every page by method and URL. A selection is made afterwards, so that it changes no name.
pub fn endpoints(ir: &Ir) -> Vec<Endpoint<'_>> {
    let spellings = spellings(ir);
    let mut groups: BTreeMap<(Vec<String>, Method), Group<'_>> = BTreeMap::new();
    for operation in &ir.operations {
        for request in operation.requests.iter().filter(|r| !r.path.contains("...") && !r.path.contains('…')) {
            let segments: Vec<Segment> =
                parse_path(&request.path).into_iter().map(|s| respell(general(s), &spellings)).collect();
            // `/beta/teams/{id}`: some request blocks begin with the version.
            let segments = if segments.first().and_then(Segment::literal) == Some(ir.api.segment()) {
                segments[1..].to_vec()
            } else {
                segments
            };
            let segments = with_arguments(operation, request.method, segments);
            // `borders({index})` and `borders('{index}')` are one URL.
            let shape = segments.iter().map(Segment::folded_shape).collect();
            let group = groups.entry((shape, request.method)).or_insert_with(|| Group {
                segments,
                pages: Vec::new(),
                paths: Vec::new(),
                addresses: None,
            });
            if !group.pages.iter().any(|p| std::ptr::eq(*p, operation)) {
                group.pages.push(operation);
            }
            group.paths.push(&request.path);
            group.addresses = group.addresses.take().or_else(|| request.addresses.clone());
        }
    }
    let plain: HashSet<Vec<String>> =
        groups.keys().flat_map(|(shape, _)| (1..=shape.len()).map(|n| shape[..n].to_vec())).collect();
    let mut out: Vec<Endpoint<'_>> =
        groups.into_iter().map(|((shape, method), group)| endpoint(ir, method, group, &shape, &plain)).collect();
    settle_names(&mut out);
    out
}

/// The requests of one method and URL, over all pages.
struct Group<'a> {
    segments: Vec<Segment>,
    pages: Vec<&'a Operation>,
    paths: Vec<&'a str>,
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
        if text.starts_with(|c: char| c.is_ascii_lowercase())
            && (capitals(text), text) > (capitals(known), known.as_str())
        {
            text.clone_into(known);
        }
    }
    out
}

/// A function whose request line leaves out the arguments that its page lists: an example's URL shows how they are written.
fn with_arguments(operation: &Operation, method: Method, mut segments: Vec<Segment>) -> Vec<Segment> {
    let Some(name) = segments.last().and_then(Segment::literal).filter(|_| method == Method::Get) else {
        return segments;
    };
    let is_parameter = |argument: &str| operation.parameters.iter().any(|p| p.name.eq_ignore_ascii_case(argument));
    let shown = operation.examples.iter().filter_map(|e| e.request.as_ref()).find_map(|example| {
        let path = example.url.split('?').next()?;
        let (called, arguments) = path.rsplit('/').next()?.strip_suffix(')')?.split_once('(')?;
        let mut names = arguments.split(',').map(|a| a.split('=').next().unwrap_or_default().trim());
        let fits = called.eq_ignore_ascii_case(name) && names.all(is_parameter);
        fits.then(|| general(Segment { parts: vec![Part::Literal(format!("{name}({arguments})"))] }))
    });
    if let (Some(shown), Some(last)) = (shown, segments.last_mut()) {
        *last = shown;
    }
    segments
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
    let is_guid = text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() });
    is_guid
        || text.contains(['@', '=']) && !text.contains('(')
        || !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `image(width=640,fittingMode='fit')`: the documented arguments are examples of values.
fn general(segment: Segment) -> Segment {
    let [Part::Literal(text)] = segment.parts.as_slice() else { return segment };
    if is_example_key(text) {
        return Segment {
            parts: vec![Part::Placeholder(Placeholder { text: "id".to_owned(), quoted: false, argument: None })],
        };
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
        parts.push(Part::Placeholder(Placeholder {
            text: key.trim().to_owned(),
            quoted,
            argument: Some(key.trim().to_owned()),
        }));
        let after = if i + 1 == count { format!("{quote})") } else { quote.to_owned() };
        if !after.is_empty() {
            parts.push(Part::Literal(after));
        }
    }
    Segment { parts }
}

fn endpoint<'a>(
    ir: &Ir,
    method: Method,
    group: Group<'a>,
    shape: &[String],
    plain: &HashSet<Vec<String>>,
) -> Endpoint<'a> {
    let Group { segments, pages, paths, addresses } = group;
    let by_key = segments.last().is_some_and(|s| s.key().is_some());
    let mut body = body(ir, &pages, method);
    let mut response = response(ir, &pages);
    if method == Method::Get && segments.last().and_then(Segment::literal) == Some("$value") {
        // A page that documents an object and its bytes together says only one of the two.
        response = response.map(|r| Response { content: true, ..r });
    }
    if let Some(addressed) = &addresses {
        match method {
            Method::Get => narrow_response(&mut response, addressed, by_key),
            Method::Patch => narrow_body(ir, &mut body, addressed),
            _ => {}
        }
    }
    let (mut module, name) = place(method, &segments, &pages, body.as_ref(), response.as_ref(), shape, plain);
    if module.is_empty() {
        module.push("root".to_owned());
    }
    let arguments = arguments(&segments);
    let mut query_options: Vec<String> = pages.iter().flat_map(|p| p.query_options.iter().cloned()).collect();
    query_options.sort();
    query_options.dedup();
    Endpoint {
        method,
        segments,
        pages,
        paths,
        module,
        name,
        parameters_name: None,
        arguments,
        body,
        response,
        query_options,
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
            (Some(EndpointBody::Model(a)), EndpointBody::Model(b)) => {
                ir.common_base(&a, &b).map_or(EndpointBody::Json, EndpointBody::Model)
            }
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
        Some(EndpointBody::Model(said)) => ir.common_base(said, name).as_ref() == Some(name),
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
            Some(a) => Response {
                status: a.status.min(next.status),
                content: a.content && next.content
                    || a.ty.is_none() && next.ty.is_none() && (a.content || next.content),
                ty: common_type(ir, a.ty, next.ty.as_ref()),
            },
        });
    }
    out
}

fn common_type(ir: &Ir, a: Option<TypeRef>, b: Option<&TypeRef>) -> Option<TypeRef> {
    let (Some(a), Some(b)) = (a.clone(), b) else { return a.or_else(|| b.cloned()) };
    let collection = a.collection || b.collection;
    Some(match (&a.name, &b.name) {
        (RefName::Named(x), RefName::Named(y)) => match ir.common_base(x, y) {
            Some(base) => TypeRef::named(base, collection),
            None => TypeRef::unknown("the pages of this URL name different types", collection),
        },
        (RefName::Primitive(Primitive::Untyped), _) => b.clone(),
        (_, RefName::Primitive(Primitive::Untyped)) => a,
        (x, y) if x == y => a,
        _ => TypeRef::unknown("the pages of this URL name different types", collection),
    })
}
