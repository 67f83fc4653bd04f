//! Members of enums: those that the metadata does not have, and those that the page does not list.

use super::evidence::Evidence;
use super::{Comparison, Contradiction};
use crate::config::{Subject, SuggestedChange};
use crate::diagnostic::{Code, nearest};
use crate::differences::{ListedMembers, more_members, no_members, same_member};
use crate::metadata::{EnumType, MetadataMember, MetadataProperty};
use crate::model::{Member, Primitive, Property, RefName, Source, Type, TypeName};

impl<'a> Comparison<'a> {
    /// What the page of an enum type lists.
    pub(super) fn members(&mut self, name: &TypeName, ty: &'a Type, known: &TypeName, metadata: &'a EnumType) {
        let texts: Vec<&str> = self.shown.texts(name).collect();
        let listed = self.sides.members(ty, metadata);
        for unknown in listed.told() {
            let line = unknown.first().and_then(|member| member.line).unwrap_or(ty.source.line);
            let source = Source { file: ty.source.file.clone(), line };
            self.unknown_members(unknown, &known.name, metadata, &source, &texts);
        }
        self.missing_members(&listed.missing, (&known.name, Some(name)), metadata, &ty.source, &texts);
    }

    /// The enum type of the metadata whose members a property of text lists.
    pub(super) fn listed_members(
        &self,
        property: &Property,
        service: &'a MetadataProperty,
    ) -> Option<(&'a TypeName, &'a EnumType)> {
        let is_text = property.ty.name == RefName::Primitive(Primitive::String);
        let name = service.ty.type_name().filter(|_| is_text && !property.values.is_empty())?;
        Some((name, self.sides.metadata.enum_type(name)?))
    }

    /// What the row of a property of text lists.
    pub(super) fn listed_values(&mut self, property: &'a Property, name: &TypeName, metadata: &'a EnumType) {
        let ListedMembers { unknown, missing } = self.sides.values(&property.values, metadata);
        for member in unknown {
            self.unknown_members(&[member], &name.name, metadata, &property.source, &[]);
        }
        self.missing_members(&missing, (&name.name, None), metadata, &property.source, &[]);
    }

    /// One name, or more than anybody reads one by one.
    fn unknown_members(
        &mut self,
        members: &[&Member],
        name: &str,
        metadata: &EnumType,
        source: &Source,
        texts: &[&str],
    ) {
        let near = if let [member] = members {
            let names = metadata.members.iter().map(|member| member.name.as_str());
            same_member(metadata, &member.name).or_else(|| nearest(&member.name, names))
        } else {
            None
        };
        let shown = members.iter().filter(|member| texts.contains(&member.name.as_str())).count();
        let meant = near.map_or(0, |near| usize::from(texts.contains(&near)));
        self.report(Contradiction {
            code: Code::MetadataNoMember,
            source,
            found: no_members(members, metadata, name),
            evidence: Some(Evidence { page: shown, metadata: meant, ..Evidence::default() }),
            line: Some(metadata.line),
            help: near.map(|near| format!("did you mean `{near}`?")),
            fixes: Vec::new(),
        });
    }

    /// `documented` is the enum type of the docs that lacks them; none of a text that lists values.
    fn missing_members(
        &mut self,
        missing: &[&MetadataMember],
        (name, documented): (&str, Option<&TypeName>),
        metadata: &EnumType,
        source: &Source,
        texts: &[&str],
    ) {
        let missing: Vec<&str> = missing.iter().map(|member| member.name.as_str()).collect();
        if missing.is_empty() {
            return;
        }
        let shown = missing.iter().filter(|member| texts.contains(member)).count();
        let added = |ty: &TypeName| {
            let change = |member: &&str| (Subject::Type(ty.clone()), SuggestedChange::AddMember((*member).to_owned()));
            missing.iter().map(change).collect()
        };
        let fixes = documented.map(added).unwrap_or_default();
        self.report(Contradiction {
            code: Code::MetadataMoreMembers,
            source,
            found: more_members(name, &missing),
            evidence: Some(Evidence { metadata: shown, ..Evidence::default() }),
            line: Some(metadata.line),
            help: None,
            fixes,
        });
    }
}
