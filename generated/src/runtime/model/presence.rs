//! What a response says of a field beside its value, and of an object that is gone.

use crate::runtime::types::open_enum::open_enum_impls;
use crate::runtime::{OpenEnum, Unrecognized};
use serde_json::Value;

/// What an object says of one property; [`Model::presence_of`](crate::runtime::Model::presence_of) tells.
///
/// In the answer to a delta query an absent property has not changed; in the body of a `PATCH` it will not.
#[derive(Debug, PartialEq)]
pub enum Presence<'a, T> {
    /// Nothing: the property is not there.
    Absent,
    /// That it has no value: an explicit `null`.
    Null,
    /// Its value.
    Value(&'a T),
    /// A value that its type can't hold, as it came. The field is `None` then.
    Other(&'a Value),
}

impl<'a, T> Presence<'a, T> {
    /// The value, where there is one of the property's type.
    pub fn value(self) -> Option<&'a T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the property is there, be it as `null`.
    pub fn is_present(self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl<T> Clone for Presence<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Presence<'_, T> {}

/// Why a delta query reports an object as gone: the `reason` in `@removed`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Removed {
    /// `changed`: it can be restored, or is no longer among what was asked for.
    Changed,
    /// `deleted`: it can't be restored.
    Deleted,
    /// Another reason, as its text; empty where there is none.
    Unrecognized(Unrecognized),
}

impl OpenEnum for Removed {
    const MEMBERS: &'static [(&'static str, Self)] = &[("changed", Self::Changed), ("deleted", Self::Deleted)];

    fn unrecognized(&self) -> Option<&Unrecognized> {
        if let Self::Unrecognized(value) = self { Some(value) } else { None }
    }
}

open_enum_impls!(Removed);
