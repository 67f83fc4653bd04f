//! Questions about metadata: what a type inherits, what may be called on it.

use super::csdl::{EnumType, Metadata, MetadataProperty, MetadataType, ServiceOperation, StructuredType};
use crate::model::{RefName, TypeName, TypeRef};

impl MetadataType {
    /// It as an entity type or a complex type.
    pub fn structured(&self) -> Option<&StructuredType> {
        if let Self::Structured(ty) = self { Some(ty) } else { None }
    }

    /// The line that declares it.
    pub fn line(&self) -> u32 {
        match self {
            Self::Structured(ty) => ty.line,
            Self::Enum(ty) => ty.line,
            Self::Definition(ty) => ty.line,
        }
    }
}

impl Metadata {
    pub fn structured(&self, name: &TypeName) -> Option<&StructuredType> {
        self.types.get(name)?.structured()
    }

    pub fn enum_type(&self, name: &TypeName) -> Option<&EnumType> {
        if let MetadataType::Enum(ty) = self.types.get(name)? { Some(ty) } else { None }
    }

    /// A type and those that it inherits from, nearest first.
    pub fn chain<'a>(&'a self, name: &TypeName) -> impl Iterator<Item = (&'a TypeName, &'a StructuredType)> + use<'a> {
        let entry = |name: &TypeName| {
            let (name, ty) = self.types.get_key_value(name)?;
            Some((name, ty.structured()?))
        };
        std::iter::successors(entry(name), move |(_, ty)| entry(ty.base.as_ref()?))
    }

    /// Whether a type is another, or inherits from it.
    pub fn derives(&self, name: &TypeName, base: &TypeName) -> bool {
        name == base || self.chain(name).any(|(ancestor, _)| ancestor == base)
    }

    /// The property of a type that has a name, declared or inherited; where none has, one that differs in case alone.
    pub fn property(&self, ty: &TypeName, name: &str) -> Option<&MetadataProperty> {
        let properties = || self.chain(ty).flat_map(|(_, ty)| &ty.properties);
        properties().find(|p| p.name == name).or_else(|| properties().find(|p| p.name.eq_ignore_ascii_case(name)))
    }

    /// The overloads of an action or a function that can be called on a value of a type.
    pub fn bound_operations<'a>(&'a self, name: &str, target: &TypeRef) -> impl Iterator<Item = &'a ServiceOperation> {
        let overloads = self.operations.get(name).map(Vec::as_slice).unwrap_or_default();
        overloads
            .iter()
            .filter(move |operation| operation.binding.as_ref().is_some_and(|bound| self.binds(bound, target)))
    }

    fn binds(&self, binding: &TypeRef, target: &TypeRef) -> bool {
        binding.collection == target.collection
            && match (&binding.name, &target.name) {
                (RefName::Named(base), RefName::Named(name)) => self.derives(name, base),
                (binding, target) => binding == target,
            }
    }

    /// The primitive type in place of a definition of it.
    pub fn underlying(&self, ty: &TypeRef) -> TypeRef {
        match ty.type_name().and_then(|name| self.types.get(name)) {
            Some(MetadataType::Definition(definition)) => {
                TypeRef { collection: ty.collection, ..definition.underlying.clone() }
            }
            _ => ty.clone(),
        }
    }
}
