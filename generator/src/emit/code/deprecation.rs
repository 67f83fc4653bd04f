//! Emits what the compiler tells callers of what the docs advise against.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs;
use crate::model::Deprecation;

/// `#[deprecated(note = "until May 3, 2031; use `label` instead")]`. Dates stand in the note, as `since` is for versions.
pub fn attribute(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(deprecation) = deprecation else { return TokenStream::new() };
    let note = note(deprecation);
    if note.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(note = #note)]) }
}

/// What there is to say, on one line; empty where it is the bare fact.
pub fn note(deprecation: &Deprecation) -> String {
    docs::visible(&deprecation.note())
}
