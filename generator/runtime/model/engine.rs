//! The one engine behind every model's `Deserialize`, `Serialize`, `Clone`, `PartialEq` and `Debug`.
//!
//! It knows models through [`Model`] alone, so the compiler makes it once per format and never per type.

use super::gaps;
use super::{Field, FieldMut, Model};
use crate::runtime::json::budget::Budget;
use crate::runtime::types::scalar::ScalarRef;
use serde_json::{Map, Number, Value};
use std::fmt::{self, Debug};

pub(crate) use super::read::{deserialize, read_slice};
pub(crate) use super::write::write;

/// A copy of a model.
pub(crate) fn cloned<T: Model + Default>(from: &T) -> T {
    let mut to = T::default();
    copy(from, &mut to);
    to
}

/// Fills `to`, an empty model of the same type as `from`.
fn copy(from: &dyn Model, to: &mut dyn Model) {
    for index in 0..from.type_info().fields.len() {
        match (from.field(index), to.field_mut(index)) {
            (Field::Scalar(from), FieldMut::Scalar(to)) => {
                if let Some(value) = from.get() {
                    to.set(value);
                }
            }
            (Field::Scalars(from), FieldMut::Scalars(to)) => {
                if let Some(count) = from.count() {
                    to.create();
                    (0..count).filter_map(|index| from.get(index)).for_each(|value| {
                        to.push(value);
                    });
                }
            }
            (Field::Model(from), FieldMut::Model(to)) => {
                if let Some(model) = from.get() {
                    copy(model, to.create());
                }
            }
            (Field::Models(from), FieldMut::Models(to)) => {
                if let Some(count) = from.count() {
                    to.create();
                    (0..count).filter_map(|index| from.get(index)).for_each(|model| copy(model, to.push()));
                }
            }
            (Field::Json(from), FieldMut::Json(to)) => to.clone_from(from),
            (Field::Jsons(from), FieldMut::Jsons(to)) => to.clone_from(from),
            _ => {}
        }
    }
    to.extra_mut().clone_from(from.extra());
}

/// Whether two models of one type hold the same values.
pub(crate) fn equal(a: &dyn Model, b: &dyn Model) -> bool {
    (0..a.type_info().fields.len()).all(|index| equal_fields(a.field(index), b.field(index))) && a.extra() == b.extra()
}

fn equal_fields(a: Field<'_>, b: Field<'_>) -> bool {
    match (a, b) {
        (Field::Scalar(a), Field::Scalar(b)) => same(a.get(), b.get()),
        (Field::Scalars(a), Field::Scalars(b)) => {
            let count = a.count();
            count == b.count() && (0..count.unwrap_or(0)).all(|index| same(a.get(index), b.get(index)))
        }
        (Field::Model(a), Field::Model(b)) => equal_models(a.get(), b.get()),
        (Field::Models(a), Field::Models(b)) => {
            let count = a.count();
            count == b.count() && (0..count.unwrap_or(0)).all(|index| equal_models(a.get(index), b.get(index)))
        }
        (Field::Json(a), Field::Json(b)) => a == b,
        (Field::Jsons(a), Field::Jsons(b)) => a == b,
        _ => false,
    }
}

fn same(a: Option<ScalarRef<'_>>, b: Option<ScalarRef<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.same(b),
        (None, None) => true,
        _ => false,
    }
}

fn equal_models(a: Option<&dyn Model>, b: Option<&dyn Model>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => equal(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Shows a model as its type's name and what it holds, under wire names; empty fields are left out.
pub(crate) fn debug(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let info = model.type_info();
    let mut shown = f.debug_struct(info.short_name());
    for (index, name) in info.fields.iter().enumerate() {
        let field = model.field(index);
        if field.is_some() {
            shown.field(name, &Shown(field));
        }
    }
    if !model.extra().is_empty() {
        shown.field("extra", model.extra());
    }
    shown.finish()
}

struct Shown<'a>(Field<'a>);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Field::Scalar(slot) => slot.get().map_or(Ok(()), |value| debug_scalar(value, f)),
            Field::Model(slot) => slot.get().map_or(Ok(()), |model| debug(model, f)),
            Field::Models(slot) => {
                let models = (0..slot.count().unwrap_or(0)).filter_map(|index| slot.get(index));
                f.debug_list().entries(models.map(ShownModel)).finish()
            }
            Field::Scalars(_) | Field::Json(_) | Field::Jsons(_) => field_to_value(&self.0).fmt(f),
            Field::Extra(extra) => extra.fmt(f),
        }
    }
}

struct ShownModel<'a>(&'a dyn Model);

impl Debug for ShownModel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}

fn debug_scalar(value: ScalarRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        ScalarRef::Bool(value) => value.fmt(f),
        ScalarRef::Int(value) | ScalarRef::QuotedInt(value) => value.fmt(f),
        ScalarRef::UInt(value) => value.fmt(f),
        ScalarRef::Float(value) => value.fmt(f),
        ScalarRef::Str(value) => value.fmt(f),
    }
}

/// Everything that `from` holds, in the fields of `to` as far as it has them and in its extras otherwise.
pub(crate) fn convert<T: Model>(from: &dyn Model, mut to: T) -> T {
    convert_into(from, &mut to);
    to
}

fn convert_into(from: &dyn Model, to: &mut dyn Model) {
    super::read::fill(to, to_object(from), &Budget::unlimited());
}

/// The model as a JSON object.
pub(crate) fn to_object(model: &dyn Model) -> Map<String, Value> {
    let info = model.type_info();
    let mut object = Map::new();
    for (name, value) in model.extra() {
        object.insert(name.to_owned(), value.clone());
    }
    for (index, name) in info.fields.iter().enumerate() {
        // A field wins over an extra of its name.
        let field = model.field(index);
        if let Some(mut value) = field_to_value(&field) {
            let nulls = gaps::positions(model, name, &field);
            if let (Value::Array(list), [_, ..]) = (&mut value, nulls) {
                *list = gaps::filled(std::mem::take(list).into_iter(), nulls).map(Option::unwrap_or_default).collect();
            }
            object.insert((*name).to_owned(), value);
        }
    }
    object
}

pub(super) fn field_to_value(field: &Field<'_>) -> Option<Value> {
    match field {
        Field::Scalar(slot) => slot.get().map(scalar_to_value),
        Field::Scalars(slot) => {
            slot.count().map(|count| (0..count).filter_map(|index| slot.get(index)).map(scalar_to_value).collect())
        }
        Field::Model(slot) => slot.get().map(|model| Value::Object(to_object(model))),
        Field::Models(slot) => slot.count().map(|count| {
            let models = (0..count).filter_map(|index| slot.get(index));
            models.map(|model| Value::Object(to_object(model))).collect()
        }),
        Field::Json(value) => (*value).clone(),
        Field::Jsons(values) => (*values).clone().map(Value::Array),
        Field::Extra(_) => None,
    }
}

fn scalar_to_value(value: ScalarRef<'_>) -> Value {
    match value {
        ScalarRef::Bool(value) => Value::Bool(value),
        ScalarRef::Int(value) => Value::Number(value.into()),
        ScalarRef::UInt(value) => Value::Number(value.into()),
        ScalarRef::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
        ScalarRef::QuotedInt(value) => Value::String(value.to_string()),
        ScalarRef::Str(value) => Value::String(value.to_owned()),
    }
}
