//! What JSON skeletons and examples show of types that no table defines.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::define::{Drafts, chain, namespace};
use super::json_types::SeenValues;
use super::names::Names;
use super::shapes::Shapes;
use super::steps::Pending;
use crate::extract::PageFacts;
use crate::model::{Body, Inference, Kind, Operation, TypeName, TypeRef};

/// What was seen, by type and by property.
#[derive(Debug, Default)]
pub struct Observations {
    pub types: BTreeMap<TypeName, Seen>,
    /// Defined types that were seen where another is declared, and which.
    pub derived: BTreeMap<TypeName, BTreeSet<TypeName>>,
    /// What objects of defined types hold beside the properties that their tables list.
    pub unlisted: BTreeMap<TypeName, BTreeSet<String>>,
    /// The texts that examples show where an enum type is declared, and where each was seen first.
    pub texts: BTreeMap<TypeName, BTreeMap<String, Sight>>,
    properties: BTreeMap<(TypeName, String), SeenValues>,
    pub shapes: Shapes,
}

/// A page (as an index) and a line of it.
pub type Sight = (usize, u32);

/// A type that no page defines, as JSON shows it.
#[derive(Debug, Default)]
pub struct Seen {
    /// The page (as an index) and line of the first sight.
    pub page: usize,
    pub line: u32,
    pub as_object: bool,
    pub as_text: bool,
    /// The types of the properties that held it, when they are another's.
    pub bases: BTreeSet<TypeName>,
    pub properties: Vec<(String, SeenValues)>,
    /// Where each property stands among them.
    places: HashMap<String, usize>,
}

impl Observations {
    pub fn property(&self, owner: &TypeName, name: &str) -> Option<&SeenValues> {
        self.properties.get(&(owner.clone(), name.to_owned()))
    }
}

