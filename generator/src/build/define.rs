//! Which types there are: what resource pages, enum sections and request bodies define, merged over pages.

use std::collections::{BTreeMap, HashMap};

use super::names::Names;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{EnumFacts, NameRef, PageFacts, PropertyRow, TypeFacts};
use crate::model::{Inference, Kind, Member, Source, Type, TypeName};

/// A type while it is being put together from its pages.
#[derive(Debug)]
pub struct Draft<'f> {
    pub ty: Type,
    /// The rows that say its properties, with the page that each stands on.
    pub rows: Vec<(&'f PageFacts, &'f PropertyRow)>,
    pub bases: Vec<(&'f PageFacts, &'f NameRef)>,
    /// The types that its pages list as derived from it.
    pub derived: Vec<(&'f PageFacts, &'f NameRef)>,
    pub skeletons: Vec<(&'f PageFacts, &'f crate::extract::Skeleton)>,
    /// The property that is its key, where a page's annotation names it.
    pub key: Option<String>,
}

pub type Drafts<'f> = BTreeMap<TypeName, Draft<'f>>;

/// The names of a type and of those that it inherits from, nearest first.
pub fn chain(drafts: &Drafts<'_>, name: &TypeName) -> Vec<TypeName> {
    let mut out = vec![name.clone()];
    while let Some(base) = out.last().and_then(|n| drafts.get(n)?.ty.base.clone()).filter(|b| !out.contains(b)) {
        out.push(base);
    }
    out
}

/// The namespace of names that a page writes without one.
pub fn namespace(page: &PageFacts) -> &str {
    page.namespace.as_deref().unwrap_or("microsoft.graph")
}

/// Defines every type that a resource page or an enum section documents.
pub fn define<'f>(pages: &'f [PageFacts], diagnostics: &mut Vec<Diagnostic>) -> (Drafts<'f>, Names) {
    let titles = titles(pages);
    let (mut drafts, mut names) = (Drafts::new(), Names::default());
    for page in pages {
        if page.types.is_empty() && page.enums.len() > 1 {
            names.add_list(&page.file);
        }
        for facts in &page.types {
            let name = type_name(page, facts, &titles);
            names.add(&name, Some(&page.file));
            add_type(&mut drafts, name, page, facts);
        }
    }
    // A page of one enum says more of it than a page that lists many.
    let mut enums: Vec<_> = pages.iter().flat_map(|p| p.enums.iter().map(move |e| (p, e))).collect();
    enums.sort_by_key(|(page, _)| page.enums.len() > 1 && page.types.is_empty());
    for (page, facts) in enums {
        let full = if facts.name.contains('.') {
            TypeName::parse(&facts.name)
        } else {
            TypeName::new(namespace(page), &facts.name)
        };
        let known = names.by_text(&full.to_string(), &full.namespace).filter(|n| n.namespace == full.namespace);
        let name = known.unwrap_or(full);
        names.add(&name, Some(&page.file));
        add_enum(&mut drafts, name, page, facts, diagnostics);
    }
    (drafts, names)
}

/// Which page is titled with which name.
fn titles(pages: &[PageFacts]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for page in pages.iter().filter(|p| !p.types.is_empty()) {
        *out.entry(title_name(page)).or_default() += 1;
    }
    out
}

fn title_name(page: &PageFacts) -> String {
    let word = page.title.split_whitespace().next().unwrap_or_default();
    word.rsplit('.').next().unwrap_or_default().to_lowercase()
}

/// A type's full name: the annotation's, unless another page has it as its title; in the namespace that the page states.
fn type_name(page: &PageFacts, facts: &TypeFacts, titles: &BTreeMap<String, usize>) -> TypeName {
    let mut name = match facts.name.strip_prefix("graph.") {
        Some(rest) => TypeName::parse(&format!("microsoft.graph.{rest}")),
        None => TypeName::parse(&facts.name),
    };
    let title = title_name(page);
    if name.name.to_lowercase() != title
        && titles.contains_key(&name.name.to_lowercase())
        && titles.get(&title) == Some(&1)
    {
        name.name =
            page.title.split_whitespace().next().unwrap_or_default().rsplit('.').next().unwrap_or_default().to_owned();
    }
    let stated = namespace(page);
    if !facts.name.contains('.') || (name.namespace == "microsoft.graph" && stated.starts_with("microsoft.graph.")) {
        stated.clone_into(&mut name.namespace);
    }
    if !facts.name.contains('.') {
        name.name = lower_first(&name.name);
    }
    name
}

/// Titles begin with a capital where type names do not; an abbreviation stays.
fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            first.to_ascii_lowercase().to_string() + chars.as_str()
        }
        _ => name.to_owned(),
    }
}

