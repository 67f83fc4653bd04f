//! Properties of which all JSON says, against their table, whether they are a collection: a slip of the table.

use std::collections::BTreeMap;

use serde_json::Value;

use super::define::Drafts;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::primitive;
use crate::model::{Primitive, RefName, TypeName};

/// The properties whose table a JSON representation contradicts; by type.
#[derive(Debug, Default)]
pub struct Shapes(BTreeMap<TypeName, BTreeMap<String, Examples>>);

#[derive(Debug, Default)]
struct Examples {
    /// Some contradict the table too.
    contradict: bool,
    /// Some are as the table says.
    agree: bool,
}

impl Shapes {
    pub fn see_in_representation(&mut self, owner: &TypeName, property: &str, value: &Value, collection: bool) {
        if is_collection(value).is_some_and(|shown| shown != collection) {
            self.0.entry(owner.clone()).or_default().entry(property.to_owned()).or_default();
        }
    }

    /// To be called after the representations were seen.
    pub fn see_in_example(&mut self, owner: &TypeName, property: &str, value: &Value, collection: bool) {
        if !value.is_null()
            && let Some(examples) = self.0.get_mut(owner).and_then(|of| of.get_mut(property))
        {
            let contradicts = value.is_array() != collection;
            examples.contradict |= contradicts;
            examples.agree |= !contradicts;
        }
    }

    /// `|availability|string collection|` on a page whose JSON representation says `"string"`, as do all examples.
    pub fn correct(&self, drafts: &mut Drafts<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let properties = self.0.iter().flat_map(|(owner, of)| of.iter().map(move |(name, seen)| (owner, name, seen)));
        for (owner, name, _) in properties.filter(|(.., examples)| examples.contradict && !examples.agree) {
            let Some(draft) = drafts.get_mut(owner) else { continue };
            let Some((page, row)) = draft.rows.iter().find(|(_, row)| row.name == *name) else { continue };
            let Some(property) = draft.ty.properties.iter_mut().find(|property| property.name == *name) else {
                continue;
            };
            // Untyped JSON may be an array as it is.
            if property.ty.name == RefName::Primitive(Primitive::Untyped) {
                continue;
            }
            let table = property.ty.to_string();
            property.ty.collection = !property.ty.collection;
            let place = Place::new(&page.path, row.line, row.column);
            let found = format!(
                "`{name}` of `{}` is {table} here, and {} in its JSON representation and every example",
                owner.name, property.ty
            );
            diagnostics.push(Diagnostic::new(Code::Contradiction, place, found, "what the JSON shows counts"));
        }
    }
}

/// Whether a value of a JSON representation stands for a collection; none of a text like `Collection(string)`.
fn is_collection(value: &Value) -> Option<bool> {
    match value {
        Value::Null => None,
        Value::String(text) => primitive(text).map(|_| false),
        value => Some(value.is_array()),
    }
}
