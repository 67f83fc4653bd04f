//! Durations as OData and ISO 8601 spell them.

use crate::runtime::encoding::moment::{number, push_fraction, split_fraction};
use std::time::Duration;

/// A length of time in the units of its text.
#[derive(Default)]
pub(crate) struct Span {
    pub negative: bool,
    pub years: u64,
    pub months: u64,
    pub weeks: u64,
    pub days: u64,
    pub hours: u64,
    pub minutes: u64,
    pub seconds: u64,
    pub nanos: u32,
}

impl Span {
    /// `[±]P[nY][nM][nW][nD][T[nH][nM][n[.fraction]S]]`: OData has neither years, months nor weeks, but services do.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let text = text.strip_prefix('P')?;
        let (date, clock) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None if text.is_empty() => return None,
            None => (text, ""),
        };
        let (years, date) = take(date, 'Y')?;
        let (months, date) = take(date, 'M')?;
        let (weeks, date) = take(date, 'W')?;
        let (days, date) = take(date, 'D')?;
        let (hours, clock) = take(clock, 'H')?;
        let (minutes, clock) = take(clock, 'M')?;
        let (seconds, nanos) = match clock.strip_suffix('S') {
            Some(clock) => split_fraction(clock).and_then(|(whole, nanos)| Some((number(whole, DIGITS)?, nanos)))?,
            None if clock.is_empty() => (0, 0),
            None => return None,
        };
        date.is_empty().then_some(Self { negative, years, months, weeks, days, hours, minutes, seconds, nanos })
    }

    /// The length in days and what is smaller.
    pub fn new(negative: bool, length: Duration) -> Self {
        let seconds = length.as_secs();
        Self {
            negative,
            days: seconds / 86_400,
            hours: seconds / 3600 % 24,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
            nanos: length.subsec_nanos(),
            ..Self::default()
        }
    }

    /// The length without its sign, unless it counts in years or months, which differ in length.
    pub fn length(&self) -> Option<Duration> {
        if self.years > 0 || self.months > 0 {
            return None;
        }
        let units = [(self.weeks, 604_800), (self.days, 86_400), (self.hours, 3600), (self.minutes, 60)];
        let seconds = units.into_iter().try_fold(self.seconds, |sum, (count, unit)| {
            let seconds = count.checked_mul(unit)?;
            sum.checked_add(seconds)
        });
        Some(Duration::new(seconds?, self.nanos))
    }

    /// The text, without the units of which there are none. Weeks are written as days, as OData has no weeks.
    pub fn format(&self) -> String {
        let mut text = String::from(if self.negative { "-P" } else { "P" });
        let days = self.weeks.saturating_mul(7).saturating_add(self.days);
        push(&mut text, &[(self.years, 'Y'), (self.months, 'M'), (days, 'D')]);
        let mut clock = String::new();
        push(&mut clock, &[(self.hours, 'H'), (self.minutes, 'M')]);
        let empty = text.ends_with('P') && clock.is_empty();
        if self.seconds > 0 || self.nanos > 0 || empty {
            clock += &self.seconds.to_string();
            push_fraction(&mut clock, self.nanos);
            clock.push('S');
        }
        if !clock.is_empty() {
            text.push('T');
        }
        text + &clock
    }
}

/// The lengths of a number that fits 64 bits for sure.
const DIGITS: std::ops::RangeInclusive<usize> = 1..=18;

/// The leading `n` of this unit, 0 if there is none, and what follows it.
fn take(text: &str, unit: char) -> Option<(u64, &str)> {
    match text.split_once(unit) {
        Some((count, rest)) => Some((number(count, DIGITS)?, rest)),
        None => Some((0, text)),
    }
}

fn push(text: &mut String, counts: &[(u64, char)]) {
    for (count, unit) in counts.iter().filter(|(count, _)| *count > 0) {
        *text += &count.to_string();
        text.push(*unit);
    }
}
