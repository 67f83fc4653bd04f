//! Metadata as data: what its elements say, with aliases resolved and the line of each.

use std::collections::BTreeMap;

use crate::model::{TypeName, TypeRef};

/// What one file says.
#[derive(Debug, Default)]
pub struct Metadata {
    /// As whoever asked for it named it.
    pub file: String,
    pub schemas: Vec<Schema>,
    pub types: BTreeMap<TypeName, MetadataType>,
    /// Actions and functions by their name without its namespace; overloads in the order of the file.
    pub operations: BTreeMap<String, Vec<ServiceOperation>>,
    pub container: EntityContainer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    pub namespace: String,
    pub alias: Option<String>,
    pub line: u32,
}

#[derive(Debug)]
pub enum MetadataType {
    Structured(StructuredType),
    Enum(EnumType),
    Definition(TypeDefinition),
}

/// An entity type or a complex type.
#[derive(Debug)]
pub struct StructuredType {
    pub is_entity: bool,
    pub base: Option<TypeName>,
    pub is_abstract: bool,
    pub open: bool,
    pub has_stream: bool,
    /// The properties of its key, where it says them itself.
    pub key: Vec<String>,
    /// Those that it declares itself, navigation properties among them.
    pub properties: Vec<MetadataProperty>,
    pub marks: Marks,
    pub line: u32,
}

#[derive(Debug)]
pub struct MetadataProperty {
    pub name: String,
    pub ty: TypeRef,
    /// It is a navigation property.
    pub navigation: bool,
    pub nullable: Option<bool>,
    pub contains_target: bool,
    pub partner: Option<String>,
    pub marks: Marks,
    pub line: u32,
}

#[derive(Debug)]
pub struct EnumType {
    pub flags: bool,
    pub underlying: TypeRef,
    pub members: Vec<MetadataMember>,
    pub marks: Marks,
    pub line: u32,
}

#[derive(Debug)]
pub struct MetadataMember {
    pub name: String,
    pub value: Option<i64>,
    pub marks: Marks,
    pub line: u32,
}

/// A name for a primitive type.
#[derive(Debug)]
pub struct TypeDefinition {
    pub underlying: TypeRef,
    pub line: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    Action,
    Function,
}

/// An action or a function.
#[derive(Debug)]
pub struct ServiceOperation {
    pub kind: OperationKind,
    pub namespace: String,
    pub name: String,
    /// What it is called on; none for one that is not bound.
    pub binding: Option<TypeRef>,
    /// Without the one that it is bound to.
    pub parameters: Vec<MetadataParameter>,
    pub returns: Option<TypeRef>,
    pub composable: bool,
    pub line: u32,
}

#[derive(Debug)]
pub struct MetadataParameter {
    pub name: String,
    pub ty: TypeRef,
    pub nullable: Option<bool>,
    /// It may be left out.
    pub optional: bool,
    pub line: u32,
}

/// What URLs begin with.
#[derive(Debug, Default)]
pub struct EntityContainer {
    pub name: String,
    pub children: BTreeMap<String, Exposed>,
}

/// A child of the container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exposed {
    /// Entities of a type.
    EntitySet(TypeName),
    /// One entity of a type.
    Singleton(TypeName),
    /// An action or a function by its full name.
    Import(TypeName),
}

/// What annotations say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// `Org.OData.Core.V1.Revisions` of the kind `Deprecated`: what it says of that.
    pub deprecated: Option<String>,
    /// `Org.OData.Core.V1.Computed`, or permissions to read and no more.
    pub read_only: bool,
    /// `Org.OData.Core.V1.Description`
    pub description: Option<String>,
    /// `Org.OData.Core.V1.OptionalParameter`
    pub optional: bool,
}
