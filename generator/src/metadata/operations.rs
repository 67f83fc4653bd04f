//! Actions and functions.

use super::annotations::marks;
use super::csdl::{MetadataParameter, OperationKind, ServiceOperation};
use super::error::MetadataError;
use super::read::Reader;
use super::xml::Element;

/// The action or the function that an element declares.
pub fn read(reader: &Reader<'_>, element: &Element, namespace: &str) -> Result<ServiceOperation, MetadataError> {
    let mut parameters =
        element.children_named("Parameter").map(|child| parameter(reader, child)).collect::<Result<Vec<_>, _>>()?;
    let is_bound = reader.boolean(element, "IsBound")?.unwrap_or(false) && !parameters.is_empty();
    let binding = is_bound.then(|| parameters.remove(0).ty);
    let returned = element.children_named("ReturnType").next();
    Ok(ServiceOperation {
        kind: if element.name == "Action" { OperationKind::Action } else { OperationKind::Function },
        namespace: namespace.to_owned(),
        name: reader.required(element, "Name")?.to_owned(),
        binding,
        parameters,
        returns: returned
            .map(|ty| reader.required(ty, "Type").map(|written| reader.aliases.type_ref(written)))
            .transpose()?,
        composable: reader.boolean(element, "IsComposable")?.unwrap_or(false),
        line: element.line,
    })
}

fn parameter(reader: &Reader<'_>, element: &Element) -> Result<MetadataParameter, MetadataError> {
    Ok(MetadataParameter {
        name: reader.required(element, "Name")?.to_owned(),
        ty: reader.aliases.type_ref(reader.required(element, "Type")?),
        nullable: reader.boolean(element, "Nullable")?,
        optional: marks(element, &reader.aliases).optional,
        line: element.line,
    })
}
