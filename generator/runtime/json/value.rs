//! Reading JSON of no documented type, within the memory that its body may take.

use super::budget::Budget;
use super::unreadable::unreadable;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// A text without the byte order mark that some parts of the service write before it.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// Reads JSON text.
///
/// # Errors
/// Where it is none, or takes more than the budget; that quotes nothing of it.
pub(crate) fn read_value(json: &[u8], budget: &Budget) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(json));
    let value = AnyValue(budget).deserialize(&mut deserializer);
    let value = value.and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| unreadable(error, budget, "value"))
}

/// What a node of a map takes, and how many members it holds when it is as full as most are.
pub(super) const NODE: usize = 11 * size_of::<(String, Value)>();
const NODE_MEMBERS: usize = 8;

/// Takes out of the budget what another member of a map of this length needs.
pub(crate) fn spend_member<E: de::Error>(budget: &Budget, length: usize) -> Result<(), E> {
    if length.is_multiple_of(NODE_MEMBERS) { budget.spend(NODE) } else { Ok(()) }
}

/// Any JSON value.
pub(crate) struct AnyValue<'a>(pub(crate) &'a Budget);

impl<'de> DeserializeSeed<'de> for AnyValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! visit_scalars {
    ($($visit:ident($type:ty);)*) => {$(
        fn $visit<E>(self, value: $type) -> Result<Value, E> {
            Ok(value.into())
        }
    )*};
}

impl<'de> Visitor<'de> for AnyValue<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    visit_scalars! {
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
        visit_str(&str);
        visit_string(String);
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Value, A::Error> {
        read_list(seq, Vec::new(), self.0).map(Value::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(AnyValue(self.0))?;
            object.insert(name, value);
            spend_member(self.0, object.len())?;
        }
        if let Some(number) = object.get(NUMBER).filter(|_| object.len() == 1).and_then(disguised_number) {
            return Ok(number);
        }
        self.0.spend(NODE)?;
        Ok(Value::Object(object))
    }
}

/// A list, after what was read of it already.
pub(crate) fn read_list<'de, A: SeqAccess<'de>>(
    mut rest: A,
    mut list: Vec<Value>,
    budget: &Budget,
) -> Result<Vec<Value>, A::Error> {
    while let Some(value) = rest.next_element_seed(AnyValue(budget))? {
        budget.spend(size_of::<Value>())?;
        list.push(value);
    }
    Ok(list)
}

/// The one key of the maps as which numbers come in programs that enable serde_json's `arbitrary_precision`.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// The number whose text stands alone under the key [`NUMBER`]; nothing where that is a key like any other.
#[cold]
pub(crate) fn disguised_number(text: &Value) -> Option<Value> {
    let number: Number = text.as_str()?.parse().ok()?;
    // Beyond any `f64`, this is a number only with the feature.
    let disguised = "1e999".parse::<Number>().is_ok();
    disguised.then_some(Value::Number(number))
}
