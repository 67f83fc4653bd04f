//! JSON as a Rust expression of a model: what a caller would write to send it.

use super::super::endpoints::Endpoint;
use super::super::models::{parameter_names, variant_names};
use super::super::names::ident;
use super::super::plan::{FieldPlan, ModelPlan};
use super::super::scene::Scene;
use crate::ir::{Kind, Member, Parameter, Primitive, RefName, TypeRef};
use serde_json::{Map, Value};

/// How many fields an example shows: enough to see how it is done.
const FIELDS: usize = 12;

/// How long a text may be before it is cut.
const TEXT: usize = 60;

/// A Rust expression.
pub enum Expression {
    /// On one line.
    Plain(String),
    /// A struct with some of its fields.
    Struct { path: String, fields: Vec<(String, Expression)> },
    /// `vec![…]`
    List(Vec<Expression>),
    /// What stands before and after another expression.
    Wrapped(&'static str, Box<Expression>, &'static str),
}

impl Expression {
    /// The text, whose further lines are indented by so many spaces.
    pub fn print(&self, indent: usize, out: &mut String) {
        let pad = " ".repeat(indent);
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Wrapped(before, inner, after) => {
                out.push_str(before);
                inner.print(indent, out);
                out.push_str(after);
            }
            Self::List(items) => {
                out.push_str("vec![");
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    item.print(indent, out);
                }
                out.push(']');
            }
            Self::Struct { path, fields } if fields.is_empty() => out.push_str(&format!("{path}::default()")),
            Self::Struct { path, fields } => {
                out.push_str(&format!("{path} {{\n"));
                for (name, value) in fields {
                    out.push_str(&format!("{pad}    {name}: "));
                    value.print(indent + 4, out);
                    out.push_str(",\n");
                }
                out.push_str(&format!("{pad}    ..Default::default()\n{pad}}}"));
            }
        }
    }
}

/// Writes expressions of the models that one endpoint's slice has.
pub struct Writer<'p> {
    scene: Scene<'p>,
    slice: Option<usize>,
    left: usize,
}

impl<'p> Writer<'p> {
    pub fn new(scene: Scene<'p>, endpoint: &Endpoint<'_>) -> Self {
        let slice = scene.plan.slices.iter().position(|s| s == endpoint.slice());
        Self { scene, slice, left: FIELDS }
    }

    /// The struct of an action's parameters.
    pub fn parameters(&mut self, path: String, parameters: &'p [Parameter], json: &Value) -> Expression {
        let fields = parameter_names(parameters).into_iter().zip(parameters);
        let empty = Map::new();
        let shown = json.as_object().unwrap_or(&empty);
        let mut out = Vec::new();
        for (name, parameter) in fields {
            let Some(value) = shown.get(&parameter.name) else { continue };
            if let Some(value) = self.reference(&parameter.ty, value) {
                out.push((ident(&name).to_string(), some(value)));
            }
        }
        Expression::Struct { path, fields: out }
    }

    /// The model, or the one derived from it that the JSON names.
    pub fn model(&mut self, model: &'p ModelPlan<'p>, json: &Value) -> Expression {
        let model = self.named(model, json).unwrap_or(model);
        let empty = Map::new();
        let shown = json.as_object().unwrap_or(&empty);
        let path = text(&self.scene.path(model));
        let mut fields = Vec::new();
        for field in &model.fields {
            let Some(value) = shown.get(&field.property.name).filter(|_| self.left > 0) else { continue };
            let before = self.left;
            self.left -= 1;
            match self.field(field, value) {
                Some(value) => fields.push((ident(&field.ident).to_string(), some(value))),
                None => self.left = before,
            }
        }
        Expression::Struct { path, fields }
    }

    /// The derived type that an `@odata.type` names, where the slice has it.
    fn named(&self, model: &ModelPlan<'_>, json: &Value) -> Option<&'p ModelPlan<'p>> {
        let name = json.get("@odata.type")?.as_str()?.trim_start_matches('#');
        let name = crate::ir::TypeName::parse(name);
        let derived = self.scene.plan.models.get(&name)?;
        let there = derived.slices.contains(&self.slice?) && derived.ancestors.contains(&model.ty.type_name());
        there.then_some(derived)
    }

    fn field(&mut self, field: &'p FieldPlan<'p>, json: &Value) -> Option<Expression> {
        let owner = self.scene.plan.models.get(&field.owner);
        let listed =
            owner.and_then(|o| Some((o, o.value_enums.iter().find(|e| e.property.name == field.property.name)?)));
        match listed {
            None => self.reference(&field.property.ty, json),
            Some((owner, found)) => {
                let path = text(&self.scene.path_of(&owner.namespace, &found.ident));
                each(field.property.ty.collection, json, |one| member(&path, &found.property.values, one))
            }
        }
    }

