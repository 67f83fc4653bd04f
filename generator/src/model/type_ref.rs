//! What the type of a value is.

use serde::{Deserialize, Serialize};

use super::{Primitive, TypeName};

/// What a value's type is, and whether it is a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TypeRef {
    pub name: RefName,
    pub collection: bool,
    /// Why the type is unknown; then `name` is `Edm.Untyped`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
}

/// A primitive type, such as `Edm.String`, or a type's full name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(from = "String", into = "String", extend("pattern" = super::type_name::FULL_NAME)))]
pub enum RefName {
    Primitive(Primitive),
    Named(TypeName),
}

impl TypeRef {
    pub fn primitive(primitive: Primitive, collection: bool) -> Self {
        Self { name: RefName::Primitive(primitive), collection, unknown: None }
    }

    pub fn named(name: TypeName, collection: bool) -> Self {
        Self { name: RefName::Named(name), collection, unknown: None }
    }

    pub fn unknown(reason: impl Into<String>, collection: bool) -> Self {
        Self { name: RefName::Primitive(Primitive::Untyped), collection, unknown: Some(reason.into()) }
    }

    pub fn type_name(&self) -> Option<&TypeName> {
        if let RefName::Named(name) = &self.name { Some(name) } else { None }
    }
}
