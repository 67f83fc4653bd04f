//! Pages that list URLs of several types: an operation for each type.

use crate::model::{Body, Ir, Method, Operation, Request, Segment, TypeRef};

/// What one of a page's URLs gives or takes, where it is not what the page as a whole does.
#[derive(Clone, PartialEq)]
enum Other {
    Response(TypeRef),
    Body(TypeRef),
}

/// `GET /me/messages/{id}` and `GET /me/events` of one page on extended properties give different types.
pub fn split(ir: &Ir, operation: Operation) -> Vec<Operation> {
    let mut groups: Vec<(Option<Other>, Vec<Request>)> = Vec::new();
    for request in &operation.requests {
        let other = other(ir, &operation, request);
        match groups.iter_mut().find(|(known, _)| *known == other) {
            Some((_, requests)) => requests.push(request.clone()),
            None => groups.push((other, vec![request.clone()])),
        }
    }
    if groups.len() < 2 {
        return vec![operation];
    }
    // What the page as a whole does comes first, and with it the examples that show no request of the others.
    groups.sort_by_key(|(other, _)| other.is_some());
    let mut out: Vec<Operation> =
        groups.into_iter().map(|(other, requests)| part(&operation, other, requests)).collect();
    let templates: Vec<(usize, Method, Vec<Segment>)> = out
        .iter()
        .enumerate()
        .flat_map(|(of, part)| part.requests.iter().map(move |r| (of, r.method, r.path.segments().to_vec())))
        .collect();
    for example in operation.examples {
        let shown = example.request.as_ref().map(|r| (r.method, r.path()));
        let shows = |(_, method, template): &&(usize, Method, Vec<Segment>)| {
            shown.as_ref().is_some_and(|(m, path)| m == method && fits(path.segments(), template))
        };
        let of = templates.iter().find(shows).map_or(0, |(of, ..)| *of);
        out[of].examples.push(example);
    }
    out
}

fn other(ir: &Ir, operation: &Operation, request: &Request) -> Option<Other> {
    let addressed = request.addresses.as_ref()?;
    let name = addressed.type_name()?;
    match request.method {
        Method::Get => {
            let response = operation.response.as_ref().filter(|r| !r.content)?;
            let stated = response.ty.as_ref()?;
            let by_key = request.path.ends_in_key();
            let same = stated.type_name() == Some(name);
            let collection = !by_key && (addressed.collection || same && stated.collection);
            let given = TypeRef::named(name.clone(), collection);
            (given != *stated).then_some(Other::Response(given))
        }
        Method::Patch => {
            let Some(Body::Type(stated)) = &operation.body else { return None };
            let fits = stated.type_name().is_some_and(|n| ir.derives(n, name));
            (!fits && !addressed.collection && !stated.collection).then(|| Other::Body(addressed.clone()))
        }
        _ => None,
    }
}

/// The operation of some of the page's requests, without examples.
fn part(whole: &Operation, other: Option<Other>, requests: Vec<Request>) -> Operation {
    let mut part = Operation { requests, examples: Vec::new(), ..whole.clone() };
    match other {
        Some(Other::Response(ty)) => {
            part.response = part.response.map(|r| crate::model::Response { ty: Some(ty), ..r })
        }
        Some(Other::Body(ty)) => part.body = Some(Body::Type(ty)),
        None => {}
    }
    part
}

/// Whether a path is one of a template's.
fn fits(path: &[Segment], template: &[Segment]) -> bool {
    let same = |(shown, template): (&Segment, &Segment)| {
        template.literal().is_none_or(|literal| shown.shape().eq_ignore_ascii_case(literal))
    };
    path.len() == template.len() && path.iter().zip(template).all(same)
}
