//! Emits entity types and complex types, and the parameters of actions.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::condition;
use super::deprecation;
use super::facts;
use super::model_docs::{field_docs, parameter_docs, type_docs};
use super::open_enums::{self, emit_open_enum};
use crate::emit::{
    docs,
    ident::{ident, path},
    type_paths::{FieldType, TypePaths},
};
use crate::model::{Deprecation, Kind, Parameter};
use crate::plan::{ModelPlan, VersionPlan, parameter_fields};

/// The file of one type.
pub fn emit(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    if model.ty.kind == Kind::Enum { open_enums::emit(plan, model) } else { emit_struct(plan, model) }
}

fn emit_struct(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    let paths = TypePaths { plan, namespace: Some(&model.namespace) };
    let name = ident(&model.ident);
    let docs = type_docs(plan, model);
    let fields: Vec<Field<'_>> = model
        .fields
        .iter()
        .map(|f| Field {
            ident: ident(&f.ident),
            wire: &f.property.name,
            ty: paths.property_type(f),
            docs: field_docs(model, f),
            deprecated: f.property.facts.deprecated.as_ref(),
        })
        .collect();
    let deprecated = deprecation::attribute(model.ty.deprecated.as_ref());
    let body = emit_model(&name, &model.ty.type_name().to_string(), &quote!(#docs #deprecated), &fields);
    let properties = facts::constant(model, &name);
    let relationships = emit_relationships(&paths, model, &name);
    let is_a = model.ancestors.iter().filter_map(|a| plan.models.get(a)).map(|base| {
        let base = paths.path(base);
        quote!(impl runtime::IsA<#base> for #name {})
    });
    let value_enums = model.value_enums.iter().map(|e| {
        let docs = docs::attributes(&[format!(
            "The values that the documentation lists for {}.",
            docs::code(&format!("{}.{}", model.ty.name, e.property.name))
        )]);
        emit_open_enum(&ident(&e.ident), &docs, &e.property.values)
    });
    let root = path(&plan.root);
    quote! {
        use #root::runtime;

        #body
        #properties
        #(#is_a)*
        #relationships
        #(#value_enums)*
    }
}

/// A field as it is written.
struct Field<'a> {
    ident: Ident,
    wire: &'a str,
    ty: FieldType,
    docs: Vec<String>,
    deprecated: Option<&'a Deprecation>,
}

/// A struct whose fields the engine reaches by index.
///
/// ```ignore
/// pub struct User { pub id: Option<String>, …, pub extra: runtime::Extra }
/// impl runtime::Model for User { … }
/// runtime::model_impls!(User);
/// ```
fn emit_model(name: &Ident, full_name: &str, attributes: &TokenStream, fields: &[Field<'_>]) -> TokenStream {
    let declarations = fields.iter().map(|Field { ident, ty: FieldType { ty, .. }, docs, deprecated, .. }| {
        let (docs, deprecated) = (docs::attributes(docs), deprecation::attribute(*deprecated));
        quote!(#docs #deprecated pub #ident: #ty)
    });
    let wire_names = fields.iter().map(|f| f.wire);
    let index = if fields.is_empty() { ident("_index") } else { ident("index") };
    let by_index = |borrow: TokenStream, kind: TokenStream| {
        let extra = quote!(#kind::Extra(#borrow self.extra));
        if fields.is_empty() {
            return extra;
        }
        let arms = fields.iter().enumerate().map(|(i, Field { ident, ty, .. })| {
            let (number, slot) = (Literal::usize_unsuffixed(i), ty.slot.ident());
            quote!(#number => #kind::#slot(#borrow self.#ident))
        });
        quote!(match #index { #(#arms,)* _ => #extra, })
    };
    let (get, get_mut) =
        (by_index(quote!(&), quote!(runtime::Field)), by_index(quote!(&mut), quote!(runtime::FieldMut)));
    quote! {
        #attributes
        #[derive(Default)]
        pub struct #name {
            #(#declarations,)*
            /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
            pub extra: runtime::Extra,
        }

        impl runtime::Model for #name {
            #[inline]
            fn type_info(&self) -> &'static runtime::TypeInfo {
                &runtime::TypeInfo { name: #full_name, fields: &[#(#wire_names),*] }
            }

            #[inline]
            fn field(&self, #index: usize) -> runtime::Field<'_> {
                #get
            }

            #[inline]
            fn field_mut(&mut self, #index: usize) -> runtime::FieldMut<'_> {
                #get_mut
            }
        }

        runtime::model_impls!(#name);
    }
}

/// The parameters of an action, as the struct that its function takes.
pub fn emit_parameters(paths: &TypePaths<'_>, name: &str, docs: &[String], parameters: &[Parameter]) -> TokenStream {
    let fields: Vec<Field<'_>> = parameters
        .iter()
        .zip(parameter_fields(parameters))
        .map(|(p, name)| Field {
            ident: ident(&name),
            wire: &p.name,
            ty: paths.field_type(&p.ty),
            docs: parameter_docs(p),
            deprecated: p.deprecated.as_ref(),
        })
        .collect();
    emit_model(&ident(name), name, &docs::attributes(docs), &fields)
}

/// Typed access to what `$expand` includes, compiled only with the target.
fn emit_relationships(paths: &TypePaths<'_>, model: &ModelPlan<'_>, name: &Ident) -> TokenStream {
    let methods = model.relationships.iter().filter_map(|r| {
        let target = paths.plan.model(&r.property.ty)?;
        let (getter, setter) = (ident(&r.ident), ident(&format!("set_{}", r.ident)));
        let (path, wire) = (paths.path(target), &r.property.name);
        let condition = condition::of_target(paths.plan, model, target);
        let docs = docs::attributes(&field_docs(model, r));
        let deprecated = deprecation::attribute(r.property.facts.deprecated.as_ref());
        let set_docs = docs::attributes(&[format!("Sends {} along.", docs::code(wire))]);
        Some(if r.property.ty.collection {
            quote! {
                #docs
                ///
                /// # Errors
                /// [`Error::Shape`](runtime::Error::Shape) where it is no array of objects.
                #condition
                #deprecated
                #[inline]
                pub fn #getter(&self) -> Result<Option<Vec<#path>>, runtime::Error> {
                    self.extra.related_list(#wire)
                }

                #set_docs
                #condition
                #deprecated
                #[inline]
                pub fn #setter(&mut self, value: &[#path]) {
                    self.extra.set_related_list(#wire, value);
                }
            }
        } else {
            quote! {
                #docs
                ///
                /// # Errors
                /// [`Error::Shape`](runtime::Error::Shape) where it is no object.
                #condition
                #deprecated
                #[inline]
                pub fn #getter(&self) -> Result<Option<#path>, runtime::Error> {
                    self.extra.related(#wire)
                }

                #set_docs
                #condition
                #deprecated
                #[inline]
                pub fn #setter(&mut self, value: &#path) {
                    self.extra.set_related(#wire, value);
                }
            }
        })
    });
    let methods: Vec<TokenStream> = methods.collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote! {
        /// Relationships: there where they were expanded, or set to be created along.
        impl #name { #(#methods)* }
    }
}
