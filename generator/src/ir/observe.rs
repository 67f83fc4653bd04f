//! What JSON skeletons and examples show of types that no table defines.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::build::Pending;
use super::define::{Drafts, chain, namespace};
use super::model::{Body, Operation, Primitive, TypeName, TypeRef};
use super::names::Names;
use crate::extract::{PageFacts, primitive};

/// What was seen, by type and by property.
#[derive(Debug, Default)]
pub struct Observations {
    pub types: BTreeMap<TypeName, Seen>,
    /// Defined types that were seen where another is declared, and which.
    pub derived: BTreeMap<TypeName, BTreeSet<TypeName>>,
    /// What objects of defined types hold beside the properties that their tables list.
    pub unlisted: BTreeMap<TypeName, BTreeSet<String>>,
    properties: BTreeMap<(TypeName, String), SeenValues>,
}

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

/// The values of one property.
#[derive(Debug, Default)]
pub struct SeenValues {
    pub collection: bool,
    pub line: u32,
    shapes: BTreeSet<Shape>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Primitive(Primitive),
    Named(TypeName),
    Object,
}

impl SeenValues {
    /// The one type that all the values fit, if there is one.
    pub fn type_ref(&self, collection: bool) -> Option<TypeRef> {
        let collection = collection || self.collection;
        let named: Vec<&TypeName> =
            self.shapes.iter().filter_map(|s| if let Shape::Named(n) = s { Some(n) } else { None }).collect();
        match named.as_slice() {
            [one] => return Some(TypeRef::named((*one).clone(), collection)),
            [] => {}
            _ => return None,
        }
        let primitives: Vec<Primitive> =
            self.shapes.iter().filter_map(|s| if let Shape::Primitive(p) = s { Some(*p) } else { None }).collect();
        if self.shapes.contains(&Shape::Object) {
            return None;
        }
        let widest = [
            Primitive::String,
            Primitive::Double,
            Primitive::Int64,
            Primitive::Int32,
            Primitive::DateTimeOffset,
            Primitive::Boolean,
        ];
        let found = widest.into_iter().find(|w| primitives.contains(w)).or_else(|| primitives.first().copied());
        found.map(|p| TypeRef::primitive(p, collection))
    }

    fn add(&mut self, value: &Value, named: Option<TypeName>) {
        match (value, named) {
            (Value::Array(items), named) => {
                self.collection = true;
                for item in items {
                    self.add_one(item, named.clone());
                }
            }
            (value, named) => self.add_one(value, named),
        }
    }

    fn add_one(&mut self, value: &Value, named: Option<TypeName>) {
        let shape = match value {
            Value::Null | Value::Array(_) => return,
            Value::Object(_) => named.map_or(Shape::Object, Shape::Named),
            Value::Bool(_) => Shape::Primitive(Primitive::Boolean),
            Value::Number(n) if n.is_f64() => Shape::Primitive(Primitive::Double),
            Value::Number(n) if n.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => {
                Shape::Primitive(Primitive::Int32)
            }
            Value::Number(_) => Shape::Primitive(Primitive::Int64),
            Value::String(text) => Shape::Primitive(text_shape(text)),
        };
        self.shapes.insert(shape);
    }
}

/// `2016-12-31T23:59:37.9174975-08:00` is a point in time; `String (timestamp)` says so.
fn text_shape(text: &str) -> Primitive {
    let bytes = text.as_bytes();
    let dated = bytes.len() >= 19
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[10] == b'T'
        && bytes[13] == b':';
    let lower = text.to_lowercase();
    if dated || lower.contains("(timestamp)") {
        return Primitive::DateTimeOffset;
    }
    let spelled = primitive(text).filter(|_| text.starts_with(|c: char| c.is_ascii_uppercase()));
    spelled.unwrap_or(Primitive::String)
}