struct Observer<'d, 'f> {
    drafts: &'d Drafts<'f>,
    names: &'d Names,
    /// Property names to declared types, of each type and its bases; filled on demand.
    flat: HashMap<TypeName, HashMap<&'d str, Listed>>,
    open: HashMap<(TypeName, &'d str), Option<TypeName>>,
    out: Observations,
    page: usize,
    line: u32,
    /// A JSON representation, whose texts stand for values, is being walked.
    in_skeleton: bool,
}

/// What a property's table row says its values are.
#[derive(Clone, Debug)]
struct Listed {
    owner: TypeName,
    declared: Declared,
    collection: bool,
}

#[derive(Clone, Debug)]
enum Declared {
    Named(TypeName),
    Primitive,
    /// Not known; perhaps a name that no page defines.
    Open(Option<TypeName>),
}

/// Walks every skeleton and example whose type is known.
pub fn observe(
    drafts: &Drafts<'_>,
    names: &Names,
    pages: &[PageFacts],
    operations: &[Operation],
    pending: &[Pending<'_>],
) -> Observations {
    let index: HashMap<&str, usize> = pages.iter().enumerate().map(|(i, p)| (p.file.as_str(), i)).collect();
    let open = pending.iter().map(|p| ((p.owner.clone(), p.row.name.as_str()), p.name.clone())).collect();
    let (flat, out) = (HashMap::new(), Observations::default());
    let mut observer = Observer { drafts, names, flat, open, out, page: 0, line: 0, in_skeleton: true };
    for (name, draft) in drafts {
        for (page, skeleton) in &draft.skeletons {
            (observer.page, observer.line) = (index[page.file.as_str()], skeleton.line);
            observer.walk(&skeleton.value, Some(name), namespace(page));
        }
    }
    observer.in_skeleton = false;
    for operation in operations {
        let Some(&page) = index.get(operation.source.file.as_str()) else { continue };
        let stated = namespace(&pages[page]);
        let response = operation.response.as_ref().and_then(|r| r.ty.as_ref()).and_then(TypeRef::type_name);
        for example in &operation.examples {
            observer.page = page;
            if let Some(request) = &example.request {
                observer.line = request.line;
                request.body.json().into_iter().for_each(|v| observer.walk_sent(v, operation.body.as_ref(), stated));
            }
            if let Some(shown) = example.response.as_ref().filter(|r| r.status < 400) {
                observer.line = shown.line;
                shown.body.json().into_iter().for_each(|v| observer.walk_response(v, response, stated));
            }
        }
    }
    observer.out
}

impl Observer<'_, '_> {
    fn walk_sent(&mut self, value: &Value, body: Option<&Body>, stated: &str) {
        match (body, value) {
            (Some(Body::Parameters(parameters)), Value::Object(sent)) => {
                for (name, value) in sent {
                    let declared = parameters.iter().find(|p| p.name == *name).and_then(|p| p.ty.type_name());
                    self.walk(value, declared, stated);
                }
            }
            (Some(Body::Type(ty)), _) => self.walk(value, ty.type_name(), stated),
            _ => self.walk(value, None, stated),
        }
    }

    fn walk_response(&mut self, value: &Value, declared: Option<&TypeName>, stated: &str) {
        match value.get("value") {
            Some(inner @ (Value::Array(_) | Value::Object(_))) if value.get("@odata.type").is_none() => {
                self.walk(inner, declared, stated)
            }
            _ => self.walk(value, declared, stated),
        }
    }

    fn walk(&mut self, value: &Value, declared: Option<&TypeName>, stated: &str) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, declared, stated)),
            Value::Object(object) => {
                let Some(name) = self.actual(value, declared, stated) else {
                    object.values().filter(|v| v.is_object() || v.is_array()).for_each(|v| self.walk(v, None, stated));
                    return;
                };
                if self.drafts.contains_key(&name) {
                    if let Some(declared) = declared.filter(|d| **d != name && self.drafts.contains_key(d)) {
                        self.out.derived.entry(name.clone()).or_default().insert(declared.clone());
                    }
                    self.walk_known(&name, object, stated);
                } else {
                    self.walk_undefined(&name, object, declared, stated);
                }
            }
            Value::String(text) => {
                let Some(name) = declared else { return };
                let draft = self.drafts.get(name);
                if draft.is_none() {
                    self.see(name).as_text = true;
                }
                if !self.in_skeleton && draft.is_none_or(|d| d.ty.kind == Kind::Enum) {
                    let sight = (self.page, self.line);
                    let texts = self.out.texts.entry(name.clone()).or_default();
                    texts.entry(text.clone()).or_insert(sight);
                }
            }
            _ => {}
        }
    }

    /// The type that an object says it is, else the declared one.
    fn actual(&self, value: &Value, declared: Option<&TypeName>, stated: &str) -> Option<TypeName> {
        let annotation = value.get("@odata.type").and_then(Value::as_str).map(|t| t.trim_start_matches('#'));
        match annotation.filter(|t| {
            t.starts_with("microsoft.graph.") && t.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        }) {
            Some(annotation) => {
                Some(self.names.by_text(annotation, stated).unwrap_or_else(|| TypeName::parse(annotation)))
            }
            None => declared.cloned(),
        }
    }

    fn walk_known(&mut self, name: &TypeName, object: &serde_json::Map<String, Value>, stated: &str) {
        self.flatten(name);
        for (key, value) in object.iter().filter(|(k, _)| !k.contains('@') && !k.starts_with('#')) {
            let Some(Listed { owner, declared, collection }) =
                self.flat.get(name).and_then(|f| f.get(key.as_str())).cloned()
            else {
                self.out.unlisted.entry(name.clone()).or_default().insert(key.clone());
                if self.drafts[name].ty.inferred == Some(Inference::Body) {
                    self.see_property(name, key, value, stated);
                }
                self.walk(value, None, stated);
                continue;
            };
            match self.in_skeleton {
                true => self.out.shapes.see_in_representation(&owner, key, value, collection),
                false => self.out.shapes.see_in_example(&owner, key, value, collection),
            }
            match declared {
                Declared::Named(ty) => self.walk(value, Some(&ty), stated),
                Declared::Primitive => {}
                Declared::Open(named) => {
                    self.walk(value, named.as_ref(), stated);
                    let shown = self.shown_type(value, named.as_ref(), stated);
                    let line = self.line;
                    let seen = self.out.properties.entry((owner, key.clone())).or_default();
                    seen.line = line;
                    seen.add(value, shown);
                }
            }
        }
    }

    fn walk_undefined(
        &mut self,
        name: &TypeName,
        object: &serde_json::Map<String, Value>,
        declared: Option<&TypeName>,
        stated: &str,
    ) {
        let base = declared.filter(|d| *d != name).cloned();
        let seen = self.see(name);
        seen.as_object = true;
        seen.bases.extend(base.clone());
        for (key, value) in object.iter().filter(|(k, _)| !k.contains('@') && !k.starts_with('#')) {
            self.see_property(name, key, value, stated);
            self.walk(value, None, stated);
        }
    }

    fn see_property(&mut self, owner: &TypeName, key: &str, value: &Value, stated: &str) {
        let shown = self.shown_type(value, None, stated);
        let line = self.line;
        let seen = self.see(owner);
        let index = *seen.places.entry(key.to_owned()).or_insert(seen.properties.len());
        if index == seen.properties.len() {
            seen.properties.push((key.to_owned(), SeenValues::at(line)));
        }
        seen.properties[index].1.add(value, shown);
    }

    /// The type that a value, or a collection's first item, says it is.
    fn shown_type(&self, value: &Value, declared: Option<&TypeName>, stated: &str) -> Option<TypeName> {
        let item = if let Value::Array(items) = value { items.first()? } else { value };
        self.actual(item, declared, stated)
    }

    fn see(&mut self, name: &TypeName) -> &mut Seen {
        let (page, line) = (self.page, self.line);
        self.out.types.entry(name.clone()).or_insert_with(|| Seen { page, line, ..Seen::default() })
    }

    fn flatten(&mut self, name: &TypeName) {
        if self.flat.contains_key(name) {
            return;
        }
        let drafts = self.drafts;
        let mut out = HashMap::new();
        for owner in chain(drafts, name) {
            for property in drafts.get(&owner).into_iter().flat_map(|d| &d.ty.properties) {
                let declared = match property.ty.type_name() {
                    Some(named) => Declared::Named(named.clone()),
                    None if property.ty.unknown.is_some() => {
                        Declared::Open(self.open.get(&(owner.clone(), property.name.as_str())).cloned().flatten())
                    }
                    None => Declared::Primitive,
                };
                let listed = Listed { owner: owner.clone(), declared, collection: property.ty.collection };
                out.entry(property.name.as_str()).or_insert(listed);
            }
        }
        self.flat.insert(name.clone(), out);
    }
}
