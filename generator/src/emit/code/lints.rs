//! The lints that generated code is not judged by, as attributes: those of whoever builds it may be denied.

use proc_macro2::TokenStream;
use quote::quote;

/// What is a matter of taste.
fn taste() -> TokenStream {
    quote! {
        clippy::pedantic,
        clippy::nursery,
        clippy::restriction,
        elided_lifetimes_in_paths,
        missing_copy_implementations,
        missing_debug_implementations,
        single_use_lifetimes,
        trivial_casts,
        trivial_numeric_casts,
        unnameable_types,
        unreachable_pub,
        unused_qualifications,
        unused_results,
        variant_size_differences
    }
}

/// At the head of a crate, which is held to Clippy's own choice of lints, and to those of its manifest.
pub fn allowed_in_a_crate() -> TokenStream {
    let taste = taste();
    quote! {
        #![allow(clippy::too_many_arguments, reason = "an endpoint takes as many keys as its URL has")]
        #![allow(deprecated, reason = "for callers: what the docs advise against is documented all the same")]
        #![allow(clippy::module_inception, reason = "a URL may repeat a segment")]
        #![allow(missing_docs, reason = "where the docs have nothing to say, nothing is said")]
        #![allow(#taste, reason = "written by a program, for workspaces of any taste")]
    }
}

/// Over each item at the root of a module tree: its crate need not use or document all of it.
pub fn allowed_in_a_tree() -> TokenStream {
    let taste = taste();
    quote! {
        #[rustfmt::skip]
        #[allow(clippy::all, deprecated, missing_docs, unused, #taste, reason = "written by msgraph-docgen")]
    }
}
