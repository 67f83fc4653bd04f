//! What the service publishes of itself: its OData metadata, CSDL 4.0 as XML, as plain data.
//! <https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html>

mod annotations;
mod container;
mod csdl;
mod error;
mod lookup;
mod names;
mod operations;
mod read;
mod types;
mod xml;

pub use csdl::{
    EntityContainer, EnumType, Exposed, Marks, Metadata, MetadataMember, MetadataParameter, MetadataProperty,
    MetadataType, OperationKind, Schema, ServiceOperation, StructuredType, TypeDefinition,
};
pub use error::{MetadataError, MetadataProblem};
pub use read::{load, parse};
