//! Applies corrections to what the docs say, and reports those that are of no use.

use std::collections::BTreeSet;

use toml::value::Date;

use super::apply_endpoint;
use super::apply_page;
use super::apply_parameter;
use super::correction::{Change, Correction, Subject};
use crate::build::endpoint;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{
    Body, Inference, Ir, Kind, Member, Method, Primitive, Property, PropertyFact, PropertyFacts, RefName, Request,
    Source, Type, TypeName, TypeRef, UrlPath,
};
use crate::pipeline::{PageRef, Reading};
use crate::source::ApiVersion;

/// Why a correction changes nothing.
pub(super) enum Useless {
    /// What it names is not there; with the name that was probably meant.
    Absent(String, Option<String>),
    /// The docs say so themselves, there.
    CaughtUp(String, Source),
}

pub(super) type Applied = Result<(), Useless>;

/// The metadata has no line of the docs.
pub(super) fn is_so(name: &str, inferred: Option<Inference>, source: Source) -> Useless {
    match inferred {
        Some(Inference::Metadata) => absent(format!("`{name}` is so already, as the service's metadata says")),
        _ => Useless::CaughtUp(format!("`{name}` is so"), source),
    }
}

pub(super) fn absent(found: String) -> Useless {
    Useless::Absent(found, None)
}

/// Applies corrections in their order; one that changes nothing in any version is reported, and so is one that was meant to
/// hold until a day before `today`. None of a day leaves that open.
pub fn apply(reading: &mut Reading, corrections: &[&Correction], today: Option<Date>) {
    if corrections.is_empty() {
        return;
    }
    let (of_endpoints, mut of_pages): (Vec<_>, Vec<_>) = corrections.iter().copied().partition(|c| c.is_of_endpoint());
    // They name types as the pages do, before any other correction.
    of_pages.sort_by_key(|correction| !matches!(correction.change, Change::Prefer(_)));
    apply_all(reading, &of_pages);
    // What a page says decides what its endpoints are; corrections of those come after.
    for correction in &of_endpoints {
        let versions = reading.versions.iter_mut().filter(|ir| correction.api.is_none_or(|api| api == ir.api));
        versions.for_each(|ir| apply_endpoint::add(ir, correction));
    }
    reading.versions.iter_mut().for_each(endpoint::link);
    apply_all(reading, &of_endpoints);
    let useless: BTreeSet<Place> = reading.diagnostics.iter().map(|finding| finding.place.clone()).collect();
    let of_use = corrections.iter().filter(|correction| !useless.contains(&correction.place));
    reading.diagnostics.extend(of_use.filter_map(|correction| overdue(correction, today?)));
    reading.diagnostics.sort();
}

fn apply_all(reading: &mut Reading, corrections: &[&Correction]) {
    for correction in corrections {
        let mut applied = false;
        let mut useless = Vec::new();
        for ir in reading.versions.iter_mut().filter(|ir| correction.api.is_none_or(|api| api == ir.api)) {
            match apply_to(ir, correction) {
                Ok(()) => applied = true,
                Err(why) => useless.push((ir.api, why)),
            }
        }
        if !applied {
            let diagnostic = report(correction, useless, &reading.pages);
            reading.diagnostics.push(diagnostic);
        }
    }
}

/// Of a correction that still corrects something.
fn overdue(correction: &Correction, today: Date) -> Option<Diagnostic> {
    let until = correction.until.filter(|until| *until < today)?;
    let found = format!("this was to hold until {until}, and the docs are still to be corrected");
    let finding =
        Diagnostic::new(Code::OverdueCorrection, correction.place.clone(), found, "the correction was applied");
    Some(finding.with_help("set a later `until`, or leave it out"))
}

