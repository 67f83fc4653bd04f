//! What pages leave open, from the service's metadata: types that they refer to and none defines, types of properties and of
//! parameters, what is never null, bases, keys, members. What a page says stays as it is, unless the metadata's word is
//! preferred where both contradict each other. Each fact that is taken is a finding, and is marked in the IR.

mod facts;
mod parameters;
mod preference;
mod preferred;
mod preferred_calls;
mod undefined;

use std::collections::{BTreeMap, BTreeSet};

pub use preference::Preference;

use crate::build::Unfilled;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::matching::{Names, is_untyped};
use crate::metadata::Metadata;
use crate::model::{Ir, RefName, Source, TypeName, TypeRef};

/// Takes from the metadata of the service what the pages of a version leave open, and where its word counts what they say otherwise.
pub fn fill(unfilled: &mut Unfilled<'_>, metadata: &Metadata, preference: &Preference) {
    let pages = unfilled.pages.iter().map(|page| (page.file.as_str(), page.path.as_str()));
    let names = Names::new(metadata);
    let known = documented(&unfilled.ir, &names);
    let mut filling = Filling {
        metadata,
        names,
        known,
        open: &unfilled.open,
        paths: pages.collect(),
        found: Vec::new(),
        replaced: BTreeSet::new(),
    };
    let ir = &mut unfilled.ir;
    filling.undefined_types(ir);
    filling.properties(ir);
    if preference.is_stated() {
        filling.preferred(ir, preference);
        filling.preferred_calls(ir, preference);
    }
    filling.nullability(ir);
    filling.bases(ir);
    filling.keys(ir);
    filling.enums(ir);
    filling.parameters(ir);
    let Filling { found, replaced, .. } = filling;
    unfilled.diagnostics.retain(|finding| !replaced.iter().any(|replaced| replaced.is_said_by(finding)));
    unfilled.diagnostics.extend(found);
}

/// The types of the metadata that the pages know, with the names that they have there.
fn documented<'m>(ir: &Ir, names: &Names<'m>) -> BTreeMap<&'m TypeName, TypeName> {
    let mut known: BTreeMap<&TypeName, TypeName> = BTreeMap::new();
    for name in ir.types.keys() {
        let Some(meant) = names.type_name(name) else { continue };
        // Another one may differ in case alone.
        if name == meant || !known.contains_key(meant) {
            known.insert(meant, name.clone());
        }
    }
    known
}

struct Filling<'m, 'f> {
    metadata: &'m Metadata,
    names: Names<'m>,
    /// The types of the metadata that the IR has, with the names that they have there.
    known: BTreeMap<&'m TypeName, TypeName>,
    open: &'f BTreeSet<(TypeName, String)>,
    /// From a page's path in its version's folder to that from the docs root.
    paths: BTreeMap<&'f str, &'f str>,
    found: Vec<Diagnostic>,
    /// What was found before, and is not so any more.
    replaced: BTreeSet<Replaced>,
}

/// A finding that says that something is open.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Replaced {
    /// That nothing defines a name.
    Name(String),
    /// That a line leaves something open.
    Line(Code, String, u32),
}

impl Replaced {
    fn is_said_by(&self, finding: &Diagnostic) -> bool {
        match self {
            Self::Name(name) => {
                matches!(finding.code, Code::UnknownType | Code::UnknownBase)
                    && finding.found.contains(&format!("`{name}`"))
            }
            Self::Line(code, file, line) => {
                finding.code == *code && finding.place.line == *line && finding.place.file == *file
            }
        }
    }
}

impl Filling<'_, '_> {
    /// One fact that was taken: what the page leaves open, and the line of the metadata that says it.
    fn report(&mut self, source: &Source, found: String, done: String, line: u32) {
        let Some(path) = self.paths.get(source.file.as_str()) else { return };
        let finding = Diagnostic::new(Code::MetadataFilled, Place::new(*path, source.line, 0), found, done);
        self.found.push(finding.with_related(Place::new(&self.metadata.file, line, 0)));
    }

    /// One fact in which the metadata's word counts: both sides, and the line of the metadata.
    fn report_preferred(&mut self, source: &Source, found: String, line: u32) {
        let Some(path) = self.paths.get(source.file.as_str()) else { return };
        let place = Place::new(*path, source.line, 0);
        let finding = Diagnostic::new(Code::MetadataPreferred, place, found, "the metadata counts");
        self.found.push(finding.with_related(Place::new(&self.metadata.file, line, 0)));
    }

    /// A finding of this code on this line holds no longer.
    fn replace(&mut self, code: Code, source: &Source) {
        if let Some(path) = self.paths.get(source.file.as_str()) {
            self.replaced.insert(Replaced::Line(code, (*path).to_owned(), source.line));
        }
    }

    /// A type of the metadata as the IR names it; none of one that it does not have, or that says nothing.
    fn reference(&self, ty: &TypeRef) -> Option<TypeRef> {
        let ty = self.metadata.underlying(ty);
        if is_untyped(&ty) {
            return None;
        }
        match &ty.name {
            RefName::Primitive(_) => Some(ty),
            RefName::Named(name) => Some(TypeRef::named(self.known.get(name)?.clone(), ty.collection)),
        }
    }

    /// What stands in place of a type that a page leaves open; none where the page says that it is a collection, and the
    /// metadata that it is not.
    fn in_place_of(&self, open: &TypeRef, service: &TypeRef) -> Option<TypeRef> {
        self.reference(service).filter(|ty| ty.collection || !open.collection)
    }
}
