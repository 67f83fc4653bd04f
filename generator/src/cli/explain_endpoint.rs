//! `generate --explain 'GET /users/{id}'`: what an endpoint is made of. Writes nothing.

use serde::Serialize;

use super::generate::Format;
use super::{CliError, Outcome, Run};
use crate::diagnostic::{nearest, printable_lines};
use crate::model::{Endpoint, EndpointBody, Ir, Method, UrlPath};
use crate::pipeline::Reading;
use crate::source::ApiVersion;

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    kind: &'static str,
    versions: Vec<Explained<'a>>,
}

#[derive(Serialize)]
struct Explained<'a> {
    api: ApiVersion,
    #[serde(flatten)]
    endpoint: &'a Endpoint,
}

/// The method and the path, where the text is a request rather than a type.
pub fn request(text: &str) -> Option<(Method, &str)> {
    let (method, path) = text.trim().split_once(' ')?;
    Some((Method::parse(&method.to_uppercase())?, path.trim()))
}

pub fn run(
    run: &mut Run<'_, '_>,
    reading: &Reading,
    (method, path): (Method, &str),
    format: Format,
) -> Result<Outcome, CliError> {
    let wanted = UrlPath::new(path).folded_shape();
    let find = |ir: &'_ Ir| ir.endpoints.iter().position(|e| e.method == method && e.path.folded_shape() == wanted);
    let versions: Vec<(&Ir, &Endpoint)> =
        reading.versions.iter().filter_map(|ir| Some((ir, &ir.endpoints[find(ir)?]))).collect();
    if versions.is_empty() {
        let known = reading.versions.iter().flat_map(|ir| &ir.endpoints).filter(|e| e.method == method);
        let near = nearest(path, known.map(|e| e.path.as_str())).map(|near| format!("{} {near}", method.as_str()));
        return Err(CliError::NoEndpoint { request: format!("{} {path}", method.as_str()), near });
    }
    if format == Format::Json {
        let versions = versions.into_iter().map(|(ir, endpoint)| Explained { api: ir.api, endpoint }).collect();
        run.print_json(&Answer { kind: "endpoint", versions })?;
        return Ok(Outcome::Done);
    }
    for (ir, endpoint) in versions {
        write!(run.environment.out, "{}", printable_lines(&told(ir, endpoint)))?;
    }
    Ok(Outcome::Done)
}

/// What goes in and comes out, then a line for each page.
fn told(ir: &Ir, endpoint: &Endpoint) -> String {
    let mut out = format!("{} {} in {}\n", endpoint.method.as_str(), endpoint.path, ir.api);
    if let Some(addressed) = &endpoint.addresses {
        out += &format!("  addresses {addressed}\n");
    }
    out += &format!("  sends {}\n", sent(endpoint));
    let given = match &endpoint.response {
        Some(response) if response.content => "bytes".to_owned(),
        Some(response) => response.ty.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string),
        None => "nothing".to_owned(),
    };
    out += &format!("  gives back {given}\n");
    for page in &endpoint.pages {
        let source = &ir.operations[page.operation].source;
        out += &format!("  {}:{} {}\n", source.file, source.line, page.role.reason());
    }
    out
}

fn sent(endpoint: &Endpoint) -> String {
    let media_type = endpoint.media_type.as_deref();
    let what = match &endpoint.body {
        None => "nothing".to_owned(),
        Some(EndpointBody::Model(name)) => format!("{name}, or what derives from it"),
        Some(EndpointBody::Parameters(parameters)) => {
            let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
            format!("the parameters {}", names.join(", "))
        }
        Some(EndpointBody::Reference) => "a reference to an object".to_owned(),
        Some(EndpointBody::Content) => media_type.map_or("bytes".to_owned(), |name| format!("bytes of {name}")),
        Some(EndpointBody::Json) => "JSON of no documented type".to_owned(),
    };
    if endpoint.optional_body { format!("{what}, or nothing") } else { what }
}
