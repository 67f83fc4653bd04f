//! Example requests and responses: HTTP messages in fences, anywhere on an API page but in its request block.

use super::Context;
use super::resource::line_of;
use super::rules::{STATUS_LINE, request_line};
use super::sections::{Sections, Topic};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Example, ExampleBody, ExampleRequest, ExampleResponse, Method};
use crate::page::{Fence, loose_json};

/// Examples in order, each request with the response that follows it; and what the annotations name.
#[derive(Default)]
pub struct Examples {
    pub examples: Vec<Example>,
    pub request_annotation: Option<(String, bool)>,
    pub response_annotation: Option<(String, bool)>,
    /// A response of success has shown JSON.
    shows_json: bool,
    /// A `202` without a body has the URL of an operation in a header.
    pub accepted_with_location: bool,
}

pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Examples {
    let mut out = Examples::default();
    for (topic, section) in sections.with_topics() {
        if matches!(topic, Topic::HttpRequest | Topic::Permissions) {
            continue;
        }
        for fence in section.fences() {
            read(fence, topic != Topic::Example, &mut out, context);
        }
    }
    out
}

fn read(fence: &Fence<'_>, is_snippet: bool, out: &mut Examples, context: &mut Context<'_>) {
    let annotation = fence.annotation.as_ref();
    let block_type = annotation.and_then(|a| a.block_type()).unwrap_or_default();
    let named = annotation.and_then(|a| a.odata_type()).map(|(name, collection)| (name.to_owned(), collection));
    let Some(first) = fence.body.lines().position(|l| !l.trim().is_empty()) else { return };
    let line = fence.line + u32::try_from(first).unwrap_or(0);
    let text: &str = &fence.body;
    let start: usize = text.split_inclusive('\n').take(first).map(str::len).sum();
    let head = text[start..].lines().next().unwrap_or_default();
    if let Some((method, target)) = request_line(head)
        && let Some(method) = Method::parse(method)
        && (target.starts_with("http") || target.starts_with('/'))
    {
        let (url, rest_at) = whole_url(target, &text[start..]);
        let (headers, body_at) = headers(&text[start..], rest_at);
        let body = body(&text[start..], body_at, line, &headers, context);
        if out.request_annotation.is_none() {
            out.request_annotation = named;
        }
        let request = ExampleRequest { line, method, url, headers, body, is_snippet };
        out.examples.push(Example { request: Some(request), response: None });
    } else if let Some(status) = STATUS_LINE.captures(head).and_then(|c| c[1].parse::<u16>().ok()) {
        let (headers, body_at) = headers(&text[start..], head.len() + 1);
        let body = body(&text[start..], body_at, line, &headers, context);
        let is_location = |name: &str| ["location", "operation-location"].contains(&name.to_ascii_lowercase().as_str());
        out.accepted_with_location |=
            status == 202 && body == ExampleBody::None && headers.iter().any(|(name, _)| is_location(name));
        respond(out, ExampleResponse { line, status, body }, named);
    } else if block_type == "response" && text.trim_start().starts_with(['{', '[']) {
        let body = body(text, 0, fence.line, &[], context);
        respond(out, ExampleResponse { line, status: 200, body }, named);
    }
}

fn respond(out: &mut Examples, response: ExampleResponse, named: Option<(String, bool)>) {
    // A report page shows a redirect first, and the JSON form after it: the latter has the better name.
    let is_json = response.body.json().is_some();
    if response.status < 400 {
        if named.is_some() && (out.response_annotation.is_none() || is_json && !out.shows_json) {
            out.response_annotation = named;
        }
        out.shows_json |= is_json;
    }
    match out.examples.last_mut() {
        Some(last) if last.response.is_none() => last.response = Some(response),
        _ => out.examples.push(Example { request: None, response: Some(response) }),
    }
}

/// The URL, joined with the lines that continue it (`?$filter=…`, `&$top=…`), and where the headers begin.
fn whole_url(first: &str, text: &str) -> (String, usize) {
    let plain = |text: &str| text.strip_suffix("HTTP/1.1").unwrap_or(text).trim().to_owned();
    let mut url = plain(first);
    let mut at = text.find('\n').map_or(text.len(), |i| i + 1);
    for line in text[at..].split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.starts_with(['?', '&', '/']) || trimmed.starts_with("//") {
            break;
        }
        url.push_str(&plain(trimmed));
        at += line.len();
    }
    (url, at)
}

/// The header lines from `at`, and where the body begins: after a blank line, or at a line that opens JSON.
fn headers(text: &str, at: usize) -> (Vec<(String, String)>, usize) {
    let mut headers = Vec::new();
    let mut at = at.min(text.len());
    for line in text[at..].split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            at += line.len();
            // Some examples leave a line blank between the request line and the headers.
            if headers.is_empty() && begins_header(&text[at..]) {
                continue;
            }
            break;
        }
        if trimmed.starts_with(['{', '[', '<']) {
            break;
        }
        let Some((name, value)) = trimmed.split_once(':') else { break };
        if !name.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            break;
        }
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
        at += line.len();
    }
    (headers, at)
}

/// Whether a text begins with `Name: value`.
fn begins_header(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let name = line.split_once(": ").map(|(name, _)| name.trim()).unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
}

fn body(text: &str, at: usize, line: u32, headers: &[(String, String)], context: &mut Context<'_>) -> ExampleBody {
    let raw = text.get(at..).unwrap_or_default();
    let content = raw.trim();
    if content.is_empty() {
        return ExampleBody::None;
    }
    let json_type =
        headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("content-type") && value.contains("json"));
    let other_type = !json_type
        && headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("content-type") && !value.is_empty());
    let bare_members = json_type && content.starts_with('"') && content.contains(':');
    if other_type || !(content.starts_with(['{', '[']) || bare_members) {
        return ExampleBody::Text(content.to_owned());
    }
    let start = at + raw.find(content).unwrap_or(0);
    match loose_json::read(content) {
        Ok(read) => {
            if let Some(repair) = read.repairs.first() {
                let place = context.at_line(line + line_of(text, start + repair.offset));
                let found = format!("an example with {}", repair.what);
                context.report(Diagnostic::new(Code::LooseJson, place, found, "it was read as it was meant"));
            }
            ExampleBody::Json { strict: read.repairs.is_empty(), value: read.value.into() }
        }
        Err(error) => {
            let place = context.at_line(line + line_of(text, start + error.offset));
            let found = format!("an example whose JSON cannot be read: {error}");
            context.report(Diagnostic::new(Code::BrokenJson, place, found, "its body was left out"));
            ExampleBody::Text(content.to_owned())
        }
    }
}
