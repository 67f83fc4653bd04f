//! Whether a value of an example can be of a type, by what either side says of that type.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::metadata::{Metadata, MetadataType};
use crate::model::{Ir, JsonForm, Kind, Primitive, RefName, TypeName, TypeRef};

/// What one side knows of a named type.
pub enum Shape<'t> {
    Enum(Vec<&'t str>),
    /// The names of all its properties and of those of types that derive from it; none where one of them is open.
    Object(Option<Vec<&'t str>>),
}

/// Something that knows types.
pub trait Side {
    fn shape(&self, name: &TypeName) -> Option<Shape<'_>>;
}

impl Side for Ir {
    fn shape(&self, name: &TypeName) -> Option<Shape<'_>> {
        let ty = self.types.get(name)?;
        if ty.kind == Kind::Enum {
            return Some(Shape::Enum(ty.members.iter().map(|member| member.name.as_str()).collect()));
        }
        let derived = self.types.values().filter(|ty| self.derives(&ty.type_name(), name));
        let all = self.chain(name).chain(derived).collect::<Vec<_>>();
        let names = all.iter().flat_map(|ty| &ty.properties).map(|property| property.name.as_str());
        Some(Shape::Object((!all.iter().any(|ty| ty.open)).then(|| names.collect())))
    }
}

impl Side for Metadata {
    fn shape(&self, name: &TypeName) -> Option<Shape<'_>> {
        match self.types.get_key_value(name)? {
            (_, MetadataType::Enum(ty)) => {
                Some(Shape::Enum(ty.members.iter().map(|member| member.name.as_str()).collect()))
            }
            (name, MetadataType::Structured(_)) => {
                let derived = self.types.iter().filter(|(other, _)| self.derives(other, name));
                let derived = derived.filter_map(|(_, ty)| ty.structured());
                let all = self.chain(name).map(|(_, ty)| ty).chain(derived).collect::<Vec<_>>();
                let names = all.iter().flat_map(|ty| &ty.properties).map(|property| property.name.as_str());
                Some(Shape::Object((!all.iter().any(|ty| ty.open)).then(|| names.collect())))
            }
            (_, MetadataType::Definition(_)) => None,
        }
    }
}

/// A type as one side knows it, to hold values against.
pub struct Form<'t> {
    ty: &'t TypeRef,
    shape: Option<Shape<'t>>,
}

impl<'t> Form<'t> {
    pub fn new(ty: &'t TypeRef, side: &'t impl Side) -> Self {
        Self { ty, shape: ty.type_name().and_then(|name| side.shape(name)) }
    }

    /// Whether a value can be of the type. What cannot be told fits.
    pub fn fits(&self, value: &Value) -> bool {
        match (value, self.ty.collection) {
            (Value::Null, _) => true,
            (Value::Array(items), true) => items.iter().all(|item| self.fits_item(item)),
            (Value::Array(_), false) | (_, true) => false,
            (value, false) => self.fits_item(value),
        }
    }

    fn fits_item(&self, value: &Value) -> bool {
        match (&self.ty.name, &self.shape, value) {
            _ if self.ty.unknown.is_some() || value.is_null() => true,
            (RefName::Primitive(primitive), ..) => fits_primitive(value, *primitive),
            (RefName::Named(_), None, _) => true,
            (RefName::Named(_), Some(Shape::Enum(members)), Value::String(text)) => {
                members.is_empty() || text.split(',').all(|text| members.contains(&text.trim()))
            }
            (RefName::Named(_), Some(Shape::Object(names)), Value::Object(object)) => {
                fits_object(object, names.as_deref())
            }
            _ => false,
        }
    }
}

fn fits_object(object: &Map<String, Value>, names: Option<&[&str]>) -> bool {
    let known = |key: &str| key.contains(['@', '#']) || names.is_none_or(|names| names.contains(&key));
    object.keys().all(|key| known(key))
}

fn fits_primitive(value: &Value, primitive: Primitive) -> bool {
    match (primitive.json_form(), value) {
        (JsonForm::Any, _) => true,
        (JsonForm::Boolean, value) => value.is_boolean(),
        (JsonForm::Fraction, Value::Number(_)) => true,
        (JsonForm::Integer(least, most), Value::Number(number)) => {
            number.as_i64().is_some_and(|n| (least..=most).contains(&n))
        }
        // Large numbers may stand in quotes.
        (JsonForm::Integer(..) | JsonForm::Fraction, Value::String(text)) => text.parse::<f64>().is_ok(),
        (JsonForm::Text | JsonForm::Base64, Value::String(text)) => {
            FORMS.iter().all(|(of, form)| *of != primitive || form.is_match(text))
        }
        _ => false,
    }
}

/// How texts of some types begin or look; texts of all others may be anything.
static FORMS: LazyLock<Vec<(Primitive, Regex)>> = LazyLock::new(|| {
    let forms = [
        (Primitive::DateTimeOffset, r"(?i)^\d{4}-\d\d-\d\dT|timestamp|date"),
        (Primitive::Date, r"(?i)^\d{4}-\d\d-\d\d$|date"),
        (Primitive::TimeOfDay, r"^\d\d:\d\d"),
        (Primitive::Duration, r"(?i)^-?P[\dT]|duration"),
        (Primitive::Guid, r"(?i)^\{?[0-9a-z]{8}-(?:[0-9a-z]{4}-){3}[0-9a-z]{12}\}?$|guid"),
    ];
    forms.into_iter().filter_map(|(primitive, form)| Some((primitive, Regex::new(form).ok()?))).collect()
});
