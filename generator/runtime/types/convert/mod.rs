//! Conversions to and from the types of the ecosystem's crates, each behind the feature of its name.
//!
//! Reading a text as one of their types is `TryFrom`, and gives [`Error::Format`](crate::runtime::Error::Format) where the text is
//! not valid or the type can't hold it. Writing one of their values as a text is `From`, and keeps all its digits.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

/// Implements `TryFrom` from a reference to one of this crate's types, by a function of its text.
#[allow(unused_macros)]
macro_rules! read {
    ($($(#[$doc:meta])* $ours:ident as $theirs:ty = $read:expr;)*) => {$(
        impl TryFrom<&$ours> for $theirs {
            type Error = $crate::runtime::Error;

            $(#[$doc])*
            ///
            /// # Errors
            /// [`Error::Format`](crate::Error::Format) where the text is not valid, or is beyond what the type
            /// can hold.
            fn try_from(text: &$ours) -> Result<Self, Self::Error> {
                let read: fn(&str) -> Option<Self> = $read;
                let expected = concat!("Edm.", stringify!($ours));
                read(text.as_str()).ok_or($crate::runtime::Error::Format { expected })
            }
        }
    )*};
}

/// Implements `From` for one of this crate's types, by a function that gives its text.
#[allow(unused_macros)]
macro_rules! write {
    ($($(#[$doc:meta])* $theirs:ty as $ours:ident = $write:expr;)*) => {$(
        impl From<$theirs> for $ours {
            $(#[$doc])*
            fn from(value: $theirs) -> Self {
                let write: fn($theirs) -> String = $write;
                Self::from(write(value))
            }
        }
    )*};
}

#[allow(unused_imports)]
use {read, write};
