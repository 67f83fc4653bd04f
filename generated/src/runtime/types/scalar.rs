//! Values whose JSON form is one string, number or boolean, and how they move in and out of fields.

/// One JSON string, number or boolean, borrowed from where it is kept.
///
/// Numbers keep the form that they have in JSON: a quoted integer stays a quoted integer.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ScalarRef<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction that fits 64 bits with a sign.
    Int(i64),
    /// A number without a fraction that is above [`i64::MAX`].
    UInt(u64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// An integer that is sent as a string.
    QuotedInt(i64),
    /// A string.
    Str(&'a str),
}

impl ScalarRef<'_> {
    /// Whether both mean the same value; unlike `==`, a quoted integer equals the bare one.
    pub fn same(self, other: Self) -> bool {
        use ScalarRef::{Int, QuotedInt};
        match (self, other) {
            (QuotedInt(a), Int(b)) | (Int(a), QuotedInt(b)) => a == b,
            (a, b) => a == b,
        }
    }
}

/// A type whose JSON form is one string, number or boolean.
///
/// Open enums, dates, identifiers and numbers implement it. A conversion is exact or refused, so that a value
/// which does not fit is kept elsewhere as it came and is never altered.
pub trait Scalar: Sized + 'static {
    /// Takes the value over, or returns `None` where it does not fit this type exactly.
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self>;

    /// The value as it is written to JSON.
    fn to_scalar(&self) -> ScalarRef<'_>;
}

impl Scalar for bool {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        ScalarRef::Bool(*self)
    }
}

impl Scalar for String {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::Str(value) => Some(value.to_owned()),
            // Only a quoted integer read from another slot comes in this form.
            ScalarRef::QuotedInt(value) => Some(value.to_string()),
            _ => None,
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        ScalarRef::Str(self)
    }
}

/// The integer that `value` stands for, if it is one: `5` and `5.0`, not `"5"`.
pub(super) fn integer(value: ScalarRef<'_>) -> Option<i64> {
    match value {
        ScalarRef::Int(value) => Some(value),
        // Beyond 2^53 the text may have named a neighbour of the float that was read.
        ScalarRef::Float(value) if value.fract() == 0.0 && value.abs() <= EXACT => Some(value as i64),
        _ => None,
    }
}

/// Up to here every integer has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! small_integers {
    ($($int:ty)*) => {$(
        impl Scalar for $int {
            fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
                integer(value)?.try_into().ok()
            }

            fn to_scalar(&self) -> ScalarRef<'_> {
                ScalarRef::Int(i64::from(*self))
            }
        }
    )*};
}
small_integers!(i8 u8 i16 i32);

impl Scalar for f64 {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::Float(value) => Some(value),
            ScalarRef::Int(value) => {
                let float = value as f64;
                (float as i128 == i128::from(value)).then_some(float)
            }
            // OData's spelling of what JSON numbers can't say.
            ScalarRef::Str("NaN") => Some(f64::NAN),
            ScalarRef::Str("INF") => Some(f64::INFINITY),
            ScalarRef::Str("-INF") => Some(f64::NEG_INFINITY),
            _ => None,
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        match *self {
            value if value.is_nan() => ScalarRef::Str("NaN"),
            f64::INFINITY => ScalarRef::Str("INF"),
            f64::NEG_INFINITY => ScalarRef::Str("-INF"),
            value => ScalarRef::Float(value),
        }
    }
}
