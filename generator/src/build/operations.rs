//! API pages as operations: what goes in and what comes out, with names resolved.

use std::collections::HashMap;

use serde_json::Value;

use super::bodies::{Bodies, Decision};
use super::define::namespace;
use super::json_types::{SeenValues, scalar};
use super::names::{Names, is_named_after};
use super::resolve::{self, Resolved};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{
    ALL_OPTIONS, General, MethodRow, OPTIONS_OF_ONE, OperationFacts, PageFacts, PropertyRow, TypeCell, fold,
    place_in_body,
};
use crate::model::{Body, Inference, Method, Operation, Parameter, Primitive, Response, Source, TypeName, TypeRef};

/// Builds the operations; a name that no page defines stays a name until everything is inferred.
pub fn build(
    pages: &[PageFacts],
    bodies: &Bodies<'_>,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Operation> {
    let mut methods: HashMap<&str, Vec<(&PageFacts, &MethodRow)>> = HashMap::new();
    for page in pages {
        for row in &page.methods {
            methods.entry(row.page.as_str()).or_default().push((page, row));
        }
    }
    let operations = pages.iter().filter_map(|p| Some((p, p.operation.as_ref()?)));
    operations
        .map(|(page, op)| {
            let method_rows = methods.get(fold(&page.file).as_str()).map_or(&[][..], Vec::as_slice);
            let body = body(page, op, bodies, names, diagnostics);
            let response = response(page, op, method_rows, names, diagnostics);
            Operation {
                source: Source { file: page.file.clone(), line: op.line },
                title: page.title.clone(),
                description: page.description.clone(),
                product: page.product.clone(),
                listed_by: listed_by(method_rows, names),
                requests: op.requests.clone(),
                example_requests: Vec::new(),
                optional_body: body.is_some() && is_optional(op, body.as_ref()),
                body,
                query_options: query_options(op, &response),
                response: Some(response),
                parameters: parameters(page, op, names, diagnostics),
                headers: op.headers.clone(),
                permissions: op.permissions.clone(),
                clouds: op.clouds.clone(),
                examples: op.examples.clone(),
                deprecated: page.deprecated.clone(),
            }
        })
        .collect()
}

/// The types whose pages have these rows in their tables of methods.
fn listed_by(method_rows: &[(&PageFacts, &MethodRow)], names: &Names) -> Vec<TypeName> {
    let types = method_rows.iter().flat_map(|(page, _)| page.types.iter().map(move |ty| (page, ty)));
    let mut out: Vec<TypeName> = types.filter_map(|(page, ty)| names.by_text(&ty.name, namespace(page))).collect();
    out.sort();
    out.dedup();
    out
}

