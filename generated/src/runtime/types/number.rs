//! Numbers that JSON carries in more than one form, and that must be written back in the form they came in.

use super::scalar::{Scalar, ScalarRef, integer};
use std::{cmp::Ordering, fmt, hash};

/// An `Edm.Int64`: a 64-bit integer, which services send as a number or as a string.
///
/// It is written back in the form in which it was read; one made from an `i64` is written as a number.
/// Comparisons look at the value only.
#[derive(Clone, Copy, Default)]
pub struct Int64 {
    value: i64,
    quoted: bool,
}

impl Int64 {
    /// The integer.
    pub const fn get(self) -> i64 {
        self.value
    }

    /// The same integer, written as a JSON string.
    pub const fn quoted(self) -> Self {
        Self { quoted: true, ..self }
    }
}

impl From<i64> for Int64 {
    fn from(value: i64) -> Self {
        Self { value, quoted: false }
    }
}

impl From<Int64> for i64 {
    fn from(value: Int64) -> Self {
        value.value
    }
}

impl PartialEq for Int64 {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Int64 {}

impl PartialEq<i64> for Int64 {
    fn eq(&self, other: &i64) -> bool {
        self.value == *other
    }
}

impl PartialOrd for Int64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl hash::Hash for Int64 {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl fmt::Debug for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Display for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl Scalar for Int64 {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::QuotedInt(value) => Some(Self { value, quoted: true }),
            // "+5" and "05" are left to the extras, which keep their spelling.
            ScalarRef::Str(text) => {
                let value: i64 = text.parse().ok()?;
                (value.to_string() == text).then_some(Self { value, quoted: true })
            }
            other => integer(other).map(Self::from),
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        if self.quoted { ScalarRef::QuotedInt(self.value) } else { ScalarRef::Int(self.value) }
    }
}

/// An `Edm.Decimal`: a decimal number, kept as the text or the JSON number that it was read as.
///
/// A JSON number that is no 64-bit integer is read as the nearest `f64`: 15 digits survive for sure, zeros at the end do
/// not. Services send decimals as texts, of which every digit survives, where the request has the header
/// `Accept: application/json;IEEE754Compatible=true`. The text form (`"12.50".into()`) sends all digits.
#[derive(Clone, PartialEq)]
pub struct Decimal(Repr);

#[derive(Clone, PartialEq)]
enum Repr {
    Int(i64),
    UInt(u64),
    Float(f64),
    Text(Box<str>),
}

impl Decimal {
    /// The nearest `f64`, or `None` if the text is not a number.
    pub fn to_f64(&self) -> Option<f64> {
        match &self.0 {
            Repr::Int(value) => Some(*value as f64),
            Repr::UInt(value) => Some(*value as f64),
            Repr::Float(value) => Some(*value),
            Repr::Text(text) => text.parse().ok(),
        }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(Repr::Int(value))
    }
}

impl From<&str> for Decimal {
    /// The decimal that is written as this JSON string.
    fn from(text: &str) -> Self {
        Self(Repr::Text(text.into()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int(value) => value.fmt(f),
            Repr::UInt(value) => value.fmt(f),
            Repr::Float(value) => value.fmt(f),
            Repr::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Scalar for Decimal {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        Some(Self(match value {
            ScalarRef::Int(value) => Repr::Int(value),
            ScalarRef::UInt(value) => Repr::UInt(value),
            ScalarRef::Float(value) => Repr::Float(value),
            ScalarRef::QuotedInt(value) => Repr::Text(value.to_string().into()),
            ScalarRef::Str(text) => Repr::Text(text.into()),
            ScalarRef::Bool(_) => return None,
        }))
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        match &self.0 {
            Repr::Int(value) => ScalarRef::Int(*value),
            Repr::UInt(value) => ScalarRef::UInt(*value),
            Repr::Float(value) => ScalarRef::Float(*value),
            Repr::Text(text) => ScalarRef::Str(text),
        }
    }
}
