//! API pages as operations: what goes in and what comes out, with names resolved.

use std::collections::{HashMap, HashSet};

use super::define::{Drafts, namespace};
use super::model::{Body, ExampleBody, Method, Operation, Parameter, Primitive, Response, Source, TypeName, TypeRef};
use super::names::{Found, Names};
use super::resolve::{self, Resolved};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{NameRef, OperationFacts, PageFacts, PropertyRow, TypeCell, fold};

/// What each API page's request body is.
#[derive(Debug)]
pub struct Bodies<'f> {
    decisions: HashMap<&'f str, Decision<'f>>,
}

#[derive(Debug)]
enum Decision<'f> {
    Nothing,
    Type { name: TypeName, collection: bool, defined_by: Option<(&'f PageFacts, u32, &'f [PropertyRow])> },
    Parameters(&'f [PropertyRow]),
    /// The rows of a function's body section are arguments in its URL.
    Reference,
    Content(String),
    Untyped,
}

impl<'f> Bodies<'f> {
    pub fn decide(pages: &'f [PageFacts], drafts: &Drafts<'f>, names: &Names) -> Self {
        let mut known = Known { drafts, names, properties: HashMap::new() };
        let decisions = pages.iter().filter_map(|p| Some((p.file.as_str(), known.decide(p, p.operation.as_ref()?)))).collect();
        Self { decisions }
    }

    /// The types that only a request body defines.
    pub fn definitions(&self) -> Vec<(&'f PageFacts, TypeName, u32, &'f [PropertyRow])> {
        let mut out: Vec<_> = self
            .decisions
            .values()
            .filter_map(|d| match d {
                Decision::Type { name, defined_by: Some((page, line, rows)), .. } => Some((*page, name.clone(), *line, *rows)),
                _ => None,
            })
            .collect();
        out.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        out
    }
}

struct Known<'d, 'f> {
    drafts: &'d Drafts<'f>,
    names: &'d Names,
    properties: HashMap<TypeName, HashSet<&'f str>>,
}

