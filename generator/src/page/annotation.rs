//! `<!-- { "blockType": … } -->`: the JSON comment that stands just before a fence.

use serde_json::{Map, Value};

use super::loose_json;

/// The keys of an annotation comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    pub line: u32,
    keys: Map<String, Value>,
    /// It was not strict JSON.
    pub loose: bool,
}

impl Annotation {
    /// Reads the text of an HTML comment; `None` when it holds no JSON object.
    pub fn parse(comment: &str, line: u32) -> Option<Self> {
        let inner = comment.trim().strip_prefix("<!--")?;
        let inner = inner.split("-->").next()?.trim();
        if !inner.starts_with('{') {
            return None;
        }
        let read = loose_json::read(inner).ok()?;
        match read.value {
            Value::Object(keys) => Some(Self { line, keys, loose: !read.repairs.is_empty() }),
            _ => None,
        }
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.keys.get(key).and_then(Value::as_str).filter(|s| !s.is_empty())
    }

    /// A key that is set to `true`, written as a boolean or as text.
    pub fn flag(&self, key: &str) -> bool {
        match self.keys.get(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    pub fn block_type(&self) -> Option<&str> {
        self.text("blockType")
    }

    /// The type that `@odata.type` names, without its `#`, and whether it is `Collection(…)`.
    pub fn odata_type(&self) -> Option<(&str, bool)> {
        // Pages of OneDrive write `@type`.
        let text = self.text("@odata.type").or_else(|| self.text("@type"))?.trim();
        let inner = text.strip_prefix("Collection(").or_else(|| text.strip_prefix("collection("));
        let name = inner.map_or(text, |i| i.trim_end_matches(')')).trim().trim_start_matches('#');
        (!name.is_empty()).then_some((name, inner.is_some() || self.flag("isCollection")))
    }
}
