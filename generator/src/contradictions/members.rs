//! Members of enums: those that the metadata does not have, and those that the page does not list.

use super::evidence::Evidence;
use super::{Comparison, Contradiction, listed};
use crate::config::SuggestedChange;
use crate::diagnostic::{Code, nearest};
use crate::metadata::EnumType;
use crate::model::{Member, Primitive, Property, RefName, Source, Type, TypeName, TypeRef};

/// What stands for members that are added later; pages need not list it.
const SENTINEL: &str = "unknownFutureValue";

/// So many members that the metadata does not have are a finding each.
const MOST_MEMBERS: usize = 8;

impl<'a> Comparison<'a> {
    /// What the page of an enum type lists.
    pub(super) fn members(&mut self, name: &TypeName, ty: &Type, known: &TypeName, metadata: &EnumType) {
        let texts: Vec<&str> = self.shown.texts(name).collect();
        // Members without a line were added by a description or an example, unless all are.
        let own = |member: &&Member| member.line.is_some() || ty.members.iter().all(|member| member.line.is_none());
        let members: Vec<&Member> = ty.members.iter().filter(own).collect();
        if members.is_empty() {
            return;
        }
        let at = |member: &Member| Source { file: ty.source.file.clone(), line: member.line.unwrap_or(ty.source.line) };
        let unknown: Vec<&Member> = members.into_iter().filter(|member| !has(metadata, &member.name)).collect();
        if let (true, Some(first)) = (unknown.len() > MOST_MEMBERS, unknown.first()) {
            let names: Vec<&str> = unknown.iter().map(|member| member.name.as_str()).collect();
            self.unknown_members(&names, &known.name, metadata, &at(first), &texts);
        } else {
            for member in unknown {
                self.unknown_member(&member.name, &known.name, metadata, &at(member), &texts);
            }
        }
        let names: Vec<&str> = ty.members.iter().map(|member| member.name.as_str()).collect();
        self.missing_members(&names, (&known.name, Some(name)), metadata, &ty.source, &texts);
    }

    /// The enum type of the metadata whose members a property of text lists.
    pub(super) fn listed_members(
        &self,
        property: &Property,
        service: &'a TypeRef,
    ) -> Option<(&'a TypeName, &'a EnumType)> {
        let is_text = property.ty.name == RefName::Primitive(Primitive::String);
        let name = service.type_name().filter(|_| is_text && !property.values.is_empty())?;
        Some((name, self.metadata.enum_type(name)?))
    }

    /// What the row of a property of text lists.
    pub(super) fn listed_values(&mut self, property: &Property, name: &TypeName, metadata: &EnumType) {
        for member in property.values.iter().filter(|member| !has(metadata, &member.name)) {
            self.unknown_member(&member.name, &name.name, metadata, &property.source, &[]);
        }
        let names: Vec<&str> = property.values.iter().map(|member| member.name.as_str()).collect();
        self.missing_members(&names, (&name.name, None), metadata, &property.source, &[]);
    }

    fn unknown_member(&mut self, member: &str, name: &str, metadata: &EnumType, source: &Source, texts: &[&str]) {
        let known = || metadata.members.iter().map(|member| member.name.as_str());
        let same = known().find(|name| name.eq_ignore_ascii_case(member));
        let near = same.or_else(|| nearest(member, known()));
        let shows = |text: &str| usize::from(texts.contains(&text));
        let evidence = Evidence { page: shows(member), metadata: near.map_or(0, shows), ..Evidence::default() };
        let found = match same {
            Some(same) => format!("`{member}` of the enum `{name}` is spelled `{same}` in the metadata"),
            None => format!("the metadata has no member `{member}` of the enum `{name}`"),
        };
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let line = Some(metadata.line);
        self.report(Contradiction {
            code: Code::MetadataNoMember,
            source,
            found,
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
        page: &[&str],
        (name, documented): (&str, Option<&TypeName>),
        metadata: &EnumType,
        source: &Source,
        texts: &[&str],
    ) {
        let lists = |member: &str| page.iter().any(|listed| listed.eq_ignore_ascii_case(member));
        let missing: Vec<&str> = metadata
            .members
            .iter()
            .map(|member| member.name.as_str())
            .filter(|member| *member != SENTINEL && !lists(member))
            .collect();
        if missing.is_empty() {
            return;
        }
        let shown = missing.iter().filter(|member| texts.contains(member)).count();
        let added = |ty: &TypeName| {
            let change = |member: &&str| (ty.clone(), SuggestedChange::AddMember((*member).to_owned()));
            missing.iter().map(change).collect()
        };
        let fixes = documented.map(added).unwrap_or_default();
        let word = if missing.len() == 1 { "a member" } else { "members" };
        self.report(Contradiction {
            code: Code::MetadataMoreMembers,
            source,
            found: format!(
                "the enum `{name}` has {word} in the metadata that the page does not list: {}",
                listed(missing)
            ),
            evidence: Some(Evidence { metadata: shown, ..Evidence::default() }),
            line: Some(metadata.line),
            help: None,
            fixes,
        });
    }
}

fn has(metadata: &EnumType, member: &str) -> bool {
    metadata.members.iter().any(|known| known.name == member)
}
