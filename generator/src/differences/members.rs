//! Members of enums that only one side lists.

use super::{Sides, listed};
use crate::metadata::{EnumType, MetadataMember};
use crate::model::{Member, Type};

/// What stands for members that are added later, in the case that an enum happens to have; pages need not list it.
const SENTINEL: &str = "unknownFutureValue";

/// So many names that the metadata does not have are told one by one.
const MOST_NAMES: usize = 8;

/// The members of one enum that only one side has.
pub struct ListedMembers<'a> {
    /// Those that the metadata does not have, or spells otherwise.
    pub unknown: Vec<&'a Member>,
    /// Those that the page does not list, in any case.
    pub missing: Vec<&'a MetadataMember>,
}

impl<'a> ListedMembers<'a> {
    /// The unknown ones as they are told: each by itself, or all together where nobody would read so many.
    pub fn told(&self) -> Vec<&[&'a Member]> {
        let size = if self.unknown.len() > MOST_NAMES { self.unknown.len() } else { 1 };
        self.unknown.chunks(size).collect()
    }
}

impl<'a> Sides<'a> {
    /// Of an enum whose page lists members.
    pub fn members(self, ty: &'a Type, metadata: &'a EnumType) -> ListedMembers<'a> {
        // Members without a line were added by a description or an example, unless all are.
        let own = |member: &&Member| member.line.is_some() || ty.members.iter().all(|member| member.line.is_none());
        let members: Vec<&Member> = ty.members.iter().filter(own).collect();
        if members.is_empty() {
            return ListedMembers { unknown: Vec::new(), missing: Vec::new() };
        }
        let unknown = members.into_iter().filter(|member| !has_member(metadata, &member.name)).collect();
        ListedMembers { unknown, missing: self.missing_members(&ty.members, metadata) }
    }

    /// Of a property of text whose row lists values.
    pub fn values(self, values: &'a [Member], metadata: &'a EnumType) -> ListedMembers<'a> {
        let unknown = values.iter().filter(|member| !has_member(metadata, &member.name)).collect();
        ListedMembers { unknown, missing: self.missing_members(values, metadata) }
    }

    fn missing_members(self, page: &[Member], metadata: &'a EnumType) -> Vec<&'a MetadataMember> {
        let lists = |member: &str| page.iter().any(|listed| listed.name.eq_ignore_ascii_case(member));
        let need_not_be_listed = |member: &str| member.eq_ignore_ascii_case(SENTINEL);
        metadata.members.iter().filter(|member| !need_not_be_listed(&member.name) && !lists(&member.name)).collect()
    }
}

/// The member that a name differs from in case alone.
pub fn same_member<'m>(metadata: &'m EnumType, name: &str) -> Option<&'m str> {
    metadata.members.iter().map(|member| member.name.as_str()).find(|known| known.eq_ignore_ascii_case(name))
}

/// Says of names of the page that no member of an enum has them, or how it spells the only one.
pub fn no_members(names: &[&Member], metadata: &EnumType, of: &str) -> String {
    let texts = names.iter().map(|member| member.name.as_str());
    match names {
        [one] => match same_member(metadata, &one.name) {
            Some(same) => format!("`{}` of the enum `{of}` is spelled `{same}` in the metadata", one.name),
            None => format!("the metadata has no member `{}` of the enum `{of}`", one.name),
        },
        _ => format!("the metadata has no members {} of the enum `{of}`", listed(texts)),
    }
}

/// Says that the page of an enum does not list these.
pub fn more_members(of: &str, missing: &[&str]) -> String {
    let word = if missing.len() == 1 { "a member" } else { "members" };
    let names = listed(missing.iter().copied());
    format!("the enum `{of}` has {word} in the metadata that the page does not list: {names}")
}

fn has_member(metadata: &EnumType, member: &str) -> bool {
    metadata.members.iter().any(|known| known.name == member)
}
