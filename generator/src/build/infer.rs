//! Types that no page defines, inferred from prose and from JSON, and marked as such.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;

use super::define::{self, Drafts, namespace, union};
use super::example_types::{Observations, Seen};
use super::json_types::shown_type_ref;
use super::names::Names;
use super::steps::Pending;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{PageFacts, PropertyRow, TypeExpr};
use crate::model::{Inference, Kind, Property, PropertyFacts, Source, TypeName, TypeRef};

/// A name that no page defines, whose rows list values, is an enum type of those values.
pub fn enums_from_prose(drafts: &mut Drafts<'_>, names: &mut Names, pages: &[PageFacts], pending: &[Pending<'_>]) {
    let of_types = pending.iter().filter_map(|p| Some((p.page, p.row, p.name.clone()?)));
    let operations = pages.iter().filter_map(|p| Some((p, p.operation.as_ref()?)));
    let of_operations = operations
        .flat_map(|(page, op)| op.body.rows.iter().chain(op.parameters.iter().map(|p| &p.row)).map(move |r| (page, r)));
    let of_operations: Vec<_> =
        of_operations.filter_map(|(page, row)| Some((page, row, undefined(page, row, names)?))).collect();
    for (page, row, name) in of_types.chain(of_operations) {
        if row.values.len() < 2 {
            continue;
        }
        let known = drafts.get(&name).is_some();
        if !known {
            define::define_inferred(drafts, name.clone(), page, row.line, Kind::Enum, Inference::Prose);
            names.add(&name, None);
        }
        if let Some(draft) = drafts.get_mut(&name).filter(|d| d.ty.inferred == Some(Inference::Prose)) {
            union(&mut draft.ty.members, &row.values);
        }
    }
}

/// The name of a row's type if no page defines it.
fn undefined(page: &PageFacts, row: &PropertyRow, names: &Names) -> Option<TypeName> {
    let TypeExpr::Names(refs) = &row.ty.expr else { return None };
    match super::resolve::cell(&row.ty, page, names, &mut Vec::new()) {
        super::resolve::Resolved::Undefined { name, .. } if refs.len() == 1 => Some(name),
        _ => None,
    }
}

/// A name that JSON shows as an object is a complex type of what the objects hold; one that it shows as text, an enum type.
pub fn types_from_examples(
    drafts: &mut Drafts<'_>,
    names: &mut Names,
    pages: &[PageFacts],
    seen: &Observations,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // `workbookIcon` on one page and `WorkbookIcon` on another are one type; the last in their order begins with a small letter.
    let mut new: BTreeMap<String, Vec<(&TypeName, &Seen)>> = BTreeMap::new();
    for (name, seen) in seen.types.iter().filter(|(n, s)| !drafts.contains_key(n) && (s.as_object || s.as_text)) {
        new.entry(name.to_string().to_lowercase()).or_default().push((name, seen));
    }
    for (name, _) in new.values().filter_map(|spellings| spellings.last()) {
        names.add(name, None);
    }
    for spellings in new.values() {
        let Some(((name, seen), others)) = spellings.split_last() else { continue };
        let page = &pages[seen.page];
        let kind = if seen.as_object { Kind::Complex } else { Kind::Enum };
        define::define_inferred(drafts, (*name).clone(), page, seen.line, kind, Inference::Example);
        let place = Place::new(&page.path, seen.line, 1);
        let found = format!("no page defines `{name}`");
        let done = format!(
            "{} was inferred from what JSON shows of it",
            if seen.as_object { "a complex type" } else { "an open enum" }
        );
        diagnostics.push(Diagnostic::new(Code::InferredType, place, found, done));
        let base = seen.bases.iter().find(|b| drafts.get(b).is_some_and(|d| d.ty.kind != Kind::Enum)).cloned();
        if let Some(draft) = drafts.get_mut(name) {
            draft.ty.open = seen.as_object;
            draft.ty.base = base;
        }
        add_shown(drafts, name, seen, page);
        for (_, seen) in others {
            add_shown(drafts, name, seen, &pages[seen.page]);
        }
    }
    // What a page sends, and none defines, has what is shown beside what that page lists.
    for (name, seen) in &seen.types {
        if drafts.get(name).is_some_and(|d| d.ty.inferred == Some(Inference::Body)) {
            add_shown(drafts, name, seen, &pages[seen.page]);
        }
    }
    define_bases(drafts, names, pages);
}

/// Adds the properties that JSON shows of an object, and neither its own table nor that of a base lists.
fn add_shown(drafts: &mut Drafts<'_>, name: &TypeName, seen: &Seen, page: &PageFacts) {
    let known = flat_names(drafts, name);
    let Some(draft) = drafts.get_mut(name).filter(|d| d.ty.kind != Kind::Enum) else { return };
    for (name, values) in seen.properties.iter().filter(|(name, _)| !known.contains(name)) {
        let unknown = || TypeRef::unknown("examples do not tell", values.collection);
        draft.ty.properties.push(shown_property(
            name,
            values.type_ref(false).unwrap_or_else(unknown),
            page,
            values.line,
        ));
    }
}

/// A property that only JSON shows.
fn shown_property(name: &str, ty: TypeRef, page: &PageFacts, line: u32) -> Property {
    Property {
        name: name.to_owned(),
        ty,
        navigation: false,
        nullable: None,
        description: String::new(),
        values: Vec::new(),
        facts: PropertyFacts::default(),
        source: Source { file: page.file.clone(), line },
        inferred: Some(Inference::Example),
        from_metadata: Vec::new(),
        on_page: None,
    }
}

