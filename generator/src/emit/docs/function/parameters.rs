//! The parameters of a function: the keys in its path, and what goes into the query, the headers and the body, each with
//! the words of its own row and of no other.

use crate::emit::docs::{self, origins};
use crate::extract::ALL_OPTIONS;
use crate::model::{EndpointBody, Header, Parameter, ParameterPlace, Placeholder, fold_name};
use crate::plan::Endpoint;

/// The keys in the path, then what goes into the query, the headers and the body.
pub fn lines(endpoint: &Endpoint<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (argument, placeholder) in endpoint.arguments.iter().zip(endpoint.placeholders()) {
        let names = names(argument, placeholder);
        let row = endpoint.pages.iter().find_map(|page| row_of(&names, &page.parameters));
        let place = format!("{} in the path", docs::code(&format!("{{{}}}", placeholder.text)));
        out.extend(item(&docs::code(argument), &place, row.map_or("", |p| p.description.as_str())));
        out.extend(row.and_then(origins::of_parameter).map(|origin| format!("  {origin}")));
    }
    for (name, description) in query_parameters(endpoint) {
        out.extend(item(&docs::code(name), "in the query, by `query`", description));
    }
    if !endpoint.query_options.is_empty() {
        let options: Vec<String> = endpoint.query_options.iter().map(|o| docs::code(&format!("${o}"))).collect();
        out.push(format!("* Query options: {}", options.join(", ")));
    }
    for header in headers(endpoint) {
        let own = endpoint.consistency.is_some() && header.name.eq_ignore_ascii_case("ConsistencyLevel");
        let what = if own { "a header that is sent where a request needs it" } else { "a header" };
        out.extend(item(&docs::code(&header.name), what, &header.description));
    }
    if let Some(EndpointBody::Parameters(parameters)) = endpoint.body {
        let required = parameters.iter().filter(|p| p.required).map(|p| docs::code(&p.name)).collect::<Vec<_>>();
        if !required.is_empty() {
            out.push(format!("* `body`: {} required", list(&required)));
        }
    }
    if endpoint.optional_body {
        out.push("* `body` may be left out: `()`".to_owned());
    }
    out.extend(endpoint.media_type.map(|name| format!("* `body`: bytes are sent as {}", docs::code(name))));
    out
}

fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    }
}

/// An entry of a list, whose further lines are indented.
fn item(name: &str, what: &str, description: &str) -> Vec<String> {
    let text = docs::prose(description);
    let mut lines = text.into_iter();
    let first = lines.next();
    let head = match &first {
        Some(first) => format!("* {name}, {what}: {first}"),
        None => format!("* {name}, {what}"),
    };
    std::iter::once(head).chain(lines.map(|l| format!("  {l}"))).collect()
}

/// The names by which a row can mean an argument, folded, the closest first.
fn names(argument: &str, placeholder: &Placeholder) -> Vec<String> {
    let mut out = placeholder.names();
    let own = fold_name(argument);
    if !out.contains(&own) {
        out.insert(out.len().min(2), own);
    }
    out
}

/// The row of an argument that has these names.
fn row_of<'a>(names: &[String], rows: &'a [Parameter]) -> Option<&'a Parameter> {
    names.iter().find_map(|name| rows.iter().find(|row| fold_name(&row.name) == *name))
}

/// OData's own options, which pages list without `$` too.
fn is_option(name: &str) -> bool {
    name.starts_with('$') || ALL_OPTIONS.iter().any(|option| name.eq_ignore_ascii_case(option))
}

/// What goes into the query apart from OData's own options: what the pages list for it, and what they show in the query of
/// this URL.
fn query_parameters<'a>(endpoint: &Endpoint<'a>) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<(&str, &str)> = Vec::new();
    let mut add = |name: &'a str, description: &'a str| {
        if !is_option(name) && out.iter().all(|(known, _)| !known.eq_ignore_ascii_case(name)) {
            out.push((name, description));
        }
    };
    let pairs = endpoint.arguments.iter().zip(endpoint.placeholders());
    let own: Vec<String> = pairs.flat_map(|(argument, placeholder)| names(argument, placeholder)).collect();
    let listed = endpoint.pages.iter().flat_map(|page| &page.parameters);
    let listed = listed.filter(|row| row.place == Some(ParameterPlace::Query) && !own.contains(&fold_name(&row.name)));
    listed.for_each(|row| add(&row.name, &row.description));
    for page in &endpoint.pages {
        let requests = page
            .requests
            .iter()
            .filter(|r| r.method == endpoint.method && endpoint.paths.iter().any(|path| path == r.path.as_str()));
        let names = requests.flat_map(|r| r.queries()).flat_map(|query| query.split('&')).filter_map(query_name);
        names.for_each(|name| add(name, ""));
    }
    out
}

/// The name of a part of a query that has one.
fn query_name(part: &str) -> Option<&str> {
    let name = part.split('=').next()?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// Headers that the HTTP client, the credential or the body sets.
pub const SET_BY_OTHERS: &[&str] = &["authorization", "accept", "content-type", "content-length", "user-agent", "host"];

/// Those that a caller sets, and neither the HTTP client nor the body; every row of the first page that has one.
pub fn headers<'a>(endpoint: &Endpoint<'a>) -> Vec<&'a Header> {
    let mut out: Vec<&Header> = Vec::new();
    for page in &endpoint.pages {
        let before = out.len();
        for header in &page.headers {
            let known = out[..before].iter().any(|h| h.name.eq_ignore_ascii_case(&header.name));
            if !known && !SET_BY_OTHERS.contains(&header.name.to_ascii_lowercase().as_str()) {
                out.push(header);
            }
        }
    }
    out
}
