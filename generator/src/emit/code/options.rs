//! The types that tell which query options a function takes: one beside each function, so that another option is another
//! implementation and no other type.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{docs, ident::ident};
use crate::plan::{Endpoint, abilities};

/// ```ignore
/// pub enum ListOptions {}
/// runtime::options!(ListOptions, [Filter, Top]);
/// ```
pub fn emit(endpoint: &Endpoint<'_>) -> TokenStream {
    let Some(name) = &endpoint.options_name else { return TokenStream::new() };
    let abilities = abilities(endpoint);
    let asked: Vec<String> = abilities.iter().map(|ability| docs::code(ability.wire)).collect();
    let asked = if asked.is_empty() { "no query option is documented".to_owned() } else { asked.join(", ") };
    let docs = docs::attributes(&[format!("What [`fn@{}`] can be asked: {asked}.", endpoint.name)]);
    let (name, traits) = (ident(name), abilities.iter().map(|ability| ident(ability.name)));
    let implementations = (!abilities.is_empty()).then(|| quote!(runtime::options!(#name, [#(#traits),*]);));
    quote! {
        #docs
        pub enum #name {}
        #implementations
    }
}
