//! Types that pages refer to and none defines: taken whole, with those that their properties need in turn.

use std::collections::{BTreeMap, VecDeque};

use super::facts::{dangling, members};
use super::{Filling, Replaced};
use crate::diagnostic::Code;
use crate::matching::shown_name;
use crate::metadata::{MetadataProperty, MetadataType, StructuredType};
use crate::model::{
    Body, Deprecation, Inference, Ir, Kind, Operation, Property, PropertyFacts, Source, Type, TypeName, TypeRef,
};

/// A name that no page defines, and where it stands.
struct Reference {
    name: TypeName,
    source: Source,
    /// What the metadata says there.
    service: Option<TypeName>,
}

impl<'m> Filling<'m, '_> {
    pub(super) fn undefined_types(&mut self, ir: &mut Ir) {
        let mut meant: BTreeMap<TypeName, TypeName> = BTreeMap::new();
        let mut wanted: VecDeque<(&'m TypeName, Source)> = VecDeque::new();
        for reference in self.references(ir) {
            let Some(name) = self.meant(&reference) else { continue };
            if self.known.contains_key(name) || self.is_taken(name) {
                wanted.push_back((name, reference.source));
                meant.insert(reference.name, name.clone());
            }
        }
        let inferred: Vec<TypeName> = ir.types.values().filter(|ty| is_guessed(ty)).map(Type::type_name).collect();
        let needed = inferred.iter().filter_map(|name| {
            let ty = self.metadata.structured(self.names.type_name(name)?)?;
            Some((ty, ir.types.get(name)?.source.clone()))
        });
        wanted.extend(needed.flat_map(|(ty, source)| self.needs(ty).into_iter().map(move |n| (n, source.clone()))));
        self.take_all(ir, wanted);
        for name in inferred {
            self.complete(ir, &name);
        }
        for reference in references_mut(ir) {
            let name = reference.type_name().and_then(|name| meant.get(name)).and_then(|name| self.known.get(name));
            if let Some(name) = name {
                *reference = TypeRef::named(name.clone(), reference.collection);
            }
        }
        self.replaced.extend(meant.into_keys().map(|name| Replaced::Name(name.name)));
    }

    /// Takes types by their names, each for the place that asks for it.
    pub(super) fn take_named<'n>(&mut self, ir: &mut Ir, names: impl IntoIterator<Item = (&'n TypeName, &'n Source)>) {
        let known = names.into_iter().filter_map(|(name, source)| {
            let (name, _) = self.metadata.types.get_key_value(name)?;
            Some((name, source.clone()))
        });
        let wanted = known.collect();
        self.take_all(ir, wanted);
    }

    /// Takes types that the IR does not have, with what they need in turn.
    fn take_all(&mut self, ir: &mut Ir, wanted: VecDeque<(&'m TypeName, Source)>) {
        let new = self.closure(wanted);
        for name in new.keys() {
            self.known.insert(name, (*name).clone());
        }
        for (name, source) in new {
            self.take(ir, name, source);
        }
    }

    /// Every name that the IR does not have, in the order of the types and the operations.
    fn references(&self, ir: &Ir) -> Vec<Reference> {
        let mut out = Vec::new();
        for (owner, ty) in &ir.types {
            let known = self.names.type_name(owner);
            for property in &ty.properties {
                let Some(name) = dangling(&property.ty, ir) else { continue };
                let service = known.and_then(|known| self.metadata.property(known, &property.name));
                let service = service.and_then(|property| property.ty.type_name()).cloned();
                out.push(Reference { name: name.clone(), source: property.source.clone(), service });
            }
        }
        for operation in &ir.operations {
            for (ty, line) in references_of(operation) {
                let Some(name) = dangling(ty, ir) else { continue };
                let source = Source { file: operation.source.file.clone(), line };
                out.push(Reference { name: name.clone(), source, service: None });
            }
        }
        out
    }

    /// The type that a name means: of several in other namespaces, the one that the metadata has there.
    fn meant(&self, reference: &Reference) -> Option<&'m TypeName> {
        let same = |service: &&TypeName| service.name.eq_ignore_ascii_case(&reference.name.name);
        let there = reference.service.as_ref().filter(same);
        let there = there.and_then(|name| self.metadata.types.get_key_value(name)).map(|(name, _)| name);
        self.names.type_name(&reference.name).or(there).or_else(|| self.names.referred(&reference.name))
    }

    /// Definitions are other names of primitive types.
    fn is_taken(&self, name: &TypeName) -> bool {
        matches!(self.metadata.types.get(name), Some(MetadataType::Structured(_) | MetadataType::Enum(_)))
    }

    /// What is to be taken, with what it needs in turn; each with the first place that refers to it.
    fn closure(&self, mut wanted: VecDeque<(&'m TypeName, Source)>) -> BTreeMap<&'m TypeName, Source> {
        let mut out: BTreeMap<&TypeName, Source> = BTreeMap::new();
        while let Some((name, source)) = wanted.pop_front() {
            if self.known.contains_key(name) || out.contains_key(name) || !self.is_taken(name) {
                continue;
            }
            if let Some(ty) = self.metadata.structured(name) {
                wanted.extend(self.needs(ty).into_iter().map(|needed| (needed, source.clone())));
            }
            out.insert(name, source);
        }
        out
    }

    /// The types of its properties, and its base; relationships would lead to all of the service.
    fn needs(&self, ty: &'m StructuredType) -> Vec<&'m TypeName> {
        let held = ty.properties.iter().filter(|property| !property.navigation);
        let names = held.filter_map(|property| property.ty.type_name()).chain(&ty.base);
        names.filter_map(|name| Some(self.metadata.types.get_key_value(name)?.0)).collect()
    }

    fn take(&mut self, ir: &mut Ir, name: &'m TypeName, source: Source) {
        let Some(metadata) = self.metadata.types.get(name) else { return };
        let found = format!("no page defines `{}`", shown_name(name));
        self.report(&source, found, "it was taken from the metadata".to_owned(), metadata.line());
        let mut ty = Type::new(name.clone(), Kind::Enum, source);
        ty.inferred = Some(Inference::Metadata);
        self.set(&mut ty, metadata);
        ir.types.insert(name.clone(), ty);
    }

    /// A type that was made of what examples show of it, or of its name.
    fn complete(&mut self, ir: &mut Ir, name: &TypeName) {
        let Some(known) = self.names.type_name(name) else { return };
        let Some(metadata) = self.metadata.types.get(known) else { return };
        let Some(ty) = ir.types.get_mut(name) else { return };
        if matches!(metadata, MetadataType::Enum(_)) != (ty.kind == Kind::Enum) {
            return;
        }
        let source = ty.source.clone();
        ty.inferred = Some(Inference::Metadata);
        self.set(ty, metadata);
        let found = format!("no page defines `{}`", shown_name(known));
        self.report(&source, found, "it was taken from the metadata".to_owned(), metadata.line());
        self.keep_kinds(ir, name, name);
        self.replace(Code::InferredType, &source);
        self.replaced.insert(Replaced::Name(name.name.clone()));
    }

    /// Gives a type all that the metadata says of it.
    fn set(&self, ty: &mut Type, metadata: &MetadataType) {
        match metadata {
            MetadataType::Structured(metadata) => {
                if metadata.is_entity || ty.kind == Kind::Enum {
                    ty.kind = if metadata.is_entity { Kind::Entity } else { Kind::Complex };
                }
                ty.open |= metadata.open;
                ty.is_abstract |= metadata.is_abstract;
                ty.deprecated = metadata.marks.deprecated.as_ref().map(|_| Deprecation::default());
                describe(&mut ty.description, metadata.marks.description.as_ref());
                for property in &metadata.properties {
                    self.set_property(ty, property);
                }
            }
            MetadataType::Enum(metadata) => {
                ty.members = members(metadata);
                ty.flags = metadata.flags;
                ty.deprecated = metadata.marks.deprecated.as_ref().map(|_| Deprecation::default());
                describe(&mut ty.description, metadata.marks.description.as_ref());
            }
            MetadataType::Definition(_) => {}
        }
    }

    /// A relationship to what no page documents is left out: there is nothing to read it as.
    fn set_property(&self, ty: &mut Type, metadata: &MetadataProperty) {
        let reference = self.reference(&metadata.ty);
        if metadata.navigation && reference.is_none() {
            return;
        }
        let reference =
            reference.unwrap_or_else(|| TypeRef::unknown("the metadata does not say", metadata.ty.collection));
        match ty.properties.iter_mut().find(|known| known.name == metadata.name) {
            Some(known) => {
                known.ty = reference;
                known.navigation = metadata.navigation;
                known.inferred = Some(Inference::Metadata);
                describe(&mut known.description, metadata.marks.description.as_ref());
            }
            None => ty.properties.push(Property {
                name: metadata.name.clone(),
                ty: reference,
                navigation: metadata.navigation,
                nullable: metadata.nullable.filter(|_| !metadata.ty.collection),
                description: metadata.marks.description.clone().unwrap_or_default(),
                values: Vec::new(),
                facts: PropertyFacts {
                    read_only: metadata.marks.read_only,
                    deprecated: metadata.marks.deprecated.as_ref().map(|_| Deprecation::default()),
                    ..PropertyFacts::default()
                },
                source: ty.source.clone(),
                inferred: Some(Inference::Metadata),
                from_metadata: Vec::new(),
                on_page: None,
            }),
        }
    }
}

fn describe(description: &mut String, metadata: Option<&String>) {
    if let Some(text) = metadata.filter(|_| description.is_empty()) {
        description.clone_from(text);
    }
}

/// Nothing but examples, or its name, says what it is.
fn is_guessed(ty: &Type) -> bool {
    matches!(ty.inferred, Some(Inference::Example | Inference::Reference))
}

/// What an operation sends, gives and takes, with the lines.
fn references_of(operation: &Operation) -> Vec<(&TypeRef, u32)> {
    let line = operation.source.line;
    let mut out: Vec<(&TypeRef, u32)> = operation.parameters.iter().map(|p| (&p.ty, p.line)).collect();
    match &operation.body {
        Some(Body::Type(ty)) => out.push((ty, line)),
        Some(Body::Parameters(parameters)) => out.extend(parameters.iter().map(|p| (&p.ty, p.line))),
        Some(Body::Content(_)) | None => {}
    }
    out.extend(operation.response.iter().filter_map(|response| Some((response.ty.as_ref()?, line))));
    out
}

fn references_mut(ir: &mut Ir) -> impl Iterator<Item = &mut TypeRef> {
    let of_types = ir.types.values_mut().flat_map(|ty| &mut ty.properties).map(|property| &mut property.ty);
    let of_operations = ir.operations.iter_mut().flat_map(|operation| {
        let of_body: Vec<&mut TypeRef> = match &mut operation.body {
            Some(Body::Type(ty)) => vec![ty],
            Some(Body::Parameters(parameters)) => parameters.iter_mut().map(|p| &mut p.ty).collect(),
            Some(Body::Content(_)) | None => Vec::new(),
        };
        let response = operation.response.iter_mut().filter_map(|response| response.ty.as_mut());
        operation.parameters.iter_mut().map(|p| &mut p.ty).chain(of_body).chain(response)
    });
    of_types.chain(of_operations)
}
