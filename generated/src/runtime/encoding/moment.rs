//! Dates, times and moments as OData spells them.

use std::time::Duration;

/// A moment, and the clock that its text shows it on.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanos: u32,
    /// Seconds by which the clock is ahead of UTC.
    pub offset: i32,
}

impl Moment {
    /// A date, a time and a zone.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_once(['T', 't'])?;
        let (clock, offset) = match rest.strip_suffix(['Z', 'z']) {
            Some(clock) => (clock, 0),
            None => {
                let (clock, zone) = rest.split_at_checked(rest.rfind(['+', '-'])?)?;
                (clock, parse_offset(zone)?)
            }
        };
        let (hour, minute, second, nanos) = parse_clock(clock)?;
        let of_day = i64::try_from(hour * 3600 + minute * 60 + second).ok()?;
        let seconds = days_from_epoch(parse_date(date)?) * 86_400 + of_day - i64::from(offset);
        // A leap second is the last of a day of UTC, and Unix time gives it the number of the next day's first.
        let valid = second < 60 || seconds.rem_euclid(86_400) == 0;
        valid.then_some(Self { seconds, nanos, offset })
    }

    /// `YYYY-MM-DDThh:mm:ss[.fraction]` and `Z` or `±hh:mm`.
    pub fn format(self) -> String {
        // A zone is written in minutes, and services take none beyond 14 hours: such a moment is written in UTC.
        let minutes = match self.offset / 60 {
            minutes @ -840..=840 => minutes,
            _ => 0,
        };
        let local = self.seconds.saturating_add(i64::from(minutes) * 60);
        let (year, month, day) = date_from_epoch(local.div_euclid(86_400));
        let of_day = u32::try_from(local.rem_euclid(86_400)).unwrap_or_default();
        let zone = match minutes {
            0 => "Z".to_owned(),
            _ => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        };
        format!("{}T{}{zone}", format_date(year, month, day), format_time(of_day, self.nanos))
    }
}

/// `YYYY-MM-DD`.
pub(crate) fn parse_date(text: &str) -> Option<(i32, u8, u8)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let mut parts = digits.split('-');
    let year: i32 = number(parts.next()?, 4..=6)?.try_into().ok()?;
    let month = u8::try_from(number(parts.next()?, 2..=2)?).ok()?;
    let day = u8::try_from(number(parts.next()?, 2..=2)?).ok()?;
    let year = if negative { -year } else { year };
    let valid = parts.next().is_none() && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    valid.then_some((year, month, day))
}

/// `hh:mm[:ss[.fraction]]`.
pub(crate) fn parse_time(text: &str) -> Option<Duration> {
    let (hour, minute, second, nanos) = parse_clock(text)?;
    (second < 60).then(|| Duration::new(hour * 3600 + minute * 60 + second, nanos))
}

/// A date, a time and a zone, as seconds and nanoseconds since 1970-01-01T00:00:00Z.
pub(crate) fn parse_moment(text: &str) -> Option<(i64, u32)> {
    Moment::parse(text).map(|moment| (moment.seconds, moment.nanos))
}

/// `YYYY-MM-DD`; years before 0 have a sign, and those after 9999 more digits.
pub(crate) fn format_date(year: i64, month: u8, day: u8) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

/// `hh:mm:ss[.fraction]`.
pub(crate) fn format_time(of_day: u32, nanos: u32) -> String {
    let mut text = format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
    push_fraction(&mut text, nanos);
    text
}

/// Hour, minute, second and nanoseconds; the second may be a leap second's 60.
fn parse_clock(text: &str) -> Option<(u64, u64, u64, u32)> {
    let mut parts = text.splitn(3, ':');
    let hour = number(parts.next()?, 2..=2)?;
    let minute = number(parts.next()?, 2..=2)?;
    let (second, nanos) = parts.next().map_or(Some(("00", 0)), split_fraction)?;
    let second = number(second, 2..=2)?;
    (hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second, nanos))
}

/// `±hh:mm`, or without its colon or its minutes as ISO 8601 allows, as seconds.
fn parse_offset(zone: &str) -> Option<i32> {
    let digits = zone.get(1..)?;
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 => digits.split_at_checked(2)?,
        _ => digits.split_once(':')?,
    };
    let (hours, minutes) = (number(hours, 2..=2)?, number(minutes, 2..=2)?);
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some(sign * seconds)
}

/// Splits `12.5` into `12` and nanoseconds; digits beyond the ninth are dropped.
pub(crate) fn split_fraction(text: &str) -> Option<(&str, u32)> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return Some((text, 0));
    };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    Some((whole, digits.parse().ok()?))
}

/// Appends `.5`, or nothing where there are no nanoseconds.
pub(crate) fn push_fraction(text: &mut String, nanos: u32) {
    if nanos > 0 {
        *text += format!(".{nanos:09}").trim_end_matches('0');
    }
}

pub(crate) fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && length.contains(&text.len())).then(|| text.parse().ok())?
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

// Both conversions count years from March, so that the leap day is the last of its year: 400 years have 146,097 days,
// and 0000-03-01 is 719,468 days before 1970-01-01.

fn days_from_epoch((year, month, day): (i32, u8, u8)) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date_from_epoch(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month as u8, day as u8)
}