fn body(
    page: &PageFacts,
    op: &OperationFacts,
    bodies: &Bodies<'_>,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Body> {
    match bodies.decision(&page.file)? {
        Decision::Nothing => None,
        Decision::Type { name, collection, .. } => Some(Body::Type(TypeRef::named(name.clone(), *collection))),
        Decision::Parameters(rows) => {
            Some(Body::Parameters(rows.iter().map(|r| parameter(r, page, names, diagnostics)).collect()))
        }
        Decision::Shown(shown) => {
            let place = Place::new(&page.path, op.body.line.max(op.line), 1);
            let found = "an action whose parameters only an example shows";
            diagnostics.push(Diagnostic::new(Code::UnknownBody, place, found, "they have the types of what it shows"));
            let parameter = |(name, values): &(&str, Vec<&Value>)| shown_parameter(name, values, page, op, names);
            Some(Body::Parameters(shown.iter().map(parameter).collect()))
        }
        Decision::Reference => Some(Body::Parameters(vec![Parameter {
            name: "@odata.id".to_owned(),
            ty: TypeRef::primitive(Primitive::String, false),
            required: true,
            description: "The URL of the object to refer to.".to_owned(),
            line: op.body.line.max(op.line),
            inferred: None,
            on_page: None,
            place: None,
            deprecated: None,
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

/// Whether the page says so, or that each parameter is optional.
fn is_optional(op: &OperationFacts, body: Option<&Body>) -> bool {
    let optional = |p: &Parameter| !p.required && p.description.to_lowercase().contains("optional");
    let all = matches!(body, Some(Body::Parameters(list)) if !list.is_empty() && list.iter().all(optional));
    op.body.none || op.body.optional || all
}

fn parameters(
    page: &PageFacts,
    op: &OperationFacts,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Parameter> {
    let listed = op.parameters.iter().map(|p| (p.place, &p.row));
    // What a GET lists as its body cannot be sent as one.
    let is_get = op.requests[0].method == Method::Get;
    let in_body = op.body.rows.iter().filter(|_| is_get);
    let in_body = in_body.map(|row| (place_in_body(&row.name, &op.requests), row));
    let all = listed.chain(in_body);
    all.map(|(place, row)| Parameter { place, ..parameter(row, page, names, diagnostics) }).collect()
}

fn parameter(row: &PropertyRow, page: &PageFacts, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Parameter {
    let ty = match resolve::cell(&row.ty, page, names, diagnostics) {
        Resolved::Known(reference) => reference,
        Resolved::Several { names, collection } => TypeRef::named(names[0].clone(), collection),
        Resolved::Undefined { name, collection } => TypeRef::named(name, collection),
        Resolved::Open { collection } => TypeRef::unknown("the page does not say", collection),
    };
    Parameter {
        name: row.name.clone(),
        ty,
        required: row.required,
        description: row.description.clone(),
        line: row.line,
        inferred: None,
        on_page: None,
        place: None,
        deprecated: row.facts.deprecated.clone(),
    }
}

/// A parameter that only examples show, with the type that its values tell.
fn shown_parameter(name: &str, values: &[&Value], page: &PageFacts, op: &OperationFacts, names: &Names) -> Parameter {
    let mut seen = SeenValues::default();
    for value in values.iter().copied() {
        let item = if let Value::Array(items) = value { items.first().unwrap_or(&Value::Null) } else { value };
        let annotation = item.get("@odata.type").and_then(Value::as_str);
        seen.add(value, names.by_text(annotation.unwrap_or(name).trim_start_matches('#'), namespace(page)));
    }
    let unknown = || TypeRef::unknown("only the example shows it", seen.collection);
    Parameter {
        name: name.to_owned(),
        ty: seen.type_ref(false).unwrap_or_else(unknown),
        required: false,
        description: String::new(),
        line: op.body.line.max(op.line),
        inferred: Some(Inference::Example),
        on_page: None,
        place: None,
        deprecated: None,
    }
}

/// What comes back as `{"value": true}`.
fn shown_scalar(json: &Value) -> Option<TypeRef> {
    let object = json.as_object()?;
    let alone = object.keys().all(|k| k == "value" || k.starts_with("@odata."));
    Some(TypeRef::primitive(scalar(object.get("value").filter(|_| alone)?)?, false))
}

/// A GET page that names no option, or supports them with exceptions, allows every one that it does not refuse, as OData does.
/// Other methods allow what they name; where they speak of options in general, those that apply to what they give back.
fn query_options(op: &OperationFacts, response: &Response) -> Vec<String> {
    let documented = &op.query_options;
    let method = op.requests[0].method;
    let possible: &[&str] = match (documented.general, method) {
        (Some(General::Supported), Method::Get) if !documented.refused.is_empty() => &ALL_OPTIONS,
        _ if !documented.named.is_empty() => return documented.named.clone(),
        (Some(General::Refused), _) => &[],
        (_, Method::Get) => &ALL_OPTIONS,
        (None, _) | (_, Method::Delete) => &[],
        (Some(General::Supported), _) => match &response.ty {
            Some(ty) if ty.collection => &ALL_OPTIONS,
            Some(_) => &OPTIONS_OF_ONE,
            None => &[],
        },
    };
    possible
        .iter()
        .filter(|o| !documented.refused.iter().any(|refused| refused == *o))
        .map(|o| (*o).to_owned())
        .collect()
}

fn response(
    page: &PageFacts,
    op: &OperationFacts,
    method_rows: &[(&PageFacts, &MethodRow)],
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Response {
    let facts = &op.response;
    let shown = op.examples.iter().filter_map(|e| e.response.as_ref()).find(|r| r.status < 400);
    let method = op.requests[0].method;
    let raw =
        method == Method::Get && op.requests.iter().all(|r| r.path.ends_in("$value") || r.path.ends_in("content"));
    let status = facts.status.or(shown.map(|r| r.status)).unwrap_or(if method == Method::Delete { 204 } else { 200 });
    let json =
        op.examples.iter().filter_map(|e| e.response.as_ref()).filter(|r| r.status < 400).find_map(|r| r.body.json());
    let long_running = status == 202 && (facts.long_running || op.accepted_with_location);
    let accepted_alone = shown.is_some_and(|r| r.status == 202) || long_running;
    let named = |cell: &TypeCell, page: &PageFacts| match resolve::cell(cell, page, names, &mut Vec::new()) {
        Resolved::Known(reference) => Some(reference),
        Resolved::Several { names, collection } => Some(TypeRef::named(names[0].clone(), collection)),
        Resolved::Undefined { name, collection } => Some(TypeRef::named(name, collection)),
        Resolved::Open { .. } => None,
    };
    if (facts.empty || status == 204 || status == 202 && accepted_alone) && json.is_none() {
        let operation = facts.ty.as_ref().filter(|_| long_running).and_then(|cell| named(cell, page));
        return Response { operation, ..Response::new(status, None, false, long_running) };
    }
    let shows_objects = json.and_then(|j| j.get("value")?.as_array()?.first()).is_some_and(Value::is_object);
    let by_prose = facts.ty.as_ref().and_then(|c| named(c, page)).filter(|t| !shows_objects || t.type_name().is_some());
    let by_annotation =
        op.response_annotation.as_ref().and_then(|(name, collection)| annotated(name, *collection, page, names));
    let by_table = method_rows.iter().find_map(|(page, row)| named(row.returns.as_ref()?, page));
    let known = |r: &TypeRef| r.type_name().is_none_or(|n| names.by_text(&n.to_string(), namespace(page)).is_some());
    let candidates = [by_prose, by_annotation, by_table];
    let first = || candidates.iter().flatten().next().map(|first| fullest(first, candidates.iter().flatten()));
    let mut ty = candidates.iter().flatten().find(|r| known(r)).cloned().or_else(first);
    let bytes = facts.content && ty.as_ref().is_none_or(|t| t.type_name().is_none());
    if status == 302 || json.is_none() && (raw || bytes) {
        if let (Some(ty), Some(json)) = (&mut ty, json) {
            correct_collection(ty, json);
        }
        // A report is a type of its own that comes as bytes.
        return Response::new(status, ty.filter(known), true, long_running);
    }
    if let (Some(ty), Some(json)) = (&mut ty, json) {
        correct_collection(ty, json);
    }
    ty = ty.or_else(|| json.and_then(shown_scalar));
    if ty.is_none() && json.is_some() {
        let place = Place::new(&page.path, facts.line.max(op.line), 1);
        let found = "a response whose type the page does not say";
        diagnostics.push(Diagnostic::new(Code::UnknownResponse, place, found, "it is read as untyped JSON"));
        let collection = json.and_then(|v| v.get("value")).is_some_and(Value::is_array);
        ty = Some(TypeRef::unknown("the page does not say", collection));
    }
    Response::new(status, ty, false, long_running)
}

/// Of names that no page defines, what the first is in full: an annotation writes the namespace, and no plural.
fn fullest<'a>(first: &TypeRef, mut all: impl Iterator<Item = &'a TypeRef>) -> TypeRef {
    let Some(name) = first.type_name() else { return first.clone() };
    let same = |other: &&TypeRef| {
        other.type_name().is_some_and(|o| {
            o != name && is_named_after(&name.name, &o.name) && o.namespace.len() >= name.namespace.len()
        })
    };
    all.find(same).map_or_else(|| first.clone(), |other| TypeRef { collection: first.collection, ..other.clone() })
}

/// An annotation's type: a primitive such as `Edm.String` or `stream`, or a name, which no page may define.
fn annotated(name: &str, collection: bool, page: &PageFacts, names: &Names) -> Option<TypeRef> {
    if let Some(primitive) = crate::extract::primitive(name) {
        return (primitive != Primitive::Stream).then(|| TypeRef::primitive(primitive, collection));
    }
    let full = || name.starts_with("microsoft.graph.").then(|| TypeName::parse(name));
    let named = names.by_text(name, namespace(page)).or_else(full)?;
    Some(TypeRef::named(named, collection))
}

/// What the example shows decides whether one object or a collection comes back.
fn correct_collection(ty: &mut TypeRef, json: &Value) {
    let Some(object) = json.as_object() else { return };
    match object.get("value") {
        Some(Value::Array(_)) => ty.collection = true,
        Some(Value::Object(_)) => ty.collection = false,
        None if members(object).next().is_some() && !wraps_list(object) => ty.collection = false,
        _ => {}
    }
}

fn members(object: &serde_json::Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.iter().filter(|(name, _)| !name.contains('@'))
}

/// `{"lid": [{ … }]}`: a list of objects alone, under whatever name, says nothing against a list.
fn wraps_list(object: &serde_json::Map<String, Value>) -> bool {
    let mut members = members(object);
    let is_list = |(_, value): (&String, &Value)| {
        value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
    };
    members.next().is_some_and(is_list) && members.next().is_none()
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
