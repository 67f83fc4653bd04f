//! The documentation of a function: what its page says, in the order in which a caller needs it.

mod example;
mod literal;

use super::docs;
use super::endpoints::Endpoint;
use super::examples::Shown;
use super::functions::request_line;
use super::names::snake;
use super::permissions;
use super::plan::VersionPlan;
use crate::ir::{EndpointBody, Header, Operation, Parameter, PermissionKind};

/// Lines of Markdown.
pub fn lines(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> Vec<String> {
    let mut lines = description(endpoint.main_page());
    lines.extend([String::new(), request_line(endpoint)]);
    lines.extend(section("Parameters", parameters(endpoint)));
    lines.extend(permission_lines(endpoint));
    lines.extend(example::lines(plan, endpoint, shown));
    let link = |page: &Operation| super::page_link(plan.ir.api, &page.source.file);
    if let Some(link) = link(endpoint.main_page()) {
        lines.extend([String::new(), format!("Documentation: {link}")]);
    }
    lines.extend(others(endpoint, link));
    lines
}

/// As many of the other pages as a reader looks at.
const OTHER_PAGES: usize = 12;

/// What the other pages of the URL are about, with a link to each.
fn others(endpoint: &Endpoint<'_>, link: impl Fn(&Operation) -> Option<String>) -> Vec<String> {
    let mut pages: Vec<&Operation> = Vec::new();
    for page in endpoint.pages.iter().skip(1) {
        if endpoint.main_page().source != page.source && pages.iter().all(|known| known.source != page.source) {
            pages.push(page);
        }
    }
    if pages.is_empty() {
        return Vec::new();
    }
    let about = |page: &&Operation| {
        let words = description(page).join(" ");
        match link(page) {
            Some(link) => format!("* {words} {link}"),
            None => format!("* {words}"),
        }
    };
    let left = pages.len().saturating_sub(OTHER_PAGES);
    let rest = (left > 0).then(|| format!("* and {left} more"));
    ["".to_owned(), "Also:".to_owned(), String::new()]
        .into_iter()
        .chain(pages.iter().take(OTHER_PAGES).map(about))
        .chain(rest)
        .collect()
}

fn section(title: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    [String::new(), format!("# {title}"), String::new()].into_iter().chain(lines).collect()
}

/// What a page is about, in a sentence.
fn description(page: &Operation) -> Vec<String> {
    let text = docs::prose(docs::first_sentence(&page.description));
    if text.is_empty() { docs::prose(&page.title) } else { text }
}

/// The keys in the path, then what goes into the query, the headers and the body.
fn parameters(endpoint: &Endpoint<'_>) -> Vec<String> {
    let documented: Vec<&Parameter> = endpoint.pages.iter().flat_map(|p| &p.parameters).collect();
    let mut out: Vec<String> = Vec::new();
    for (argument, placeholder) in endpoint.arguments.iter().zip(endpoint.placeholders()) {
        let found = documented.iter().find(|p| [&p.name, &placeholder.text].iter().any(|n| snake(n) == *argument));
        let description = found.map_or("", |p| p.description.as_str());
        out.extend(item(
            &docs::code(argument),
            &format!("{} in the path", docs::code(&format!("{{{}}}", placeholder.text))),
            description,
        ));
    }
    for parameter in query_parameters(endpoint, &documented) {
        let name = docs::code(&parameter.name);
        out.extend(item(&name, "in the query, by `query`", &parameter.description));
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

/// What the request block shows in the query, apart from OData's own options.
fn query_parameters<'a>(endpoint: &Endpoint<'a>, documented: &[&'a Parameter]) -> Vec<&'a Parameter> {
    let requests = endpoint.pages.iter().flat_map(|p| &p.requests).filter(|r| r.method == endpoint.method);
    let queries: Vec<&str> = requests.filter_map(|r| r.query.as_deref()).collect();
    let is_shown = |p: &&&Parameter| {
        queries.iter().flat_map(|q| q.split('&')).any(|q| q.split('=').next().is_some_and(|name| name == p.name))
    };
    let mut out: Vec<&Parameter> = Vec::new();
    for parameter in documented.iter().filter(is_shown) {
        if out.iter().all(|known| known.name != parameter.name) {
            out.push(parameter);
        }
    }
    out
}

/// Those that a caller sets, and neither the HTTP client nor the body.
fn headers<'a>(endpoint: &Endpoint<'a>) -> Vec<&'a Header> {
    const SET_BY_OTHERS: &[&str] = &["authorization", "accept", "content-type", "content-length", "user-agent", "host"];
    let mut out: Vec<&Header> = Vec::new();
    for header in endpoint.pages.iter().flat_map(|p| &p.headers) {
        let known = out.iter().any(|h| h.name.eq_ignore_ascii_case(&header.name));
        if !known && !SET_BY_OTHERS.contains(&header.name.to_ascii_lowercase().as_str()) {
            out.push(header);
        }
    }
    out
}

/// A list of the permissions, least privileged first.
fn permission_lines(endpoint: &Endpoint<'_>) -> Vec<String> {
    const KINDS: &[(PermissionKind, &str)] = &[
        (PermissionKind::DelegatedWork, "Delegated (work or school account)"),
        (PermissionKind::DelegatedPersonal, "Delegated (personal account)"),
        (PermissionKind::Application, "Application"),
    ];
    let tables = permissions::tables(endpoint);
    let mut out = Vec::new();
    for table in &tables {
        if tables.len() > 1 {
            if !out.is_empty() {
                out.push(String::new());
            }
            let scenario = docs::prose(table.scenario).join(" ");
            let comma = if scenario.is_empty() { "" } else { ", " };
            out.extend([format!("{}{comma}{scenario}", docs::code(table.page)), String::new()]);
        }
        for (kind, label) in KINDS {
            let Some(sets) = table.of(*kind) else { continue };
            let set = |names: &Vec<String>| names.iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(" and ");
            let sets: Vec<String> = sets.iter().map(set).collect();
            let told = if sets.is_empty() { "not supported".to_owned() } else { sets.join(", ") };
            out.push(format!("* {label}: {told}"));
        }
    }
    section("Permissions, least privileged first", out)
}
