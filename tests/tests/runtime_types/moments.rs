//! `Edm.DateTimeOffset`, in every crate that has a type for it.

use std::time::{Duration as StdDuration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone as _, Timelike as _, Utc};
use jiff::{Span, Timestamp, Zoned, civil, tz};
use msgraph::{Date, DateTimeOffset, Duration, Guid, TimeOfDay};
use proptest::prelude::*;
use time::{OffsetDateTime, UtcOffset};

use super::is_format;

#[test]
fn a_moment_is_read_at_its_edges() {
    for (text, unix, offset) in [
        ("1970-01-01T00:00:00Z", (0, 0), 0),
        ("2021-07-01T10:30:00+02:00", (1_625_128_200, 0), 7_200),
        ("2021-07-01T08:30Z", (1_625_128_200, 0), 0),
        ("2021-07-01t08:30:00z", (1_625_128_200, 0), 0),
        ("2021-07-01T05:00:00.1234567-03:30", (1_625_128_200, 123_456_700), -12_600),
        ("2021-07-01T08:30:00.123456789999Z", (1_625_128_200, 123_456_789), 0),
        ("1969-12-31T23:59:59.5Z", (-1, 500_000_000), 0),
        ("0001-01-01T00:00:00Z", (-62_135_596_800, 0), 0),
        ("-0001-12-31T23:59:59Z", (-62_167_219_201, 0), 0),
        ("9999-12-31T23:59:59.9999999Z", (253_402_300_799, 999_999_900), 0),
        ("2000-02-29T00:00:00-00:00", (951_782_400, 0), 0),
        // A leap second counts as the first of the next day.
        ("2016-12-31T23:59:60Z", (1_483_228_800, 0), 0),
        ("2017-01-01T05:29:60.25+05:30", (1_483_228_800, 250_000_000), 19_800),
    ] {
        let moment = DateTimeOffset::from(text);
        assert_eq!(moment.to_unix().expect(text), unix, "{text}");
        assert_eq!(moment.utc_offset().expect(text), offset, "{text}");
        assert_eq!(moment.as_str(), text);
    }
}

#[test]
fn an_offset_needs_no_colon() {
    for (text, offset) in [
        ("2024-02-08T12:07:31+0000", 0),
        ("2024-02-08T14:07:31.0+0200", 7_200),
        ("2024-02-08T08:37:31-0330", -12_600),
        ("2024-02-08T04:07:31-08", -28_800),
    ] {
        let moment = DateTimeOffset::from(text);
        assert_eq!(moment.to_unix().expect(text), (1_707_394_051, 0), "{text}");
        assert_eq!(moment.utc_offset().expect(text), offset, "{text}");
    }
}

#[test]
fn a_moment_without_an_offset_is_one_of_utc_where_the_caller_says_so() {
    let bare = DateTimeOffset::from("2024-02-08T12:07:31.5");
    assert!(is_format(bare.to_unix(), "Edm.DateTimeOffset"));
    assert_eq!(bare.assume_utc().as_str(), "2024-02-08T12:07:31.5Z");
    assert_eq!(bare.assume_utc().to_unix().expect("a moment"), (1_707_394_051, 500_000_000));
    for as_it_is in ["2024-02-08T14:07:31+02:00", "2024-02-08T12:07:31Z", "2024-02-08", "soon", ""] {
        assert_eq!(DateTimeOffset::from(as_it_is).assume_utc().as_str(), as_it_is);
    }
}

