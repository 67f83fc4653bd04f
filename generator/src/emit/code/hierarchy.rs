//! What the documentation of a type says of those that it derives from and that derive from it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::condition::is_compiled_when_beside;
use crate::emit::{docs, type_paths::TypePaths};
use crate::plan::{ModelPlan, VersionPlan};

/// As many derived types as a reader looks through.
const LISTED: usize = 32;

/// " derived from [`microsoft.graph.entity`](super::Entity)"; nothing for a type without a base.
pub fn derived_from(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> String {
    let Some(base) = &model.ty.base else { return String::new() };
    let name = docs::code(&base.to_string());
    match model.ancestors.first().filter(|nearest| *nearest == base).and_then(|base| plan.models.get(base)) {
        Some(base) => format!(" derived from {}", link(plan, model, &name, base)),
        None => format!(" derived from {name}"),
    }
}

/// A paragraph with a link to each type that derives from this one and is compiled.
pub fn derived_types(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    let derived: Vec<&ModelPlan<'_>> = model.derived.iter().filter_map(|name| plan.models.get(name)).collect();
    if derived.is_empty() {
        return TokenStream::new();
    }
    let blank = docs::attributes(&[String::new()]);
    if derived.len() > LISTED {
        let each = docs::code(&format!("IsA<{}>", model.ident));
        let lines = docs::attributes(&[format!("Derived types: [below](#trait-implementations), each with {each}.")]);
        return quote!(#blank #lines);
    }
    let shown_when = |slices: &BTreeSet<usize>, text: &str| match is_compiled_when_beside(plan, model, slices) {
        Some(condition) => quote!(#[cfg_attr(#condition, doc = #text)]),
        None => docs::attributes(&[text.to_owned()]),
    };
    let any: BTreeSet<usize> = derived.iter().flat_map(|derived| derived.slices.iter().copied()).collect();
    let lead = shown_when(&any, "Derived types:");
    let links = derived.iter().map(|derived| {
        let link = link(plan, model, &docs::code(&derived.ident), derived);
        shown_when(&derived.slices, &link)
    });
    quote!(#blank #lead #(#links)*)
}

fn link(plan: &VersionPlan<'_>, from: &ModelPlan<'_>, text: &str, to: &ModelPlan<'_>) -> String {
    let path = TypePaths { plan, namespace: Some(&from.namespace) }.path(to).to_string().replace(' ', "");
    format!("[{text}]({path})")
}
