//! The primitive types.

use serde::{Deserialize, Serialize};

/// What a value of a primitive type is in JSON (OData JSON Format 4.01, section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    Boolean,
    /// A whole number within these, both included.
    Integer(i64, i64),
    /// A number with or without a fraction.
    Fraction,
    Text,
    /// Text that stands for bytes.
    Base64,
    Any,
}

macro_rules! primitives {
    ($($name:ident $form:expr,)*) => {
        /// The primitive types of OData (CSDL 4.01, section 3.3) that Graph uses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Primitive {
            $($name,)*
        }

        impl Primitive {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub fn json_form(self) -> JsonForm {
                match self {
                    $(Self::$name => $form,)*
                }
            }

            /// The name after `Edm.`.
            pub fn edm_name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

primitives! {
    Binary         JsonForm::Base64,
    Boolean        JsonForm::Boolean,
    Byte           JsonForm::Integer(0, 255),
    Date           JsonForm::Text,
    DateTimeOffset JsonForm::Text,
    Decimal        JsonForm::Fraction,
    Double         JsonForm::Fraction,
    Duration       JsonForm::Text,
    Guid           JsonForm::Text,
    Int16          JsonForm::Integer(-32_768, 32_767),
    Int32          JsonForm::Integer(-2_147_483_648, 2_147_483_647),
    Int64          JsonForm::Integer(i64::MIN, i64::MAX),
    SByte          JsonForm::Integer(-128, 127),
    Single         JsonForm::Fraction,
    Stream         JsonForm::Any,
    String         JsonForm::Text,
    TimeOfDay      JsonForm::Text,
    Untyped        JsonForm::Any,
}

impl Primitive {
    pub fn is_number(self) -> bool {
        matches!(self.json_form(), JsonForm::Integer(..) | JsonForm::Fraction)
    }

    /// By the name after `Edm.`.
    pub fn from_edm(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|primitive| primitive.edm_name() == name)
    }
}
