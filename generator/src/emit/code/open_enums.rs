//! Emits enum types, and the documented values of properties that are strings.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::deprecation;
use super::model_docs::{described, type_docs};
use crate::emit::{
    docs,
    ident::{ident, path},
};
use crate::model::Member;
use crate::plan::{ModelPlan, VersionPlan, variants};

/// The file of an enum type.
pub fn emit(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    let docs = type_docs(plan, model);
    let deprecated = deprecation::attribute(model.ty.deprecated.as_ref());
    let body = emit_open_enum(&ident(&model.ident), &quote!(#docs #deprecated), &model.ty.members);
    let root = path(&plan.root);
    quote! {
        use #root::runtime;

        #body
    }
}

/// An enum that keeps what it does not know.
///
/// ```ignore
/// pub enum LicenseType { NotPaid, Paid, Unrecognized(runtime::Unrecognized) }
/// impl runtime::OpenEnum for LicenseType { … }
/// runtime::open_enum_impls!(LicenseType);
/// ```
pub fn emit_open_enum(name: &Ident, attributes: &TokenStream, members: &[Member]) -> TokenStream {
    let names: Vec<Ident> = variants(members).iter().map(|name| ident(name)).collect();
    let variants = members.iter().zip(&names).map(|(m, name)| {
        // The name says all that the docs say.
        let is_plain = m.description.is_empty() && name.to_string().eq_ignore_ascii_case(&m.name);
        let docs = (!is_plain).then(|| docs::attributes(&described(&m.name, &m.description)));
        let deprecated = deprecation::attribute(m.deprecated.as_ref());
        quote!(#docs #deprecated #name)
    });
    let table = members.iter().zip(&names).map(|(m, name)| {
        let wire = &m.name;
        quote!((#wire, Self::#name))
    });
    // Without members there is one variant alone, and no pattern that could fail.
    let unrecognized = if members.is_empty() {
        quote!(let Self::Unrecognized(value) = self; Some(value))
    } else {
        quote!(if let Self::Unrecognized(value) = self { Some(value) } else { None })
    };
    quote! {
        #attributes
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the docs do not list, as its text.
            Unrecognized(runtime::Unrecognized),
        }

        impl runtime::OpenEnum for #name {
            const MEMBERS: &'static [(&'static str, Self)] = &[#(#table),*];

            #[inline]
            fn unrecognized(&self) -> Option<&runtime::Unrecognized> {
                #unrecognized
            }
        }

        runtime::open_enum_impls!(#name);
    }
}
