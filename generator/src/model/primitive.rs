//! The primitive types.

/// The primitive types of OData (CSDL 4.01, section 3.3) that Graph uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    Binary,
    Boolean,
    Byte,
    Date,
    DateTimeOffset,
    Decimal,
    Double,
    Duration,
    Guid,
    Int16,
    Int32,
    Int64,
    SByte,
    Single,
    Stream,
    String,
    TimeOfDay,
    Untyped,
}

impl Primitive {
    pub const ALL: [Self; 18] = [
        Self::Binary,
        Self::Boolean,
        Self::Byte,
        Self::Date,
        Self::DateTimeOffset,
        Self::Decimal,
        Self::Double,
        Self::Duration,
        Self::Guid,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::SByte,
        Self::Single,
        Self::Stream,
        Self::String,
        Self::TimeOfDay,
        Self::Untyped,
    ];

    pub fn is_number(self) -> bool {
        use Primitive::{Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single};
        matches!(self, Byte | Decimal | Double | Int16 | Int32 | Int64 | SByte | Single)
    }

    /// The name after `Edm.`.
    pub fn from_edm(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| format!("{p:?}") == name)
    }
}
