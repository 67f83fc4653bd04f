//! The types that values of JSON tell, wherever JSON is all that tells them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::names::Names;
use crate::extract::{compile, primitive};
use crate::model::{JsonForm, Primitive, TypeName, TypeRef};

/// The values of one property or parameter.
#[derive(Debug, Default)]
pub struct SeenValues {
    pub collection: bool,
    pub line: u32,
    shapes: BTreeSet<Shape>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Primitive(Primitive),
    Named(TypeName),
    Object,
}

/// The types of numbers that hold others: the widest first.
const NUMBERS: [Primitive; 4] = [Primitive::Decimal, Primitive::Double, Primitive::Int64, Primitive::Int32];

impl SeenValues {
    /// Of a property that stands on this line first.
    pub fn at(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// The one type that all the values fit, if there is one.
    pub fn type_ref(&self, collection: bool) -> Option<TypeRef> {
        let collection = collection || self.collection;
        let named: Vec<&TypeName> =
            self.shapes.iter().filter_map(|s| if let Shape::Named(n) = s { Some(n) } else { None }).collect();
        match named.as_slice() {
            [one] => return Some(TypeRef::named((*one).clone(), collection)),
            [] => {}
            _ => return None,
        }
        let primitives: Vec<Primitive> =
            self.shapes.iter().filter_map(|s| if let Shape::Primitive(p) = s { Some(*p) } else { None }).collect();
        if self.shapes.contains(&Shape::Object) {
            return None;
        }
        common(&primitives).map(|p| TypeRef::primitive(p, collection))
    }

    pub fn add(&mut self, value: &Value, named: Option<TypeName>) {
        match (value, named) {
            (Value::Array(items), named) => {
                self.collection = true;
                for item in items {
                    self.add_one(item, named.clone());
                }
            }
            (value, named) => self.add_one(value, named),
        }
    }

    fn add_one(&mut self, value: &Value, named: Option<TypeName>) {
        let shape = match value {
            Value::Object(_) => named.map_or(Shape::Object, Shape::Named),
            value => match scalar(value) {
                Some(primitive) => Shape::Primitive(primitive),
                None => return,
            },
        };
        self.shapes.insert(shape);
    }
}

/// The type that holds values of all these types.
fn common(primitives: &[Primitive]) -> Option<Primitive> {
    match primitives {
        [one] => return Some(*one),
        [] => return None,
        _ => {}
    }
    if primitives.iter().all(|p| p.is_number()) {
        return NUMBERS.into_iter().find(|widest| primitives.contains(widest));
    }
    // A date, or something else that is text.
    let are_texts =
        primitives.iter().all(|p| matches!(p.json_form(), JsonForm::Text | JsonForm::Base64 | JsonForm::Any));
    (are_texts || primitives.contains(&Primitive::String)).then_some(Primitive::String)
}

/// The type of a value that is neither an object nor a list.
pub fn scalar(value: &Value) -> Option<Primitive> {
    Some(match value {
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
        Value::Bool(_) => Primitive::Boolean,
        Value::String(text) => text_shape(text),
        Value::Number(number) => match number.as_i64() {
            Some(number) if i32::try_from(number).is_ok() => Primitive::Int32,
            Some(_) => Primitive::Int64,
            None if number.is_u64() => Primitive::Decimal,
            None => Primitive::Double,
        },
    })
}

/// How texts of some types are written. A time without a zone is no point in time: it is text beside the zone's name.
static TEXTS: LazyLock<[(Regex, Primitive); 4]> = LazyLock::new(|| {
    [
        (compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)$"), Primitive::DateTimeOffset),
        (compile(r"^\d{4}-\d\d-\d\d$"), Primitive::Date),
        (compile(r"^\d\d:\d\d:\d\d(?:\.\d+)?$"), Primitive::TimeOfDay),
        (compile(r"^-?P(?:\d+[YMWD])*(?:\d+[YMWD]|T(?:\d+[HM])*\d+(?:\.\d+)?[HMS])$"), Primitive::Duration),
    ]
});

/// `2016-12-31T23:59:37.9174975-08:00` is a point in time; `String (timestamp)` says so.
fn text_shape(text: &str) -> Primitive {
    if let Some((_, shape)) = TEXTS.iter().find(|(pattern, _)| pattern.is_match(text)) {
        return *shape;
    }
    if text.to_lowercase().contains("(timestamp)") {
        return Primitive::DateTimeOffset;
    }
    let spelled = primitive(text).filter(|_| text.starts_with(|c: char| c.is_ascii_uppercase()));
    spelled.unwrap_or(Primitive::String)
}

/// The type of one value alone.
pub fn shown_type_ref(value: &Value, names: &Names, stated: &str) -> TypeRef {
    let item = if let Value::Array(items) = value { items.first().unwrap_or(&Value::Null) } else { value };
    let named = item.get("@odata.type").and_then(Value::as_str).and_then(|t| names.by_text(t, stated));
    let mut seen = SeenValues::default();
    seen.add(value, named);
    seen.type_ref(false).unwrap_or_else(|| TypeRef::unknown("examples do not tell", value.is_array()))
}
