//! Reading models from any serde format: what does not fit its field is kept as it came, and only malformed input fails.

use super::engine::field_to_value;
use super::error::Error;
use super::model::{Field, FieldMut, Model, TypeInfo};
use super::scalar::ScalarRef;
use super::slot::{ModelListSlot, ModelSlot, ScalarListSlot, ScalarSlot};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Reads a model from one JSON object.
pub(crate) fn deserialize<'de, T: Model + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut model = T::default();
    read(&mut model, deserializer)?;
    Ok(model)
}

/// Reads one JSON object into an empty model.
fn read<'de, D: Deserializer<'de>>(model: &mut dyn Model, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_map(ObjectVisitor(model))
}

/// Reads JSON text into an empty model.
pub(crate) fn read_slice(model: &mut dyn Model, json: &[u8]) -> Result<(), Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    read(model, &mut deserializer)?;
    deserializer.end()?;
    Ok(())
}

/// Reads a JSON object that is already in memory into an empty model, which can't fail.
pub(crate) fn fill(model: &mut dyn Model, object: Map<String, Value>) {
    for (name, value) in object {
        let info = model.type_info();
        let known = info.index_of(&name, 0);
        let odd = match known {
            Some(index) => fill_field(model.field_mut(index), value),
            None => Some(value),
        };
        if let Some(value) = odd {
            known.into_iter().for_each(|index| model.field_mut(index).clear());
            model.extra_mut().insert(name, value);
        }
    }
}

/// Stores the value, or hands it back where it does not fit.
fn fill_field(field: FieldMut<'_>, value: Value) -> Option<Value> {
    match field {
        FieldMut::Json(slot) => {
            *slot = Some(value);
            None
        }
        // Values never fail to read, and the visitor takes any of them.
        field => FieldVisitor(field).deserialize(value).unwrap_or_default(),
    }
}

struct ObjectVisitor<'a>(&'a mut dyn Model);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.type_info().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_object(self.0, map)
    }
}

fn read_object<'de, A: MapAccess<'de>>(model: &mut dyn Model, mut map: A) -> Result<(), A::Error> {
    let info = model.type_info();
    let mut next = 0;
    // Whether a known property went to the extras, where a second one of its name has to displace it.
    let mut displaced = false;
    while let Some(key) = map.next_key_seed(KeyVisitor { info, next })? {
        match key {
            Key::Known(index) => {
                next = index + 1;
                let odd = map.next_value_seed(FieldVisitor(model.field_mut(index)))?;
                if let Some(value) = odd {
                    model.field_mut(index).clear();
                    model.extra_mut().insert(info.fields[index], value);
                    displaced = true;
                } else if displaced {
                    model.extra_mut().remove(info.fields[index]);
                }
            }
            Key::Unknown(name) => {
                let value: Value = map.next_value()?;
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
struct FieldVisitor<'a>(FieldMut<'a>);

impl<'de> DeserializeSeed<'de> for FieldVisitor<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.0 {
            FieldMut::Json(slot) => {
                *slot = Some(Value::deserialize(deserializer)?);
                Ok(None)
            }
            field => deserializer.deserialize_any(FieldVisitor(field)),
        }
    }
}

impl FieldVisitor<'_> {
    #[inline]
    fn scalar(self, value: ScalarRef<'_>) -> Option<Value> {
        let stored = match self.0 {
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
        match self.0 {
            FieldMut::Model(slot) => {
                let model = slot.create();
                read_object(model, map)?;
                let number = disguised_number(model);
                if number.is_some() {
                    slot.clear();
                }
                Ok(number)
            }
            field => {
                let value = Value::deserialize(MapAccessDeserializer::new(map))?;
                Ok(store_number(field, value))
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match self.0 {
            FieldMut::Scalars(slot) => {
                slot.create();
                let mut end = End(slot);
                while let Some(odd) = seq.next_element_seed(FieldVisitor(FieldMut::Scalar(&mut end)))? {
                    if let Some(odd) = odd {
                        return keep_list(&Field::Scalars(end.0), odd, seq);
                    }
                }
                Ok(None)
            }
            FieldMut::Models(slot) => {
                slot.create();
                let mut end = End(slot);
                while let Some(odd) = seq.next_element_seed(FieldVisitor(FieldMut::Model(&mut end)))? {
                    if let Some(odd) = odd {
                        return keep_list(&Field::Models(end.0), odd, seq);
                    }
                }
                Ok(None)
            }
            FieldMut::Jsons(slot) => {
                *slot = Some(Vec::deserialize(SeqAccessDeserializer::new(seq))?);
                Ok(None)
            }
            _ => Value::deserialize(SeqAccessDeserializer::new(seq)).map(Some),
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

/// A list with an element that does not fit: what was read of it, the odd element and the rest, all as they came.
#[cold]
fn keep_list<'de, A: SeqAccess<'de>>(read: &Field<'_>, odd: Value, mut rest: A) -> Result<Option<Value>, A::Error> {
    let mut list = match field_to_value(read) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    list.push(odd);
    while let Some(value) = rest.next_element()? {
        list.push(value);
    }
    Ok(Some(Value::Array(list)))
}

/// The number that was read as if it were a model: programs that enable serde_json's `arbitrary_precision` get numbers as
/// maps with this one key.
fn disguised_number(model: &dyn Model) -> Option<Value> {
    let text = model.extra().get("$serde_json::private::Number")?.as_str()?;
    serde_json::from_str(text).ok()
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
