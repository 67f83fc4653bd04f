//! When the code of a type is compiled: with the slices that reach it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{ModelPlan, VersionPlan};

/// The slices in which a relationship's target is compiled, where they are not all of its owner's.
pub fn of_target(plan: &VersionPlan<'_>, owner: &ModelPlan<'_>, target: &ModelPlan<'_>) -> TokenStream {
    if target.ty.type_name() == owner.ty.type_name() {
        return TokenStream::new();
    }
    cfg(is_compiled_when_beside(plan, owner, &target.slices))
}

/// `#[cfg(…)]` for the slices that reach a type; one that none reaches comes with the whole version.
pub fn of_type(plan: &VersionPlan<'_>, slices: &BTreeSet<usize>) -> TokenStream {
    cfg(is_compiled_when(plan, slices))
}

fn cfg(condition: Option<TokenStream>) -> TokenStream {
    condition.map(|condition| quote!(#[cfg(#condition)])).unwrap_or_default()
}

/// The condition of what these slices reach, for code that is compiled with a model; none where it always is.
pub fn is_compiled_when_beside(
    plan: &VersionPlan<'_>,
    model: &ModelPlan<'_>,
    slices: &BTreeSet<usize>,
) -> Option<TokenStream> {
    let always = !model.slices.is_empty() && model.slices.is_subset(slices);
    if always { None } else { is_compiled_when(plan, slices) }
}

/// The condition itself; none where all slices reach the type.
fn is_compiled_when(plan: &VersionPlan<'_>, slices: &BTreeSet<usize>) -> Option<TokenStream> {
    let features: Vec<String> = if slices.is_empty() {
        vec![plan.module.to_owned()]
    } else {
        slices.iter().map(|s| plan.feature(*s)).collect()
    };
    if slices.len() == plan.slices.len() && !plan.slices.is_empty() {
        return None;
    }
    Some(match features.as_slice() {
        [one] => quote!(feature = #one),
        many => quote!(any(#(feature = #many),*)),
    })
}
