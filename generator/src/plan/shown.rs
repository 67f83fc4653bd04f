//! The types that the pages of an endpoint show beside those that it sends and gives back.

use std::collections::BTreeSet;

use serde_json::Value;

use super::closure::Need;
use super::endpoint::Endpoint;
use crate::model::{EndpointBody, ExampleRequest, Ir, Request, TypeName};

/// The derived types that the examples of an endpoint's method name.
pub fn derived(ir: &Ir, endpoint: &Endpoint<'_>) -> BTreeSet<TypeName> {
    let mut out = BTreeSet::new();
    for example in endpoint.pages.iter().flat_map(|page| &page.examples) {
        if example.request.as_ref().is_some_and(|request| request.method != endpoint.method) {
            continue;
        }
        let sent = example.request.as_ref().and_then(|request| request.body.json());
        let received = example.response.as_ref().and_then(|response| response.body.json());
        for json in sent.into_iter().chain(received) {
            named_types(json, &mut |name| {
                let name = TypeName::parse(name.trim_start_matches('#'));
                if ir.types.get(&name).is_some_and(|ty| ty.base.is_some()) {
                    out.insert(name);
                }
            });
        }
    }
    out
}

/// The targets of the relationships that the examples and the request blocks of an endpoint expand.
pub fn expanded(ir: &Ir, endpoint: &Endpoint<'_>) -> Vec<(Need, TypeName)> {
    let Some(given) = endpoint.response.and_then(|response| response.ty.as_ref()?.type_name()) else {
        return Vec::new();
    };
    let in_examples = requests_of_examples(endpoint).filter_map(|request| Some(request.url.split_once('?')?.1));
    let requests = endpoint.pages.iter().flat_map(|page| &page.requests);
    let in_blocks = requests.filter(|request| request.method == endpoint.method).flat_map(Request::queries);
    let mut out = Vec::new();
    for query in in_examples.chain(in_blocks) {
        for (_, expand) in query.split('&').filter_map(|option| option.trim().split_once('=')).filter(is_expand) {
            add_expanded(ir, given, expand, MAX_NESTED, &mut out);
        }
    }
    out
}

/// Far more than any page shows.
const MAX_NESTED: usize = 8;

/// Adds what `members($select=id,displayName),manager/directReports,sessions($expand=segments)` expands, at this type.
fn add_expanded(ir: &Ir, at: &TypeName, expand: &str, nested: usize, out: &mut Vec<(Need, TypeName)>) {
    for item in split_outside(expand, ',') {
        let (path, options) = item.split_once('(').unwrap_or((item, ""));
        let mut at = Some(at);
        for name in path.trim().split('/') {
            at = at.and_then(|at| relationship(ir, at, name));
            let Some(target) = at else { break };
            out.push((Need::Expanded { name: name.to_owned() }, target.clone()));
        }
        let options = split_outside(options.strip_suffix(')').unwrap_or(options), ';');
        let (Some(target), 1..) = (at, nested) else { continue };
        for (_, expand) in options.filter_map(|option| option.trim().split_once('=')).filter(is_expand) {
            add_expanded(ir, target, expand, nested - 1, out);
        }
    }
}

/// With or without its `$`.
fn is_expand((name, _): &(&str, &str)) -> bool {
    name.trim_start_matches('$').eq_ignore_ascii_case("expand")
}

/// What stands between the separators that are in no parentheses.
fn split_outside(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == separator && depth <= 0
    })
}

/// The targets of the relationships that the examples of an endpoint's bodies hold.
pub fn inserted(ir: &Ir, endpoint: &Endpoint<'_>) -> Vec<(Need, TypeName)> {
    let Some(EndpointBody::Model(sent)) = endpoint.body else { return Vec::new() };
    let bodies = requests_of_examples(endpoint).filter_map(|request| request.body.json()?.as_object());
    let holds_object = |value: &Value| value.is_object() || value.as_array().is_some_and(|items| !items.is_empty());
    let members = bodies.flatten().filter(|(_, value)| holds_object(value));
    members
        .filter_map(|(name, _)| Some((Need::Inserted { name: name.clone() }, relationship(ir, sent, name)?.clone())))
        .collect()
}

/// The requests of an endpoint's method among the examples of its pages.
fn requests_of_examples<'e>(endpoint: &'e Endpoint<'_>) -> impl Iterator<Item = &'e ExampleRequest> {
    let examples = endpoint.pages.iter().flat_map(|page| &page.examples);
    examples.filter_map(|example| example.request.as_ref()).filter(|request| request.method == endpoint.method)
}

/// The type that a relationship of a type, or of one that it inherits from, leads to.
fn relationship<'ir>(ir: &'ir Ir, ty: &TypeName, name: &str) -> Option<&'ir TypeName> {
    let mut properties = ir.chain(ty).flat_map(|ty| &ty.properties);
    properties.find(|p| p.navigation && p.name.eq_ignore_ascii_case(name))?.ty.type_name()
}

/// Every `@odata.type` in an example.
fn named_types(json: &Value, found: &mut impl FnMut(&str)) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| named_types(item, found)),
        Value::Object(members) => members.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == "@odata.type" => found(text),
            value => named_types(value, found),
        }),
        _ => {}
    }
}
