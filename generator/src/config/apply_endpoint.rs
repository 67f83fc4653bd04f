//! Corrections of endpoints: what a URL sends and gives back, whatever its pages say, and URLs that no page documents.

use std::collections::BTreeMap;

use super::FILE_NAME;
use super::apply::{Applied, Useless, require_types};
use super::correction::{Change, Correction, EndpointChange, Exchanged, Subject};
use crate::diagnostic::nearest;
use crate::model::{
    Endpoint, EndpointBody, Ir, Kind, Method, Operation, PermissionKind, Permissions, Primitive, RefName, Request,
    Response, Source, TypeRef, UrlPath,
};

/// Adds the operation of an endpoint that no page documents; its page is the file of the correction.
pub fn add(ir: &mut Ir, correction: &Correction) {
    let (Subject::Endpoint(method, path), Change::Endpoint(change @ EndpointChange { add: true, .. })) =
        (&correction.subject, &correction.change)
    else {
        return;
    };
    // What is left out is left out whole.
    if require_both(ir, change).is_err() {
        return;
    }
    if ir.endpoints.iter().any(|endpoint| is(endpoint, *method, path)) {
        return;
    }
    let line = correction.place.line;
    let request = Request::new(*method, UrlPath::new(path.as_str()), line);
    ir.operations.push(Operation {
        source: Source { file: FILE_NAME.to_owned(), line },
        title: format!("{} {path}", method.as_str()),
        description: correction.reason.clone(),
        product: None,
        listed_by: Vec::new(),
        requests: vec![request],
        example_requests: Vec::new(),
        body: None,
        optional_body: false,
        response: Some(Response::new(200, None, false, false)),
        parameters: Vec::new(),
        query_options: Vec::new(),
        headers: Vec::new(),
        permissions: Vec::new(),
        clouds: Vec::new(),
        examples: Vec::new(),
        deprecated: None,
    });
}

fn is(endpoint: &Endpoint, method: Method, path: &str) -> bool {
    endpoint.method == method && endpoint.path.folded_shape() == UrlPath::new(path).folded_shape()
}

/// The types that it should send and give must be there.
fn require_both(ir: &Ir, change: &EndpointChange) -> Applied {
    [&change.body, &change.response].into_iter().flatten().try_for_each(|exchanged| require_exchanged(ir, exchanged))
}

/// Its type must be there.
pub(super) fn require_exchanged(ir: &Ir, exchanged: &Exchanged) -> Applied {
    match exchanged {
        Exchanged::Type(ty) => require_types(ir, Some(ty)),
        Exchanged::Nothing => Ok(()),
    }
}

/// Makes an endpoint what it should be.
pub fn change(ir: &mut Ir, method: Method, path: &str, change: &EndpointChange) -> Applied {
    require_both(ir, change)?;
    let Some(at) = ir.endpoints.iter().position(|endpoint| is(endpoint, method, path)) else {
        let known = ir.endpoints.iter().filter(|e| e.method == method).map(|e| e.path.as_str());
        let near = nearest(path, known).map(|near| format!("{} {near}", method.as_str()));
        return Err(Useless::Absent(format!("no endpoint `{} {path}` in {}", method.as_str(), ir.api), near));
    };
    let before = ir.endpoints[at].clone();
    if let Some(page) = &change.main_page
        && !crate::build::endpoint::set_main_page(ir, at, page)
    {
        let near = nearest(page, before.pages.iter().map(|p| p.file.as_str())).map(str::to_owned);
        return Err(Useless::Absent(format!("`{page}` does not name `{} {path}`", method.as_str()), near));
    }
    let body = change.body.as_ref().map(|exchanged| body(ir, exchanged));
    let endpoint = &mut ir.endpoints[at];
    if let Some(body) = body {
        endpoint.body = body;
    }
    if let Some(exchanged) = &change.response {
        endpoint.response = Some(response(endpoint.response.as_ref(), exchanged));
    }
    if let Some(permissions) = &change.permissions {
        endpoint.permissions = Some(rows(permissions));
    }
    endpoint.name = change.name.clone().or_else(|| endpoint.name.take());
    let main = &ir.operations[endpoint.pages[0].operation].source;
    if *endpoint == before && main.file != FILE_NAME {
        let text = if change.add { "a page documents it" } else { "it is so" };
        return Err(Useless::CaughtUp(format!("{text}, `{} {path}`,", method.as_str()), main.clone()));
    }
    Ok(())
}

fn body(ir: &Ir, exchanged: &Exchanged) -> Option<EndpointBody> {
    let Exchanged::Type(ty) = exchanged else { return None };
    let model = |name| ir.types.get(name).is_some_and(|ty| ty.kind != Kind::Enum);
    Some(match (&ty.name, ty.collection) {
        (RefName::Named(name), false) if model(name) => EndpointBody::Model(name.clone()),
        (RefName::Primitive(Primitive::Stream), _) => EndpointBody::Content,
        _ => EndpointBody::Json,
    })
}

/// What comes back instead of what was known.
pub(super) fn response(known: Option<&Response>, exchanged: &Exchanged) -> Response {
    let status = known.map_or(200, |r| r.status);
    let long_running = known.is_some_and(|r| r.long_running) && matches!(exchanged, Exchanged::Nothing);
    let (ty, content) = match exchanged {
        Exchanged::Nothing => (None, false),
        Exchanged::Type(TypeRef { name: RefName::Primitive(Primitive::Stream), .. }) => (None, true),
        Exchanged::Type(ty) => (Some(ty.clone()), false),
    };
    Response::new(status, ty, content, long_running)
}

fn rows(permissions: &BTreeMap<PermissionKind, Vec<Vec<String>>>) -> Vec<Permissions> {
    let row = |(kind, alternatives): (&PermissionKind, &Vec<Vec<String>>)| Permissions {
        kind: *kind,
        scenario: None,
        by_request: false,
        alternatives: alternatives.clone(),
        line: 1,
    };
    permissions.iter().map(row).collect()
}
