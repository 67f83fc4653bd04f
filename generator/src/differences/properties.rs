//! Properties and relationships that both sides know: of which type they are, and which of the two.

use std::fmt;

use super::Sides;
use crate::diagnostic::Code;
use crate::matching::{is_untyped, shown};
use crate::metadata::MetadataProperty;
use crate::model::{Property, Type, TypeName, TypeRef};

/// The types of one property.
pub struct PropertyTypes<'a> {
    owner: &'a str,
    property: &'a Property,
    pub service: TypeRef,
    pub code: Code,
}

/// A relationship on one side, and a property on the other.
pub struct Relationships<'a> {
    owner: &'a str,
    property: &'a Property,
}

impl<'a> Sides<'a> {
    /// The properties that pages list of a type, with what the metadata has of them; what was inferred is on no page.
    pub fn properties(
        self,
        ty: &'a Type,
        known: &'a TypeName,
    ) -> impl Iterator<Item = (usize, &'a Property, Option<&'a MetadataProperty>)> {
        let listed = ty.properties.iter().enumerate();
        let listed = listed.filter(|(_, property)| property.inferred.is_none() || ty.inferred.is_some());
        listed.map(move |(at, property)| (at, property, self.metadata.property(known, &property.name)))
    }

    pub fn relationships(
        self,
        ty: &'a Type,
        property: &'a Property,
        metadata: &MetadataProperty,
    ) -> Option<Relationships<'a>> {
        (property.navigation != metadata.navigation).then_some(Relationships { owner: &ty.name, property })
    }

    pub fn property_types(
        self,
        ty: &'a Type,
        property: &'a Property,
        metadata: &MetadataProperty,
    ) -> Option<PropertyTypes<'a>> {
        let service = self.metadata.underlying(&metadata.ty);
        let page = &property.ty;
        let same_items = page.collection == service.collection;
        if is_untyped(page) || is_untyped(&service) || same_items && self.names.same_type(page, &service) {
            return None;
        }
        let code = if same_items { Code::MetadataType } else { Code::MetadataCollection };
        Some(PropertyTypes { owner: &ty.name, property, service, code })
    }
}

impl fmt::Display for PropertyTypes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { owner, property, service, .. } = self;
        let (name, page, service) = (&property.name, shown(&property.ty), shown(service));
        write!(f, "`{name}` of `{owner}` is {page} on the page and {service} in the metadata")
    }
}

impl fmt::Display for Relationships<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { owner, property } = self;
        let word = |navigation: bool| if navigation { "a relationship" } else { "a property" };
        let (page, service) = (word(property.navigation), word(!property.navigation));
        write!(f, "`{}` of `{owner}` is {page} on the page and {service} in the metadata", property.name)
    }
}
