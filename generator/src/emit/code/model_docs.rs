//! What the documentation of a model says, and of each of its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::facts;
use super::hierarchy;
use crate::build::documented_nullability;
use crate::emit::docs::{self, origins};
use crate::model::{Inference, Kind, Parameter, PropertyFact};
use crate::plan::{FieldPlan, ModelPlan, VersionPlan};

/// What the page says of a type, which types it derives from and derive from it, and where its facts are from.
pub fn type_docs(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    let ty = model.ty;
    let mut head = docs::summary_and_rest(&ty.description);
    if head.is_empty() {
        head.push(format!("{}.", docs::code(&ty.name)));
    }
    let base = hierarchy::derived_from(plan, model);
    head.push(String::new());
    head.push(format!("{}, {}{base}.", docs::code(&ty.type_name().to_string()), kind_words(model)));
    let mut lines = Vec::new();
    for origin in ty.inferred.map(origins::of_type).into_iter().chain(origins::of_facts(ty)) {
        lines.push(String::new());
        lines.push(origin);
    }
    let links: Vec<String> = ty.sources.iter().filter_map(|s| docs::page_link(plan.ir.api, s)).collect();
    if !links.is_empty() {
        lines.push(String::new());
        lines.push(format!("Documentation: {}", links.join(", ")));
    }
    let (head, derived) = (docs::attributes(&head), hierarchy::derived_types(plan, model));
    let lines = docs::attributes(&lines);
    quote!(#head #derived #lines)
}

fn kind_words(model: &ModelPlan<'_>) -> String {
    let ty = model.ty;
    let kind = match ty.kind {
        Kind::Entity => "entity type",
        Kind::Complex => "complex type",
        Kind::Enum if ty.flags => "enum type of combinable flags",
        Kind::Enum => "enum type",
    };
    let article = if kind.starts_with(['e', 'a']) { "an" } else { "a" };
    let marks = [(ty.is_abstract, "abstract"), (ty.open, "open")]
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| *word)
        .collect::<Vec<_>>()
        .join(", ");
    if marks.is_empty() { format!("{article} {kind}") } else { format!("{article} {kind} ({marks})") }
}

/// What the page says of a property, and of its facts what that leaves out.
pub fn field_docs(model: &ModelPlan<'_>, field: &FieldPlan<'_>) -> Vec<String> {
    let mut lines = described(&field.property.name, &field.property.description);
    if !field.property.values.is_empty() && !field.property.description.contains(&field.property.values[0].name) {
        let values: Vec<String> = field.property.values.iter().map(|v| docs::code(&v.name)).collect();
        lines.push(String::new());
        lines.push(format!("Documented values: {}.", values.join(", ")));
    }
    let facts = facts::sentences(field);
    if !facts.is_empty() {
        lines.push(String::new());
        lines.push(facts.join(" "));
    }
    // Of a whole type it is said once.
    let is_said = model.ty.inferred == Some(Inference::Metadata);
    if let Some(origin) = origins::of_property(field.property).filter(|_| !is_said) {
        lines.push(String::new());
        lines.push(origin);
    }
    // A correction says otherwise than the description, or where that says nothing; of the metadata its origin says it.
    let is_filled = field.property.from_metadata.contains(&PropertyFact::Nullability);
    let corrected = field
        .property
        .nullable
        .filter(|n| !is_filled && documented_nullability(&field.property.description) != Some(*n));
    if let Some(nullable) = corrected {
        lines.push(String::new());
        lines.push(if nullable { "It may be `null`." } else { "It is never `null`." }.to_owned());
    }
    lines
}

/// What the page says of a parameter of an action.
pub fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    let mut lines = described(&parameter.name, &parameter.description);
    if let Some(origin) = origins::of_parameter(parameter) {
        lines.push(String::new());
        lines.push(origin);
    }
    lines
}

/// `wireName`: what the page says of it.
pub fn described(wire: &str, description: &str) -> Vec<String> {
    let mut lines = docs::prose(description);
    match lines.first_mut() {
        Some(first) => *first = format!("{}: {first}", docs::code(wire)),
        None => lines.push(format!("{}.", docs::code(wire))),
    }
    lines
}
