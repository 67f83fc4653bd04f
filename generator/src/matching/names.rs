//! Which type of the metadata a type of the pages is.

use std::collections::BTreeMap;

use crate::metadata::Metadata;
use crate::model::{Primitive, RefName, Type, TypeName, TypeRef};

/// The metadata's types by their name alone, without case: pages often leave out the namespace.
pub struct Names<'m> {
    metadata: &'m Metadata,
    by_short_name: BTreeMap<String, Vec<&'m TypeName>>,
}

impl<'m> Names<'m> {
    pub fn new(metadata: &'m Metadata) -> Self {
        let mut by_short_name: BTreeMap<String, Vec<&TypeName>> = BTreeMap::new();
        for name in metadata.types.keys() {
            by_short_name.entry(name.name.to_lowercase()).or_default().push(name);
        }
        Self { metadata, by_short_name }
    }

    /// The type of the same full name, else one in its namespace that differs in case alone, else the only one of that name
    /// where that is an enum: pages that list enums say no namespace.
    pub fn type_name(&self, name: &TypeName) -> Option<&'m TypeName> {
        if let Some((same, _)) = self.metadata.types.get_key_value(name) {
            return Some(same);
        }
        let named = self.by_short_name.get(&name.name.to_lowercase())?;
        let in_namespace = named.iter().copied().find(|known| known.namespace == name.namespace);
        let only = if let [only] = named.as_slice() { Some(*only) } else { None };
        in_namespace.or(only.filter(|name| self.metadata.enum_type(name).is_some()))
    }

    /// The type that a page refers to: as [`Names::type_name`], else the only one of that name.
    pub fn referred(&self, name: &TypeName) -> Option<&'m TypeName> {
        let only = || match self.by_short_name.get(&name.name.to_lowercase())?.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        self.type_name(name).or_else(only)
    }

    /// Whether both sides mean one type, whether or not it is a collection.
    pub fn same_type(&self, page: &TypeRef, metadata: &TypeRef) -> bool {
        match (&page.name, &metadata.name) {
            (RefName::Primitive(page), RefName::Primitive(metadata)) => page == metadata,
            (RefName::Named(page), RefName::Named(metadata)) => self.type_name(page) == Some(metadata),
            _ => false,
        }
    }
}

/// Any JSON, or nothing that is known: neither contradicts a type.
pub fn is_untyped(ty: &TypeRef) -> bool {
    ty.unknown.is_some() || ty.name == RefName::Primitive(Primitive::Untyped)
}

/// Whether a page lists itself all that a root of a hierarchy has, so that nothing is missing where it does not name it.
pub fn lists_all_of(ty: &Type, base: &TypeName, metadata: &Metadata) -> bool {
    let lists = |name: &str| ty.properties.iter().any(|property| property.name.eq_ignore_ascii_case(name));
    let root = metadata.structured(base).filter(|root| root.base.is_none() && !root.properties.is_empty());
    root.is_some_and(|root| root.properties.iter().all(|property| lists(&property.name)))
}

/// As findings write it: names of Graph's own namespace without that.
pub fn shown(ty: &TypeRef) -> String {
    let item = match &ty.name {
        RefName::Named(name) => shown_name(name),
        RefName::Primitive(primitive) => primitive.edm_name().to_owned(),
    };
    if ty.collection { format!("`Collection({item})`") } else { format!("`{item}`") }
}

/// The same of a name alone, without the quotes.
pub fn shown_name(name: &TypeName) -> String {
    if name.namespace == "microsoft.graph" { name.name.clone() } else { name.to_string() }
}
