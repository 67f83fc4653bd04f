//! How a caller writes the call, as a doc test: with what the page's first example sends.

use super::expression::Expression;
use super::literal::string;
use super::object::{Writer, untyped};
use super::parameters::SET_BY_OTHERS;
use crate::emit::{docs::item, ident::ident, type_paths::TypePaths};
use crate::model::{EndpointBody, ExampleBody};
use crate::plan::{Endpoint, Shown, VersionPlan, pairs};

/// How many lines of a body are shown.
const LINES: usize = 60;

/// The section with the example.
pub fn lines(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> Vec<String> {
    let modules = endpoint.module.iter().map(|m| ident(m).to_string());
    let path: Vec<String> = std::iter::once(plan.module.to_owned()).chain(modules).collect();
    let (krate, version, last) = (&plan.krate, plan.module, path.last().cloned().unwrap_or_default());
    let mut arguments = arguments(endpoint, shown);
    let body = body(plan, endpoint, shown, &last);
    let mut code = format!("use {krate}::{};\n", path.join("::"));
    if shown.and_then(|shown| shown.values).is_some_and(|values| endpoint.is_readdressed(values)) {
        code.push_str(&format!("use {krate}::Item;\n"));
    }
    if leaves_out_body(endpoint, shown) {
        arguments.push("()".to_owned());
    } else if let Some(body) = &body {
        let models = (format!("{version}::models"), body.contains("models::"));
        let model = ("Model".to_owned(), body.contains(".upcast()") || body.contains(".set_null(|"));
        for (import, _) in [models, model].into_iter().filter(|(_, is_used)| *is_used) {
            code.push_str(&format!("use {krate}::{import};\n"));
        }
        code.push_str(&format!("\n{body}"));
        arguments.push("&body".to_owned());
    }
    code.push_str(&format!("let request = {last}::{}({})", ident(&endpoint.name), arguments.join(", ")));
    let calls = shown.map(|shown| calls(endpoint, shown)).unwrap_or_default();
    let apart = if calls.len() > 1 { "\n    " } else { "" };
    for call in calls {
        code.push_str(&format!("{apart}{call}"));
    }
    code.push_str(";\n# let _ = request;");
    let lines = code.lines().map(str::to_owned);
    ["", "# Example", "", "```"].into_iter().map(str::to_owned).chain(lines).chain(["```".to_owned()]).collect()
}

/// Whether no body is sent where none need be.
fn leaves_out_body(endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> bool {
    endpoint.optional_body && shown.is_some_and(|shown| shown.request.body == ExampleBody::None)
}

/// The values that the page shows; names where it shows none, or a placeholder.
fn arguments(endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>) -> Vec<String> {
    let values = shown.and_then(|shown| shown.values).unwrap_or_default();
    let shown = |i: usize| values.get(i).filter(|value| !value.contains(['{', '<']));
    let argument = |(i, name): (usize, &String)| match values.get(i) {
        Some(address) if endpoint.item == Some(i) && endpoint.is_readdressed(values) => item::expression(address),
        _ => format!("{:?}", shown(i).unwrap_or(name)),
    };
    endpoint.arguments.iter().enumerate().map(argument).collect()
}

/// What a reference is made of where the page shows none.
const ANY_REFERENCE: &str = "https://graph.microsoft.com/v1.0/directoryObjects/id";

/// The statements that make the body.
fn body(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>, shown: Option<&Shown<'_>>, last: &str) -> Option<String> {
    let krate = &plan.krate;
    let json = shown.and_then(|shown| shown.request.body.json());
    let nothing = serde_json::Map::new();
    let object = json.map_or(Some(&nothing), serde_json::Value::as_object);
    let writer = Writer::new(TypePaths { plan, namespace: None }, endpoint);
    let expression = match (endpoint.body.as_ref()?, object) {
        (EndpointBody::Model(name), Some(object)) => match plan.models.get(name) {
            Some(model) => writer.model(model, object),
            None => untyped(json),
        },
        (EndpointBody::Parameters(parameters), Some(object)) => {
            let path = format!("{last}::{}", endpoint.parameters_name.as_deref().unwrap_or_default());
            writer.parameters(path, parameters, object)
        }
        (EndpointBody::Reference, _) => {
            let id = json.map_or(Some(ANY_REFERENCE), |json| json.get("@odata.id")?.as_str());
            id.map_or_else(|| untyped(json), |id| Expression::Plain(format!("{krate}::Reference::new({id:?})")))
        }
        (EndpointBody::Content, _) => Expression::Plain(content(krate, shown)),
        (EndpointBody::Json | EndpointBody::Model(_) | EndpointBody::Parameters(_), _) => untyped(json),
    };
    Some(expression.statements("body", LINES))
}

/// The text that the page sends, or bytes of its media type: what it writes in their place is none.
fn content(krate: &str, shown: Option<&Shown<'_>>) -> String {
    const BYTES: &str = "vec![0u8; 4]";
    let Some((text, headers)) = shown.and_then(|shown| match &shown.request.body {
        ExampleBody::Text(text) => Some((text, &shown.request.headers)),
        _ => None,
    }) else {
        return BYTES.to_owned();
    };
    let media_type = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    match media_type.map(|(_, value)| value.as_str()) {
        Some(text_type) if is_text(text_type) => format!("{krate}::Content::new({text_type:?}, {})", string(text)),
        Some(media_type) => format!("{krate}::Content::new({media_type:?}, {BYTES})"),
        None => BYTES.to_owned(),
    }
}

fn is_text(media_type: &str) -> bool {
    let media_type = media_type.to_lowercase();
    media_type.starts_with("text/") || ["xml", "json"].iter().any(|kind| media_type.contains(kind))
}

/// A query option, the method that sets it, and whether it takes a list.
const OPTIONS: &[(&str, &str, Value)] = &[
    ("select", "select", Value::List),
    ("expand", "expand", Value::List),
    ("orderby", "order_by", Value::List),
    ("filter", "filter", Value::Text),
    ("search", "search", Value::Text),
    ("top", "top", Value::Number),
    ("skip", "skip", Value::Number),
    ("count", "with_count", Value::True),
];

/// What an option's method takes.
#[derive(Clone, Copy)]
enum Value {
    List,
    Text,
    Number,
    True,
}

impl Value {
    /// The arguments for the text of a query; none when it is of another form.
    fn arguments(self, value: &str) -> Option<String> {
        match self {
            Self::List if value.contains('(') => Some(format!("[{value:?}]")),
            Self::List => Some(format!(
                "[{}]",
                value.split(',').map(|v| format!("{:?}", v.trim())).collect::<Vec<_>>().join(", ")
            )),
            Self::Text => Some(format!("{value:?}")),
            Self::Number => value.parse::<u32>().ok().map(|n| n.to_string()),
            Self::True => (value == "true").then(String::new),
        }
    }
}

/// Headers that have a method of their own.
const HEADERS: &[(&str, &str)] = &[("prefer", "prefer"), ("if-match", "if_match")];

/// What the example's query and headers are set with.
fn calls(endpoint: &Endpoint<'_>, shown: &Shown<'_>) -> Vec<String> {
    let query = shown.request.url.split_once('?').map_or("", |(_, query)| query);
    let query = pairs(query).map(|(name, value)| {
        let option = name.strip_prefix('$').filter(|o| endpoint.query_options.iter().any(|known| known == o));
        let method = option.and_then(|o| OPTIONS.iter().find(|(known, ..)| *known == o));
        let call = method.and_then(|(_, method, takes)| Some(format!(".{method}({})", takes.arguments(&value)?)));
        call.unwrap_or_else(|| format!(".query({name:?}, {value:?})"))
    });
    let headers = shown.request.headers.iter().filter_map(|(name, value)| {
        let lower = name.to_ascii_lowercase();
        match (HEADERS.iter().find(|(known, _)| *known == lower), lower.as_str()) {
            (Some((_, method)), _) => Some(format!(".{method}({value:?})")),
            (None, "consistencylevel") => Some(".consistency_eventual()".to_owned()),
            (None, _) => (!SET_BY_OTHERS.contains(&lower.as_str())).then(|| format!(".header({name:?}, {value:?})")),
        }
    });
    query.chain(headers).collect()
}