/// The type of one value alone.
pub fn shown_type_ref(value: &Value, names: &Names, stated: &str) -> TypeRef {
    let one = if let Value::Array(items) = value { items.first().unwrap_or(&Value::Null) } else { value };
    let said = one.get("@odata.type").and_then(Value::as_str).and_then(|t| names.by_text(t, stated));
    let mut seen = SeenValues::default();
    seen.add(value, said);
    seen.type_ref(false).unwrap_or_else(|| TypeRef::unknown("examples do not tell", value.is_array()))
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
    flat: HashMap<TypeName, HashMap<&'d str, Declared>>,
    open: HashMap<(TypeName, &'d str), Option<TypeName>>,
    out: Observations,
    page: usize,
    line: u32,
}

/// What a property's table row says its values are.
#[derive(Clone, Debug)]
enum Declared {
    Named(TypeName),
    Primitive,
    /// Not known; perhaps a name that no page defines.
    Open(TypeName, Option<TypeName>),
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
    let mut observer =
        Observer { drafts, names, flat: HashMap::new(), open, out: Observations::default(), page: 0, line: 0 };
    for (name, draft) in drafts {
        for (page, skeleton) in &draft.skeletons {
            (observer.page, observer.line) = (index[page.file.as_str()], skeleton.line);
            observer.walk(&skeleton.value, Some(name), namespace(page));
        }
    }
    for operation in operations {
        let Some(&page) = index.get(operation.source.file.as_str()) else { continue };
        let stated = namespace(&pages[page]);
        let body = if let Some(Body::Type(ty)) = &operation.body { ty.type_name() } else { None };
        let response = operation.response.as_ref().and_then(|r| r.ty.as_ref()).and_then(TypeRef::type_name);
        for example in &operation.examples {
            observer.page = page;
            if let Some(request) = &example.request {
                observer.line = request.line;
                request.body.json().into_iter().for_each(|v| observer.walk(v, body, stated));
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
            Value::String(_) => {
                if let Some(name) = declared.filter(|n| !self.drafts.contains_key(n)) {
                    self.see(&name.clone()).as_text = true;
                }
            }
            _ => {}
        }
    }

    /// The type that an object says it is, else the declared one.
    fn actual(&self, value: &Value, declared: Option<&TypeName>, stated: &str) -> Option<TypeName> {
        let said = value.get("@odata.type").and_then(Value::as_str).map(|t| t.trim_start_matches('#'));
        match said.filter(|t| {
            t.starts_with("microsoft.graph.") && t.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        }) {
            Some(said) => Some(self.names.by_text(said, stated).unwrap_or_else(|| TypeName::parse(said))),
            None => declared.cloned(),
        }
    }

    fn walk_known(&mut self, name: &TypeName, object: &serde_json::Map<String, Value>, stated: &str) {
        self.flatten(name);
        for (key, value) in object.iter().filter(|(k, _)| !k.contains('@') && !k.starts_with('#')) {
            let declared = self.flat.get(name).and_then(|f| f.get(key.as_str())).cloned();
            match declared {
                Some(Declared::Named(ty)) => self.walk(value, Some(&ty), stated),
                Some(Declared::Primitive) => {}
                Some(Declared::Open(owner, named)) => {
                    self.walk(value, named.as_ref(), stated);
                    let shown = self.shown_type(value, named.as_ref(), stated);
                    let line = self.line;
                    let seen = self.out.properties.entry((owner, key.clone())).or_default();
                    seen.line = line;
                    seen.add(value, shown);
                }
                None => {
                    self.out.unlisted.entry(name.clone()).or_default().insert(key.clone());
                    self.walk(value, None, stated);
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
        let line = self.line;
        let seen = self.see(name);
        seen.as_object = true;
        seen.bases.extend(base.clone());
        for (key, value) in object.iter().filter(|(k, _)| !k.contains('@') && !k.starts_with('#')) {
            let shown = self.shown_type(value, None, stated);
            let seen = self.see(name);
            let index = *seen.places.entry(key.clone()).or_insert(seen.properties.len());
            if index == seen.properties.len() {
                seen.properties.push((key.clone(), SeenValues { line, ..SeenValues::default() }));
            }
            seen.properties[index].1.add(value, shown);
            self.walk(value, None, stated);
        }
    }

    /// The type that a value, or a collection's first item, says it is.
    fn shown_type(&self, value: &Value, declared: Option<&TypeName>, stated: &str) -> Option<TypeName> {
        let one = if let Value::Array(items) = value { items.first()? } else { value };
        self.actual(one, declared, stated)
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
                        let named = self.open.get(&(owner.clone(), property.name.as_str())).cloned().flatten();
                        Declared::Open(owner.clone(), named)
                    }
                    None => Declared::Primitive,
                };
                out.entry(property.name.as_str()).or_insert(declared);
            }
        }
        self.flat.insert(name.clone(), out);
    }
}
