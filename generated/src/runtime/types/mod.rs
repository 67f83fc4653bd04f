//! The primitive types of OData: what a property holds that is no object.

mod convert;
pub(super) mod duration;
pub(super) mod number;
pub(crate) mod open_enum;
pub(super) mod scalar;
pub(super) mod text;
