//! Writing models to any serde format.

use super::model::{Field, Model, TypeInfo};
use super::scalar::ScalarRef;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Writes a model as a JSON object.
pub(crate) fn write<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    write_as(model, None, serializer)
}

/// Writes a model as a JSON object that names this type, unless it names one already.
pub(super) fn write_as<S: Serializer>(
    model: &dyn Model,
    named: Option<&TypeInfo>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let info = model.type_info();
    let extra = model.extra();
    let mut map = serializer.serialize_map(None)?;
    if let Some(named) = named.filter(|_| !extra.contains("@odata.type")) {
        map.serialize_entry("@odata.type", &format_args!("#{}", named.name))?;
    }
    // Services that stream their input want annotations of the object before its properties.
    for (name, value) in extra.iter().filter(|(name, _)| name.starts_with('@')) {
        map.serialize_entry(name, value)?;
    }
    for (index, name) in info.fields.iter().enumerate() {
        let field = model.field(index);
        if field.is_some() {
            map.serialize_entry(name, &Written(field))?;
        }
    }
    for (name, value) in extra.iter().filter(|(name, _)| !name.starts_with('@')) {
        // A field wins over an extra of its name.
        let field = info.index_of(name, 0);
        if field.is_none_or(|index| !model.field(index).is_some()) {
            map.serialize_entry(name, value)?;
        }
    }
    map.end()
}

/// A field that holds a value.
struct Written<'a>(Field<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Field::Scalar(slot) => WrittenScalar(slot.get()).serialize(serializer),
            Field::Scalars(slot) => {
                let count = slot.count().unwrap_or(0);
                serializer.collect_seq((0..count).map(|index| WrittenScalar(slot.get(index))))
            }
            Field::Model(slot) => WrittenModel(slot.get()).serialize(serializer),
            Field::Models(slot) => {
                let count = slot.count().unwrap_or(0);
                serializer.collect_seq((0..count).map(|index| WrittenModel(slot.get(index))))
            }
            Field::Json(value) => value.serialize(serializer),
            Field::Jsons(values) => values.serialize(serializer),
            Field::Extra(_) => serializer.serialize_unit(),
        }
    }
}

struct WrittenModel<'a>(Option<&'a dyn Model>);

impl Serialize for WrittenModel<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(model) => write(model, serializer),
            None => serializer.serialize_unit(),
        }
    }
}

struct WrittenScalar<'a>(Option<ScalarRef<'a>>);

impl Serialize for WrittenScalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(ScalarRef::Bool(value)) => serializer.serialize_bool(value),
            Some(ScalarRef::Int(value)) => serializer.serialize_i64(value),
            Some(ScalarRef::UInt(value)) => serializer.serialize_u64(value),
            Some(ScalarRef::Float(value)) => serializer.serialize_f64(value),
            Some(ScalarRef::QuotedInt(value)) => serializer.collect_str(&value),
            Some(ScalarRef::Str(value)) => serializer.serialize_str(value),
            None => serializer.serialize_unit(),
        }
    }
}