#[test]
fn what_is_no_moment_is_an_error_when_asked_for() {
    for text in [
        "",
        "T",
        "Z",
        "2021-07-01",
        "2021-07-01T08:30:00",
        "2021-07-01 08:30:00Z",
        "2021-07-01T24:00:00Z",
        "2021-07-01T08:60:00Z",
        "2021-07-01T08:30:61Z",
        "2021-07-01T08:30:60Z",
        "2021-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2021-13-01T00:00:00Z",
        "2021-00-01T00:00:00Z",
        "2021-07-00T00:00:00Z",
        "2021-07-01T08:30:00.Z",
        "2021-07-01T08:30.5Z",
        "2021-07-01T08:30:00.5.5Z",
        "2021-07-01T08:30:00+24:00",
        "2021-07-01T08:30:00+02:60",
        "2021-07-01T08:30:00+020",
        "2021-07-01T08:30:00+é:00",
        "21-07-01T08:30:00Z",
        "2021-07-01T8:30:00Z",
        "2021-07-01T08:30:00ZZ",
        "٢٠٢١-07-01T08:30:00Z",
        "+2021-07-01T08:30:00Z",
    ] {
        let moment = DateTimeOffset::from(text);
        assert!(is_format(moment.to_unix(), "Edm.DateTimeOffset"), "{text}");
        assert!(is_format(DateTime::<Utc>::try_from(&moment), "Edm.DateTimeOffset"), "{text}");
        assert!(is_format(Timestamp::try_from(&moment), "Edm.DateTimeOffset"), "{text}");
        assert!(is_format(OffsetDateTime::try_from(&moment), "Edm.DateTimeOffset"), "{text}");
    }
}

#[test]
fn a_moment_that_a_type_cannot_hold_is_an_error() {
    let late = DateTimeOffset::from("20000-01-01T00:00:00Z");
    assert!(DateTime::<Utc>::try_from(&late).is_ok());
    assert!(is_format(Timestamp::try_from(&late), "Edm.DateTimeOffset"));
    assert!(is_format(Zoned::try_from(&late), "Edm.DateTimeOffset"));
    assert!(is_format(OffsetDateTime::try_from(&late), "Edm.DateTimeOffset"));
    let latest = DateTimeOffset::from("999999-12-31T23:59:59Z");
    assert!(is_format(DateTime::<FixedOffset>::try_from(&latest), "Edm.DateTimeOffset"));
    // Within the last hours that jiff has, but not on a clock that is behind.
    let edge = DateTimeOffset::from("9999-12-31T23:59:59.9-14:00");
    assert!(is_format(Zoned::try_from(&edge), "Edm.DateTimeOffset"));
}

#[test]
fn a_moment_keeps_its_offset_and_its_digits() {
    let text = "2021-07-01T10:30:00.123456789+02:00";
    let moment = DateTimeOffset::from(text);
    let chrono: DateTime<FixedOffset> = (&moment).try_into().unwrap();
    assert_eq!((chrono.hour(), chrono.nanosecond(), chrono.offset().local_minus_utc()), (10, 123_456_789, 7_200));
    assert_eq!(DateTimeOffset::from(chrono).as_str(), text);
    let zoned: Zoned = (&moment).try_into().unwrap();
    assert_eq!((zoned.hour(), zoned.offset().seconds()), (10, 7_200));
    assert_eq!(DateTimeOffset::from(&zoned).as_str(), text);
    assert_eq!(DateTimeOffset::from(zoned).as_str(), text);
    let time: OffsetDateTime = (&moment).try_into().unwrap();
    assert_eq!((time.hour(), time.offset().whole_hours()), (10, 2));
    assert_eq!(DateTimeOffset::from(time).as_str(), text);

    let utc = "2021-07-01T08:30:00.123456789Z";
    assert_eq!(DateTimeOffset::from(DateTime::<Utc>::try_from(&moment).unwrap()).as_str(), utc);
    assert_eq!(DateTimeOffset::from(Timestamp::try_from(&moment).unwrap()).as_str(), utc);
    assert_eq!(DateTimeOffset::from(moment.to_system_time().unwrap()).as_str(), utc);
}

