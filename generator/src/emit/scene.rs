//! How code names models, and how a field holds a value.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::plan::{FieldPlan, ModelPlan, VersionPlan};
use crate::model::{Kind, Primitive, RefName, TypeRef};

/// A field's Rust type, and the kind of slot that the engine reaches it through.
pub struct FieldType {
    pub ty: TokenStream,
    pub slot: &'static str,
}

/// Where code stands, which decides how it names models.
#[derive(Clone, Copy)]
pub struct Scene<'p> {
    pub plan: &'p VersionPlan<'p>,
    /// The namespace modules of the file below `models`; none outside `models`.
    pub namespace: Option<&'p [String]>,
}

impl Scene<'_> {
    /// The path of a model's type.
    pub fn path(&self, model: &ModelPlan<'_>) -> TokenStream {
        self.path_of(&model.namespace, &model.ident)
    }

    /// The path of a type of this name in the namespace's modules.
    pub fn path_of(&self, namespace: &[String], name: &str) -> TokenStream {
        let name = ident(name);
        if self.namespace == Some(namespace) {
            return quote!(super::#name);
        }
        let modules = namespace.iter().map(|m| ident(m));
        if self.namespace.is_some() {
            let (root, version) = (self.plan.root(), ident(self.plan.module));
            return quote!(#root::#version::models::#(#modules::)*#name);
        }
        quote!(models::#(#modules::)*#name)
    }

    /// How a property is held by a field; a string that lists its values as its enum.
    pub fn property_type(&self, field: &FieldPlan<'_>) -> FieldType {
        let owner = self.plan.models.get(&field.owner);
        let listed =
            owner.and_then(|o| Some((o, o.value_enums.get(*o.value_enum_of.get(field.property.name.as_str())?)?)));
        let Some((owner, found)) = listed else { return self.field_type(&field.property.ty) };
        let path = self.path_of(&owner.namespace, &found.ident);
        if field.property.ty.collection {
            FieldType { ty: quote!(Option<Vec<#path>>), slot: "Scalars" }
        } else {
            FieldType { ty: quote!(Option<#path>), slot: "Scalar" }
        }
    }

    /// How a reference is held by a field.
    pub fn field_type(&self, reference: &TypeRef) -> FieldType {
        let model = reference.type_name().and_then(|n| self.plan.models.get(n));
        let (one, kind) = match (&reference.name, model) {
            (RefName::Primitive(primitive), _) => scalar(*primitive),
            (RefName::Named(_), Some(model)) if model.ty.kind == Kind::Enum => {
                let path = self.path(model);
                let ty = if model.ty.flags { quote!(runtime::Flags<#path>) } else { path };
                (ty, "Scalar")
            }
            (RefName::Named(_), Some(model)) => (self.path(model), "Model"),
            (RefName::Named(_), None) => (quote!(serde_json::Value), "Json"),
        };
        let (ty, slot) = match (kind, reference.collection) {
            ("Scalar", false) => (quote!(Option<#one>), "Scalar"),
            ("Scalar", true) => (quote!(Option<Vec<#one>>), "Scalars"),
            ("Model", false) => (quote!(Option<Box<#one>>), "Model"),
            ("Model", true) => (quote!(Option<Vec<#one>>), "Models"),
            (_, false) => (quote!(Option<#one>), "Json"),
            (_, true) => (quote!(Option<Vec<#one>>), "Jsons"),
        };
        FieldType { ty, slot }
    }
}

/// The Rust type of a primitive.
pub fn scalar(primitive: Primitive) -> (TokenStream, &'static str) {
    let ty = match primitive {
        Primitive::Boolean => quote!(bool),
        Primitive::Byte => quote!(u8),
        Primitive::SByte => quote!(i8),
        Primitive::Int16 => quote!(i16),
        Primitive::Int32 => quote!(i32),
        Primitive::Int64 => quote!(runtime::Int64),
        Primitive::Single | Primitive::Double => quote!(f64),
        Primitive::Decimal => quote!(runtime::Decimal),
        Primitive::String => quote!(String),
        Primitive::DateTimeOffset => quote!(runtime::DateTimeOffset),
        Primitive::Date => quote!(runtime::Date),
        Primitive::TimeOfDay => quote!(runtime::TimeOfDay),
        Primitive::Duration => quote!(runtime::Duration),
        Primitive::Guid => quote!(runtime::Guid),
        Primitive::Binary => quote!(runtime::Binary),
        Primitive::Stream | Primitive::Untyped => return (quote!(serde_json::Value), "Json"),
    };
    (ty, "Scalar")
}
