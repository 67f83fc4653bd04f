//! Emits the parameter structs of actions that several endpoints share.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::condition;
use super::models::emit_parameters;
use crate::emit::{
    docs::{code, request_line},
    ident::{ident, path},
    type_paths::TypePaths,
};
use crate::plan::{ParameterStruct, SharedParameters, VersionPlan};

/// Declares the modules, each compiled with the slices that use it.
pub fn emit_index(plan: &VersionPlan<'_>, shared: &SharedParameters<'_>) -> TokenStream {
    let modules = shared.structs().map(|shared| {
        let slices: BTreeSet<usize> =
            shared.endpoints.iter().filter_map(|e| plan.slices.iter().position(|s| s == e.slice())).collect();
        let (condition, file) = (condition::of_type(plan, &slices), ident(&shared.file));
        quote!(#condition pub mod #file;)
    });
    quote!(#(#modules)*)
}

/// The file of a struct.
pub fn emit(plan: &VersionPlan<'_>, shared: &ParameterStruct<'_>) -> TokenStream {
    let functions: BTreeSet<String> = shared.endpoints.iter().map(|e| code(&e.name)).collect();
    let functions = functions.into_iter().collect::<Vec<_>>().join(", ");
    let mut docs = vec![format!("The parameters of {functions}."), String::new()];
    docs.extend(shared.endpoints.iter().map(|e| format!("* {}", request_line(e))));
    emit_parameters(&TypePaths { plan, namespace: None }, &shared.name, &docs, shared.parameters)
}

/// How the module of an endpoint offers a struct.
pub fn emit_use(plan: &VersionPlan<'_>, shared: &ParameterStruct<'_>) -> TokenStream {
    let (root, version, module) = (path(&plan.root), ident(plan.module), ident(&plan.parameters));
    let (file, name) = (ident(&shared.file), ident(&shared.name));
    quote!(pub use #root::#version::#module::#file::#name;)
}
