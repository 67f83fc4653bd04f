//! Emits entity types, complex types and enum types.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::deprecation;
use super::facts;
use super::hierarchy;
use crate::build::documented_nullability;
use crate::emit::{
    docs::{self, origins},
    ident::{ident, path},
    type_paths::{FieldType, TypePaths},
};
use crate::model::{Deprecation, Inference, Kind, Member, Parameter, PropertyFact};
use crate::plan::{FieldPlan, ModelPlan, VersionPlan, parameter_fields, variants};

/// The file of one type.
pub fn emit(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
    if model.ty.kind == Kind::Enum { emit_enum(plan, model) } else { emit_struct(plan, model) }
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
        let condition = target_condition(paths.plan, model, target);
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

/// The slices in which a relationship's target is compiled, where they are not all of its owner's.
fn target_condition(plan: &VersionPlan<'_>, owner: &ModelPlan<'_>, target: &ModelPlan<'_>) -> TokenStream {
    if target.ty.type_name() == owner.ty.type_name() {
        return TokenStream::new();
    }
    cfg(is_compiled_when_beside(plan, owner, &target.slices))
}

/// `#[cfg(…)]` for the slices that reach a type; one that none reaches comes with the whole version.
pub fn condition(plan: &VersionPlan<'_>, slices: &BTreeSet<usize>) -> TokenStream {
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

fn emit_enum(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
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
fn emit_open_enum(name: &Ident, attributes: &TokenStream, members: &[Member]) -> TokenStream {
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

fn type_docs(plan: &VersionPlan<'_>, model: &ModelPlan<'_>) -> TokenStream {
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

fn field_docs(model: &ModelPlan<'_>, field: &FieldPlan<'_>) -> Vec<String> {
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

fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    let mut lines = described(&parameter.name, &parameter.description);
    if let Some(origin) = origins::of_parameter(parameter) {
        lines.push(String::new());
        lines.push(origin);
    }
    lines
}

/// `wireName`: what the page says of it.
fn described(wire: &str, description: &str) -> Vec<String> {
    let mut lines = docs::prose(description);
    match lines.first_mut() {
        Some(first) => *first = format!("{}: {first}", docs::code(wire)),
        None => lines.push(format!("{}.", docs::code(wire))),
    }
    lines
}
