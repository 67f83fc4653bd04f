//! What the service would refuse of a request, as far as the documentation tells.

use super::documentation::{Documentation, Documented};
use super::documented::{Body, Endpoint, Example, Shown};
use super::request::ReceivedRequest;
use super::schema::{Schema, item};
use super::url_template::pairs;
use crate::runtime::permissions::{self, Granted};
use http::{Method, StatusCode};
use serde_json::Value;

/// Why a request is refused.
pub(super) struct Objection {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) reason: String,
}

/// Options whose values the service makes itself.
const CONTINUATIONS: &[&str] = &["skiptoken", "deltatoken"];

/// The first objection to a request. One that a page shows as it stands needs a permission only.
pub(super) fn check(
    documentation: &Documentation,
    documented: &Documented,
    request: &ReceivedRequest,
) -> Result<(), Objection> {
    let endpoint = &documented.endpoint;
    check_permissions(endpoint, request)?;
    if endpoint.examples.iter().any(|example| is_shown(example, documented.version, request)) {
        return Ok(());
    }
    let schema = Schema { documentation, version: documented.version };
    let narrowed = documented.below(&request.path).and_then(|below| below.cast);
    let listed = endpoint.answer.ty.as_deref().map(|ty| item(ty).unwrap_or(ty));
    let mut problems = check_query(schema, endpoint, narrowed.or(listed), request);
    problems.extend(check_headers(endpoint, request));
    problems.extend(check_body(schema, endpoint, request));
    if problems.is_empty() {
        return Ok(());
    }
    Err(Objection { status: StatusCode::BAD_REQUEST, code: "BadRequest", reason: problems.join("; ") })
}

/// Whether a page shows just this request.
pub(super) fn is_shown(example: &Example, version: &str, request: &ReceivedRequest) -> bool {
    is_shown_url(example, version, request) && sends(example, request)
}

/// Whether a page shows a request to just this URL.
pub(super) fn is_shown_url(example: &Example, version: &str, request: &ReceivedRequest) -> bool {
    let shown = example.url.as_ref().map(|url| {
        let target = format!("/{version}{url}");
        ReceivedRequest::new(request.method.clone(), &target, http::HeaderMap::new(), Vec::new()).address()
    });
    shown.is_some_and(|shown| shown == request.address())
}

fn sends(example: &Example, request: &ReceivedRequest) -> bool {
    match &example.sends {
        Shown::Nothing => request.body.is_empty(),
        Shown::Json(shown) => request.json().as_ref() == Some(shown),
        Shown::Text(shown) => request.body == shown.as_bytes(),
    }
}

/// Any one of any table's alternatives will do: what a table is for is not known. A token that says nothing is taken for
/// one that may do everything.
fn check_permissions(endpoint: &Endpoint, request: &ReceivedRequest) -> Result<(), Objection> {
    let token = request.header("authorization").and_then(|value| value.split_once(' ')).map(|(_, token)| token);
    let Some(granted) = token.and_then(Granted::from_token) else { return Ok(()) };
    let Some(needed) = permissions::all().find(|needed| needed.endpoint() == endpoint.line) else { return Ok(()) };
    let tables: Vec<_> = needed.tables().iter().filter_map(|table| table.of(granted.kind)).collect();
    if tables.is_empty() || tables.iter().any(|sets| granted.allows(sets)) {
        return Ok(());
    }
    let reason = match needed.of(granted.kind) {
        [] => format!("no permission of the kind {} allows it", granted.kind),
        sets => format!("the token does not have what is needed, {} ({})", permissions::any_of(sets), granted.kind),
    };
    Err(Objection { status: StatusCode::FORBIDDEN, code: "Authorization_RequestDenied", reason })
}

fn check_query(schema: Schema<'_>, endpoint: &Endpoint, ty: Option<&str>, request: &ReceivedRequest) -> Vec<String> {
    let mut problems = Vec::new();
    let shown = |option: &str| {
        let queries = endpoint.examples.iter().filter_map(|example| example.url.as_deref()?.split_once('?'));
        queries.flat_map(|(_, query)| pairs(query)).any(|(name, _)| is_option(&name, option))
    };
    for (name, value) in request.query.iter().filter(|(name, _)| name.starts_with('$')) {
        let option = name.trim_start_matches('$').to_lowercase();
        let allowed = &endpoint.query_options;
        let is_known = allowed.is_empty() || allowed.iter().any(|each| is_option(each, &option));
        if !is_known && !CONTINUATIONS.contains(&option.as_str()) && !shown(&option) {
            problems.push(format!("`{name}` is not among the options ${}", allowed.join(", $")));
            continue;
        }
        if !matches!(option.as_str(), "select" | "expand" | "orderby") {
            continue;
        }
        let Some(ty) = ty else { continue };
        for property in properties(value) {
            if let Err(meant) = schema.selectable(ty, &property) {
                let meant = meant.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                problems.push(format!("`{name}` names `{property}`, which is no property of {ty}{meant}"));
            }
        }
    }
    problems
}

fn is_option(name: &str, option: &str) -> bool {
    name.trim_start_matches('$').eq_ignore_ascii_case(option)
}

/// The properties that `$select`, `$expand` or `$orderby` names: the first of each path, without what is in parentheses.
/// Names with a dot are types and annotations, and `*` is everything.
fn properties(value: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let plain: String = value
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let inside = depth > 0;
            depth = depth.saturating_sub(usize::from(*c == ')'));
            !inside
        })
        .collect();
    let names = plain.split(',').map(|path| path.trim().split(['/', ' ', '$']).next().unwrap_or_default().to_owned());
    names.filter(|name| !name.is_empty() && !name.contains(['.', '*', '@'])).collect()
}

fn check_headers(endpoint: &Endpoint, request: &ReceivedRequest) -> Vec<String> {
    let missing = endpoint.required_headers.iter().filter(|name| !request.headers.contains_key(name.as_str()));
    missing.map(|name| format!("the header `{name}` is required")).collect()
}

fn check_body(schema: Schema<'_>, endpoint: &Endpoint, request: &ReceivedRequest) -> Vec<String> {
    let mut problems = Vec::new();
    let Some(body) = &endpoint.body else {
        // The service does not look at the empty object that some clients send with an action.
        let sends_nothing =
            request.body.is_empty() || request.json().is_some_and(|json| json == Value::Object(Default::default()));
        if !sends_nothing && request.method != Method::POST {
            problems.push("the endpoint takes no body".to_owned());
        }
        return problems;
    };
    if matches!(body, Body::Content) {
        return problems;
    }
    if request.body.is_empty() {
        let optional = endpoint.optional_body
            || matches!(body, Body::Parameters(all) if all.iter().all(|parameter| !parameter.required));
        let shown = endpoint.examples.iter().any(|example| example.url.is_some() && example.sends.is_nothing());
        if !optional && !shown && !matches!(body, Body::Json) {
            problems.push("the body is missing".to_owned());
        }
        return problems;
    }
    if !request.is_json() {
        // Some endpoints take a message in MIME format, or a file, as well.
        return problems;
    }
    if request.header("content-type").is_none() {
        problems.push("the header `Content-Type` is missing".to_owned());
    }
    let Some(json) = request.json() else {
        problems.push("the body is no JSON".to_owned());
        return problems;
    };
    match body {
        Body::Type(ty) => schema.check(&json, ty, "", &mut problems),
        Body::Parameters(parameters) => schema.check_parameters(&json, parameters, &mut problems),
        Body::Reference if json.get("@odata.id").is_none() => problems.push("`@odata.id` is missing".to_owned()),
        Body::Reference | Body::Content | Body::Json => {}
    }
    problems
}
