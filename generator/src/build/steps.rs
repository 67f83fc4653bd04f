//! The steps from page facts to the IR of one API version.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bodies::Bodies;
use super::define::{self, Draft, Drafts};
use super::example_types::observe;
use super::names::Names;
use super::operations;
use super::resolve::{self, Resolved};
use super::settle::{name_undefined, settle, settle_several};
use super::unknown::Unknown;
use super::{endpoint, example_contradictions, example_urls, facts, infer, kinds, members, narrow, paths};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{PageFacts, PropertyRow};
use crate::model::{Inference, Ir, Kind, Property, RefName, Source, TypeName, TypeRef};
use crate::source::ApiVersion;

/// A property whose type is not known yet.
#[derive(Debug)]
pub struct Pending<'f> {
    pub owner: TypeName,
    pub property: usize,
    pub page: &'f PageFacts,
    pub row: &'f PropertyRow,
    /// The name that no page defines; none when the cell leaves the type open.
    pub name: Option<TypeName>,
    pub collection: bool,
}

/// A property whose cell names several types: its owner, its index, the types.
pub(super) type Several = (TypeName, usize, Vec<TypeName>);

/// What pages say before anything follows from it: what they leave open can be filled in from elsewhere.
pub struct Unfilled<'f> {
    /// Names that no page defines are names still.
    pub ir: Ir,
    /// The properties whose cell leaves the type open: their type and their name.
    pub open: BTreeSet<(TypeName, String)>,
    pub pages: &'f [PageFacts],
    pub diagnostics: &'f mut Vec<Diagnostic>,
}

/// Builds the IR of one version from the facts of its pages, which are in the order of their paths.
pub fn build(api: ApiVersion, pages: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) -> Ir {
    build_filled(api, pages, diagnostics, &|_| {})
}

