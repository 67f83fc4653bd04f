//! Conversions to and from the types of `time`.

use super::super::duration::Span;
use super::super::text::{Date, DateTimeOffset, Duration, TimeOfDay};
use super::{read, write};
use crate::runtime::encoding::moment as text;
use crate::runtime::encoding::moment::Moment;
use ::time::{OffsetDateTime, Time, UtcOffset};

read! {
    /// The moment, with the offset of the text.
    DateTimeOffset as OffsetDateTime = |text| {
        let moment = Moment::parse(text)?;
        let utc = OffsetDateTime::from_unix_timestamp(moment.seconds).ok()?.replace_nanosecond(moment.nanos).ok()?;
        utc.checked_to_offset(UtcOffset::from_whole_seconds(moment.offset).ok()?)
    };
    /// The day.
    Date as ::time::Date = |text| {
        let (year, month, day) = text::parse_date(text)?;
        ::time::Date::from_calendar_date(year, month.try_into().ok()?, day).ok()
    };
    /// The time of the day.
    TimeOfDay as Time = |text| {
        let time = text::parse_time(text)?;
        let (hour, minute) = (time.as_secs() / 3600, time.as_secs() / 60 % 60);
        Time::from_hms_nano(hour as u8, minute as u8, (time.as_secs() % 60) as u8, time.subsec_nanos()).ok()
    };
    /// The length, in which a day has 24 hours. One in years or months is none.
    Duration as ::time::Duration = |text| {
        let span = Span::parse(text)?;
        let length = ::time::Duration::try_from(span.length()?).ok()?;
        Some(if span.negative { -length } else { length })
    };
}

write! {
    /// The moment, with its offset.
    OffsetDateTime as DateTimeOffset = |moment| {
        let (seconds, offset) = (moment.unix_timestamp(), moment.offset().whole_seconds());
        Moment { seconds, nanos: moment.nanosecond(), offset }.format()
    };
    /// The day.
    ::time::Date as Date = |date| text::format_date(date.year().into(), date.month().into(), date.day());
    /// The time of the day.
    Time as TimeOfDay = |time| {
        let (hour, minute, second, nanos) = time.as_hms_nano();
        text::format_time(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second), nanos)
    };
    /// The length in days, hours, minutes and seconds.
    ::time::Duration as Duration = |length| Span::new(length.is_negative(), length.unsigned_abs()).format();
}
