//! Writing models to any serde format.

use super::gaps;
use super::{Field, Model, TypeInfo};
use crate::runtime::types::scalar::ScalarRef;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Writes a model as a JSON object.
pub(crate) fn write<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    write_as(model, None, serializer)
}

/// Writes a model as a JSON object that names this type, unless it names one already.
pub(crate) fn write_as<S: Serializer>(
    model: &dyn Model,
    named: Option<&TypeInfo>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let info = model.type_info();
    let mut map = serializer.serialize_map(None)?;
    if let Some(named) = named.filter(|_| !model.extra().contains("@odata.type")) {
        map.serialize_entry("@odata.type", &format_args!("#{}", named.name))?;
    }
    // Services that stream their input want annotations of the object before its properties.
    write_extras(model, true, &mut map)?;
    for (index, name) in info.fields.iter().enumerate() {
        match model.field(index) {
            // Most fields are scalars, which are looked at once; most scalars are strings, and copying a `ScalarRef`
            // takes as long as writing a short one.
            Field::Scalar(slot) => match slot.get() {
                Some(ScalarRef::Str(text)) => map.serialize_entry(name, text)?,
                Some(value) => map.serialize_entry(name, &WrittenScalar(value))?,
                None => {}
            },
            field if field.is_some() => {
                map.serialize_entry(name, &Written(gaps::positions(model, name, &field), field))?
            }
            _ => {}
        }
    }
    write_extras(model, false, &mut map)?;
    map.end()
}

/// Writes the annotations of the object itself, or all other extras.
fn write_extras<M: SerializeMap>(model: &dyn Model, annotations: bool, map: &mut M) -> Result<(), M::Error> {
    let extra = model.extra();
    if extra.is_empty() {
        return Ok(());
    }
    for (name, value) in extra {
        // A field wins over an extra of its name.
        let shadowed = || {
            let index = model.type_info().index_of(name, 0);
            index.is_some_and(|index| model.field(index).is_some())
        };
        if name.starts_with('@') == annotations && !shadowed() {
            map.serialize_entry(name, value)?;
        }
    }
    Ok(())
}

/// A field that holds a value, after where the nulls of its list stand.
struct Written<'a>(&'a [usize], Field<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.1 {
            Field::Scalar(slot) => slot.get().map(WrittenScalar).serialize(serializer),
            Field::Scalars(slot) => {
                let values = (0..slot.count().unwrap_or(0)).filter_map(|index| slot.get(index));
                self.list(values.map(WrittenScalar), serializer)
            }
            Field::Model(slot) => slot.get().map(WrittenModel).serialize(serializer),
            Field::Models(slot) => {
                let models = (0..slot.count().unwrap_or(0)).filter_map(|index| slot.get(index));
                self.list(models.map(WrittenModel), serializer)
            }
            Field::Json(value) => value.serialize(serializer),
            Field::Jsons(values) => values.serialize(serializer),
            Field::Extra(_) => serializer.serialize_unit(),
        }
    }
}

impl Written<'_> {
    fn list<T: Serialize, S: Serializer>(
        &self,
        elements: impl Iterator<Item = T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self.0 {
            [] => serializer.collect_seq(elements),
            nulls => serializer.collect_seq(gaps::filled(elements, nulls)),
        }
    }
}

struct WrittenModel<'a>(&'a dyn Model);

impl Serialize for WrittenModel<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer)
    }
}

struct WrittenScalar<'a>(ScalarRef<'a>);

impl Serialize for WrittenScalar<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ScalarRef::Str(value) => serializer.serialize_str(value),
            ScalarRef::Bool(value) => serializer.serialize_bool(value),
            ScalarRef::Int(value) => serializer.serialize_i64(value),
            ScalarRef::UInt(value) => serializer.serialize_u64(value),
            ScalarRef::Float(value) => serializer.serialize_f64(value),
            ScalarRef::QuotedInt(value) => serializer.collect_str(&value),
        }
    }
}
