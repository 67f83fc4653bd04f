//! What the process knows of its terminal and of the day.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::config::Date;

/// The width of the terminal; where there is none, or a very wide one, what can be read well.
pub fn columns() -> usize {
    const WIDEST: u16 = 120;
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| width.0.min(WIDEST)).into()
}

/// The day in UTC, or that of a build which is to be the same again: <https://reproducible-builds.org/specs/source-date-epoch/>
pub fn today() -> Date {
    let fixed =
        std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
    let day = fixed.unwrap_or_else(Timestamp::now).to_zoned(TimeZone::UTC).date();
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    Date { year: u16::try_from(day.year()).unwrap_or_default(), month: part(day.month()), day: part(day.day()) }
}
