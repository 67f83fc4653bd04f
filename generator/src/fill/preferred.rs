//! Facts of types in which the metadata's word counts more than the page's: types of properties, relationships, bases, members.

use super::facts::{dangling, member};
use super::{Filling, Preference};
use crate::differences::{Counterpart, Sides, more_members, no_members, same_member};
use crate::metadata::{EnumType, StructuredType};
use crate::model::{Inference, Ir, Member, Primitive, Property, RefName, Source, Type, TypeFact, TypeName, TypeRef};

/// A fact that both sides say, and each otherwise.
struct Contested {
    owner: TypeName,
    /// Of the page.
    source: Source,
    /// Of the metadata.
    line: u32,
    /// Both sides, in a sentence.
    found: String,
    service: Service,
}

/// What the metadata says; of types, by its own names.
enum Service {
    /// The type of the property at an index.
    Type(usize, TypeRef),
    /// Whether that property is a relationship.
    Navigation(usize, bool),
    Base(Option<TypeName>),
    /// Names that no member has, with what is meant of those that are spelled otherwise.
    NoMembers(Vec<(String, Option<String>)>),
    /// Those that the page does not list.
    Members(Vec<Member>),
}

/// A type that inherits from something else than its page says.
struct Rebased {
    fact: Contested,
    base: Option<TypeName>,
    page: Option<TypeName>,
    /// What it inherited.
    inherited: Vec<Property>,
}

impl Filling<'_, '_> {
    pub(super) fn preferred(&mut self, ir: &mut Ir, preference: &Preference) {
        let all = self.contested(ir);
        mark_contested(ir, all.iter().map(|fact| &fact.owner));
        let counted: Vec<Contested> = all.into_iter().filter(|fact| preference.is_of(&fact.owner)).collect();
        self.take_named(ir, counted.iter().filter_map(|fact| Some((fact.service.named()?, &fact.source))));
        let (bases, facts): (Vec<_>, Vec<_>) =
            counted.into_iter().partition(|fact| matches!(fact.service, Service::Base(_)));
        for fact in facts {
            self.believe(ir, fact);
        }
        self.rebase(ir, bases);
    }

    fn contested(&self, ir: &Ir) -> Vec<Contested> {
        let sides = Sides { ir, metadata: self.metadata, names: &self.names };
        let mut out = Vec::new();
        for (owner, ty, counterpart) in sides.types() {
            // Such a type is the metadata's own.
            if ty.inferred == Some(Inference::Metadata) {
                continue;
            }
            match counterpart {
                Counterpart::Enum(known, metadata) => members(sides, (owner, ty), (known, metadata), &mut out),
                Counterpart::Object(known, metadata) => facts(sides, (owner, ty), (known, metadata), &mut out),
                Counterpart::None | Counterpart::OtherKind(_) | Counterpart::Definition => {}
            }
        }
        out
    }

    /// Sets what the metadata says, where the IR can hold it.
    fn believe(&mut self, ir: &mut Ir, fact: Contested) {
        let Contested { owner, source, line, found, service } = fact;
        let taken = if let Service::Type(_, ty) = &service { self.reference(ty) } else { None };
        let Some(ty) = ir.types.get_mut(&owner) else { return };
        match (service, taken) {
            (Service::Type(at, _), Some(taken)) => believe_type(ty, at, taken),
            (Service::Navigation(at, navigation), _) => {
                let Some(property) = ty.properties.get_mut(at) else { return };
                property.on_page.get_or_insert_default().navigation = Some(property.navigation);
                property.navigation = navigation;
            }
            (Service::NoMembers(unknown), _) => {
                list_members(ty);
                ty.members.retain_mut(|member| match unknown.iter().find(|(name, _)| *name == member.name) {
                    Some((_, meant)) => {
                        meant.iter().for_each(|meant| member.name.clone_from(meant));
                        meant.is_some()
                    }
                    None => true,
                });
            }
            (Service::Members(members), _) => {
                list_members(ty);
                ty.members.extend(members);
            }
            (Service::Type(..) | Service::Base(_), _) => return,
        }
        self.report_preferred(&source, found, line);
    }

    /// Bases as the metadata says, where they close no circle. What a type inherited and still has is its own.
    fn rebase(&mut self, ir: &mut Ir, facts: Vec<Contested>) {
        let mut all: Vec<Rebased> = Vec::new();
        for fact in facts {
            let Service::Base(service) = &fact.service else { continue };
            let base = service.as_ref().and_then(|base| self.known.get(base)).cloned();
            if service.is_some() && base.is_none() {
                continue;
            }
            let inherited = ir.chain(&fact.owner).skip(1).flat_map(|ty| &ty.properties).cloned().collect();
            all.push(Rebased { fact, base, page: None, inherited });
        }
        // What is set first must not close a circle with what is still to be replaced.
        for rebased in &mut all {
            rebased.page = ir.types.get_mut(&rebased.fact.owner).and_then(|ty| ty.base.take());
        }
        for Rebased { fact: Contested { owner, source, line, found, .. }, base, page, inherited } in all {
            let closes_circle = base.as_ref().is_some_and(|base| ir.derives(base, &owner));
            let Some(ty) = ir.types.get_mut(&owner) else { continue };
            if closes_circle {
                ty.base = page;
                continue;
            }
            ty.base.clone_from(&base);
            ty.on_page.get_or_insert_default().base = page;
            ty.from_metadata.push(TypeFact::Base);
            self.report_preferred(&source, found, line);
            if let Some(base) = base {
                self.keep_kinds(ir, &owner, &base);
            }
            self.keep_inherited(ir, &owner, inherited);
        }
    }

