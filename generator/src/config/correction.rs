//! Corrections of the docs: each names a fact, says what it should be, and why.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::ir::{Body, Ir, Primitive, Property, RefName, TypeName, TypeRef};
use crate::source::ApiVersion;

/// An entry as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Raw {
    api: Option<ApiVersion>,
    #[serde(rename = "type")]
    ty: String,
    property: Option<String>,
    set_type: Option<String>,
    rename: Option<String>,
    reason: String,
}

/// One correction: of a property when it names one, else of the type itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The only version that it is meant for.
    pub api: Option<ApiVersion>,
    pub ty: TypeName,
    pub property: Option<String>,
    pub set_type: Option<TypeRef>,
    /// The name as the service spells it.
    pub rename: Option<String>,
    pub reason: String,
    #[serde(skip)]
    pub place: Place,
}

impl Correction {
    pub(super) fn new(raw: Raw, file: &str, line: u32) -> Result<Self, String> {
        if raw.reason.trim().is_empty() {
            return Err("`reason` is empty; say why the docs are wrong".to_owned());
        }
        if raw.set_type.is_none() && raw.rename.is_none() {
            return Err("a correction needs `set-type` or `rename`".to_owned());
        }
        if raw.set_type.is_some() && raw.property.is_none() {
            return Err("`set-type` needs the `property` whose type it sets".to_owned());
        }
        if let Some(name) = raw.rename.as_deref().filter(|n| !is_name(n)) {
            return Err(format!("`{name}` is not a name: use letters, digits and `_`, beginning with a letter or `_`"));
        }
        let set_type = raw.set_type.as_deref().map(parse_type).transpose()?;
        let place = Place::new(file, line, 0);
        Ok(Self {
            api: raw.api,
            ty: TypeName::parse(&raw.ty),
            property: raw.property,
            set_type,
            rename: raw.rename,
            reason: raw.reason,
            place,
        })
    }

    fn unused(&self, why: String) -> Diagnostic {
        Diagnostic::new(Code::UnusedCorrection, self.place.clone(), why, "the correction was left out")
    }
}

/// Applies corrections in their order; one that changes nothing in any version is reported.
pub fn apply(versions: &mut [Ir], corrections: &[Correction], diagnostics: &mut Vec<Diagnostic>) {
    for correction in corrections {
        let mut applied = false;
        let mut reasons = Vec::new();
        for ir in versions.iter_mut().filter(|ir| correction.api.is_none_or(|api| api == ir.api)) {
            match apply_to(ir, correction) {
                Ok(()) => applied = true,
                Err(reason) => reasons.push(reason),
            }
        }
        if applied {
            continue;
        }
        // Versions fail for reasons of their own: the one with a likely fix says the most.
        let reason = reasons.iter().position(|r| r.1.is_some()).unwrap_or(0);
        let (found, help) =
            reasons.into_iter().nth(reason).unwrap_or_else(|| ("the docs do not hold this version".to_owned(), None));
        let diagnostic = correction.unused(found);
        diagnostics.push(match help {
            Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
}

/// What was found instead, and the name that was probably meant.
type Unused = (String, Option<String>);

fn apply_to(ir: &mut Ir, correction: &Correction) -> Result<(), Unused> {
    require_type(ir, &correction.ty)?;
    if let Some(reference) = &correction.set_type
        && let Some(name) = reference.type_name()
    {
        require_type(ir, name)?;
    }
    match &correction.property {
        Some(property) => correct_property(ir, correction, property),
        None => correction.rename.as_deref().map_or(Ok(()), |name| rename_type(ir, &correction.ty, name)),
    }
}

fn require_type(ir: &Ir, name: &TypeName) -> Result<(), Unused> {
    if ir.types.contains_key(name) {
        return Ok(());
    }
    let full: Vec<String> = ir.types.keys().map(TypeName::to_string).collect();
    let near = nearest(&name.to_string(), full.iter().map(String::as_str)).map(str::to_owned);
    Err((format!("no type `{name}` in {}", ir.api), near))
}

fn correct_property(ir: &mut Ir, correction: &Correction, name: &str) -> Result<(), Unused> {
    let Some(ty) = ir.types.get_mut(&correction.ty) else { return Err((format!("no type `{}`", correction.ty), None)) };
    let taken = |wanted: &str| wanted != name && ty.properties.iter().any(|p| p.name == wanted);
    if let Some(wanted) = correction.rename.as_deref().filter(|w| taken(w)) {
        return Err((format!("`{}` has a property `{wanted}` already", correction.ty), None));
    }
    let Some(index) = ty.properties.iter().position(|p| p.name == name) else {
        let near = nearest(name, ty.properties.iter().map(|p| p.name.as_str())).map(str::to_owned);
        return Err((format!("`{}` has no property `{name}`", correction.ty), near));
    };
    let property = &mut ty.properties[index];
    let before = property.clone();
    if let Some(reference) = &correction.set_type
        && property.ty != *reference
    {
        property.ty = reference.clone();
        property.inferred = None;
        // The values that a string lists say nothing of another type.
        if reference.name != RefName::Primitive(Primitive::String) {
            property.values.clear();
        }
    }
    if let Some(wanted) = &correction.rename {
        property.name.clone_from(wanted);
    }
    if *property == before {
        return Err((format!("`{name}` of `{}` is so in the docs already", correction.ty), None));
    }
    Ok(())
}

/// Renames a type within its namespace, with every reference to it.
fn rename_type(ir: &mut Ir, old: &TypeName, name: &str) -> Result<(), Unused> {
    let new = TypeName::new(&old.namespace, name);
    if ir.types.contains_key(&new) {
        return Err((format!("there is a type `{new}` already"), None));
    }
    if let Some(mut ty) = ir.types.remove(old) {
        ty.name.clone_from(&new.name);
        ir.types.insert(new.clone(), ty);
    }
    let rename = |reference: &mut TypeRef| {
        if let RefName::Named(name) = &mut reference.name
            && name == old
        {
            *name = new.clone();
        }
    };
    for ty in ir.types.values_mut() {
        if ty.base.as_ref() == Some(old) {
            ty.base = Some(new.clone());
        }
        ty.properties.iter_mut().for_each(|p: &mut Property| rename(&mut p.ty));
    }
    for operation in &mut ir.operations {
        operation.parameters.iter_mut().for_each(|p| rename(&mut p.ty));
        operation.response.iter_mut().filter_map(|r| r.ty.as_mut()).for_each(rename);
        match &mut operation.body {
            Some(Body::Type(reference)) => rename(reference),
            Some(Body::Parameters(parameters)) => parameters.iter_mut().for_each(|p| rename(&mut p.ty)),
            Some(Body::Content(_)) | None => {}
        }
    }
    Ok(())
}

/// `Collection(Edm.String)`, `microsoft.graph.user`, or `user` of the main namespace.
fn parse_type(text: &str) -> Result<TypeRef, String> {
    let inner = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
    let (name, collection) = (inner.unwrap_or(text), inner.is_some());
    if let Some(primitive) = name.strip_prefix("Edm.") {
        let known = Primitive::from_edm(primitive).ok_or_else(|| {
            format!("`{name}` is no primitive type of OData; write it like `Edm.String` or `Edm.DateTimeOffset`")
        })?;
        return Ok(TypeRef::primitive(known, collection));
    }
    if !name.split('.').all(is_name) {
        return Err(format!(
            "`{text}` is not a type; write it as `Edm.String`, `microsoft.graph.user` or `Collection(…)`"
        ));
    }
    Ok(TypeRef::named(TypeName::parse(name), collection))
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
