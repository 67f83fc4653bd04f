//! Reading models from any serde format: what does not fit its field is kept as it came, and only malformed input fails.

use super::engine::field_to_value;
use super::gaps::{self, Positions, filled};
use super::slot::{ModelListSlot, ModelSlot, ScalarListSlot, ScalarSlot};
use super::{Field, FieldMut, Model, TypeInfo};
use crate::runtime::error::Error;
use crate::runtime::json::budget::Budget;
use crate::runtime::json::unreadable::unreadable;
use crate::runtime::json::value::{AnyValue, NUMBER, disguised_number, read_list, spend_member, without_mark};
use crate::runtime::types::scalar::ScalarRef;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Reads a model from one JSON object.
pub(crate) fn deserialize<'de, T: Model + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut model = T::default();
    read(&mut model, &Budget::new(), deserializer)?;
    Ok(model)
}

/// Reads one JSON object into an empty model.
fn read<'de, D: Deserializer<'de>>(model: &mut dyn Model, budget: &Budget, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_map(ObjectVisitor { model, budget })
}

/// Reads JSON text into an empty model.
pub(crate) fn read_slice(model: &mut dyn Model, json: &[u8]) -> Result<(), Error> {
    let budget = Budget::new();
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(json));
    let read = read(model, &budget, &mut deserializer).and_then(|()| deserializer.end());
    read.map_err(|error| Error::Json(unreadable(error, &budget, model.type_info().name)))
}

/// Reads a JSON object that is already in memory into an empty model, which can't fail unless the budget is exceeded: the
/// model is in no defined state then.
pub(crate) fn fill(model: &mut dyn Model, object: Map<String, Value>, budget: &Budget) {
    for (name, value) in object {
        let info = model.type_info();
        let known = info.index_of(&name, 0);
        let odd = match known {
            Some(index) => {
                let nulls = Positions::default();
                let odd = fill_field(model.field_mut(index), value, budget, &nulls);
                note_nulls(model, index, &nulls);
                odd
            }
            None => Some(value),
        };
        if let Some(value) = odd {
            known.into_iter().for_each(|index| model.field_mut(index).clear());
            model.extra_mut().insert(name, value);
        }
    }
}

/// Stores the value, or hands it back where it does not fit.
fn fill_field<'a>(field: FieldMut<'a>, value: Value, budget: &'a Budget, nulls: &'a Positions) -> Option<Value> {
    match field {
        FieldMut::Json(slot) => {
            *slot = Some(value);
            None
        }
        // Values never fail to read for what they hold, and the visitor takes any of them.
        field => FieldVisitor { field, budget, nulls }.deserialize(value).unwrap_or_default(),
    }
}

/// Keeps where the nulls of the list stand that was read, if it has any.
fn note_nulls(model: &mut dyn Model, index: usize, nulls: &Positions) {
    if !nulls.borrow().is_empty() {
        gaps::note(model, index, nulls.take());
    }
}

struct ObjectVisitor<'a> {
    model: &'a mut dyn Model,
    budget: &'a Budget,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.model.type_info().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_object(self.model, self.budget, map)
    }
}

fn read_object<'de, A: MapAccess<'de>>(model: &mut dyn Model, budget: &Budget, mut map: A) -> Result<(), A::Error> {
    let info = model.type_info();
    let mut next = 0;
    // Whether a known property went to the extras, where a second one of its name has to displace it.
    let mut displaced = false;
    let nulls = Positions::default();
    while let Some(key) = map.next_key_seed(KeyVisitor { info, next })? {
        match key {
            Key::Known(index) => {
                next = index + 1;
                let odd = map.next_value_seed(FieldVisitor { field: model.field_mut(index), budget, nulls: &nulls })?;
                note_nulls(model, index, &nulls);
                if let Some(value) = odd {
                    model.field_mut(index).clear();
                    spend_member(budget, model.extra().len())?;
                    model.extra_mut().insert(info.fields[index], value);
                    displaced = true;
                } else if displaced {
                    model.extra_mut().remove(info.fields[index]);
                }
            }
            Key::Unknown(name) => {
                let value = map.next_value_seed(AnyValue(budget))?;
                spend_member(budget, model.extra().len())?;
                model.extra_mut().insert(name, value);
            }
        }
    }
    Ok(())
}

enum Key {
    Known(usize),
    Unknown(String),
}

struct KeyVisitor {
    info: &'static TypeInfo,
    next: usize,
}

impl<'de> DeserializeSeed<'de> for KeyVisitor {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        let known = self.info.index_of(name, self.next);
        Ok(known.map_or_else(|| Key::Unknown(name.to_owned()), Key::Known))
    }
}

/// Reads a value into a field, and returns it where it does not fit; the field is then in no defined state.
struct FieldVisitor<'a> {
    field: FieldMut<'a>,
    budget: &'a Budget,
    nulls: &'a Positions,
}

impl<'de> DeserializeSeed<'de> for FieldVisitor<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.field {
            FieldMut::Json(slot) => {
                *slot = Some(AnyValue(self.budget).deserialize(deserializer)?);
                Ok(None)
            }
            field => deserializer.deserialize_any(FieldVisitor { field, ..self }),
        }
    }
}

impl FieldVisitor<'_> {
    #[inline]
    fn scalar(self, value: ScalarRef<'_>) -> Option<Value> {
        let stored = match self.field {
            FieldMut::Scalar(slot) => slot.set(value),
            _ => false,
        };
        (!stored).then(|| odd(value))
    }
}

