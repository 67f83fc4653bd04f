//! Members of enum types beside their own tables: what rows list and what examples show; and which enums are sets of flags.

use std::collections::BTreeMap;

use super::define::{self, Drafts};
use super::example_types::{Observations, Sight};
use super::names::Names;
use super::resolve::{self, Resolved};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{PageFacts, PropertyRow, primitive};
use crate::model::{Kind, Member, TypeName};

/// Adds to each enum type what its table does not list; each such row and example is a finding.
pub fn complete(drafts: &mut Drafts<'_>, names: &Names, pages: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) {
    let of_types = drafts.values().flat_map(|d| d.rows.iter().copied()).collect::<Vec<_>>();
    let of_operations = pages.iter().filter_map(|page| Some((page, page.operation.as_ref()?)));
    let of_operations = of_operations.flat_map(|(page, op)| {
        op.body.rows.iter().chain(op.parameters.iter().map(|p| &p.row)).map(move |row| (page, row))
    });
    for (page, row) in of_types.into_iter().chain(of_operations) {
        let Some(name) = listed_for(page, row, names) else { continue };
        let place = Place::new(&page.path, row.line, row.column);
        let listed = row.values.iter().filter(|m| is_member(&m.name)).cloned().collect();
        add(drafts, pages, &name, listed, place, diagnostics);
    }
}

/// The one type whose values a row lists.
fn listed_for(page: &PageFacts, row: &PropertyRow, names: &Names) -> Option<TypeName> {
    let resolved = || resolve::cell(&row.ty, page, names, &mut Vec::new());
    match (row.values.len() > 1).then(resolved)? {
        Resolved::Known(reference) => reference.type_name().cloned(),
        _ => None,
    }
}

/// Adds what examples show of enum types, and makes those flags of which they show several members at once.
pub fn complete_by_examples(
    drafts: &mut Drafts<'_>,
    pages: &[PageFacts],
    seen: &Observations,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (name, texts) in &seen.texts {
        let members = drafts.get(name).map(|d| d.ty.members.as_slice()).unwrap_or_default();
        let capital = members.iter().any(|m| m.name.starts_with(|c: char| c.is_ascii_uppercase()));
        for (text, (page, line)) in texts.iter().filter(|(text, _)| is_shown_member(text, capital)) {
            let place = Place::new(&pages[*page].path, *line, 1);
            add(drafts, pages, name, vec![member(text)], place, diagnostics);
        }
        if let Some(draft) = drafts.get_mut(name).filter(|d| d.ty.kind == Kind::Enum) {
            draft.ty.flags |= shows_several(texts, &draft.ty.members);
        }
    }
}

fn member(name: &str) -> Member {
    Member { name: name.to_owned(), value: None, description: String::new(), line: None, deprecated: None }
}

/// Whether any of the texts is several members, joined by commas.
fn shows_several(texts: &BTreeMap<String, Sight>, members: &[Member]) -> bool {
    let is_member = |part: &str| members.iter().any(|m| m.name == part.trim());
    texts.keys().any(|text| text.contains(',') && text.split(',').all(is_member))
}

/// A word or several, without the marks of a sentence.
fn is_member(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
}

/// `created`, as members are written, or `Created`, where others of the enum are; `String`, `status-value` and
/// `School of Fine Art` stand for some text.
fn is_shown_member(text: &str, capital: bool) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || capital && c.is_ascii_uppercase())
        && text.len() > 1
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && primitive(text).is_none()
}

/// Adds the members that are new, whatever their case, to an enum type that a page defines.
fn add(
    drafts: &mut Drafts<'_>,
    pages: &[PageFacts],
    name: &TypeName,
    listed: Vec<Member>,
    place: Place,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(draft) = drafts.get_mut(name).filter(|d| d.ty.kind == Kind::Enum) else { return };
    let is_known = |member: &Member| draft.ty.members.iter().any(|m| m.name.eq_ignore_ascii_case(&member.name));
    let new: Vec<Member> = listed.into_iter().filter(|m| !is_known(m)).collect();
    if new.is_empty() {
        return;
    }
    let listed: Vec<String> = new.iter().map(|m| format!("`{}`", m.name)).collect();
    define::union(&mut draft.ty.members, &new);
    // What was inferred has no table that could say otherwise.
    if draft.ty.inferred.is_none() {
        let source = &draft.ty.source;
        let table = pages.iter().find(|p| p.file == source.file).map(|p| Place::new(&p.path, source.line, 1));
        let found = format!("{} of the enum `{}`, which its own table does not list", listed.join(", "), name.name);
        let finding = Diagnostic::new(Code::Contradiction, place, found, "the members of both count");
        diagnostics.push(match table {
            Some(table) => finding.with_related(table),
            None => finding,
        });
    }
}