fn report(correction: &Correction, useless: Vec<(ApiVersion, Useless)>, pages: &[PageRef]) -> Diagnostic {
    let done = "the correction was left out";
    let (mut found, mut help) = ("the docs do not hold this version".to_owned(), None);
    for (api, why) in useless.into_iter().rev() {
        match why {
            Useless::CaughtUp(says, source) => {
                let page = pages.iter().find(|page| page.version == api && page.file == source.file);
                let path = page.map_or(&source.file, |page| &page.path);
                let found = format!("{says} in {path}, line {}", source.line);
                let done = "the correction was left out; remove it";
                return Diagnostic::new(Code::CaughtUpCorrection, correction.place.clone(), found, done)
                    .with_related(Place::new(path.as_str(), source.line, 0));
            }
            // Versions fail for reasons of their own: the one with a likely fix says the most.
            Useless::Absent(text, near) if near.is_some() || help.is_none() => (found, help) = (text, near),
            Useless::Absent(..) => {}
        }
    }
    let diagnostic = Diagnostic::new(Code::UnusedCorrection, correction.place.clone(), found, done);
    match help {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn apply_to(ir: &mut Ir, correction: &Correction) -> Applied {
    match (&correction.subject, &correction.change) {
        (Subject::Type(name), Change::Rename(new)) => rename_type(ir, name, new),
        (Subject::Type(name), Change::Skip) => skip_type(ir, name),
        (Subject::Type(name), Change::AddMember(member)) => add_member(ir, name, member),
        (Subject::Type(name), Change::Prefer(_)) => require_contested(ir, name),
        (Subject::Type(name), Change::AddProperty { name: property, ty }) => add_property(ir, name, property, ty),
        (Subject::Property(name, property), Change::Skip) => {
            let ty = type_mut(ir, name)?;
            let at = position(ty, property)?;
            ty.properties.remove(at);
            Ok(())
        }
        (Subject::Property(name, property), Change::Property { set_type, nullable, rename }) => {
            require_types(ir, set_type.as_ref())?;
            correct_property(type_mut(ir, name)?, property, set_type.as_ref(), *nullable, rename.as_deref())
        }
        (Subject::Endpoint(method, path), Change::Endpoint(change)) => {
            apply_endpoint::change(ir, *method, path, change)
        }
        (Subject::Endpoint(method, path), _) => skip_endpoint(ir, *method, path),
        (Subject::Parameter(page, name), change) => apply_parameter::change(ir, page, name, change),
        (Subject::Page(page), Change::Response(response)) => apply_page::set_response(ir, page, response),
        (Subject::Page(page), _) => apply_page::skip(ir, page),
        (Subject::Type(_) | Subject::Property(..), _) => Ok(()),
    }
}

fn type_mut<'i>(ir: &'i mut Ir, name: &TypeName) -> Result<&'i mut Type, Useless> {
    require_type(ir, name)?;
    ir.types.get_mut(name).ok_or_else(|| absent(format!("no type `{name}`")))
}

fn type_in<'i>(ir: &'i Ir, name: &TypeName) -> Result<&'i Type, Useless> {
    require_type(ir, name)?;
    ir.types.get(name).ok_or_else(|| absent(format!("no type `{name}`")))
}

fn require_type(ir: &Ir, name: &TypeName) -> Applied {
    if ir.types.contains_key(name) {
        return Ok(());
    }
    let full: Vec<String> = ir.types.keys().map(TypeName::to_string).collect();
    let near = nearest(&name.to_string(), full.iter().map(String::as_str)).map(str::to_owned);
    Err(Useless::Absent(format!("no type `{name}` in {}", ir.api), near))
}

/// Whose word counts is decided where the metadata is read.
fn require_contested(ir: &Ir, name: &TypeName) -> Applied {
    if type_in(ir, name)?.contested {
        return Ok(());
    }
    Err(absent(format!("no metadata contradicts what the pages say of `{name}`")))
}

/// The type that a reference names must be there.
pub(super) fn require_types(ir: &Ir, reference: Option<&TypeRef>) -> Applied {
    reference.and_then(TypeRef::type_name).map_or(Ok(()), |name| require_type(ir, name))
}

fn position(ty: &Type, name: &str) -> Result<usize, Useless> {
    ty.properties.iter().position(|p| p.name == name).ok_or_else(|| {
        let near = nearest(name, ty.properties.iter().map(|p| p.name.as_str())).map(str::to_owned);
        Useless::Absent(format!("`{}` has no property `{name}`", ty.type_name()), near)
    })
}

fn correct_property(
    ty: &mut Type,
    name: &str,
    set_type: Option<&TypeRef>,
    nullable: Option<bool>,
    rename: Option<&str>,
) -> Applied {
    let known = rename.filter(|new| *new != name).and_then(|new| ty.properties.iter().find(|p| p.name == *new));
    let old = position(ty, name);
    match (known, &old) {
        (Some(known), Ok(_)) => {
            return Err(absent(format!("`{}` has a property `{}` already", ty.type_name(), known.name)));
        }
        (Some(known), Err(_)) => {
            return Err(Useless::CaughtUp(format!("it is `{}`", known.name), known.source.clone()));
        }
        _ => {}
    }
    let property = &mut ty.properties[old?];
    let before = property.clone();
    if let Some(reference) = set_type.filter(|wanted| property.ty != **wanted) {
        property.ty = reference.clone();
        property.inferred = None;
        property.on_page = None;
        // The values that a string lists say nothing of another type.
        if reference.name != RefName::Primitive(Primitive::String) {
            property.values.clear();
        }
    }
    if let Some(nullable) = nullable {
        property.nullable = Some(nullable);
        property.from_metadata.retain(|fact| *fact != PropertyFact::Nullability);
    }
    property.name = rename.unwrap_or(name).to_owned();
    if *property == before {
        return Err(is_so(name, before.inferred, before.source));
    }
    Ok(())
}

