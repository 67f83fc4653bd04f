//! Facts of types that pages define: what of them the pages leave open.

use std::collections::BTreeSet;

use super::Filling;
use crate::diagnostic::Code;
use crate::differences::listed;
use crate::matching::{lists_all_of, shown, shown_name};
use crate::metadata::{EnumType, MetadataMember, MetadataProperty, MetadataType};
use crate::model::{
    Deprecation, Inference, Ir, Kind, Member, Property, PropertyFact, Source, TypeFact, TypeName, TypeRef,
};

/// A fact and the type that it is of.
struct Taken<T> {
    name: TypeName,
    value: T,
    source: Source,
    line: u32,
}

impl Filling<'_, '_> {
    /// Types of properties whose cell says none, or names one that is neither documented nor in the metadata.
    pub(super) fn properties(&mut self, ir: &mut Ir) {
        let defined: BTreeSet<TypeName> = ir.types.keys().cloned().collect();
        for (name, ty) in &mut ir.types {
            let Some(known) = self.names.type_name(name).filter(|_| ty.kind != Kind::Enum) else { continue };
            for property in &mut ty.properties {
                let is_open = property.ty.unknown.is_some()
                    || property.ty.type_name().is_some_and(|named| !defined.contains(named))
                    || self.open.contains(&(name.clone(), property.name.clone()));
                let Some(service) = self.metadata.property(known, &property.name).filter(|_| is_open) else { continue };
                let Some(taken) = self.in_place_of(&property.ty, &service.ty).filter(|taken| *taken != property.ty)
                else {
                    continue;
                };
                self.report(
                    &property.source,
                    format!("the page leaves open of which type `{}` of `{}` is", property.name, ty.name),
                    format!("it is {}, as in the metadata", shown(&taken)),
                    service.line,
                );
                self.replace(Code::EmptyType, &property.source);
                self.replace(Code::UnknownType, &property.source);
                property.ty = taken;
                property.inferred = Some(Inference::Metadata);
            }
        }
    }

    /// Which properties are never `null`, where their rows do not say whether they may be.
    pub(super) fn nullability(&mut self, ir: &mut Ir) {
        let metadata = self.metadata;
        for (name, ty) in ir.types.iter_mut().filter(|(_, ty)| ty.inferred != Some(Inference::Metadata)) {
            let Some(known) = self.names.type_name(name) else { continue };
            let is_never_null = |property: &Property| {
                // What is said of a collection is said of its items.
                let says = |service: &MetadataProperty| service.nullable == Some(false) && !service.ty.collection;
                property.nullable.is_none()
                    && !property.navigation
                    && metadata.property(known, &property.name).is_some_and(says)
            };
            let mut taken: Vec<&str> = Vec::new();
            for property in ty.properties.iter_mut().filter(|property| is_never_null(property)) {
                property.nullable = Some(false);
                property.from_metadata.push(PropertyFact::Nullability);
                taken.push(&property.name);
            }
            let Some(line) = metadata.types.get(known).map(MetadataType::line).filter(|_| !taken.is_empty()) else {
                continue;
            };
            let found = format!("the page does not say whether {} of `{}` may be null", listed(taken), ty.name);
            self.report(&ty.source, found, "never, as in the metadata".to_owned(), line);
        }
    }

    /// The keys of entity types of which pages name none, where it is not called `id`.
    pub(super) fn keys(&mut self, ir: &mut Ir) {
        let keyless =
            |name: &TypeName| ir.chain(name).all(|ty| ty.properties.iter().all(|property| !property.facts.key));
        let entities = ir.types.iter().filter(|(name, ty)| ty.kind == Kind::Entity && keyless(name));
        let names: Vec<TypeName> = entities.map(|(name, _)| name.clone()).collect();
        for name in names {
            let Some(known) = self.names.type_name(&name) else { continue };
            let keyed = self.metadata.chain(known).map(|(_, ty)| ty).find(|ty| !ty.key.is_empty());
            let (Some(keyed), Some(ty)) = (keyed, ir.types.get_mut(&name)) else { continue };
            let is_whole = ty.inferred == Some(Inference::Metadata);
            let mut taken: Vec<&str> = Vec::new();
            for property in ty.properties.iter_mut().filter(|property| keyed.key.contains(&property.name)) {
                property.facts.key = true;
                if !is_whole {
                    property.from_metadata.push(PropertyFact::Key);
                    taken.push(&property.name);
                }
            }
            if !taken.is_empty() {
                let found = format!("the page does not say what the key of `{}` is", ty.name);
                let done = format!("it is {}, as in the metadata", listed(taken));
                self.report(&ty.source, found, done, keyed.line);
            }
        }
    }