    /// Properties that a type inherited before, and that the metadata still says it has.
    fn keep_inherited(&self, ir: &mut Ir, name: &TypeName, inherited: Vec<Property>) {
        let Some(known) = self.names.type_name(name) else { return };
        for property in inherited {
            let is_kept = self.metadata.property(known, &property.name).is_some();
            let has = ir.chain(name).flat_map(|ty| &ty.properties).any(|own| own.name == property.name);
            if let Some(ty) = ir.types.get_mut(name).filter(|_| is_kept && !has) {
                ty.properties.push(property);
            }
        }
    }
}

impl Service {
    /// The type that it names.
    fn named(&self) -> Option<&TypeName> {
        match self {
            Self::Type(_, ty) => ty.type_name(),
            Self::Base(base) => base.as_ref(),
            Self::Navigation(..) | Self::NoMembers(_) | Self::Members(_) => None,
        }
    }
}

/// These are types of which page and metadata say different things, whosever word counts.
pub(super) fn mark_contested<'n>(ir: &mut Ir, owners: impl Iterator<Item = &'n TypeName>) {
    for owner in owners {
        if let Some(ty) = ir.types.get_mut(owner) {
            ty.contested = true;
        }
    }
}

fn believe_type(ty: &mut Type, at: usize, taken: TypeRef) {
    let Some(property) = ty.properties.get_mut(at) else { return };
    // The values that a string lists say nothing of another type.
    if taken.name != RefName::Primitive(Primitive::String) {
        property.values.clear();
    }
    let page = std::mem::replace(&mut property.ty, taken);
    property.on_page.get_or_insert_default().ty = Some(page);
    property.inferred = Some(Inference::Metadata);
}

/// Keeps what the page lists, before the first change.
fn list_members(ty: &mut Type) {
    if !ty.from_metadata.contains(&TypeFact::Members) {
        ty.from_metadata.push(TypeFact::Members);
        ty.on_page.get_or_insert_default().members = ty.members.iter().map(|member| member.name.clone()).collect();
    }
}

fn members(
    sides: Sides<'_>,
    (owner, ty): (&TypeName, &Type),
    (known, metadata): (&TypeName, &EnumType),
    out: &mut Vec<Contested>,
) {
    let listed = sides.members(ty, metadata);
    let contested = |source, line, found, service| Contested { owner: owner.clone(), source, line, found, service };
    for unknown in listed.told() {
        let line = unknown.first().and_then(|member| member.line).unwrap_or(ty.source.line);
        let source = Source { file: ty.source.file.clone(), line };
        let meant = |member: &&Member| (member.name.clone(), same_member(metadata, &member.name).map(str::to_owned));
        let service = Service::NoMembers(unknown.iter().map(meant).collect());
        out.push(contested(source, metadata.line, no_members(unknown, metadata, &known.name), service));
    }
    if !listed.missing.is_empty() {
        let names: Vec<&str> = listed.missing.iter().map(|member| member.name.as_str()).collect();
        let service = Service::Members(listed.missing.iter().map(|missing| member(missing)).collect());
        out.push(contested(ty.source.clone(), metadata.line, more_members(&known.name, &names), service));
    }
}

fn facts(
    sides: Sides<'_>,
    (owner, ty): (&TypeName, &Type),
    (known, metadata): (&TypeName, &StructuredType),
    out: &mut Vec<Contested>,
) {
    let contested = |source: &Source, line, found, service| Contested {
        owner: owner.clone(),
        source: source.clone(),
        line,
        found,
        service,
    };
    // A page that names no base leaves it open.
    if let Some(bases) = sides.bases(ty, known, metadata).filter(|bases| bases.page.is_some()) {
        let service = Service::Base(bases.service.cloned());
        out.push(contested(&ty.source, bases.line, bases.to_string(), service));
    }
    for (at, property, metadata) in sides.properties(ty, known) {
        let Some(metadata) = metadata else { continue };
        if let Some(relationships) = sides.relationships(ty, property, metadata) {
            let service = Service::Navigation(at, metadata.navigation);
            out.push(contested(&property.source, metadata.line, relationships.to_string(), service));
        }
        // A name that nothing defines is open.
        let types = sides.property_types(ty, property, metadata).filter(|_| dangling(&property.ty, sides.ir).is_none());
        if let Some(types) = types {
            let found = types.to_string();
            out.push(contested(&property.source, metadata.line, found, Service::Type(at, types.service)));
        }
    }
}