impl<'d, 'f> Known<'d, 'f> {
    fn decide(&mut self, page: &'f PageFacts, op: &'f OperationFacts) -> Decision<'f> {
        let facts = &op.body;
        let method = op.requests[0].method;
        let sends_ref = op.requests.iter().all(|r| r.path.ends_with("/$ref"));
        let example = op.examples.iter().filter_map(|e| e.request.as_ref()).find(|r| r.body != ExampleBody::None);
        if method == Method::Get || (facts.none && example.is_none()) {
            return Decision::Nothing;
        }
        if method == Method::Delete && example.is_none() && facts.rows.is_empty() {
            return Decision::Nothing;
        }
        if sends_ref && method != Method::Delete {
            return Decision::Reference;
        }
        if facts.rows.is_empty() {
            return self.decide_by_prose(page, op, example.map(|e| &e.body), method);
        }
        self.decide_by_rows(page, op, method)
    }

    fn decide_by_rows(&mut self, page: &'f PageFacts, op: &'f OperationFacts, method: Method) -> Decision<'f> {
        let facts = &op.body;
        let rows = facts.rows.as_slice();
        let said: Vec<TypeName> = facts.types.iter().filter_map(|r| self.named(r, page)).collect();
        for name in said.iter().cloned().chain(self.fallbacks(page, op, method)) {
            let known = self.drafts.contains_key(&name);
            let shared = self.shared(&name, rows);
            let prose = said.contains(&name);
            // A table of parameters may still be one of properties when every row is the type's.
            let enough = if facts.says_parameters && !prose || is_action(op) && !prose { shared == rows.len() && rows.len() > 1 } else { shared * 2 >= rows.len() };
            if known && enough {
                return Decision::Type { name, collection: facts.collection && prose, defined_by: None };
            }
        }
        // No resource page defines the type: this table does.
        let undefined = facts.types.first().filter(|r| self.named(r, page).is_none() && !facts.says_parameters);
        if let Some(reference) = undefined {
            let name = written_name(reference, page);
            return Decision::Type { name, collection: facts.collection, defined_by: Some((page, facts.line, rows)) };
        }
        Decision::Parameters(rows)
    }

    fn decide_by_prose(&mut self, page: &'f PageFacts, op: &'f OperationFacts, example: Option<&ExampleBody>, method: Method) -> Decision<'f> {
        let facts = &op.body;
        let collection = facts.collection || matches!(example.and_then(ExampleBody::json), Some(serde_json::Value::Array(_)));
        if let Some(ExampleBody::Text(_)) = example {
            return Decision::Content(facts.content.clone().unwrap_or_else(|| "application/octet-stream".to_owned()));
        }
        if let Some(name) = facts.types.iter().find_map(|r| self.named(r, page)) {
            return Decision::Type { name, collection, defined_by: None };
        }
        if let Some(reference) = facts.types.first() {
            return Decision::Type { name: written_name(reference, page), collection, defined_by: Some((page, facts.line, &[])) };
        }
        if let Some(content) = facts.content.as_ref().filter(|_| example.is_none()) {
            return Decision::Content(content.clone());
        }
        let json = example.and_then(ExampleBody::json);
        let shown: Vec<&str> = json.and_then(|v| v.as_object()).map(|o| o.keys().map(String::as_str).filter(|k| !k.contains('@')).collect()).unwrap_or_default();
        for name in self.fallbacks(page, op, method) {
            let properties = self.properties(&name);
            let shared = shown.iter().filter(|k| properties.contains(*k)).count();
            if self.drafts.contains_key(&name) && (json.is_none() && method == Method::Patch || json.is_some() && shared * 2 >= shown.len()) {
                return Decision::Type { name, collection: false, defined_by: None };
            }
        }
        if json.is_some() { Decision::Untyped } else { Decision::Nothing }
    }

    /// The types that the page suggests as its body when its prose names none.
    fn fallbacks(&self, page: &PageFacts, op: &OperationFacts, method: Method) -> Vec<TypeName> {
        let stated = namespace(page);
        let annotated = op.request_annotation.as_ref().and_then(|(name, _)| self.names.by_text(name, stated));
        let typed = op.examples.iter().filter_map(|e| e.request.as_ref()?.body.json()?.get("@odata.type")?.as_str());
        let shown = typed.filter_map(|t| self.names.by_text(t, stated)).next();
        let returned = op.response.ty.as_ref().and_then(|cell| match resolve::cell(cell, page, self.names, &mut Vec::new()) {
            Resolved::Known(reference) => reference.type_name().cloned(),
            _ => None,
        });
        let linked = op.intro_links.iter().filter_map(|r| self.named(r, page));
        let titled = page.title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() > 2).filter_map(|w| self.names.by_text(w, stated));
        let mut out: Vec<TypeName> = shown.into_iter().chain(annotated).chain(returned).collect();
        if matches!(method, Method::Patch | Method::Put) || !is_action(op) {
            out.extend(linked);
            out.extend(titled);
        }
        out
    }

    fn named(&self, reference: &NameRef, page: &PageFacts) -> Option<TypeName> {
        match self.names.find(reference, namespace(page), &page.file) {
            Found::ByText(name) | Found::ByTarget(name) => Some(name),
            Found::Disagree { text, target } => Some(if reference.in_prose { target } else { text }),
            Found::Nothing => None,
        }
    }

    fn shared(&mut self, name: &TypeName, rows: &[PropertyRow]) -> usize {
        let properties = self.properties(name);
        rows.iter().filter(|r| properties.contains(r.name.as_str())).count()
    }

    /// The names of a type's own and inherited properties.
    fn properties(&mut self, name: &TypeName) -> &HashSet<&'f str> {
        if !self.properties.contains_key(name) {
            let mut out = HashSet::new();
            let mut at = Some(name.clone());
            for _ in 0..64 {
                let Some(draft) = at.as_ref().and_then(|n| self.drafts.get(n)) else { break };
                out.extend(draft.rows.iter().map(|(_, r)| r.name.as_str()));
                at = draft.bases.iter().find_map(|(page, base)| self.named(base, page)).filter(|b| Some(b) != at.as_ref());
            }
            self.properties.insert(name.clone(), out);
        }
        &self.properties[name]
    }
}

/// A POST whose last segment, after a key or a namespace, is a verb rather than a collection.
fn is_action(op: &OperationFacts) -> bool {
    let Some(request) = op.requests.first() else { return false };
    let last = request.path.rsplit('/').next().unwrap_or_default();
    let verb = last.starts_with("microsoft.graph.") || last.starts_with(|c: char| c.is_ascii_lowercase()) && !last.contains('{') && !last.ends_with('s');
    request.method == Method::Post && verb
}

fn written_name(reference: &NameRef, page: &PageFacts) -> TypeName {
    let text = reference.text.trim_start_matches('#');
    if text.contains('.') { TypeName::parse(text) } else { TypeName::new(namespace(page), text.split_whitespace().next().unwrap_or(text)) }
}