    fn reference(&mut self, reference: &'p TypeRef, json: &Value) -> Option<Expression> {
        let model = reference.type_name().map(|name| self.scene.plan.models.get(name));
        match (&reference.name, model) {
            (RefName::Primitive(primitive), _) => each(reference.collection, json, |one| scalar(*primitive, one)),
            (RefName::Named(_), Some(Some(model))) if model.ty.kind == Kind::Enum => {
                let path = text(&self.scene.path(model));
                each(reference.collection, json, |one| {
                    if model.ty.flags { quoted(one) } else { member(&path, &model.ty.members, one) }
                })
            }
            (RefName::Named(_), Some(Some(model))) if reference.collection => {
                let first = json.as_array()?.first().filter(|one| one.is_object())?;
                Some(Expression::List(vec![self.part(model, first)]))
            }
            (RefName::Named(_), Some(Some(model))) => {
                json.is_object().then(|| Expression::Wrapped("Box::new(", Box::new(self.part(model, json)), ")"))
            }
            (RefName::Named(_), _) => each(reference.collection, json, short_json),
        }
    }

    /// A model inside another: one of a derived type is kept as its base.
    fn part(&mut self, model: &'p ModelPlan<'p>, json: &Value) -> Expression {
        let derived = self.named(model, json).is_some();
        let inner = self.model(model, json);
        if derived { Expression::Wrapped("", Box::new(inner), ".upcast()") } else { inner }
    }
}

/// The body of an endpoint that sends no model.
pub fn untyped(json: Option<&Value>) -> String {
    json.and_then(short_json).unwrap_or_else(|| "serde_json::json!({})".to_owned())
}

/// JSON of no known type, unless it is long.
fn short_json(json: &Value) -> Option<String> {
    Some(macro_input(json)).filter(|text| text.len() <= 2 * TEXT).map(|text| format!("serde_json::json!({text})"))
}

/// JSON as Rust reads it: its strings and its numbers are other literals.
fn macro_input(json: &Value) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match json {
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(n), _) if i32::try_from(n).is_ok() => n.to_string(),
            (Some(n), _) => format!("{n}_i64"),
            (None, Some(n)) => format!("{n}_u64"),
            (None, None) => format!("{:?}", number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => format!("[{}]", joined(items.iter().map(macro_input).collect())),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{name:?}: {}", macro_input(value)));
            format!("{{{}}}", joined(members.collect()))
        }
        Value::Null | Value::Bool(_) => json.to_string(),
    }
}

/// The text that an argument or a part of the query is written with.
pub fn string(text: &str) -> String {
    if text.chars().count() <= TEXT {
        return format!("{text:?}");
    }
    let cut: String = text.chars().take(TEXT).chain(['…']).collect();
    format!("{cut:?}")
}

fn some(value: Expression) -> Expression {
    Expression::Wrapped("Some(", Box::new(value), ")")
}

fn each(collection: bool, json: &Value, one: impl Fn(&Value) -> Option<String>) -> Option<Expression> {
    if !collection {
        return one(json).map(Expression::Plain);
    }
    let items = json.as_array()?.iter().take(3).map(|v| one(v).map(Expression::Plain));
    items.collect::<Option<Vec<_>>>().filter(|items| !items.is_empty()).map(Expression::List)
}

fn quoted(json: &Value) -> Option<String> {
    Some(format!("{}.into()", string(json.as_str()?)))
}

fn scalar(primitive: Primitive, json: &Value) -> Option<String> {
    let integer = |fits: fn(i64) -> bool| json.as_i64().filter(|n| fits(*n)).map(|n| n.to_string());
    match primitive {
        Primitive::Boolean => json.as_bool().map(|b| b.to_string()),
        Primitive::Byte => integer(|n| u8::try_from(n).is_ok()),
        Primitive::SByte => integer(|n| i8::try_from(n).is_ok()),
        Primitive::Int16 => integer(|n| i16::try_from(n).is_ok()),
        Primitive::Int32 => integer(|n| i32::try_from(n).is_ok()),
        Primitive::Int64 => json.as_i64().map(converted),
        Primitive::Single | Primitive::Double => json.as_f64().filter(|n| n.is_finite()).map(|n| format!("{n:?}")),
        Primitive::Decimal => json.as_i64().map(converted).or_else(|| quoted(json)),
        Primitive::Stream => None,
        Primitive::Untyped => short_json(json),
        Primitive::String
        | Primitive::DateTimeOffset
        | Primitive::Date
        | Primitive::TimeOfDay
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::Binary => quoted(json),
    }
}

/// A minus binds less than a method call.
fn converted(number: i64) -> String {
    if number < 0 { format!("({number}).into()") } else { format!("{number}.into()") }
}

/// The variant of a documented member; any other value is read from its text.
fn member(path: &str, members: &[Member], json: &Value) -> Option<String> {
    let value = json.as_str()?;
    let known = members.iter().zip(variant_names(members)).find(|(m, _)| m.name == value);
    Some(match known {
        Some((_, variant)) => format!("{path}::{}", ident(&variant)),
        None => format!("{path}::from({})", string(value)),
    })
}

/// Tokens of a path as code writes them.
fn text(path: &proc_macro2::TokenStream) -> String {
    path.to_string().replace(' ', "")
}
