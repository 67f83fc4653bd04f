//! Primitive types that JSON carries as strings: kept as their text, and parsed only when asked.
//!
//! One odd timestamp therefore never keeps a list of devices from being read.

use super::duration::Span;
use super::scalar::{Scalar, ScalarRef};
use crate::runtime::encoding::moment::{self, Moment};
use crate::runtime::error::Error;
use std::{fmt, str::FromStr, time::SystemTime};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text as it is sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Scalar for $name {
            fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
                match value {
                    ScalarRef::Str(text) => Some(Self(text.into())),
                    _ => None,
                }
            }

            fn to_scalar(&self) -> ScalarRef<'_> {
                ScalarRef::Str(&self.0)
            }
        }
    )*};
}

/// Conversions from text, which a text that means bytes does not have.
macro_rules! from_text {
    ($($name:ident)*) => {$(
        impl From<&str> for $name {
            /// Takes the text as it is; nothing is checked.
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            /// Takes the text as it is; nothing is checked.
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
    )*};
}

texts! {
    /// An `Edm.DateTimeOffset`: a moment, such as `2021-07-01T08:30:00Z`. Compared as text.
    DateTimeOffset;
    /// An `Edm.Date`: a day, such as `2021-07-01`.
    Date;
    /// An `Edm.TimeOfDay`: a time without a day or zone, such as `08:30:00.000`.
    TimeOfDay;
    /// An `Edm.Duration`: a length of time, such as `P1DT2H30M` or `-PT5M`.
    Duration;
    /// An `Edm.Guid`, such as `6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0`. Compared as text.
    Guid;
    /// An `Edm.Binary`: bytes, which JSON carries in base64, of either alphabet. Made from bytes: `vec![80, 75].into()`.
    Binary;
}
from_text!(DateTimeOffset Date TimeOfDay Duration Guid);

impl DateTimeOffset {
    /// Seconds and nanoseconds since 1970-01-01T00:00:00Z. Digits beyond the ninth of a second are dropped.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a date and time with a zone.
    pub fn to_unix(&self) -> Result<(i64, u32), Error> {
        self.moment().map(|moment| (moment.seconds, moment.nanos))
    }

    /// The seconds by which the clock that the text shows is ahead of UTC: 7,200 for `+02:00`, and 0 for `Z`.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a date and time with a zone.
    pub fn utc_offset(&self) -> Result<i32, Error> {
        self.moment().map(|moment| moment.offset)
    }

    /// The moment as the standard library has it.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a date and time with a zone.
    pub fn to_system_time(&self) -> Result<SystemTime, Error> {
        let (seconds, nanos) = self.to_unix()?;
        let whole = std::time::Duration::from_secs(seconds.unsigned_abs());
        let base = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)
        };
        base.and_then(|base| base.checked_add(std::time::Duration::from_nanos(nanos.into())))
            .ok_or(Error::Format { expected: "Edm.DateTimeOffset" })
    }

    /// The moment this many seconds after (or before) 1970-01-01T00:00:00Z.
    pub fn from_unix(seconds: i64) -> Self {
        Self::from(Moment { seconds, nanos: 0, offset: 0 }.format())
    }

    /// The moment of a text that names no offset, such as `2024-02-08T12:07:31`, on a clock that shows UTC. One that names
    /// its offset stays as it is, and so does what is no moment.
    #[must_use]
    pub fn assume_utc(&self) -> Self {
        let with_offset = format!("{}Z", self.0);
        if Moment::parse(&with_offset).is_some() { Self::from(with_offset) } else { self.clone() }
    }

    fn moment(&self) -> Result<Moment, Error> {
        Moment::parse(&self.0).ok_or(Error::Format { expected: "Edm.DateTimeOffset" })
    }
}

impl From<SystemTime> for DateTimeOffset {
    /// The moment in UTC.
    fn from(moment: SystemTime) -> Self {
        let (seconds, nanos) = match moment.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => (-seconds, 0),
                    nanos => (-seconds - 1, 1_000_000_000 - nanos),
                }
            }
        };
        Self::from(Moment { seconds, nanos, offset: 0 }.format())
    }
}

impl Date {
    /// Year, month and day.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a date.
    pub fn to_ymd(&self) -> Result<(i32, u8, u8), Error> {
        moment::parse_date(&self.0).ok_or(Error::Format { expected: "Edm.Date" })
    }
}

impl TimeOfDay {
    /// The time since midnight.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a time.
    pub fn since_midnight(&self) -> Result<std::time::Duration, Error> {
        moment::parse_time(&self.0).ok_or(Error::Format { expected: "Edm.TimeOfDay" })
    }
}

impl Duration {
    /// The length as the standard library has it.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a duration, is negative, or counts in months or years. With the features
    /// `chrono`, `jiff` and `time` there are conversions that take negative ones, and `jiff`'s `Span` takes them all.
    pub fn to_std(&self) -> Result<std::time::Duration, Error> {
        let span = Span::parse(&self.0);
        let length = span.and_then(|span| span.length().filter(|length| !span.negative || length.is_zero()));
        length.ok_or(Error::Format { expected: "Edm.Duration" })
    }
}

impl From<std::time::Duration> for Duration {
    fn from(length: std::time::Duration) -> Self {
        Self::from(Span::new(false, length).format())
    }
}

impl Guid {
    /// The identifier's 128 bits.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a GUID.
    pub fn to_u128(&self) -> Result<u128, Error> {
        let parse = |text: &str| {
            let groups: Vec<&str> = text.split('-').collect();
            let hex = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
            let lengths = groups.iter().map(|group| group.len());
            (hex && lengths.eq([8, 4, 4, 4, 12])).then(|| groups.concat())
        };
        parse(&self.0)
            .and_then(|digits| u128::from_str_radix(&digits, 16).ok())
            .ok_or(Error::Format { expected: "Edm.Guid" })
    }
}

impl Binary {
    /// The bytes.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not base64.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        crate::runtime::encoding::base64::decode(&self.0).ok_or(Error::Format { expected: "Edm.Binary" })
    }

    /// The base64 text of these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(crate::runtime::encoding::base64::encode(bytes).into())
    }

    /// Takes a text that is base64 already as it is; nothing is checked.
    pub fn from_base64(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_bytes(&bytes)
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl<const N: usize> From<&[u8; N]> for Binary {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from_bytes(bytes)
    }
}
