//! The one model that everything after extraction reads: plain data, each fact with its page and line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Endpoint, Operation, Type, TypeName};
use crate::source::ApiVersion;

/// What the docs of one API version say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ir {
    pub api: ApiVersion,
    #[serde(with = "super::text::types_as_list")]
    #[cfg_attr(test, schemars(with = "Vec<Type>"))]
    pub types: BTreeMap<TypeName, Type>,
    pub operations: Vec<Operation>,
    /// What the operations say of each URL, in the order of the URLs.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
}

impl Ir {
    /// A type and those that it inherits from, nearest first.
    pub fn chain<'a>(&'a self, name: &TypeName) -> impl Iterator<Item = &'a Type> {
        let base = |ty: &&'a Type| self.types.get(ty.base.as_ref()?);
        // Bases close no circle in an IR that was built here; one that was read from a file may.
        std::iter::successors(self.types.get(name), base).take(self.types.len())
    }

    /// Whether a type is another, or inherits from it.
    pub fn derives(&self, name: &TypeName, base: &TypeName) -> bool {
        self.chain(name).any(|t| t.is_named(base))
    }

    /// The nearest type that both are, or inherit from.
    pub fn common_base(&self, a: &TypeName, b: &TypeName) -> Option<TypeName> {
        self.chain(a).map(Type::type_name).find(|base| self.derives(b, base))
    }
}

#[cfg(test)]
mod tests {
    use super::Ir;
    use crate::schema;

    #[test]
    fn the_schema_is_what_the_types_say() {
        schema::assert_committed::<Ir>("ir", "ir");
    }
}