/// Builds the operations; a name that no page defines stays a name until everything is inferred.
pub fn build(pages: &[PageFacts], bodies: &Bodies<'_>, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Vec<Operation> {
    let mut returns: HashMap<&str, Vec<(&PageFacts, &TypeCell)>> = HashMap::new();
    for page in pages {
        for row in &page.methods {
            if let Some(cell) = &row.returns {
                returns.entry(row.page.as_str()).or_default().push((page, cell));
            }
        }
    }
    let operations = pages.iter().filter_map(|p| Some((p, p.operation.as_ref()?)));
    operations
        .map(|(page, op)| {
            let method_rows = returns.get(fold(&page.file).as_str()).map_or(&[][..], Vec::as_slice);
            Operation {
                source: Source { file: page.file.clone(), line: op.line },
                title: page.title.clone(),
                description: page.description.clone(),
                product: page.product.clone(),
                requests: op.requests.clone(),
                body: body(page, op, bodies, names, diagnostics),
                response: Some(response(page, op, method_rows, names, diagnostics)),
                parameters: parameters(page, op, names, diagnostics),
                query_options: query_options(op),
                headers: op.headers.clone(),
                permissions: op.permissions.clone(),
                clouds: op.clouds.clone(),
                examples: op.examples.clone(),
            }
        })
        .collect()
}

fn body(page: &PageFacts, op: &OperationFacts, bodies: &Bodies<'_>, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Option<Body> {
    match bodies.decisions.get(page.file.as_str())? {
        Decision::Nothing => None,
        Decision::Type { name, collection, .. } => Some(Body::Type(TypeRef::named(name.clone(), *collection))),
        Decision::Parameters(rows) => Some(Body::Parameters(rows.iter().map(|r| parameter(r, page, names, diagnostics)).collect())),
        Decision::Reference => Some(Body::Parameters(vec![Parameter {
            name: "@odata.id".to_owned(),
            ty: TypeRef::primitive(Primitive::String, false),
            required: true,
            description: "The URL of the object to refer to.".to_owned(),
            line: op.body.line.max(op.line),
        }])),
        Decision::Content(media_type) => Some(Body::Content(media_type.clone())),
        Decision::Untyped => {
            let place = Place::new(&page.path, op.body.line.max(op.line), 1);
            let found = "a request body whose type the page does not say";
            diagnostics.push(Diagnostic::new(Code::UnknownBody, place, found, "it is sent as untyped JSON"));
            Some(Body::Type(TypeRef::unknown("the page does not say", false)))
        }
    }
}

