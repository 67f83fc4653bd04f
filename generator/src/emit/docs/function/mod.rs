//! The documentation of a function: what its page says, in the order in which a caller needs it.

mod example;
mod expression;
mod literal;
mod narrowing;
mod object;
mod parameters;

use crate::emit::docs::{self, item, origins, request_line};
use crate::model::{Operation, PermissionKind};
use crate::plan::{Endpoint, Shown, VersionPlan, parts, tables};

/// Lines of Markdown.
pub fn lines(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> Vec<String> {
    let mut lines = description(endpoint.main_page());
    lines.extend([String::new(), request_line(endpoint)]);
    if endpoint.inferred {
        lines
            .extend([String::new(), "An example shows this URL; the request block of its page has others.".to_owned()]);
    }
    if let Some(origin) = endpoint.response.and_then(origins::of_response) {
        lines.extend([String::new(), origin]);
    }
    lines.extend(other_addresses(endpoint, shown));
    lines.extend(narrowing::lines(plan, endpoint));
    lines.extend(section("Parameters", parameters::lines(endpoint)));
    lines.extend(permission_lines(endpoint));
    lines.extend(example::lines(plan, endpoint, shown));
    let link = |page: &Operation| docs::page_link(plan.ir.api, &page.source.file);
    if let Some(link) = link(endpoint.main_page()) {
        lines.extend([String::new(), format!("Documentation: {link}")]);
    }
    lines.extend(others(endpoint, link));
    lines
}

/// What comes out for an item that is not given by its id.
fn other_addresses(endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> Vec<String> {
    let Some(item) = endpoint.item else { return Vec::new() };
    let line = |path: &str| format!("* {}", docs::code(&format!("{} {path}", endpoint.method.as_str())));
    let lead = format!("{} is an id or another address of the item, an `Item`:", docs::code(&endpoint.arguments[item]));
    let urls = item::paths(endpoint);
    let by_address = shown.filter(|shown| shown.values.is_some_and(|values| endpoint.is_readdressed(values)));
    let example =
        by_address.and_then(|shown| Some(format!("{}, as in the example", line(parts(&shown.request.url)?.0))));
    let head = [String::new(), lead, String::new()];
    head.into_iter().chain(urls.iter().map(|url| line(url))).chain(example).collect()
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

/// A list of the permissions, least privileged first.
fn permission_lines(endpoint: &Endpoint<'_>) -> Vec<String> {
    const KINDS: &[(PermissionKind, &str)] = &[
        (PermissionKind::DelegatedWork, "Delegated (work or school account)"),
        (PermissionKind::DelegatedPersonal, "Delegated (personal account)"),
        (PermissionKind::Application, "Application"),
    ];
    let tables = tables(endpoint);
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
            let Some(sets) = table.sets(*kind) else { continue };
            let set = |names: &Vec<String>| names.iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(" and ");
            let sets: Vec<String> = sets.iter().map(set).collect();
            let told = if sets.is_empty() { "not supported".to_owned() } else { sets.join(", ") };
            out.push(format!("* {label}: {told}"));
        }
    }
    section("Permissions, least privileged first", out)
}
