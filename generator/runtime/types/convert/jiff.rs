//! Conversions to and from the types of `jiff`.

use super::super::duration;
use super::super::text::{Date, DateTimeOffset, Duration, TimeOfDay};
use super::{read, write};
use crate::runtime::encoding::moment::{self, Moment};
use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{SignedDuration, Span, Timestamp, Zoned, civil};

read! {
    /// The moment; the offset of the text is dropped.
    DateTimeOffset as Timestamp = |text| timestamp(Moment::parse(text)?);
    /// The moment in a zone that always has the offset of the text.
    DateTimeOffset as Zoned = |text| {
        let moment = Moment::parse(text)?;
        let zone = TimeZone::fixed(Offset::from_seconds(moment.offset).ok()?);
        Some(timestamp(moment)?.to_zoned(zone))
    };
    /// The day.
    Date as civil::Date = |text| {
        let (year, month, day) = moment::parse_date(text)?;
        civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    /// The time of the day.
    TimeOfDay as civil::Time = |text| {
        let time = SignedDuration::try_from(moment::parse_time(text)?).ok()?;
        civil::Time::midnight().checked_add(time).ok()
    };
    /// The length, in which a day has 24 hours. One in years or months is none.
    Duration as SignedDuration = |text| {
        let span = duration::Span::parse(text)?;
        let length = SignedDuration::try_from(span.length()?).ok()?;
        if span.negative { length.checked_neg() } else { Some(length) }
    };
    /// The length in the units of the text, years and months included.
    Duration as Span = |text| {
        let parsed = duration::Span::parse(text)?;
        let count = |count: u64| i64::try_from(count).ok();
        let span = Span::new().try_years(count(parsed.years)?).ok()?.try_months(count(parsed.months)?).ok()?;
        let span = span.try_weeks(count(parsed.weeks)?).ok()?.try_days(count(parsed.days)?).ok()?;
        let span = span.try_hours(count(parsed.hours)?).ok()?.try_minutes(count(parsed.minutes)?).ok()?;
        let span = span.try_seconds(count(parsed.seconds)?).ok()?;
        let nanos = parsed.nanos;
        // As jiff itself reads a fraction.
        let span = span.try_milliseconds(nanos / 1_000_000).ok()?.try_microseconds(nanos / 1_000 % 1_000).ok()?;
        let span = span.try_nanoseconds(nanos % 1_000).ok()?;
        Some(if parsed.negative { span.negate() } else { span })
    };
}

write! {
    /// The moment in UTC.
    Timestamp as DateTimeOffset = |moment| moment_text(moment, 0);
    /// The moment, with the offset of its zone.
    Zoned as DateTimeOffset = |moment| moment_text(moment.timestamp(), moment.offset().seconds());
    /// The moment, with the offset of its zone.
    &Zoned as DateTimeOffset = |moment| moment_text(moment.timestamp(), moment.offset().seconds());
    /// The day.
    civil::Date as Date = |date| {
        moment::format_date(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    /// The time of the day.
    civil::Time as TimeOfDay = |time| {
        let unit = |count: i8| u32::from(count.unsigned_abs());
        let of_day = unit(time.hour()) * 3600 + unit(time.minute()) * 60 + unit(time.second());
        moment::format_time(of_day, time.subsec_nanosecond().unsigned_abs())
    };
    /// The length in days, hours, minutes and seconds.
    SignedDuration as Duration = |length| duration::Span::new(length.is_negative(), length.unsigned_abs()).format();
    /// The length in the units of the span, but for weeks, which are written as days, and fractions of a second.
    Span as Duration = |span| {
        let below = [
            (span.get_milliseconds(), 1_000_000),
            (span.get_microseconds(), 1_000),
            (span.get_nanoseconds(), 1),
        ];
        let below: u128 = below.iter().map(|(count, unit)| u128::from(count.unsigned_abs()) * unit).sum();
        let nanos = u128::from(span.get_seconds().unsigned_abs()) * NANOS + below;
        duration::Span {
            negative: span.is_negative(),
            years: span.get_years().unsigned_abs().into(),
            months: span.get_months().unsigned_abs().into(),
            weeks: span.get_weeks().unsigned_abs().into(),
            days: span.get_days().unsigned_abs().into(),
            hours: span.get_hours().unsigned_abs().into(),
            minutes: span.get_minutes().unsigned_abs(),
            seconds: (nanos / NANOS) as u64,
            nanos: (nanos % NANOS) as u32,
        }
        .format()
    };
}

const NANOS: u128 = 1_000_000_000;

fn timestamp(moment: Moment) -> Option<Timestamp> {
    Timestamp::new(moment.seconds, moment.nanos.try_into().ok()?).ok()
}

fn moment_text(moment: Timestamp, offset: i32) -> String {
    // Before 1970 jiff counts the nanoseconds backwards.
    let (seconds, nanos) = match (moment.as_second(), moment.subsec_nanosecond()) {
        (seconds, nanos @ 0..) => (seconds, nanos.unsigned_abs()),
        (seconds, nanos) => (seconds - 1, 1_000_000_000 - nanos.unsigned_abs()),
    };
    Moment { seconds, nanos, offset }.format()
}