fn parameters(page: &PageFacts, op: &OperationFacts, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Vec<Parameter> {
    let in_body = if op.requests[0].method == Method::Get { op.body.rows.as_slice() } else { &[] };
    op.parameters.iter().chain(in_body).map(|r| parameter(r, page, names, diagnostics)).collect()
}

fn parameter(row: &PropertyRow, page: &PageFacts, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Parameter {
    let ty = match resolve::cell(&row.ty, page, names, diagnostics) {
        Resolved::Known(reference) => reference,
        Resolved::Several { names, collection } => TypeRef::named(names[0].clone(), collection),
        Resolved::Undefined { name, collection } => TypeRef::named(name, collection),
        Resolved::Open { collection } => TypeRef::unknown("the page does not say", collection),
    };
    Parameter { name: row.name.clone(), ty, required: row.required, description: row.description.clone(), line: row.line }
}

/// A GET page that is silent allows every option, as OData does; other methods allow what they name.
fn query_options(op: &OperationFacts) -> Vec<String> {
    match &op.query_options {
        Some(named) => named.clone(),
        None if op.requests[0].method == Method::Get => {
            ["count", "expand", "filter", "orderby", "search", "select", "skip", "top"].map(str::to_owned).to_vec()
        }
        None => Vec::new(),
    }
}

fn response(page: &PageFacts, op: &OperationFacts, method_rows: &[(&PageFacts, &TypeCell)], names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Response {
    let facts = &op.response;
    let shown = op.examples.iter().filter_map(|e| e.response.as_ref()).find(|r| r.status < 400);
    let method = op.requests[0].method;
    let raw = op.requests.iter().all(|r| r.path.ends_with("/$value") || r.path.ends_with("/content"));
    let status = facts.status.or(shown.map(|r| r.status)).unwrap_or(if method == Method::Delete { 204 } else { 200 });
    let json = op.examples.iter().filter_map(|e| e.response.as_ref()).filter(|r| r.status < 400).find_map(|r| r.body.json());
    if (facts.empty || status == 204) && json.is_none() {
        return Response { status, ty: None, content: false };
    }
    let named = |cell: &TypeCell, page: &PageFacts| match resolve::cell(cell, page, names, &mut Vec::new()) {
        Resolved::Known(reference) => Some(reference),
        Resolved::Several { names, collection } => Some(TypeRef::named(names[0].clone(), collection)),
        Resolved::Undefined { name, collection } => Some(TypeRef::named(name, collection)),
        Resolved::Open { .. } => None,
    };
    let by_prose = facts.ty.as_ref().and_then(|c| named(c, page));
    let by_annotation = op.response_annotation.as_ref().and_then(|(name, collection)| annotated(name, *collection, page, names));
    let by_table = method_rows.iter().find_map(|(page, cell)| named(cell, page));
    let known = |r: &TypeRef| r.type_name().is_none_or(|n| names.by_text(&n.to_string(), namespace(page)).is_some());
    let candidates = [by_prose, by_annotation, by_table];
    let mut ty = candidates.iter().flatten().find(|r| known(r)).or_else(|| candidates.iter().flatten().next()).cloned();
    let bytes = facts.content && ty.as_ref().is_none_or(|t| t.type_name().is_none());
    if status == 302 || json.is_none() && (raw || bytes) {
        if let (Some(ty), Some(json)) = (&mut ty, json) {
            correct_collection(ty, json);
        }
        // A report is a type of its own that comes as bytes.
        return Response { status, ty: ty.filter(known), content: true };
    }
    if let (Some(ty), Some(json)) = (&mut ty, json) {
        correct_collection(ty, json);
    }
    if ty.is_none() && json.is_some() {
        let place = Place::new(&page.path, facts.line.max(op.line), 1);
        let found = "a response whose type the page does not say";
        diagnostics.push(Diagnostic::new(Code::UnknownResponse, place, found, "it is read as untyped JSON"));
        let collection = json.and_then(|v| v.get("value")).is_some_and(serde_json::Value::is_array);
        ty = Some(TypeRef::unknown("the page does not say", collection));
    }
    Response { status, ty, content: false }
}

/// An annotation's type: a primitive such as `Edm.String` or `stream`, or a name.
fn annotated(name: &str, collection: bool, page: &PageFacts, names: &Names) -> Option<TypeRef> {
    if let Some(primitive) = crate::extract::primitive(name) {
        return (primitive != Primitive::Stream).then(|| TypeRef::primitive(primitive, collection));
    }
    let named = names.by_text(name, namespace(page))?;
    Some(TypeRef::named(named, collection))
}

/// What the example shows decides whether one object or a collection comes back.
fn correct_collection(ty: &mut TypeRef, json: &serde_json::Value) {
    let Some(object) = json.as_object() else { return };
    match object.get("value") {
        Some(serde_json::Value::Array(_)) => ty.collection = true,
        Some(serde_json::Value::Object(_)) => ty.collection = false,
        None if object.keys().any(|k| !k.contains('@')) => ty.collection = false,
        _ => {}
    }
}

/// Every type reference of an operation.
pub fn references(operation: &mut Operation) -> impl Iterator<Item = &mut TypeRef> {
    let body: Vec<&mut TypeRef> = match &mut operation.body {
        Some(Body::Type(ty)) => vec![ty],
        Some(Body::Parameters(parameters)) => parameters.iter_mut().map(|p| &mut p.ty).collect(),
        _ => Vec::new(),
    };
    let response = operation.response.as_mut().and_then(|r| r.ty.as_mut());
    body.into_iter().chain(response).chain(operation.parameters.iter_mut().map(|p| &mut p.ty))
}

/// Every type reference of an operation, with the line that it stands on.
pub fn references_with_lines<'o>(operation: &'o Operation, page: &PageFacts) -> Vec<(&'o TypeRef, u32)> {
    let title = operation.source.line;
    let (body, response) = page.operation.as_ref().map_or((0, 0), |op| (op.body.line, op.response.line));
    let mut out: Vec<(&TypeRef, u32)> = operation.parameters.iter().map(|p| (&p.ty, p.line)).collect();
    match &operation.body {
        Some(Body::Type(ty)) => out.push((ty, body.max(title))),
        Some(Body::Parameters(parameters)) => out.extend(parameters.iter().map(|p| (&p.ty, p.line))),
        _ => {}
    }
    out.extend(operation.response.iter().filter_map(|r| Some((r.ty.as_ref()?, response.max(title)))));
    out
}