    /// Bases that pages do not name, among the types that the docs have.
    pub(super) fn bases(&mut self, ir: &mut Ir) {
        let mut taken: Vec<Taken<TypeName>> = Vec::new();
        for (name, ty) in ir.types.iter().filter(|(_, ty)| ty.base.is_none() && ty.kind != Kind::Enum) {
            let Some((metadata, base)) = self
                .names
                .type_name(name)
                .and_then(|known| self.metadata.structured(known))
                .and_then(|ty| Some((ty, ty.base.as_ref()?)))
            else {
                continue;
            };
            // The root that all entities inherit from: pages list its key instead.
            let is_root =
                lists_all_of(ty, base, self.metadata) && self.metadata.structured(base).is_some_and(|b| b.is_entity);
            let Some(value) = self.known.get(base).filter(|_| !is_root).cloned() else {
                continue;
            };
            taken.push(Taken { name: name.clone(), value, source: ty.source.clone(), line: metadata.line });
        }
        for Taken { name, value: base, source, line } in taken {
            // What pages say of other bases may lead back.
            if ir.derives(&base, &name) || ir.types.get(&base).is_none_or(|base| base.kind == Kind::Enum) {
                continue;
            }
            let Some(ty) = ir.types.get_mut(&name) else { continue };
            ty.base = Some(base.clone());
            let is_whole = ty.inferred == Some(Inference::Metadata);
            if !is_whole {
                ty.from_metadata.push(TypeFact::Base);
                let found = format!("the page does not say what `{}` inherits from", name.name);
                self.report(&source, found, format!("it is `{}`, as in the metadata", shown_name(&base)), line);
            }
            self.keep_kinds(ir, &name, &base);
        }
    }

    /// What inherits from an entity type is one, and so is what an entity type inherits from.
    pub(super) fn keep_kinds(&self, ir: &mut Ir, name: &TypeName, base: &TypeName) {
        let kinds = [name, base].map(|name| ir.types.get(name).map(|ty| ty.kind));
        if !kinds.contains(&Some(Kind::Entity)) {
            return;
        }
        let above: Vec<TypeName> = ir.chain(name).map(|ty| ty.type_name()).collect();
        let below: Vec<TypeName> = ir.types.keys().filter(|other| ir.derives(other, name)).cloned().collect();
        for name in above.iter().chain(&below) {
            if let Some(ty) = ir.types.get_mut(name) {
                ty.kind = Kind::Entity;
            }
        }
    }

    /// Members of enums of which pages list none, and whether they are flags.
    pub(super) fn enums(&mut self, ir: &mut Ir) {
        for (name, ty) in ir.types.iter_mut().filter(|(_, ty)| ty.kind == Kind::Enum) {
            let Some(metadata) = self.names.type_name(name).and_then(|known| self.metadata.enum_type(known)) else {
                continue;
            };
            if ty.inferred == Some(Inference::Metadata) {
                continue;
            }
            if ty.members.is_empty() && !metadata.members.is_empty() {
                ty.members = members(metadata);
                ty.from_metadata.push(TypeFact::Members);
                let found = format!("the page lists no members of `{}`", ty.name);
                let done = format!("it has {}, as in the metadata", ty.members.len());
                self.report(&ty.source, found, done, metadata.line);
                self.replace(Code::NoMembers, &ty.source);
            }
            if metadata.flags && !ty.flags {
                ty.flags = true;
                ty.from_metadata.push(TypeFact::Flags);
                let found = format!("the page does not say whether members of `{}` can be combined", ty.name);
                self.report(&ty.source, found, "they can, as in the metadata".to_owned(), metadata.line);
            }
        }
    }
}

pub(super) fn members(metadata: &EnumType) -> Vec<Member> {
    metadata.members.iter().map(member).collect()
}

pub(super) fn member(metadata: &MetadataMember) -> Member {
    Member {
        name: metadata.name.clone(),
        value: metadata.value,
        description: metadata.marks.description.clone().unwrap_or_default(),
        line: None,
        deprecated: metadata.marks.deprecated.as_ref().map(|_| Deprecation::default()),
    }
}

/// Whether a reference names what the IR does not have.
pub(super) fn dangling<'r>(ty: &'r TypeRef, ir: &Ir) -> Option<&'r TypeName> {
    ty.type_name().filter(|name| !ir.types.contains_key(*name))
}