/// As [`build`], with what pages leave open from elsewhere.
pub fn build_filled(
    api: ApiVersion,
    pages: &[PageFacts],
    diagnostics: &mut Vec<Diagnostic>,
    fill: &dyn Fn(&mut Unfilled<'_>),
) -> Ir {
    let (mut drafts, mut names) = define::define(pages, diagnostics);
    resolve_bases(&mut drafts, &names, diagnostics);
    let bodies = Bodies::decide(pages, &drafts, &names);
    for (page, name, line, rows) in bodies.definitions() {
        names.add(&name, None);
        define::define_by_body(&mut drafts, name, page, line, rows);
    }
    let (pending, several) = resolve_rows(&mut drafts, &names, diagnostics);
    infer::enums_from_prose(&mut drafts, &mut names, pages, &pending);
    members::complete(&mut drafts, &names, pages, diagnostics);
    let operations = operations::build(pages, &bodies, &names, diagnostics);
    let observations = observe(&drafts, &names, pages, &operations, &pending);
    let shown = infer::bases_from_examples(&drafts, &observations);
    adopt_bases(&mut drafts, shown, diagnostics);
    infer::types_from_examples(&mut drafts, &mut names, pages, &observations, diagnostics);
    members::complete_by_examples(&mut drafts, pages, &observations, diagnostics);
    let left = settle(&mut drafts, &names, pending, &observations, diagnostics);
    settle_several(&mut drafts, several);
    observations.shapes.correct(&mut drafts, diagnostics);
    infer::properties_from_skeletons(&mut drafts, &names);
    kinds::decide(&mut drafts, &operations);
    facts::complete(&mut drafts, pages, &bodies);
    report_unknown(&operations, pages, &drafts, &names, diagnostics);
    let types = drafts.into_iter().map(|(name, draft)| (name, draft.ty)).collect();
    let mut ir = Ir { api, types, operations, endpoints: Vec::new() };
    name_undefined(&mut ir, left.undefined);
    let mut unfilled = Unfilled { ir, open: left.open, pages, diagnostics };
    fill(&mut unfilled);
    let Unfilled { mut ir, diagnostics, .. } = unfilled;
    drop_dangling(&mut ir);
    narrow::relationships(&mut ir, pages);
    paths::link(&mut ir);
    example_urls::add(&mut ir, pages, diagnostics);
    endpoint::link(&mut ir);
    example_contradictions::examples(&ir, pages, diagnostics);
    endpoint::report_disagreements(&ir, pages, diagnostics);
    ir
}

/// Each type's base: the prose's, else the annotation's, else what its rows say they are inherited from.
fn resolve_bases(drafts: &mut Drafts<'_>, names: &Names, diagnostics: &mut Vec<Diagnostic>) {
    let mut bases: BTreeMap<TypeName, TypeName> = BTreeMap::new();
    for (name, draft) in drafts.iter().filter(|(_, d)| d.ty.kind != Kind::Enum) {
        let mut candidates: Vec<TypeName> = Vec::new();
        let of_rows = draft
            .rows
            .iter()
            .filter_map(|(page, row)| Some((*page, row.inherited_from.as_ref()?)))
            .filter(|(_, base)| base.target.is_some());
        for (page, base) in draft.bases.iter().copied().chain(of_rows) {
            match resolve::base(base, page, names, diagnostics) {
                Some(base) if base != *name => candidates.push(base),
                Some(_) => {}
                // A plain word after "inherits from" may be anything.
                None if base.target.is_none() && !base.text.contains('.') => {}
                None => {
                    let full = resolve::undefined_base(base, page);
                    let place = Place::new(&page.path, base.line, base.column);
                    let text = format!("the base type `{}`, which no page defines", base.text);
                    diagnostics.push(Diagnostic::new(Code::UnknownBase, place, text, "only its name is known"));
                    candidates.push(full);
                }
            }
        }
        let specific = candidates.iter().find(|b| b.name != "entity").or(candidates.first());
        // Prose writes short names, and annotations full ones.
        let full = specific.map(|base| {
            let in_full = draft.bases.iter().filter(|(_, b)| b.text.contains('.'));
            let same = |b: &TypeName| candidates.contains(b) && b.name.eq_ignore_ascii_case(&base.name);
            let meant = in_full.map(|(page, b)| resolve::undefined_base(b, page)).find(same);
            let guessed = names.by_full(base).is_none() || base.namespace != "microsoft.graph";
            meant.filter(|_| guessed).unwrap_or_else(|| base.clone())
        });
        if let Some(base) = full {
            bases.insert(name.clone(), base);
        }
    }
    for (name, draft) in drafts.iter() {
        for (page, reference) in &draft.derived {
            if let Some(derived) = resolve::reference(reference, page, names, diagnostics).filter(|d| d != name) {
                bases.entry(derived).or_insert_with(|| name.clone());
            }
        }
    }
    adopt_bases(drafts, bases, diagnostics);
}

/// Far deeper than any type of Graph: a type has the properties of all its bases.
const MAX_BASES: usize = 32;

/// Sets the bases that close no circle, and lead through no more types than can be.
fn adopt_bases(drafts: &mut Drafts<'_>, mut bases: BTreeMap<TypeName, TypeName>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, draft) in drafts.iter() {
        if let Some(base) = &draft.ty.base {
            bases.entry(name.clone()).or_insert_with(|| base.clone());
        }
    }
    let cyclic: Vec<TypeName> = bases.keys().filter(|n| closes_cycle(n, &bases)).cloned().collect();
    for name in cyclic {
        if closes_cycle(&name, &bases) {
            bases.remove(&name);
            let draft = &drafts[&name];
            let Some(place) = draft.bases.first().map(|(p, b)| Place::new(&p.path, b.line, b.column)) else { continue };
            let found = format!("`{name}` inherits from itself");
            diagnostics.push(Diagnostic::new(
                Code::BaseCycle,
                place,
                found,
                "the link that closes the circle was dropped",
            ));
        }
    }
    let deep: Vec<TypeName> = bases.keys().filter(|n| leads_too_far(n, &bases)).cloned().collect();
    for name in deep {
        if leads_too_far(&name, &bases) {
            bases.remove(&name);
            let source = &drafts[&name].ty.source;
            let place = drafts[&name].bases.first().map(|(p, b)| Place::new(&p.path, b.line, b.column));
            let place = place.unwrap_or_else(|| Place::new(&source.file, source.line, 1));
            let found = format!("`{name}` inherits through more than {MAX_BASES} types");
            diagnostics.push(Diagnostic::new(Code::BaseCycle, place, found, "it inherits nothing"));
        }
    }
    for (name, base) in bases {
        if let Some(draft) = drafts.get_mut(&name) {
            draft.ty.base = Some(base);
        }
    }
}

fn closes_cycle(name: &TypeName, bases: &BTreeMap<TypeName, TypeName>) -> bool {
    let ancestors = std::iter::successors(bases.get(name), |at| bases.get(*at));
    ancestors.take(MAX_BASES).any(|base| base == name)
}

fn leads_too_far(name: &TypeName, bases: &BTreeMap<TypeName, TypeName>) -> bool {
    std::iter::successors(bases.get(name), |at| bases.get(*at)).nth(MAX_BASES).is_some()
}

