//! The two models that no page documents: an object of no known type, and a reference to an object.

use super::extra::Extra;
use super::{Field, FieldMut, Model, TypeInfo, model_impls};

/// An object of no documented type: all that it holds is in the extras.
#[derive(Default)]
pub struct Object {
    /// The object's members.
    pub extra: Extra,
}

impl Model for Object {
    fn type_info(&self) -> &'static TypeInfo {
        &TypeInfo { name: "Object", fields: &[] }
    }

    fn field(&self, _index: usize) -> Field<'_> {
        Field::Extra(&self.extra)
    }

    fn field_mut(&mut self, _index: usize) -> FieldMut<'_> {
        FieldMut::Extra(&mut self.extra)
    }
}

model_impls!(Object);

/// The address of an object, which `…/$ref` endpoints take and return: `{"@odata.id": "https://…"}`.
#[derive(Default)]
pub struct Reference {
    /// `@odata.id`: the object's address.
    pub odata_id: Option<String>,
    /// What no field holds.
    pub extra: Extra,
}

impl Reference {
    /// A reference to the object at this address.
    pub fn new(address: impl Into<String>) -> Self {
        Self { odata_id: Some(address.into()), ..Self::default() }
    }
}

impl Model for Reference {
    fn type_info(&self) -> &'static TypeInfo {
        &TypeInfo { name: "Reference", fields: &["@odata.id"] }
    }

    fn field(&self, index: usize) -> Field<'_> {
        match index {
            0 => Field::Scalar(&self.odata_id),
            _ => Field::Extra(&self.extra),
        }
    }

    fn field_mut(&mut self, index: usize) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Scalar(&mut self.odata_id),
            _ => FieldMut::Extra(&mut self.extra),
        }
    }
}

model_impls!(Reference);
