//! Conversions to and from the types of `chrono`.

use super::super::duration::Span;
use super::super::text::{Date, DateTimeOffset, Duration, TimeOfDay};
use super::{read, write};
use crate::runtime::encoding::moment::{self, Moment};
use ::chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc};

read! {
    /// The moment, with the offset of the text.
    DateTimeOffset as DateTime<FixedOffset> = |text| {
        let moment = Moment::parse(text)?;
        let zone = FixedOffset::east_opt(moment.offset)?;
        zone.timestamp_opt(moment.seconds, moment.nanos).single()
    };
    /// The moment in UTC.
    DateTimeOffset as DateTime<Utc> = |text| {
        let moment = Moment::parse(text)?;
        DateTime::from_timestamp(moment.seconds, moment.nanos)
    };
    /// The day.
    Date as NaiveDate = |text| {
        let (year, month, day) = moment::parse_date(text)?;
        NaiveDate::from_ymd_opt(year, month.into(), day.into())
    };
    /// The time of the day.
    TimeOfDay as NaiveTime = |text| {
        let time = moment::parse_time(text)?;
        NaiveTime::from_num_seconds_from_midnight_opt(time.as_secs().try_into().ok()?, time.subsec_nanos())
    };
    /// The length, in which a day has 24 hours. One in years or months is none.
    Duration as TimeDelta = |text| {
        let span = Span::parse(text)?;
        let length = TimeDelta::from_std(span.length()?).ok()?;
        Some(if span.negative { -length } else { length })
    };
}

impl<Tz: TimeZone> From<DateTime<Tz>> for DateTimeOffset {
    /// The moment, with the offset of its zone.
    fn from(moment: DateTime<Tz>) -> Self {
        // The nanoseconds of a leap second are beyond the second.
        let nanos = moment.timestamp_subsec_nanos();
        let seconds = moment.timestamp() + i64::from(nanos / SECOND);
        let offset = moment.offset().fix().local_minus_utc();
        Self::from(Moment { seconds, nanos: nanos % SECOND, offset }.format())
    }
}

write! {
    /// The day.
    NaiveDate as Date = |date| moment::format_date(date.year().into(), date.month() as u8, date.day() as u8);
    /// The time; a leap second ends with the day's last nanosecond, as the text can't hold it.
    NaiveTime as TimeOfDay = |time| {
        moment::format_time(time.num_seconds_from_midnight(), time.nanosecond().min(SECOND - 1))
    };
    /// The length in days, hours, minutes and seconds.
    TimeDelta as Duration = |length| {
        // A length without its sign always is one of the standard library's.
        Span::new(length < TimeDelta::zero(), length.abs().to_std().unwrap_or_default()).format()
    };
}

const SECOND: u32 = 1_000_000_000;
