//! The types that the pages of an endpoint show beside those that it sends and gives back.

use std::collections::BTreeSet;

use serde_json::Value;

use super::closure::Need;
use super::endpoint::Endpoint;
use crate::model::{EndpointBody, Ir, Request, TypeName};

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
    let mut out = Vec::new();
    for page in &endpoint.pages {
        let examples = page.examples.iter().filter_map(|example| example.request.as_ref());
        let shown = examples.filter(|request| request.method == endpoint.method).filter_map(|r| r.url.split_once('?'));
        let requests = page.requests.iter().filter(|request| request.method == endpoint.method);
        for query in shown.map(|(_, query)| query).chain(requests.flat_map(Request::queries)) {
            for path in expanded_paths(query) {
                let mut at = given.clone();
                for name in path.split('/') {
                    let properties = || ir.chain(&at).flat_map(|ty| &ty.properties);
                    let relationship = properties().find(|p| p.navigation && p.name.eq_ignore_ascii_case(name));
                    let Some(target) = relationship.and_then(|p| p.ty.type_name()) else { break };
                    out.push((Need::Expanded { name: name.to_owned() }, target.clone()));
                    at = target.clone();
                }
            }
        }
    }
    out
}

/// The targets of the relationships that the examples of an endpoint's bodies hold.
pub fn inserted(ir: &Ir, endpoint: &Endpoint<'_>) -> Vec<(Need, TypeName)> {
    let Some(EndpointBody::Model(sent)) = endpoint.body else { return Vec::new() };
    let examples = endpoint.pages.iter().flat_map(|page| &page.examples).filter_map(|example| example.request.as_ref());
    let bodies =
        examples.filter(|request| request.method == endpoint.method).filter_map(|r| r.body.json()?.as_object());
    let mut out = Vec::new();
    for (name, value) in bodies.flatten().filter(|(_, value)| value.is_object() || value.is_array()) {
        let properties = || ir.chain(sent).flat_map(|ty| &ty.properties);
        let relationship = properties().find(|p| p.navigation && p.name == *name);
        let target =
            relationship.and_then(|p| p.ty.type_name()).filter(|_| !value.as_array().is_some_and(Vec::is_empty));
        out.extend(target.map(|target| (Need::Inserted { name: name.clone() }, target.clone())));
    }
    out
}

/// `members` and `manager/directReports` of `$expand=members($select=id,displayName),manager/directReports&$top=5`.
fn expanded_paths(query: &str) -> Vec<String> {
    let options = query.split('&').filter_map(|option| option.trim().split_once('='));
    let expand = options.filter(|(name, _)| name.trim_start_matches('$').eq_ignore_ascii_case("expand"));
    let mut out = Vec::new();
    for (_, value) in expand {
        let mut depth = 0_i32;
        let mut path = String::new();
        for c in value.chars().chain([',']) {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                ',' if depth <= 0 => out.push(std::mem::take(&mut path).trim().to_owned()),
                _ if depth <= 0 => path.push(c),
                _ => {}
            }
        }
    }
    out.retain(|path| !path.is_empty());
    out
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
