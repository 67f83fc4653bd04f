//! What annotations of the vocabulary `Org.OData.Core.V1` say of a type, a property, a member or a parameter.

use super::csdl::{Marks, Metadata, MetadataType};
use super::names::Aliases;
use super::xml::Element;

/// What an element's own annotations say.
pub fn marks(element: &Element, aliases: &Aliases) -> Marks {
    let mut marks = Marks::default();
    for annotation in element.children_named("Annotation") {
        let Some(term) = annotation.attribute("Term").map(|term| aliases.full(term).to_string()) else { continue };
        match term.as_str() {
            "Org.OData.Core.V1.Computed" => marks.read_only |= annotation.attribute("Bool") != Some("false"),
            "Org.OData.Core.V1.Permissions" => marks.read_only |= only_reads(annotation),
            "Org.OData.Core.V1.Revisions" => {
                marks.deprecated = marks.deprecated.take().or_else(|| deprecation(annotation))
            }
            "Org.OData.Core.V1.Description" => marks.description = annotation.attribute("String").map(str::to_owned),
            "Org.OData.Core.V1.OptionalParameter" => marks.optional = true,
            _ => {}
        }
    }
    marks
}

/// `<EnumMember>Org.OData.Core.V1.Permission/Read</EnumMember>`
fn only_reads(annotation: &Element) -> bool {
    let inner = annotation.children_named("EnumMember").map(|member| member.text.as_str()).next();
    inner.or(annotation.attribute("EnumMember")).is_some_and(|member| member.ends_with("/Read"))
}

/// What a revision of the kind `Deprecated` says.
fn deprecation(annotation: &Element) -> Option<String> {
    let records = annotation.children_named("Collection").flat_map(|collection| collection.children_named("Record"));
    records.into_iter().find_map(|record| {
        let value = |property: &str| {
            record.children_named("PropertyValue").find(|value| value.attribute("Property") == Some(property))
        };
        let kind = value("Kind")?;
        let member = kind.children_named("EnumMember").map(|member| member.text.as_str()).next();
        let is_deprecated =
            member.or(kind.attribute("EnumMember")).is_some_and(|member| member.ends_with("/Deprecated"));
        let description = value("Description").and_then(|value| value.attribute("String"));
        is_deprecated.then(|| description.unwrap_or_default().to_owned())
    })
}

/// Adds what an `Annotations` element says of the type, property or member that is its target.
pub fn apply(annotations: &Element, aliases: &Aliases, metadata: &mut Metadata) {
    let Some(target) = annotations.attribute("Target") else { return };
    let (ty, part) = target.split_once('/').map_or((target, None), |(ty, part)| (ty, Some(part)));
    let Some(ty) = metadata.types.get_mut(&aliases.full(ty)) else { return };
    if let Some(target) = target_marks(ty, part) {
        target.add(marks(annotations, aliases));
    }
}

fn target_marks<'t>(ty: &'t mut MetadataType, part: Option<&str>) -> Option<&'t mut Marks> {
    match (ty, part) {
        (MetadataType::Structured(ty), None) => Some(&mut ty.marks),
        (MetadataType::Structured(ty), Some(part)) => {
            ty.properties.iter_mut().find(|property| property.name == part).map(|property| &mut property.marks)
        }
        (MetadataType::Enum(ty), None) => Some(&mut ty.marks),
        (MetadataType::Enum(ty), Some(part)) => {
            ty.members.iter_mut().find(|member| member.name == part).map(|member| &mut member.marks)
        }
        (MetadataType::Definition(_), _) => None,
    }
}

impl Marks {
    fn add(&mut self, other: Self) {
        let Self { deprecated, read_only, description, optional } = other;
        self.deprecated = self.deprecated.take().or(deprecated);
        self.description = self.description.take().or(description);
        self.read_only |= read_only;
        self.optional |= optional;
    }
}
