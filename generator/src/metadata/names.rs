//! Names as a schema writes them, with an alias or in full.

use std::collections::BTreeMap;

use super::xml::Element;
use crate::model::{Primitive, TypeName, TypeRef};

/// Which alias stands for which namespace.
#[derive(Debug, Default)]
pub struct Aliases {
    everywhere: BTreeMap<String, String>,
    /// That of the schema that is read: several schemas may call themselves `self`.
    own: Option<(String, String)>,
}

impl Aliases {
    /// Those that the schemas have, and those under which others are included.
    pub fn new<'e>(elements: impl Iterator<Item = &'e Element>) -> Self {
        let pair = |element: &Element| {
            Some((element.attribute("Alias")?.to_owned(), element.attribute("Namespace")?.to_owned()))
        };
        Self { everywhere: elements.filter_map(pair).collect(), own: None }
    }

    /// Prefers the alias of this schema to the same one of others.
    pub fn enter(&mut self, schema: &Element) {
        self.own = schema.attribute("Alias").zip(schema.attribute("Namespace")).map(|(a, n)| (a.into(), n.into()));
    }

    /// `graph.user` and `microsoft.graph.user` are one name.
    pub fn full(&self, written: &str) -> TypeName {
        let (prefix, name) = written.rsplit_once('.').unwrap_or(("", written));
        let own = self.own.as_ref().filter(|(alias, _)| alias == prefix).map(|(_, namespace)| namespace);
        TypeName::new(own.or_else(|| self.everywhere.get(prefix)).map_or(prefix, String::as_str), name)
    }

    /// `Edm.String`, `Collection(graph.user)`
    pub fn type_ref(&self, written: &str) -> TypeRef {
        let item = written.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
        let (item, collection) = (item.unwrap_or(written).trim(), item.is_some());
        match item.strip_prefix("Edm.") {
            Some(edm) => match Primitive::from_edm(edm) {
                Some(primitive) => TypeRef::primitive(primitive, collection),
                None => TypeRef::unknown(format!("the metadata says {item}"), collection),
            },
            None => TypeRef::named(self.full(item), collection),
        }
    }
}
