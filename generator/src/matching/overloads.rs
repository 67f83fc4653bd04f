//! Which overload of an action or a function a documented request calls.

use super::walk::{DeadEnd, Target, walk};
use crate::metadata::{Metadata, MetadataParameter, ServiceOperation};
use crate::model::{Method, Operation, Request, Segment};

/// Each request that a page documents, with where it leads.
pub fn targets<'o, 'm>(
    operation: &'o Operation,
    metadata: &'m Metadata,
) -> Vec<(&'o Request, Result<Target<'m>, DeadEnd<'m>>)> {
    let requests = operation.requests.iter().filter(|request| request.inferred.is_none());
    requests.map(|request| (request, walk(metadata, &request.path, request.method == Method::Post))).collect()
}

/// Whether all of the requests call something: what a page says of its requests is of an action only there.
pub fn only_calls(targets: &[(&Request, Result<Target<'_>, DeadEnd<'_>>)]) -> bool {
    targets.iter().all(|(_, target)| matches!(target, Ok(Target::Operation(_)) | Err(_)))
}

/// The arguments that a URL names at its end: `colour` of `paint(colour='{colour}')` and of `paint(colour='red')`.
pub fn arguments(request: &Request) -> Vec<String> {
    let last = request.path.segments().last().map(Segment::shape).unwrap_or_default();
    let inner = last.split_once('(').map_or("", |(_, inner)| inner.trim_end_matches(')'));
    inner.split(',').filter_map(|part| Some(part.split_once('=')?.0.trim().to_owned())).collect()
}

/// What a URL names as arguments, else all that the page lists.
pub fn named(operation: &Operation, request: &Request) -> Vec<String> {
    let arguments = arguments(request);
    if arguments.is_empty() {
        operation.listed_parameters().map(|parameter| parameter.name.clone()).collect()
    } else {
        arguments
    }
}

/// The overload that has the most of the names, and then the fewest others.
pub fn best<'o>(overloads: &[&'o ServiceOperation], names: &[String]) -> Option<&'o ServiceOperation> {
    let shared = |o: &ServiceOperation| {
        o.parameters.iter().filter(|p| names.iter().any(|n| n.eq_ignore_ascii_case(&p.name))).count()
    };
    overloads.iter().copied().max_by_key(|o| (shared(o), std::cmp::Reverse(o.parameters.len())))
}

/// Pages write names in any case.
pub fn parameter<'p>(parameters: &'p [MetadataParameter], name: &str) -> Option<&'p MetadataParameter> {
    parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name))
}
