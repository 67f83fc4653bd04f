//! Members of enums: those that the metadata does not have, and those that the page does not list.

use super::evidence::Evidence;
use super::{Comparison, Contradiction};
use crate::config::SuggestedChange;
use crate::diagnostic::{Code, nearest};
use crate::differences::{ListedMembers, listed, more_members, no_member, same_member};
use crate::metadata::{EnumType, MetadataMember, MetadataProperty};
use crate::model::{Member, Primitive, Property, RefName, Source, Type, TypeName};

/// So many members that the metadata does not have are a finding each.
const MOST_MEMBERS: usize = 8;

impl<'a> Comparison<'a> {
    /// What the page of an enum type lists.
    pub(super) fn members(&mut self, name: &TypeName, ty: &'a Type, known: &TypeName, metadata: &'a EnumType) {
        let texts: Vec<&str> = self.shown.texts(name).collect();
        let ListedMembers { unknown, missing } = self.sides.members(ty, metadata);
        let at = |member: &Member| Source { file: ty.source.file.clone(), line: member.line.unwrap_or(ty.source.line) };
        if let (true, Some(first)) = (unknown.len() > MOST_MEMBERS, unknown.first()) {
            let names: Vec<&str> = unknown.iter().map(|member| member.name.as_str()).collect();
            self.unknown_members(&names, &known.name, metadata, &at(first), &texts);
        } else {
            for member in unknown {
                self.unknown_member(&member.name, &known.name, metadata, &at(member), &texts);
            }
        }
        self.missing_members(&missing, (&known.name, Some(name)), metadata, &ty.source, &texts);
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
            self.unknown_member(&member.name, &name.name, metadata, &property.source, &[]);
        }
        self.missing_members(&missing, (&name.name, None), metadata, &property.source, &[]);
    }

    fn unknown_member(&mut self, member: &str, name: &str, metadata: &EnumType, source: &Source, texts: &[&str]) {
        let same = same_member(metadata, member);
        let near = same.or_else(|| nearest(member, metadata.members.iter().map(|member| member.name.as_str())));
        let shows = |text: &str| usize::from(texts.contains(&text));
        let evidence = Evidence { page: shows(member), metadata: near.map_or(0, shows), ..Evidence::default() };
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let line = Some(metadata.line);
        self.report(Contradiction {
            code: Code::MetadataNoMember,
            source,
            found: no_member(member, same, name),
            evidence: Some(evidence),
            line,
            help,
            fixes: Vec::new(),
        });
    }

    /// More than anybody reads one by one.
    fn unknown_members(&mut self, members: &[&str], name: &str, metadata: &EnumType, source: &Source, texts: &[&str]) {
        let shown = members.iter().filter(|member| texts.contains(member)).count();
        self.report(Contradiction {
            code: Code::MetadataNoMember,
            source,
            found: format!("the metadata has no members {} of the enum `{name}`", listed(members.iter().copied())),
            evidence: Some(Evidence { page: shown, ..Evidence::default() }),
            line: Some(metadata.line),
            help: None,
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
            let change = |member: &&str| (ty.clone(), SuggestedChange::AddMember((*member).to_owned()));
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
