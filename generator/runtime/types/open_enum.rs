//! Enums that keep the values they don't know, and sets of their values.

use super::scalar::{Scalar, ScalarRef};
use std::hash::{Hash, Hasher};
use std::{convert::Infallible, fmt, marker::PhantomData, mem, str::FromStr};

/// An enum with documented members, which keeps every other value as its text.
pub trait OpenEnum: Clone + Eq + fmt::Display + for<'a> From<&'a str> + 'static {
    /// Every documented member with its wire text.
    const MEMBERS: &'static [(&'static str, Self)];

    /// The text, where it is not that of a documented member.
    fn unrecognized(&self) -> Option<&Unrecognized>;

    /// The documented member that this is, in whatever case its text came: what to `match` on.
    fn known(&self) -> Option<Self> {
        index(self).map(|index| Self::MEMBERS[index].1.clone())
    }
}

impl<E: OpenEnum> Scalar for E {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::Str(text) => Some(Self::from(text)),
            _ => None,
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        ScalarRef::Str(text(self))
    }
}

/// The text of a value that is no documented member, or is one in another case, as `Paid` is `paid`: that is equal to the
/// member and known, and keeps its text.
///
/// It can't be made by hand, so a member never hides in it: `LicenseType::from("paid")` decides which it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    #[allow(dead_code)]
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The member with this text.
#[allow(dead_code)]
pub(crate) fn member<E: OpenEnum>(text: &str) -> Option<E> {
    E::MEMBERS.iter().find(|(name, _)| *name == text).map(|(_, member)| member.clone())
}

/// The wire text of a value.
#[allow(dead_code)]
pub(crate) fn text<E: OpenEnum>(value: &E) -> &str {
    if let Some(value) = value.unrecognized() {
        return value.as_str();
    }
    index(value).map_or("", |index| E::MEMBERS[index].0)
}

/// Which documented member a value is.
fn index<E: OpenEnum>(value: &E) -> Option<usize> {
    match value.unrecognized() {
        Some(text) => E::MEMBERS.iter().position(|(name, _)| name.eq_ignore_ascii_case(text.as_str())),
        None => {
            let wanted = mem::discriminant(value);
            E::MEMBERS.iter().position(|(_, member)| mem::discriminant(member) == wanted)
        }
    }
}

/// Whether a value is a documented member.
#[allow(dead_code)]
pub(crate) fn is_known<E: OpenEnum>(value: &E) -> bool {
    index(value).is_some()
}

/// Whether two values are one member, or have one text that is none.
#[allow(dead_code)]
pub(crate) fn equal<E: OpenEnum>(a: &E, b: &E) -> bool {
    match (a.unrecognized(), b.unrecognized()) {
        (None, None) => mem::discriminant(a) == mem::discriminant(b),
        (Some(a), Some(b)) if a == b => true,
        _ => index(a).is_some_and(|index_of_a| index(b) == Some(index_of_a)),
    }
}

/// What is the same for equal values.
#[allow(dead_code)]
pub(crate) fn hash<E: OpenEnum, H: Hasher>(value: &E, state: &mut H) {
    index(value).map_or(text(value), |index| E::MEMBERS[index].0).hash(state);
}

/// Implements what an [`OpenEnum`] with a variant `Unrecognized` needs beside its table of members. What is the same
/// for all is generic: the compiler takes longer over each impl than over any of them.
#[allow(unused_macros)]
macro_rules! open_enum_impls {
    ($name:ident) => {
        impl $name {
            /// The value's wire text.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::runtime::open_enum::text(self)
            }

            /// Whether the value is a documented member, in whatever case its text came.
            #[inline]
            pub fn is_known(&self) -> bool {
                $crate::runtime::open_enum::is_known(self)
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::open_enum::equal(self, other)
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::runtime::open_enum::hash(self, state);
            }
        }

        /// Shows the wire text.
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::open_enum::member(text)
                    .unwrap_or_else(|| Self::Unrecognized($crate::runtime::Unrecognized::new(text)))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use open_enum_impls;

/// A set of an enum's values, which JSON carries as one comma-separated string.
///
/// The text is kept as it was sent, order and unknown values included.
pub struct Flags<E> {
    text: Box<str>,
    members: PhantomData<fn() -> E>,
}

impl<E: OpenEnum> Flags<E> {
    /// The comma-separated text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The values, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = E> + '_ {
        self.text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(E::from)
    }

    /// Whether the value is in the set.
    pub fn contains(&self, value: &E) -> bool {
        self.iter().any(|each| each == *value)
    }

    /// Adds a value.
    pub fn insert(&mut self, value: E) {
        if !self.contains(&value) {
            *self = self.iter().chain([value]).collect();
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, value: &E) {
        if self.contains(value) {
            *self = self.iter().filter(|each| each != value).collect();
        }
    }
}

impl<E> Clone for Flags<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), members: PhantomData }
    }
}

impl<E> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Flags<E> {}

impl<E: OpenEnum> Default for Flags<E> {
    fn default() -> Self {
        Self::from("")
    }
}

impl<E: OpenEnum> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(values: I) -> Self {
        let texts: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        Self::from(texts.join(",").as_str())
    }
}

impl<E: OpenEnum> From<E> for Flags<E> {
    fn from(value: E) -> Self {
        Self::from(value.to_string().as_str())
    }
}

impl<E: OpenEnum, const N: usize> From<[E; N]> for Flags<E> {
    fn from(values: [E; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<E: OpenEnum> From<&str> for Flags<E> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), members: PhantomData }
    }
}

impl<E: OpenEnum> FromStr for Flags<E> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<E> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<E: OpenEnum> Scalar for Flags<E> {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        match value {
            ScalarRef::Str(text) => Some(Self::from(text)),
            _ => None,
        }
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        ScalarRef::Str(&self.text)
    }
}
