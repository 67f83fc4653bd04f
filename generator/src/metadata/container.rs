//! The entity container: what URLs begin with.

use std::collections::BTreeMap;

use super::csdl::{EntityContainer, Exposed};
use super::error::MetadataError;
use super::read::Reader;
use super::xml::Element;
use crate::model::TypeName;

/// Each kind of child, the attribute that says of what it is, and what it becomes.
type Rule = (&'static str, &'static str, fn(TypeName) -> Exposed);

const RULES: [Rule; 4] = [
    ("EntitySet", "EntityType", Exposed::EntitySet),
    ("Singleton", "Type", Exposed::Singleton),
    ("ActionImport", "Action", Exposed::Import),
    ("FunctionImport", "Function", Exposed::Import),
];

/// Adds the children of a container.
pub fn read(reader: &Reader<'_>, element: &Element, container: &mut EntityContainer) -> Result<(), MetadataError> {
    reader.required(element, "Name")?.clone_into(&mut container.name);
    let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
    for child in &element.children {
        let Some((_, attribute, exposed)) = RULES.iter().find(|(name, ..)| *name == child.name) else { continue };
        let name = reader.required(child, "Name")?;
        let ty = reader.aliases.full(reader.required(child, attribute)?);
        if let Some(first) = lines.insert(name, child.line) {
            return Err(reader.duplicate(child, name, first));
        }
        container.children.insert(name.to_owned(), exposed(ty));
    }
    Ok(())
}
