//! Entity types, complex types, enum types and type definitions.

use std::collections::BTreeMap;

use super::annotations::marks;
use super::csdl::{EnumType, MetadataMember, MetadataProperty, MetadataType, StructuredType, TypeDefinition};
use super::error::{MetadataError, MetadataProblem};
use super::read::Reader;
use super::xml::Element;

/// The type that an element declares.
pub fn read(reader: &Reader<'_>, element: &Element) -> Result<MetadataType, MetadataError> {
    match element.name.as_str() {
        "EnumType" => Ok(MetadataType::Enum(enum_type(reader, element)?)),
        "TypeDefinition" => {
            let underlying = reader.aliases.type_ref(reader.required(element, "UnderlyingType")?);
            Ok(MetadataType::Definition(TypeDefinition { underlying, line: element.line }))
        }
        _ => Ok(MetadataType::Structured(structured(reader, element)?)),
    }
}

fn structured(reader: &Reader<'_>, element: &Element) -> Result<StructuredType, MetadataError> {
    let flag = |attribute| Ok::<_, MetadataError>(reader.boolean(element, attribute)?.unwrap_or(false));
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    let mut properties = Vec::new();
    for child in element.children.iter().filter(|c| matches!(c.name.as_str(), "Property" | "NavigationProperty")) {
        let property = property(reader, child)?;
        if let Some(first) = lines.insert(property.name.clone(), property.line) {
            return Err(reader.duplicate(child, &property.name, first));
        }
        properties.push(property);
    }
    let key = element.children_named("Key").flat_map(|key| key.children_named("PropertyRef"));
    Ok(StructuredType {
        is_entity: element.name == "EntityType",
        base: element.attribute("BaseType").map(|base| reader.aliases.full(base)),
        is_abstract: flag("Abstract")?,
        open: flag("OpenType")?,
        has_stream: flag("HasStream")?,
        key: key.map(|part| reader.required(part, "Name").map(str::to_owned)).collect::<Result<_, _>>()?,
        properties,
        marks: marks(element, &reader.aliases),
        line: element.line,
    })
}

fn property(reader: &Reader<'_>, element: &Element) -> Result<MetadataProperty, MetadataError> {
    Ok(MetadataProperty {
        name: reader.required(element, "Name")?.to_owned(),
        ty: reader.aliases.type_ref(reader.required(element, "Type")?),
        navigation: element.name == "NavigationProperty",
        nullable: reader.boolean(element, "Nullable")?,
        contains_target: reader.boolean(element, "ContainsTarget")?.unwrap_or(false),
        partner: element.attribute("Partner").map(str::to_owned),
        marks: marks(element, &reader.aliases),
        line: element.line,
    })
}

fn enum_type(reader: &Reader<'_>, element: &Element) -> Result<EnumType, MetadataError> {
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    let mut members = Vec::new();
    for child in element.children_named("Member") {
        let name = reader.required(child, "Name")?.to_owned();
        if let Some(first) = lines.insert(name.clone(), child.line) {
            return Err(reader.duplicate(child, &name, first));
        }
        let number = |value: &str| {
            let wrong = || MetadataProblem::Value { attribute: "Value", value: value.to_owned() };
            value.parse::<i64>().map_err(|_| reader.error(child, wrong()))
        };
        let value = child.attribute("Value").map(number).transpose()?;
        members.push(MetadataMember { name, value, marks: marks(child, &reader.aliases), line: child.line });
    }
    Ok(EnumType {
        flags: reader.boolean(element, "IsFlags")?.unwrap_or(false),
        underlying: reader.aliases.type_ref(element.attribute("UnderlyingType").unwrap_or("Edm.Int32")),
        members,
        marks: marks(element, &reader.aliases),
        line: element.line,
    })
}
