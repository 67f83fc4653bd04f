//! How names and references of types are written: `microsoft.graph.user`, `Edm.String`, `Collection(…)`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Primitive, RefName, TypeName, TypeRef};

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

impl fmt::Display for RefName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Primitive(primitive) => write!(f, "Edm.{}", primitive.edm_name()),
            Self::Named(name) => name.fmt(f),
        }
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.collection { write!(f, "Collection({})", self.name) } else { self.name.fmt(f) }
    }
}

impl Serialize for TypeName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TypeName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|full| Self::parse(&full))
    }
}

impl Serialize for RefName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RefName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let full = String::deserialize(deserializer)?;
        let primitive = full.strip_prefix("Edm.").and_then(Primitive::from_edm);
        Ok(primitive.map_or_else(|| Self::Named(TypeName::parse(&full)), Self::Primitive))
    }
}

pub mod types_as_list {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::super::{Type, TypeName};

    pub fn serialize<S: Serializer>(types: &BTreeMap<TypeName, Type>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(types.values())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<TypeName, Type>, D::Error> {
        let list = Vec::<Type>::deserialize(deserializer)?;
        Ok(list.into_iter().map(|t| (TypeName::new(&t.namespace, &t.name), t)).collect())
    }
}