/// A scalar that was read, as a JSON value.
#[cold]
fn odd(value: ScalarRef<'_>) -> Value {
    match value {
        ScalarRef::Bool(value) => value.into(),
        ScalarRef::Int(value) | ScalarRef::QuotedInt(value) => value.into(),
        ScalarRef::UInt(value) => value.into(),
        ScalarRef::Float(value) => Number::from_f64(value).into(),
        ScalarRef::Str(value) => value.into(),
    }
}

macro_rules! visit_scalars {
    ($($visit:ident($type:ty) $kind:ident;)*) => {$(
        fn $visit<E: de::Error>(self, value: $type) -> Result<Self::Value, E> {
            Ok(self.scalar(ScalarRef::$kind(value)))
        }
    )*};
}

impl<'de> Visitor<'de> for FieldVisitor<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    visit_scalars! {
        visit_bool(bool) Bool;
        visit_i64(i64) Int;
        visit_f64(f64) Float;
        visit_str(&str) Str;
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(self.scalar(i64::try_from(value).map_or(ScalarRef::UInt(value), ScalarRef::Int)))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Self { field, budget, .. } = self;
        match field {
            FieldMut::Model(slot) => {
                let model = slot.create();
                budget.spend(size_of_val(model))?;
                read_object(model, budget, map)?;
                let number = number_read_as(model);
                if number.is_some() {
                    slot.clear();
                }
                Ok(number)
            }
            field => {
                let value = AnyValue(budget).visit_map(map)?;
                Ok(store_number(field, value))
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let Self { field, budget, nulls } = self;
        let mut at = 0;
        match field {
            FieldMut::Scalars(slot) => {
                slot.create();
                let mut end = End(slot);
                while let Some(odd) =
                    seq.next_element_seed(FieldVisitor { field: FieldMut::Scalar(&mut end), budget, nulls })?
                {
                    budget.spend(size_of::<Value>())?;
                    match odd {
                        None => {}
                        Some(Value::Null) => nulls.borrow_mut().push(at),
                        Some(odd) => return keep_list(&Field::Scalars(end.0), nulls, odd, seq, budget),
                    }
                    at += 1;
                }
                Ok(None)
            }
            FieldMut::Models(slot) => {
                slot.create();
                let mut end = End(slot);
                while let Some(odd) =
                    seq.next_element_seed(FieldVisitor { field: FieldMut::Model(&mut end), budget, nulls })?
                {
                    match odd {
                        None => {}
                        Some(Value::Null) => {
                            budget.spend(size_of::<usize>())?;
                            nulls.borrow_mut().push(at);
                        }
                        Some(odd) => return keep_list(&Field::Models(end.0), nulls, odd, seq, budget),
                    }
                    at += 1;
                }
                Ok(None)
            }
            FieldMut::Jsons(slot) => {
                *slot = Some(read_list(seq, Vec::new(), budget)?);
                Ok(None)
            }
            _ => AnyValue(budget).visit_seq(seq).map(Some),
        }
    }
}

/// The end of a list, as a field of its own: what is stored there is appended.
struct End<'a, T: ?Sized>(&'a mut T);

impl ScalarSlot for End<'_, dyn ScalarListSlot + '_> {
    fn get(&self) -> Option<ScalarRef<'_>> {
        None
    }

    fn set(&mut self, value: ScalarRef<'_>) -> bool {
        self.0.push(value)
    }

    fn clear(&mut self) {}
}

impl ModelSlot for End<'_, dyn ModelListSlot + '_> {
    fn get(&self) -> Option<&dyn Model> {
        None
    }

    fn get_mut(&mut self) -> Option<&mut dyn Model> {
        None
    }

    fn create(&mut self) -> &mut dyn Model {
        self.0.push()
    }

    fn clear(&mut self) {
        self.0.pop();
    }
}

/// A list with an element that does not fit, and is no null: what was read of it, the odd element and the rest, all as they
/// came.
#[cold]
fn keep_list<'de, A: SeqAccess<'de>>(
    read: &Field<'_>,
    nulls: &Positions,
    odd: Value,
    rest: A,
    budget: &Budget,
) -> Result<Option<Value>, A::Error> {
    let mut list = match field_to_value(read) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let nulls = nulls.take();
    if !nulls.is_empty() {
        list = filled(list.into_iter(), &nulls).map(Option::unwrap_or_default).collect();
    }
    list.push(odd);
    Ok(Some(Value::Array(read_list(rest, list, budget)?)))
}

/// The number that was read as if it were a model.
fn number_read_as(model: &dyn Model) -> Option<Value> {
    let text = model.extra().get(NUMBER)?;
    let alone = model.extra().len() == 1 && (0..model.type_info().fields.len()).all(|at| !model.field(at).is_some());
    if alone { disguised_number(text) } else { None }
}

/// Stores a number that came as a map, unless its text would not survive; returns anything else.
#[cold]
fn store_number(field: FieldMut<'_>, value: Value) -> Option<Value> {
    if let (FieldMut::Scalar(slot), Value::Number(number)) = (field, &value) {
        let scalar = match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), ..) => ScalarRef::Int(value),
            (_, Some(value), _) => ScalarRef::UInt(value),
            (.., Some(value)) => ScalarRef::Float(value),
            _ => return Some(value),
        };
        if odd(scalar) == value && slot.set(scalar) {
            return None;
        }
    }
    Some(value)
}
