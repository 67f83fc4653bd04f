//! The Rust type that holds a value: two ways to state a type are one when they are held alike.

use std::collections::HashMap;

use crate::surface::{Attribute, Key, Subject, Surface};

/// The types of a version as its code names them.
pub struct RustTypes<'s> {
    surface: &'s Surface,
    /// What the other side calls the types that have been renamed: a renamed type retypes nothing.
    renamed: HashMap<String, String>,
}

impl<'s> RustTypes<'s> {
    pub fn new(surface: &'s Surface, renamed: HashMap<String, String>) -> Self {
        Self { surface, renamed }
    }

    /// The name by which both sides know a type.
    pub fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed.get(name).map_or(name, String::as_str)
    }

    /// A reference by the names that both sides know.
    pub fn reference(&self, reference: &str) -> String {
        match collected(reference) {
            Some(one) => format!("Collection({})", self.name(one)),
            None => self.name(reference).to_owned(),
        }
    }

    /// What holds a reference such as `Collection(user)` in a field, a body or a response.
    pub fn rust_type(&self, reference: &str) -> String {
        match collected(reference) {
            Some(one) => format!("Vec<{}>", self.one(one)),
            None => self.one(reference),
        }
    }

    /// The enum of the values that a property lists.
    pub fn values(&self, owner: &str, name: &str) -> Option<&'s str> {
        let key = Key::new(format!("{owner}/{name}"), Subject::Type, "");
        self.surface.facts.get_key_value(&key).map(|(key, _)| key.owner.as_str())
    }

    /// What holds a property: a string that lists its values is held as their enum.
    pub fn property(&self, owner: &str, name: &str, reference: &str) -> String {
        let values = format!("{owner}/{name}");
        let Some(values) = self.surface.get(&values, Subject::Type, "").and_then(|f| f.get(Attribute::Rust)) else {
            return self.rust_type(reference);
        };
        if collected(reference).is_some() { format!("Vec<{values}>") } else { values.to_owned() }
    }

    /// Whether a reference leads to a struct, so that a relationship has methods.
    pub fn is_model(&self, reference: &str) -> bool {
        let kind = self
            .surface
            .get(collected(reference).unwrap_or(reference), Subject::Type, "")
            .and_then(|f| f.get(Attribute::Kind));
        matches!(kind, Some("entity" | "complex"))
    }

    fn one(&self, name: &str) -> String {
        if let Some(rust) = self.surface.get(name, Subject::Scalar, "").and_then(|f| f.get(Attribute::Rust)) {
            return rust.to_owned();
        }
        let known = self.surface.get(name, Subject::Type, "").is_some();
        // `(bytes)` and its like are held in their own way.
        if known || name.starts_with('(') { self.name(name).to_owned() } else { "serde_json::Value".to_owned() }
    }
}

/// The type of which a reference names a collection.
pub fn collected(reference: &str) -> Option<&str> {
    reference.strip_prefix("Collection(")?.strip_suffix(')')
}
