//! How much of one thing came through.

use crate::model::{Body, ExampleBody, Inference, Kind, Operation, Property, Type, TypeRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    Whole,
    Part,
    None,
}

impl Grade {
    fn part_if(part: bool) -> Self {
        if part { Self::Part } else { Self::Whole }
    }
}

pub fn of_type(ty: &Type) -> Grade {
    let guessed = matches!(ty.inferred, Some(Inference::Example | Inference::Reference));
    let memberless = ty.kind == Kind::Enum && ty.members.is_empty();
    Grade::part_if(guessed || memberless || ty.properties.iter().any(|p| of_property(p) != Grade::Whole))
}

pub fn of_property(property: &Property) -> Grade {
    let guessed = matches!(property.inferred, Some(Inference::Example | Inference::Reference));
    Grade::part_if(guessed || is_untyped(&property.ty))
}

pub fn of_operation(operation: &Operation) -> Grade {
    let body = match &operation.body {
        Some(Body::Type(reference)) => is_untyped(reference),
        Some(Body::Parameters(parameters)) => parameters.iter().any(|p| is_untyped(&p.ty)),
        Some(Body::Content(_)) | None => false,
    };
    let response = operation.response.as_ref().and_then(|r| r.ty.as_ref());
    Grade::part_if(body || response.is_some_and(is_untyped))
}

pub fn of_example(body: &ExampleBody) -> Grade {
    Grade::part_if(matches!(body, ExampleBody::Json { strict: false, .. }))
}

fn is_untyped(reference: &TypeRef) -> bool {
    reference.unknown.is_some()
}