fn draft<'f, 'd>(
    drafts: &'d mut Drafts<'f>,
    name: TypeName,
    page: &PageFacts,
    line: u32,
    kind: Kind,
) -> &'d mut Draft<'f> {
    let draft = drafts.entry(name.clone()).or_insert_with(|| Draft {
        ty: Type::new(name, kind, Source { file: page.file.clone(), line }),
        rows: Vec::new(),
        bases: Vec::new(),
        derived: Vec::new(),
        skeletons: Vec::new(),
        key: None,
    });
    if !draft.ty.sources.contains(&page.file) {
        draft.ty.sources.push(page.file.clone());
    }
    draft
}

fn add_type<'f>(drafts: &mut Drafts<'f>, name: TypeName, page: &'f PageFacts, facts: &'f TypeFacts) {
    let draft = draft(drafts, name, page, facts.line, Kind::Complex);
    if draft.ty.description.is_empty() {
        draft.ty.description.clone_from(&page.description);
    }
    draft.ty.open |= facts.open;
    draft.ty.is_abstract |= facts.is_abstract;
    draft.ty.prose.names_base |= facts.prose.names_base;
    draft.ty.prose.names_open |= facts.prose.names_open;
    draft.ty.pace = draft.ty.pace.or(facts.pace);
    draft.key = draft.key.take().or_else(|| facts.key.clone());
    // A page of several types says it of none of them alone.
    if page.types.len() == 1 {
        draft.ty.deprecated = draft.ty.deprecated.take().or_else(|| page.deprecated.clone());
    }
    draft.rows.extend(facts.rows.iter().map(|r| (page, r)));
    draft.bases.extend(facts.bases.iter().map(|b| (page, b)));
    draft.derived.extend(facts.derived.iter().map(|d| (page, d)));
    draft.skeletons.extend(facts.skeleton.iter().map(|s| (page, s)));
}

fn add_enum<'f>(
    drafts: &mut Drafts<'f>,
    name: TypeName,
    page: &PageFacts,
    facts: &EnumFacts,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known = drafts.contains_key(&name);
    let draft = draft(drafts, name, page, facts.line, Kind::Enum);
    if draft.ty.kind != Kind::Enum {
        // A type and an enum of one name: `### x values` on the page of x lists a property's values.
        if !draft.rows.is_empty() {
            return;
        }
        draft.ty.kind = Kind::Enum;
    }
    if known
        && draft.ty.members.iter().map(|m| &m.name).ne(facts.members.iter().map(|m| &m.name))
        && !draft.ty.members.is_empty()
    {
        let root = page.path.strip_suffix(&page.file).unwrap_or_default();
        let first = Place::new(format!("{root}{}", draft.ty.source.file), draft.ty.source.line, 1);
        let place = Place::new(&page.path, facts.line, 1);
        let found = format!("the enum `{}` has other members here than where it was defined first", facts.name);
        diagnostics
            .push(Diagnostic::new(Code::Contradiction, place, found, "the members of both count").with_related(first));
    }
    if draft.ty.description.is_empty() {
        draft.ty.description.clone_from(&facts.description);
    }
    draft.ty.flags |= facts.flags;
    if page.types.is_empty() && page.enums.len() == 1 {
        draft.ty.deprecated = draft.ty.deprecated.take().or_else(|| page.deprecated.clone());
    }
    let elsewhere = draft.ty.source.file != page.file;
    let line = |member: &Member| if elsewhere { None } else { member.line };
    let members: Vec<Member> = facts.members.iter().map(|m| Member { line: line(m), ..m.clone() }).collect();
    union(&mut draft.ty.members, &members);
}

/// Adds the members that are new, in order.
pub fn union(members: &mut Vec<Member>, more: &[Member]) {
    let mut places: HashMap<String, usize> = members.iter().enumerate().map(|(i, m)| (m.name.clone(), i)).collect();
    for member in more {
        match places.get(&member.name).and_then(|i| members.get_mut(*i)) {
            Some(known) => {
                known.value = known.value.or(member.value);
                known.deprecated = known.deprecated.take().or_else(|| member.deprecated.clone());
                if known.description.is_empty() {
                    known.description.clone_from(&member.description);
                }
            }
            None => {
                places.insert(member.name.clone(), members.len());
                members.push(member.clone());
            }
        }
    }
}

/// Defines a type by what an API page's request body says of it, when no resource page does.
pub fn define_by_body<'f>(
    drafts: &mut Drafts<'f>,
    name: TypeName,
    page: &'f PageFacts,
    line: u32,
    rows: &'f [PropertyRow],
) {
    let draft = draft(drafts, name, page, line, Kind::Complex);
    if draft.rows.is_empty() && draft.skeletons.is_empty() {
        draft.ty.inferred = Some(Inference::Body);
    }
    draft.rows.extend(rows.iter().map(|r| (page, r)));
}

/// Adds a type that no page defines.
pub fn define_inferred(
    drafts: &mut Drafts<'_>,
    name: TypeName,
    page: &PageFacts,
    line: u32,
    kind: Kind,
    by: Inference,
) {
    let draft = draft(drafts, name, page, line, kind);
    draft.ty.inferred = Some(by);
}
