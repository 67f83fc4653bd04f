//! Primitive types in Rust.

use crate::model::Primitive;

/// The Rust type of a primitive; JSON for what has none.
pub fn rust_type(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::SByte => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "runtime::Int64",
        Primitive::Single | Primitive::Double => "f64",
        Primitive::Decimal => "runtime::Decimal",
        Primitive::String => "String",
        Primitive::DateTimeOffset => "runtime::DateTimeOffset",
        Primitive::Date => "runtime::Date",
        Primitive::TimeOfDay => "runtime::TimeOfDay",
        Primitive::Duration => "runtime::Duration",
        Primitive::Guid => "runtime::Guid",
        Primitive::Binary => "runtime::Binary",
        Primitive::Stream | Primitive::Untyped => "serde_json::Value",
    }
}
