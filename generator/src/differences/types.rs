//! Types that both sides know, and what they inherit.

use std::fmt;

use super::Sides;
use crate::matching::{lists_all_of, shown_name};
use crate::metadata::{EnumType, MetadataType, StructuredType};
use crate::model::{Kind, Type, TypeName};

/// What the metadata has of a type of the docs.
pub enum Counterpart<'a> {
    /// Nothing.
    None,
    Enum(&'a TypeName, &'a EnumType),
    Object(&'a TypeName, &'a StructuredType),
    /// An enum for an object type, or the other way round.
    OtherKind(&'a MetadataType),
    /// A name for a primitive type, which says nothing of it.
    Definition,
}

/// The bases of one type.
pub struct Bases<'a> {
    name: &'a str,
    pub page: Option<&'a TypeName>,
    pub service: Option<&'a TypeName>,
    /// The metadata leads to the page's base by others.
    through: bool,
    pub line: u32,
}

impl<'a> Sides<'a> {
    /// Each type of the docs, with what the metadata has of it.
    pub fn types(self) -> impl Iterator<Item = (&'a TypeName, &'a Type, Counterpart<'a>)> {
        self.ir.types.iter().map(move |(name, ty)| (name, ty, self.counterpart(name, ty)))
    }

    fn counterpart(self, name: &TypeName, ty: &Type) -> Counterpart<'a> {
        let known = self.names.type_name(name).and_then(|known| self.metadata.types.get_key_value(known));
        match (ty.kind, known) {
            (_, None) => Counterpart::None,
            (Kind::Enum, Some((known, MetadataType::Enum(metadata)))) => Counterpart::Enum(known, metadata),
            (Kind::Entity | Kind::Complex, Some((known, MetadataType::Structured(metadata)))) => {
                Counterpart::Object(known, metadata)
            }
            (_, Some((_, MetadataType::Definition(_)))) => Counterpart::Definition,
            (_, Some((_, metadata))) => Counterpart::OtherKind(metadata),
        }
    }

    /// The bases of a type that a page defines, where they are not one.
    pub fn bases(self, ty: &'a Type, known: &'a TypeName, metadata: &'a StructuredType) -> Option<Bases<'a>> {
        let page = ty.base.as_ref().map(|base| self.names.type_name(base).unwrap_or(base));
        let service = metadata.base.as_ref();
        let lists_all = || page.is_none() && service.is_some_and(|base| lists_all_of(ty, base, self.metadata));
        if ty.inferred.is_some() || page == service || lists_all() {
            return None;
        }
        let through = page.is_some_and(|page| self.metadata.derives(known, page));
        Some(Bases { name: &ty.name, page, service, through, line: metadata.line })
    }
}

impl fmt::Display for Bases<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, page, service, through, .. } = self;
        let base = |base: &Option<&TypeName>| base.map_or_else(String::new, shown_name);
        let (page_base, service_base) = (base(page), base(service));
        match (page, service) {
            (Some(_), Some(_)) if *through => {
                write!(
                    f,
                    "`{name}` inherits from `{page_base}` on the page, and in the metadata through `{service_base}`"
                )
            }
            (Some(_), Some(_)) => {
                write!(f, "`{name}` inherits from `{page_base}` on the page and from `{service_base}` in the metadata")
            }
            (None, _) => {
                write!(f, "`{name}` inherits from `{service_base}` in the metadata, and the page does not say so")
            }
            (Some(_), None) => {
                write!(f, "`{name}` inherits from `{page_base}` on the page and from nothing in the metadata")
            }
        }
    }
}