/// A type without a base that examples show where another is declared derives from that one; so does one whose
/// examples show the key and all else that one other type lists, and whose own table lists nothing of it.
pub fn bases_from_examples(drafts: &Drafts<'_>, seen: &Observations) -> BTreeMap<TypeName, TypeName> {
    let mut out = BTreeMap::new();
    let own =
        |name| flat(drafts, name).into_iter().filter(|p| !p.navigation && p.name != "id").map(|p| p.name.as_str());
    let listed: Vec<(&TypeName, Vec<&str>)> = drafts.keys().map(|name| (name, own(name).collect())).collect();
    for (name, unlisted) in seen.unlisted.iter().filter(|(_, keys)| keys.contains("id")) {
        if drafts.get(name).is_some_and(|d| d.ty.base.is_none())
            && let Some(base) = base_of_unlisted(&listed, name, unlisted)
            && !define::chain(drafts, base).contains(name)
        {
            out.insert(name.clone(), base.clone());
        }
    }
    for (name, bases) in &seen.derived {
        let open = drafts.get(name).is_some_and(|d| d.ty.base.is_none() && d.ty.kind != Kind::Enum);
        let fits =
            |base: &&TypeName| specialises(&name.name, &base.name) && !define::chain(drafts, base).contains(name);
        let mut candidates = bases.iter().filter(|b| open && fits(b));
        if let (Some(base), None) = (candidates.next(), candidates.next()) {
            out.insert(name.clone(), base.clone());
        }
    }
    out
}

/// The one type with the most properties that are all among these, at least three; of two with equally many, none.
fn base_of_unlisted<'d>(
    listed: &[(&'d TypeName, Vec<&str>)],
    name: &TypeName,
    unlisted: &BTreeSet<String>,
) -> Option<&'d TypeName> {
    let fits = |(candidate, own): &&(&TypeName, Vec<&str>)| {
        *candidate != name && own.len() > 2 && own.iter().all(|p| unlisted.contains(*p))
    };
    let mut fitting: Vec<_> = listed.iter().filter(fits).collect();
    fitting.sort_by_key(|(_, own)| std::cmp::Reverse(own.len()));
    match fitting.as_slice() {
        [(_, most), (_, next), ..] if most.len() == next.len() => None,
        [(best, _), ..] => Some(best),
        [] => None,
    }
}

/// `educationExcelResource` is named like an `educationResource`: all of the base's words, and the same last one.
fn specialises(derived: &str, base: &str) -> bool {
    let words = |name: &str| name.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>();
    let (derived, base) = (words(derived), words(base));
    derived.len() > base.len() && derived.last() == base.last() && base.iter().all(|w| derived.contains(w))
}

/// Properties that a JSON representation shows and no table lists.
pub fn properties_from_skeletons(drafts: &mut Drafts<'_>, names: &Names) {
    let mut new: Vec<(TypeName, Property)> = Vec::new();
    for (name, draft) in drafts.iter().filter(|(_, d)| d.ty.kind != Kind::Enum && !d.rows.is_empty()) {
        let mut known = flat_names(drafts, name);
        for (page, skeleton) in &draft.skeletons {
            for (key, value) in
                skeleton.value.as_object().into_iter().flatten().filter(|(k, _)| !k.contains(['@', '#', '.']))
            {
                let is_name = key.starts_with(|c: char| c.is_ascii_alphabetic())
                    && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                if !is_name || known.contains(key) {
                    continue;
                }
                known.push(key.clone());
                let ty = shown_type_ref(value, names, namespace(page));
                new.push((name.clone(), shown_property(key, ty, page, skeleton.line)));
            }
        }
    }
    for (name, property) in new {
        if let Some(draft) = drafts.get_mut(&name) {
            draft.ty.properties.push(property);
        }
    }
}

/// A base type that no page defines is known by its name alone.
fn define_bases(drafts: &mut Drafts<'_>, names: &mut Names, pages: &[PageFacts]) {
    let missing: Vec<_> = drafts
        .values()
        .filter_map(|d| Some((d.ty.base.clone()?, d.ty.source.clone())))
        .filter(|(b, _)| !drafts.contains_key(b))
        .collect();
    for (name, source) in missing {
        if let Some(page) = pages.iter().find(|p| p.file == source.file)
            && !drafts.contains_key(&name)
        {
            define::define_inferred(drafts, name.clone(), page, source.line, Kind::Complex, Inference::Reference);
            names.add(&name, None);
        }
    }
}

fn flat_names(drafts: &Drafts<'_>, name: &TypeName) -> Vec<String> {
    flat(drafts, name).into_iter().map(|p| p.name.clone()).collect()
}

fn flat<'d>(drafts: &'d Drafts<'_>, name: &TypeName) -> Vec<&'d Property> {
    define::chain(drafts, name).iter().filter_map(|n| drafts.get(n)).flat_map(|d| &d.ty.properties).collect()
}

#[cfg(test)]
mod tests {
    use super::specialises;

    #[test]
    fn a_type_specialises_another_whose_words_are_all_in_its_name() {
        assert!(specialises("educationExcelResource", "educationResource"));
        for (derived, base) in [
            ("educationResource", "educationResource"),
            ("educationExcelFile", "educationResource"),
            ("bigExcelResource", "educationResource"),
        ] {
            assert!(!specialises(derived, base), "{derived} {base}");
        }
    }
}
