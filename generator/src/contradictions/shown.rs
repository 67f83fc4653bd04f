//! The values that the pages' examples show of each property, parameter and enum type.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use crate::model::{Body, Ir, Kind, Operation, RefName, TypeName, TypeRef};

/// So many values of one property tell enough.
const MOST_VALUES: usize = 64;

pub struct Shown<'a> {
    ir: &'a Ir,
    values: HashMap<&'a TypeName, HashMap<&'a str, Vec<&'a Value>>>,
    texts: HashMap<&'a TypeName, BTreeSet<&'a str>>,
}

impl<'a> Shown<'a> {
    pub fn new(ir: &'a Ir) -> Self {
        let mut shown = Self { ir, values: HashMap::new(), texts: HashMap::new() };
        for operation in &ir.operations {
            if let Some(Body::Type(ty)) = &operation.body {
                request_bodies(operation).for_each(|json| shown.objects(json, ty));
            }
            if let Some(ty) = operation.response.as_ref().and_then(|response| response.ty.as_ref()) {
                responses(operation).for_each(|json| shown.objects(answered(json, ty), ty));
            }
        }
        shown
    }

    /// The values of a property of a type, by the names that the pages give both.
    pub fn values(&self, ty: &TypeName, property: &str) -> &[&'a Value] {
        self.values.get(ty).and_then(|values| values.get(property)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The texts that stand for members of an enum type; several of one value each.
    pub fn texts(&self, ty: &TypeName) -> impl Iterator<Item = &'a str> {
        self.texts.get(ty).into_iter().flatten().copied()
    }

    /// JSON that was read is nested no deeper than its reader goes.
    fn objects(&mut self, value: &'a Value, ty: &'a TypeRef) {
        let RefName::Named(declared) = &ty.name else { return };
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.objects(item, ty)),
            Value::Object(object) => self.object(object, declared),
            Value::String(text) if self.ir.types.get(declared).is_some_and(|ty| ty.kind == Kind::Enum) => {
                let members = text.split(',').map(str::trim).filter(|member| !member.is_empty());
                self.texts.entry(declared).or_default().extend(members);
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'a Map<String, Value>, declared: &'a TypeName) {
        let ir = self.ir;
        let known = |name: &TypeName| ir.types.get_key_value(name).map(|(name, _)| name);
        let stated = object.get("@odata.type").and_then(Value::as_str);
        let stated = stated.and_then(|name| known(&TypeName::parse(name.trim_start_matches('#'))));
        let Some(actual) = stated.or_else(|| known(declared)) else { return };
        let chain: Vec<&TypeName> = ir.chain(actual).filter_map(|ty| known(&ty.type_name())).collect();
        for (key, value) in object.iter().filter(|(key, _)| !key.contains(['@', '#'])) {
            for name in &chain {
                let values = self.values.entry(name).or_default().entry(key).or_default();
                if values.len() < MOST_VALUES && !value.is_null() {
                    values.push(value);
                }
            }
            let property = ir.chain(actual).flat_map(|ty| &ty.properties).find(|property| property.name == *key);
            if let Some(property) = property {
                self.objects(value, &property.ty);
            }
        }
    }
}

/// The JSON that the examples of an operation send.
pub fn request_bodies(operation: &Operation) -> impl Iterator<Item = &Value> {
    operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.json())
}

/// The JSON of the answers that its examples show, without errors.
pub fn responses(operation: &Operation) -> impl Iterator<Item = &Value> {
    let responses = operation.examples.iter().filter_map(|example| example.response.as_ref());
    responses.filter(|response| response.status < 400).filter_map(|response| response.body.json())
}

/// What is of the answer's type: OData writes a collection as `value`, beside its links.
pub fn answered<'v>(json: &'v Value, ty: &TypeRef) -> &'v Value {
    if ty.collection { json.get("value").unwrap_or(json) } else { json }
}