fn add_member(ir: &mut Ir, name: &TypeName, member: &Member) -> Applied {
    let ty = type_mut(ir, name)?;
    if ty.kind != Kind::Enum {
        return Err(absent(format!("`{name}` is no enum")));
    }
    if ty.members.iter().any(|m| m.name == member.name) {
        return Err(Useless::CaughtUp(format!("`{}` is a member", member.name), ty.source.clone()));
    }
    ty.members.push(member.clone());
    Ok(())
}

fn add_property(ir: &mut Ir, name: &TypeName, property: &str, reference: &TypeRef) -> Applied {
    require_types(ir, Some(reference))?;
    let ty = type_mut(ir, name)?;
    if ty.kind == Kind::Enum {
        return Err(absent(format!("`{name}` is an enum, and has no properties")));
    }
    if let Some(known) = ty.properties.iter().find(|p| p.name == property) {
        return Err(Useless::CaughtUp(format!("`{property}` is a property"), known.source.clone()));
    }
    ty.properties.push(Property {
        name: property.to_owned(),
        ty: reference.clone(),
        navigation: false,
        nullable: None,
        description: String::new(),
        values: Vec::new(),
        facts: PropertyFacts::default(),
        source: ty.source.clone(),
        inferred: None,
        from_metadata: Vec::new(),
        on_page: None,
    });
    Ok(())
}

/// Leaves a type out. What derives from it derives from its base, and what refers to it is untyped.
fn skip_type(ir: &mut Ir, name: &TypeName) -> Applied {
    require_type(ir, name)?;
    let Some(skipped) = ir.types.remove(name) else { return Ok(()) };
    for ty in ir.types.values_mut().filter(|ty| ty.base.as_ref() == Some(name)) {
        ty.base.clone_from(&skipped.base);
    }
    references(ir, |reference| {
        if reference.type_name() == Some(name) {
            *reference = TypeRef::unknown(format!("docgen.toml skips `{name}`"), reference.collection);
        }
    });
    Ok(())
}

fn skip_endpoint(ir: &mut Ir, method: Method, path: &str) -> Applied {
    let wanted = UrlPath::new(path).folded_shape();
    let matches = |request: &Request| request.method == method && request.path.folded_shape() == wanted;
    let requests = |ir: &Ir| ir.operations.iter().map(|o| o.requests.len()).sum::<usize>();
    let before = requests(ir);
    for operation in &mut ir.operations {
        operation.requests.retain(|request| !matches(request));
    }
    if requests(ir) == before {
        let known = ir.operations.iter().flat_map(|o| &o.requests).filter(|r| r.method == method);
        let near = nearest(path, known.map(|r| r.path.as_str())).map(|near| format!("{} {near}", method.as_str()));
        return Err(Useless::Absent(format!("no endpoint `{} {path}` in {}", method.as_str(), ir.api), near));
    }
    ir.operations.retain(|operation| !operation.requests.is_empty());
    Ok(())
}

/// Renames a type within its namespace, with every reference to it.
fn rename_type(ir: &mut Ir, old: &TypeName, name: &str) -> Applied {
    let new = TypeName::new(&old.namespace, name);
    match (ir.types.get(&new), ir.types.contains_key(old)) {
        (Some(_), true) => return Err(absent(format!("there is a type `{new}` already"))),
        (Some(known), false) => {
            return Err(Useless::CaughtUp(format!("it is `{new}`"), known.source.clone()));
        }
        (None, _) => require_type(ir, old)?,
    }
    for operation in &mut ir.operations {
        let owners = operation.requests.iter_mut().filter_map(|r| r.owner.as_mut());
        owners.chain(&mut operation.listed_by).filter(|name| *name == old).for_each(|name| name.clone_from(&new));
    }
    if let Some(mut ty) = ir.types.remove(old) {
        ty.name.clone_from(&new.name);
        ir.types.insert(new.clone(), ty);
    }
    for ty in ir.types.values_mut().filter(|ty| ty.base.as_ref() == Some(old)) {
        ty.base = Some(new.clone());
    }
    references(ir, |reference| {
        if let RefName::Named(name) = &mut reference.name
            && name == old
        {
            *name = new.clone();
        }
    });
    Ok(())
}

/// Every reference to a type but those to bases.
fn references(ir: &mut Ir, mut change: impl FnMut(&mut TypeRef)) {
    for ty in ir.types.values_mut() {
        ty.properties.iter_mut().for_each(|p| change(&mut p.ty));
    }
    for operation in &mut ir.operations {
        operation.parameters.iter_mut().for_each(|p| change(&mut p.ty));
        operation.requests.iter_mut().filter_map(|r| r.addresses.as_mut()).for_each(&mut change);
        operation.response.iter_mut().filter_map(|r| r.ty.as_mut()).for_each(&mut change);
        match &mut operation.body {
            Some(Body::Type(reference)) => change(reference),
            Some(Body::Parameters(parameters)) => parameters.iter_mut().for_each(|p| change(&mut p.ty)),
            Some(Body::Content(_)) | None => {}
        }
    }
}