/// Turns rows into properties; gives back those whose type no page defines.
fn resolve_rows<'f>(
    drafts: &mut Drafts<'f>,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Pending<'f>>, Vec<Several>) {
    let (mut pending, mut several) = (Vec::new(), Vec::new());
    for (owner, draft) in drafts.iter_mut().filter(|(_, d)| d.ty.kind != Kind::Enum) {
        let Draft { ty, rows, .. } = draft;
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (page, row) in rows.iter().copied() {
            if is_annotation(&row.name) {
                continue;
            }
            let resolved = resolve::cell(&row.ty, page, names, diagnostics);
            if let Some(known) = places.get(row.name.as_str()).and_then(|i| ty.properties.get_mut(*i)) {
                merge(known, row, page, &resolved, diagnostics);
                continue;
            }
            let (reference, open) = match resolved {
                Resolved::Known(reference) => (reference, None),
                Resolved::Several { names, collection } => {
                    let first = TypeRef::named(names[0].clone(), collection);
                    several.push((owner.clone(), ty.properties.len(), names));
                    (first, None)
                }
                Resolved::Undefined { name, collection } => (
                    TypeRef::unknown(format!("no page defines `{}`", name.name), collection),
                    Some((Some(name), collection)),
                ),
                Resolved::Open { collection } => {
                    (TypeRef::unknown("the page does not say", collection), Some((None, collection)))
                }
            };
            if let Some((name, collection)) = open {
                pending.push(Pending {
                    owner: owner.clone(),
                    property: ty.properties.len(),
                    page,
                    row,
                    name,
                    collection,
                });
            }
            places.insert(&row.name, ty.properties.len());
            ty.properties.push(property(row, page, reference, ty.inferred));
        }
    }
    (pending, several)
}

/// `@odata.type` and its like are annotations that every object may carry, not properties.
fn is_annotation(name: &str) -> bool {
    name.starts_with('@') || name.starts_with("odata.") || name.contains('@')
}

fn property(row: &PropertyRow, page: &PageFacts, ty: TypeRef, inferred: Option<Inference>) -> Property {
    let listed = ty.name == RefName::Primitive(crate::model::Primitive::String);
    Property {
        name: row.name.clone(),
        values: if listed { row.values.clone() } else { Vec::new() },
        ty,
        navigation: row.navigation,
        nullable: documented_nullability(&row.description),
        description: row.description.clone(),
        facts: row.facts.clone(),
        source: Source { file: page.file.clone(), line: row.line },
        inferred,
        from_metadata: Vec::new(),
        on_page: None,
    }
}

/// `Not nullable.` or `Nullable.`, which stand at the end of a description or within it.
pub fn documented_nullability(description: &str) -> Option<bool> {
    let lower = description.to_lowercase();
    let at = lower.find("nullable")?;
    let before = lower[..at].trim_end_matches([' ', '-']);
    Some(!before.ends_with("not") && !before.ends_with("non"))
}

/// A second page's row of the same property: it adds what the first leaves open, and never overrides it.
fn merge(
    known: &mut Property,
    row: &PropertyRow,
    page: &PageFacts,
    resolved: &Resolved,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Resolved::Known(second) = resolved else { return };
    if known.ty.unknown.is_some() {
        known.ty = second.clone();
    } else if known.ty != *second && known.inferred.is_none() {
        let place = Place::new(&page.path, row.line, row.column);
        let found = format!(
            "`{}` is {second} here and {} in {} (line {})",
            row.name, known.ty, known.source.file, known.source.line
        );
        let root = page.path.strip_suffix(&page.file).unwrap_or_default();
        let first = Place::new(format!("{root}{}", known.source.file), known.source.line, 1);
        diagnostics.push(Diagnostic::new(Code::Contradiction, place, found, "the first counts").with_related(first));
    }
    if known.description.is_empty() {
        known.description.clone_from(&row.description);
    }
    known.facts.add(row.facts.clone());
}

/// Names in operations that nothing defines, by the end.
fn report_unknown(
    operations: &[crate::model::Operation],
    pages: &[PageFacts],
    drafts: &Drafts<'_>,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut unknown = Unknown::new(names);
    let by_file: BTreeMap<&str, &PageFacts> = pages.iter().map(|p| (p.file.as_str(), p)).collect();
    for operation in operations {
        let Some(page) = by_file.get(operation.source.file.as_str()) else { continue };
        let path = &page.path;
        for (reference, line) in operations::references_with_lines(operation, page) {
            let Some(name) = reference.type_name().filter(|n| !drafts.contains_key(n)) else { continue };
            diagnostics.push(unknown.report(&name.name, Place::new(path, line, 1), "it is untyped JSON"));
        }
    }
}

/// References to types that did not make it become unknown, so that the IR is closed.
fn drop_dangling(ir: &mut Ir) {
    let known: BTreeSet<TypeName> = ir.types.keys().cloned().collect();
    let check = |reference: &mut TypeRef| {
        if let Some(name) = reference.type_name()
            && !known.contains(name)
        {
            *reference = TypeRef::unknown(format!("no page defines `{}`", name.name), reference.collection);
        }
    };
    for ty in ir.types.values_mut() {
        ty.properties.iter_mut().for_each(|p| check(&mut p.ty));
    }
    for operation in &mut ir.operations {
        operations::references(operation).for_each(check);
    }
}
