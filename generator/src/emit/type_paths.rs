//! How code names models, and how a field holds a value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{ident, path};
use crate::model::{Kind, Primitive, RefName, TypeRef};
use crate::plan::{FieldPlan, ModelPlan, VersionPlan, rust_type};

/// A field's Rust type, and the kind of slot that the engine reaches it through.
pub struct FieldType {
    pub ty: TokenStream,
    pub slot: Slot,
}

/// The kinds of slots of the runtime.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    Scalar,
    Scalars,
    Model,
    Models,
    Json,
    Jsons,
}

impl Slot {
    /// The runtime's name of it.
    pub fn ident(self) -> Ident {
        ident(&format!("{self:?}"))
    }
}

/// What one value is to the engine.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    Scalar,
    Model,
    Json,
}

/// How code names models, which depends on where it stands.
#[derive(Clone, Copy)]
pub struct TypePaths<'p> {
    pub plan: &'p VersionPlan<'p>,
    /// The namespace modules of the file below `models`; none outside `models`.
    pub namespace: Option<&'p [String]>,
}

impl TypePaths<'_> {
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
            let (root, version) = (path(&self.plan.root), ident(self.plan.module));
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
            FieldType { ty: quote!(Option<Vec<#path>>), slot: Slot::Scalars }
        } else {
            FieldType { ty: quote!(Option<#path>), slot: Slot::Scalar }
        }
    }

    /// How a reference is held by a field.
    pub fn field_type(&self, reference: &TypeRef) -> FieldType {
        let model = reference.type_name().and_then(|n| self.plan.models.get(n));
        let (one, value) = match (&reference.name, model) {
            (RefName::Primitive(primitive), _) => scalar(*primitive),
            (RefName::Named(_), Some(model)) if model.ty.kind == Kind::Enum => {
                let path = self.path(model);
                let ty = if model.ty.flags { quote!(runtime::Flags<#path>) } else { path };
                (ty, Value::Scalar)
            }
            (RefName::Named(_), Some(model)) => (self.path(model), Value::Model),
            (RefName::Named(_), None) => (quote!(serde_json::Value), Value::Json),
        };
        let (ty, slot) = match (value, reference.collection) {
            (Value::Scalar, false) => (quote!(Option<#one>), Slot::Scalar),
            (Value::Scalar, true) => (quote!(Option<Vec<#one>>), Slot::Scalars),
            (Value::Model, false) => (quote!(Option<Box<#one>>), Slot::Model),
            (Value::Model, true) => (quote!(Option<Vec<#one>>), Slot::Models),
            (Value::Json, false) => (quote!(Option<#one>), Slot::Json),
            (Value::Json, true) => (quote!(Option<Vec<#one>>), Slot::Jsons),
        };
        FieldType { ty, slot }
    }
}

/// The Rust type of a primitive, and what it is to the engine.
pub fn scalar(primitive: Primitive) -> (TokenStream, Value) {
    let value = match primitive {
        Primitive::Stream | Primitive::Untyped => Value::Json,
        _ => Value::Scalar,
    };
    (path(rust_type(primitive)), value)
}
