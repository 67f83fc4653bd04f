//! JSON values as Rust literals.

use serde_json::Value;

use super::expression::{Expression, Group};
use crate::model::{JsonForm, Primitive};
use base64::{decode, encode};

#[path = "../../../../runtime/encoding/base64.rs"]
mod base64;

/// How long a text may be before it is cut.
const TEXT: usize = 200;

/// A text in JSON, as far as one reads.
pub fn string(text: &str) -> String {
    if text.chars().count() <= TEXT {
        return format!("{text:?}");
    }
    let cut: String = text.chars().take(TEXT).chain(['…']).collect();
    format!("{cut:?}")
}

/// `serde_json::json!(…)`
pub fn json_macro(json: &Value) -> Expression {
    Expression::Wrapped("serde_json::json!(", Box::new(macro_input(json)), ")")
}

/// What is kept among the extras: a literal where that is JSON already.
pub fn extra(json: &Value) -> Expression {
    match json {
        Value::Array(_) | Value::Object(_) | Value::Null => json_macro(json),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => macro_input(json),
    }
}

/// JSON as Rust reads it: its strings and its numbers are other literals.
fn macro_input(json: &Value) -> Expression {
    match json {
        Value::Number(number) => Expression::Plain(match (number.as_i64(), number.as_u64()) {
            (Some(n), _) if i32::try_from(n).is_ok() => n.to_string(),
            (Some(n), _) => format!("{n}_i64"),
            (None, Some(n)) => format!("{n}_u64"),
            (None, None) => format!("{:?}", number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Expression::Plain(string(text)),
        Value::Array(items) => Expression::Group(Group::list(("[", "]"), items.iter().map(macro_input))),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (Some(format!("{name:?}")), macro_input(value)));
            Expression::Group(Group::new(("{", "}"), members.collect()))
        }
        Value::Null | Value::Bool(_) => Expression::Plain(json.to_string()),
    }
}

/// A value of a primitive type; none where the JSON holds another. Pages show numbers and truths as text.
pub fn scalar(krate: &str, primitive: Primitive, json: &Value) -> Option<Expression> {
    if primitive == Primitive::Untyped {
        return Some(json_macro(json));
    }
    let text = json.as_str();
    let integer = || {
        let whole = json.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64);
        json.as_i64().or(whole).or_else(|| text?.trim().parse().ok())
    };
    let number = || json.as_f64().or_else(|| text?.trim().parse().ok()).filter(|n| n.is_finite());
    match (primitive, primitive.json_form()) {
        (Primitive::Int64, _) => integer().map(converted),
        (Primitive::Decimal, _) => json.as_i64().map(converted).or_else(|| text.map(quoted)),
        (_, JsonForm::Boolean) => {
            json.as_bool().or_else(|| text?.trim().to_lowercase().parse().ok()).map(|b| b.to_string())
        }
        (_, JsonForm::Integer(least, most)) => integer().filter(|n| (least..=most).contains(n)).map(|n| n.to_string()),
        (_, JsonForm::Fraction) => number().map(|n| format!("{n:?}")),
        (_, JsonForm::Base64) => text.map(|text| binary(krate, text)),
        (_, JsonForm::Text) => text.map(quoted),
        (_, JsonForm::Any) => None,
    }
    .map(Expression::Plain)
}

/// `"…".into()`
pub fn quoted(text: &str) -> String {
    format!("{}.into()", string(text))
}

/// The bytes, where they are text that a person reads; otherwise their base64 as it stands.
fn binary(krate: &str, text: &str) -> String {
    let readable = |bytes: &Vec<u8>| bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) && encode(bytes) == text;
    match decode(text).filter(readable).and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(read) if !read.is_empty() && read.len() <= TEXT => format!("b{read:?}.into()"),
        _ => format!("{krate}::Binary::from_base64({})", string(text)),
    }
}

/// A minus binds less than a method call.
fn converted(number: i64) -> String {
    if number < 0 { format!("({number}).into()") } else { format!("{number}.into()") }
}
