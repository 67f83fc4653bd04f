//! Emits what the docs say of the use of properties: as sentences of their fields, and as data on their model.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::deprecation;
use crate::emit::docs;
use crate::extract::property_facts;
use crate::model::{FilterOperator, PropertyFacts, Returned};
use crate::plan::{FieldPlan, ModelPlan};

/// The properties of a model with what is said of them, as the runtime's `Properties` reads them.
///
/// ```ignore
/// #[cfg(feature = "properties")]
/// impl User {
///     pub const PROPERTIES: runtime::Properties = runtime::Properties("id key read-only\njobTitle select filter=eq,ne");
/// }
/// ```
pub fn constant(model: &ModelPlan<'_>, name: &Ident) -> TokenStream {
    // Names of OData hold no space, which ends the name in a line.
    let named = |field: &&FieldPlan<'_>| !field.property.name.contains(char::is_whitespace);
    let lines: Vec<String> = model.fields.iter().chain(&model.relationships).filter(named).map(line).collect();
    let lines = lines.join("\n");
    quote! {
        #[cfg(feature = "properties")]
        impl #name {
            /// What the documentation says of each property.
            pub const PROPERTIES: runtime::Properties = runtime::Properties(#lines);
        }
    }
}

/// A property's name and the marks of what is said of it.
fn line(field: &FieldPlan<'_>) -> String {
    let (property, facts) = (field.property, &field.property.facts);
    let marks = [
        (property.navigation, "relationship"),
        (facts.key, "key"),
        (facts.read_only, "read-only"),
        (facts.required_on_create, "required"),
        (facts.order_by, "orderby"),
        (facts.search, "search"),
    ];
    let mut out = property.name.clone();
    let set = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark);
    for mark in facts.returned.map(returned_mark).into_iter().chain(set) {
        out.push(' ');
        out.push_str(mark);
    }
    if let Some(operators) = &facts.filter {
        out.push_str(if operators.is_empty() { " filter" } else { " filter=" });
        out.push_str(&names(operators).join(","));
    }
    if let Some(deprecated) = &facts.deprecated {
        out.push_str(" deprecated:");
        out.push_str(&deprecation::note(deprecated));
    }
    out
}

fn returned_mark(returned: Returned) -> &'static str {
    match returned {
        Returned::Default => "default",
        Returned::Select => "select",
        Returned::Expand => "expand",
        Returned::Never => "never",
    }
}

fn names(operators: &[FilterOperator]) -> Vec<&'static str> {
    operators.iter().map(|operator| operator.name()).collect()
}

/// A sentence for each fact that the property's own description, which stands above, does not state.
pub fn sentences(field: &FieldPlan<'_>) -> Vec<String> {
    let facts = &field.property.facts;
    let described = property_facts(&field.property.name, &field.property.description);
    let returned = facts.returned.filter(|_| described.returned.is_none()).map(|returned| match returned {
        Returned::Default => "Returned by default.",
        Returned::Select => "Returned only on `$select`.",
        Returned::Expand => "Returned only on `$expand`.",
        Returned::Never => "Never returned.",
    });
    let mark =
        |has: fn(&PropertyFacts) -> bool, sentence: &'static str| (has(facts) && !has(&described)).then_some(sentence);
    let marks = [
        mark(|facts| facts.key, "Key.").filter(|_| !mentions(field, "key")),
        mark(|facts| facts.read_only, "Read-only."),
        mark(|facts| facts.required_on_create, "Required on create.").filter(|_| !mentions(field, "required")),
        returned,
        mark(|facts| facts.order_by, "Supports `$orderby`."),
        mark(|facts| facts.search, "Supports `$search`."),
    ];
    let mut out: Vec<String> = marks.into_iter().flatten().map(str::to_owned).collect();
    if let Some(operators) = facts.filter.as_ref().filter(|_| described.filter.is_none()) {
        let list = names(operators).iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(", ");
        let list = if list.is_empty() { list } else { format!(" ({list})") };
        out.push(format!("Supports `$filter`{list}."));
    }
    out
}

/// "The key of the user" and "Required." mean the same, though they alone are no fact.
fn mentions(field: &FieldPlan<'_>, word: &str) -> bool {
    field.property.description.to_lowercase().contains(word)
}