#[test]
fn a_moment_is_written_as_services_accept_it() {
    let ancient = Timestamp::new(-1, -500_000_000).unwrap();
    assert_eq!(DateTimeOffset::from(ancient).as_str(), "1969-12-31T23:59:58.5Z");
    assert_eq!(
        DateTimeOffset::from(SystemTime::UNIX_EPOCH - StdDuration::from_millis(1_500)).as_str(),
        "1969-12-31T23:59:58.5Z"
    );
    assert_eq!(
        DateTimeOffset::from(SystemTime::UNIX_EPOCH - StdDuration::from_secs(1)).as_str(),
        "1969-12-31T23:59:59Z"
    );
    assert_eq!(DateTimeOffset::from_unix(0).as_str(), "1970-01-01T00:00:00Z");
    assert_eq!(DateTimeOffset::from_unix(-62_167_219_201).as_str(), "-0001-12-31T23:59:59Z");
    for extreme in [i64::MIN, i64::MAX] {
        assert!(DateTimeOffset::from_unix(extreme).as_str().ends_with('Z'));
    }

    // Zones are written in minutes and reach to 14 hours: the moment stays, the clock does not.
    let local = FixedOffset::east_opt(1_172).unwrap().with_ymd_and_hms(1937, 1, 1, 12, 0, 27).unwrap();
    assert_eq!(DateTimeOffset::from(local).as_str(), "1937-01-01T11:59:55+00:19");
    let far = UtcOffset::from_hms(-25, 0, 0).unwrap();
    let far = OffsetDateTime::UNIX_EPOCH.to_offset(far);
    assert_eq!(DateTimeOffset::from(far).as_str(), "1970-01-01T00:00:00Z");
    let west = FixedOffset::west_opt(12_600).unwrap().with_ymd_and_hms(2021, 1, 1, 0, 0, 0).unwrap();
    assert_eq!(DateTimeOffset::from(west).as_str(), "2021-01-01T00:00:00-03:30");

    // chrono alone has leap seconds.
    let leap = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap().and_hms_nano_opt(23, 59, 59, 1_250_000_000).unwrap();
    assert_eq!(DateTimeOffset::from(leap.and_utc()).as_str(), "2017-01-01T00:00:00.25Z");

    let zone = tz::TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
    let summer = civil::date(2024, 7, 1).at(9, 0, 0, 0).to_zoned(zone).unwrap();
    assert_eq!(DateTimeOffset::from(summer).as_str(), "2024-07-01T09:00:00-04:00");
}

proptest! {
    #[test]
    fn any_moment_comes_back(seconds in -377_705_000_000_i64..253_402_200_000, nanos in 0_u32..1_000_000_000, minutes in -840_i32..=840) {
        let zone = FixedOffset::east_opt(minutes * 60).unwrap();
        let chrono = zone.timestamp_opt(seconds, nanos).unwrap();
        let text = DateTimeOffset::from(chrono);
        let back: DateTime<FixedOffset> = (&text).try_into().unwrap();
        prop_assert_eq!((back, back.offset()), (chrono, chrono.offset()));
        prop_assert_eq!(text.to_unix().unwrap(), (seconds, nanos));
        prop_assert_eq!(text.utc_offset().unwrap(), minutes * 60);

        let timestamp = Timestamp::try_from(&text).unwrap();
        prop_assert_eq!(timestamp, Timestamp::new(seconds, nanos.try_into().unwrap()).unwrap());
        prop_assert_eq!(DateTimeOffset::from(timestamp).to_unix().unwrap(), (seconds, nanos));
        prop_assert_eq!(DateTimeOffset::from(Zoned::try_from(&text).unwrap()), text.clone());
        prop_assert_eq!(DateTimeOffset::from(OffsetDateTime::try_from(&text).unwrap()), text.clone());
        prop_assert_eq!(DateTimeOffset::from(text.to_system_time().unwrap()).to_unix().unwrap(), (seconds, nanos));
        // Other readers of RFC 3339 agree.
        if (0..=9999).contains(&chrono::Datelike::year(&chrono)) {
            prop_assert_eq!(DateTime::parse_from_rfc3339(text.as_str()).unwrap(), chrono);
            prop_assert_eq!(text.as_str().parse::<Timestamp>().unwrap(), timestamp);
        }
    }

    #[test]
    fn no_text_breaks_a_reader(text in "[-+0-9TZPYMWDHS:.é ]{0,24}|\\PC{0,12}") {
        let _ = DateTimeOffset::from(&*text).to_system_time();
        let _ = Date::from(&*text).to_ymd();
        let _ = TimeOfDay::from(&*text).since_midnight();
        let _ = Duration::from(&*text).to_std();
        let _ = Span::try_from(&Duration::from(&*text));
        let _ = Guid::from(&*text).to_u128();
    }
}
