//! Where the pages of one URL say different things of it: each is a finding for whoever writes the docs.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::PageFacts;
use crate::model::{Body, Endpoint, EndpointBody, Ir, Operation, Role, TypeName, TypeRef};

/// Reports pages whose body or response is neither the type that counts, nor derived from it, nor its base; each once.
pub fn report(ir: &Ir, pages: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) {
    let paths: BTreeMap<&str, &str> = pages.iter().map(|p| (p.file.as_str(), p.path.as_str())).collect();
    let mut reported = BTreeSet::new();
    for endpoint in &ir.endpoints {
        for page in endpoint.pages.iter().filter(|page| page.role != Role::Query) {
            let operation = &ir.operations[page.operation];
            for (what, said, counts) in disagreements(ir, endpoint, operation) {
                if !reported.insert((page.file.as_str(), what, said.clone(), counts.clone())) {
                    continue;
                }
                let Some(path) = paths.get(page.file.as_str()) else { continue };
                let of_url = |r: &&crate::model::Request| {
                    r.method == endpoint.method && endpoint.written.iter().any(|path| path == r.path.as_str())
                };
                let line = operation.requests.iter().find(of_url).map_or(operation.source.line, |r| r.line);
                let found = format!("`{} {}` {what} `{said}` on this page", endpoint.method.as_str(), endpoint.path);
                let finding = Diagnostic::new(
                    Code::PagesDisagree,
                    Place::new(*path, line, 0),
                    found,
                    match page.role {
                        Role::Main => format!("the URL addresses `{counts}`, which counts"),
                        _ => format!("`{counts}` counts, by its main page"),
                    },
                );
                let main = &ir.operations[endpoint.pages[0].operation].source;
                let related = paths.get(main.file.as_str()).filter(|_| page.role != Role::Main);
                diagnostics.push(match related {
                    Some(path) => finding.with_related(Place::new(*path, main.line, 0)),
                    None => finding,
                });
            }
        }
    }
}

/// What the page says, and what counts.
fn disagreements<'a>(
    ir: &'a Ir,
    endpoint: &'a Endpoint,
    page: &'a Operation,
) -> Vec<(&'static str, &'a TypeName, &'a TypeName)> {
    let sent = match (&page.body, &endpoint.body) {
        (Some(Body::Type(said)), Some(EndpointBody::Model(counts))) => said.type_name().map(|said| (said, counts)),
        _ => None,
    };
    let named = |response: Option<&'a crate::model::Response>| response?.ty.as_ref().and_then(TypeRef::type_name);
    let given = named(page.response.as_ref()).zip(named(endpoint.response.as_ref()));
    let unrelated = |(said, counts): &(&TypeName, &TypeName)| !ir.derives(said, counts) && !ir.derives(counts, said);
    let sent = sent.filter(unrelated).map(|(said, counts)| ("sends", said, counts));
    let given = given.filter(unrelated).map(|(said, counts)| ("gives", said, counts));
    sent.into_iter().chain(given).collect()
}
