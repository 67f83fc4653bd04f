//! What the docs' own examples say against what their tables say: each is a finding for whoever writes the docs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::PageFacts;
use crate::model::{Body, Ir, Kind, Operation, Primitive, Property, RefName, TypeName, TypeRef};

/// Reports properties that examples show and no table lists, and values that are not of the documented type; each once.
pub fn examples(ir: &Ir, pages: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) {
    let paths: BTreeMap<&str, &str> = pages.iter().map(|p| (p.file.as_str(), p.path.as_str())).collect();
    let mut audit =
        Audit { ir, flat: HashMap::new(), reported: HashSet::new(), place: Place::new("", 0, 0), found: Vec::new() };
    for operation in &ir.operations {
        let Some(path) = paths.get(operation.source.file.as_str()) else { continue };
        audit.operation(operation, path);
    }
    diagnostics.append(&mut audit.found);
}

type Properties<'a> = HashMap<&'a str, &'a Property>;

struct Audit<'a> {
    ir: &'a Ir,
    /// The properties of a type with those that it inherits; none for an open type.
    flat: HashMap<&'a TypeName, Option<Rc<Properties<'a>>>>,
    reported: HashSet<(&'a TypeName, String)>,
    place: Place,
    found: Vec<Diagnostic>,
}

impl<'a> Audit<'a> {
    fn operation(&mut self, operation: &'a Operation, path: &str) {
        for example in &operation.examples {
            if let (Some(request), Some(Body::Type(ty))) = (&example.request, &operation.body)
                && let Some(json) = request.body.json()
            {
                self.place = Place::new(path, request.line, 0);
                self.objects(json, ty);
            }
            let Some(response) = example.response.as_ref().filter(|r| r.status < 400) else { continue };
            let Some(ty) = operation.response.as_ref().and_then(|r| r.ty.as_ref()) else { continue };
            if let Some(json) = response.body.json() {
                self.place = Place::new(path, response.line, 0);
                self.objects(if ty.collection { json.get("value").unwrap_or(json) } else { json }, ty);
            }
        }
    }

    fn objects(&mut self, value: &Value, ty: &'a TypeRef) {
        let RefName::Named(declared) = &ty.name else { return };
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.objects(item, ty)),
            Value::Object(object) => {
                let Some(name) = self.actual(object, declared) else { return };
                if let Some(properties) = self.properties(name) {
                    for (key, value) in object.iter().filter(|(key, _)| !key.contains(['@', '#'])) {
                        self.property(name, key, value, properties.get(key.as_str()).copied());
                    }
                }
            }
            _ => {}
        }
    }

    /// The type that an object says it is, where it is one that is documented, else the declared one.
    fn actual(&self, object: &serde_json::Map<String, Value>, declared: &TypeName) -> Option<&'a TypeName> {
        let known = |name: &TypeName| self.ir.types.get_key_value(name).map(|(name, _)| name);
        let annotation = object.get("@odata.type").and_then(Value::as_str);
        annotation
            .and_then(|annotation| known(&TypeName::parse(annotation.trim_start_matches('#'))))
            .or_else(|| known(declared))
    }

    fn properties(&mut self, name: &'a TypeName) -> Option<Rc<Properties<'a>>> {
        let ir = self.ir;
        let flat = self.flat.entry(name).or_insert_with(|| {
            let open = ir.chain(name).any(|t| t.open || t.kind == Kind::Enum);
            let mut properties: Vec<&Property> = ir.chain(name).flat_map(|t| &t.properties).collect();
            properties.reverse();
            (!open).then(|| Rc::new(properties.into_iter().map(|p| (p.name.as_str(), p)).collect()))
        });
        flat.clone()
    }

    fn property(&mut self, owner: &'a TypeName, key: &str, value: &Value, property: Option<&'a Property>) {
        let Some(property) = property else {
            let found = format!("an example shows `{key}`, which `{}` does not list", owner.name);
            return self.report(owner, key, Code::UndocumentedProperty, found, "it is kept as an unknown property");
        };
        if let Some(shown) = mismatch(self.ir, value, &property.ty) {
            let found =
                format!("`{key}` of `{}` is {shown} in an example, and {} in its table", owner.name, property.ty);
            return self.report(owner, key, Code::ExampleType, found, "the table counts");
        }
        self.objects(value, &property.ty);
    }

    fn report(&mut self, owner: &'a TypeName, key: &str, code: Code, found: String, done: &str) {
        if self.reported.insert((owner, key.to_owned())) {
            self.found.push(Diagnostic::new(code, self.place.clone(), found, done));
        }
    }
}

/// What a value is, where it cannot be of the type.
fn mismatch(ir: &Ir, value: &Value, ty: &TypeRef) -> Option<&'static str> {
    let item = match value {
        Value::Null => return None,
        Value::Array(_) if !ty.collection => return Some("a collection"),
        Value::Array(items) => items.first()?,
        _ if ty.collection => return Some("no collection"),
        item => item,
    };
    let kind = ty.type_name().and_then(|n| ir.types.get(n)).map(|t| t.kind);
    let fits = match (&ty.name, kind, item) {
        (_, _, Value::Null) => true,
        (RefName::Named(_), Some(Kind::Enum), item) => item.is_string(),
        (RefName::Named(_), Some(_), item) => item.is_object(),
        (RefName::Named(_), None, _) => true,
        (RefName::Primitive(Primitive::Untyped | Primitive::Stream), ..) => true,
        (RefName::Primitive(Primitive::Boolean), _, item) => item.is_boolean(),
        (RefName::Primitive(primitive), _, item) if primitive.is_number() => item.is_number() || item.is_string(),
        (RefName::Primitive(_), _, item) => item.is_string(),
    };
    let shown = match item {
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Object(_) => "an object",
        Value::Array(_) => "a collection of collections",
        Value::Null => "null",
    };
    (!fits).then_some(shown)
}
