//! What models keep of what services send, and how texts become the ecosystem's types and texts again.

use std::time::{Duration as StdDuration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Timelike, Utc};
use jiff::{SignedDuration, Span, Timestamp, Zoned, civil, tz};
use msgraph::v1::models::{
    AssignedLicense, ComplianceState, DirectoryObject, DriveItem, Entity, ManagedDevice, NotificationMessageTemplate,
    NotificationTemplateBrandingOptions as Branding, PasswordProfile, User, UserUserType,
};
use msgraph::{
    AsModel, Date, DateTimeOffset, Decimal, Duration, Error, Flags, Guid, Int64, Model, Multiple, Page, Payload,
    Presence, Removed, Single, TimeOfDay, from_slice,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use time::{OffsetDateTime, UtcOffset};
use uuid::Uuid;

fn read<T: Model + Default>(json: &Value) -> T {
    from_slice(json.to_string().as_bytes()).expect("an object")
}

fn written<T: AsModel>(model: &T) -> Value {
    let content = model.to_content(model.as_model().type_info().name).expect("JSON").expect("a body");
    serde_json::from_slice(&content.bytes).expect("JSON")
}

fn is_format<T: std::fmt::Debug>(result: Result<T, Error>, expected: &str) -> bool {
    matches!(result, Err(Error::Format { expected: found }) if found == expected)
}

mod moments {
    use super::*;

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
            "2021-07-01T08:30:00+0200",
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
}

mod days_and_times {
    use super::*;

    #[test]
    fn a_day_is_the_same_in_every_crate() {
        for (text, ymd) in [("2024-02-29", (2024, 2, 29)), ("0001-01-01", (1, 1, 1)), ("-0044-03-15", (-44, 3, 15))] {
            let date = Date::from(text);
            assert_eq!(date.to_ymd().unwrap(), ymd);
            let chrono = NaiveDate::try_from(&date).unwrap();
            let jiff = civil::Date::try_from(&date).unwrap();
            let time = time::Date::try_from(&date).unwrap();
            assert_eq!((chrono::Datelike::year(&chrono), i32::from(jiff.year()), time.year()), (ymd.0, ymd.0, ymd.0));
            assert_eq!([Date::from(chrono), Date::from(jiff), Date::from(time)], [text; 3].map(Date::from));
        }
        assert_eq!(Date::from(NaiveDate::from_ymd_opt(12_345, 6, 7).unwrap()).as_str(), "12345-06-07");
        let late = Date::from("12345-06-07");
        assert!(NaiveDate::try_from(&late).is_ok());
        assert!(is_format(civil::Date::try_from(&late), "Edm.Date"));
        assert!(is_format(time::Date::try_from(&late), "Edm.Date"));
        for text in ["", "2024-02-30", "2024-2-3", "2024-02-29T00:00:00Z", "today"] {
            assert!(is_format(NaiveDate::try_from(&Date::from(text)), "Edm.Date"), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_the_same_in_every_crate() {
        for (text, shown) in [
            ("00:00:00", "00:00:00"),
            ("08:30", "08:30:00"),
            ("17:00:00.0000000", "17:00:00"),
            ("23:59:59.999999999", "23:59:59.999999999"),
            ("12:00:00.123456789012", "12:00:00.123456789"),
        ] {
            let time = TimeOfDay::from(text);
            let all = [
                TimeOfDay::from(NaiveTime::try_from(&time).unwrap()),
                TimeOfDay::from(civil::Time::try_from(&time).unwrap()),
                TimeOfDay::from(time::Time::try_from(&time).unwrap()),
            ];
            assert_eq!(all, [shown; 3].map(TimeOfDay::from), "{text}");
            assert_eq!(time.as_str(), text);
        }
        for text in ["", "24:00", "24:00:00", "23:59:60", "8:30", "08:30:00Z", "08", "08:30:00:00", "08:30.5", "-08:30"]
        {
            let time = TimeOfDay::from(text);
            assert!(is_format(time.since_midnight(), "Edm.TimeOfDay"), "{text}");
            assert!(is_format(NaiveTime::try_from(&time), "Edm.TimeOfDay"), "{text}");
            assert!(is_format(civil::Time::try_from(&time), "Edm.TimeOfDay"), "{text}");
            assert!(is_format(time::Time::try_from(&time), "Edm.TimeOfDay"), "{text}");
        }
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        assert_eq!(TimeOfDay::from(leap).as_str(), "23:59:59.999999999");
    }
}

mod durations {
    use super::*;

    #[test]
    fn a_duration_is_the_same_in_every_crate() {
        for (text, seconds, nanos, shown) in [
            ("PT0S", 0, 0, "PT0S"),
            ("-PT0S", 0, 0, "PT0S"),
            ("P1DT2H30M", 95_400, 0, "P1DT2H30M"),
            ("+PT5M", 300, 0, "PT5M"),
            ("-PT5M", -300, 0, "-PT5M"),
            ("-P1DT0.5S", -86_400, -500_000_000, "-P1DT0.5S"),
            ("P2W", 1_209_600, 0, "P14D"),
            ("PT90M", 5_400, 0, "PT1H30M"),
            ("P0D", 0, 0, "PT0S"),
            ("P0Y0M1D", 86_400, 0, "P1D"),
            ("PT0.123456789012S", 0, 123_456_789, "PT0.123456789S"),
            // The longest that .NET has.
            ("P10675199DT2H48M5.4775807S", 922_337_203_685, 477_580_700, "P10675199DT2H48M5.4775807S"),
        ] {
            let duration = Duration::from(text);
            let signed = SignedDuration::try_from(&duration).unwrap();
            assert_eq!(signed, SignedDuration::new(seconds, nanos), "{text}");
            let chrono = TimeDelta::try_from(&duration).unwrap();
            assert_eq!((chrono.num_seconds(), chrono.subsec_nanos()), (seconds, nanos), "{text}");
            let time = time::Duration::try_from(&duration).unwrap();
            assert_eq!(time, time::Duration::new(seconds, nanos), "{text}");
            let all = [Duration::from(signed), Duration::from(chrono), Duration::from(time)];
            assert_eq!(all, [shown; 3].map(Duration::from), "{text}");
            let standard = duration.to_std();
            assert_eq!(standard.is_ok(), seconds >= 0 && nanos >= 0, "{text}");
            standard.into_iter().for_each(|length| assert_eq!(Duration::from(length).as_str(), shown));
            assert_eq!(duration.as_str(), text);
        }
    }

    #[test]
    fn years_and_months_have_no_length_but_are_a_span() {
        for (text, shown) in [
            ("P1Y", "P1Y"),
            ("P1M", "P1M"),
            ("-P1Y2M", "-P1Y2M"),
            ("P3Y6M4DT12H30M5S", "P3Y6M4DT12H30M5S"),
            ("P1M2W3DT1M", "P1M17DT1M"),
        ] {
            let duration = Duration::from(text);
            assert!(is_format(duration.to_std(), "Edm.Duration"), "{text}");
            assert!(is_format(TimeDelta::try_from(&duration), "Edm.Duration"), "{text}");
            assert!(is_format(SignedDuration::try_from(&duration), "Edm.Duration"), "{text}");
            assert!(is_format(time::Duration::try_from(&duration), "Edm.Duration"), "{text}");
            let span = Span::try_from(&duration).unwrap();
            assert_eq!(span.fieldwise(), text.parse::<Span>().unwrap().fieldwise(), "{text}");
            assert_eq!(Duration::from(span).as_str(), shown);
        }
    }

    #[test]
    fn a_span_is_written_in_its_units() {
        let span = Span::new().hours(36).minutes(90).seconds(59).milliseconds(1_500).nanoseconds(7);
        assert_eq!(Duration::from(span).as_str(), "PT36H90M60.500000007S");
        assert_eq!(Duration::from(Span::new()).as_str(), "PT0S");
        assert_eq!(Duration::from(Span::new().seconds(-1).microseconds(-250)).as_str(), "-PT1.00025S");
        let fraction = Span::try_from(&Duration::from("-PT1.002003004S")).unwrap();
        assert_eq!(
            fraction.fieldwise(),
            Span::new().seconds(-1).milliseconds(-2).microseconds(-3).nanoseconds(-4).fieldwise()
        );
        assert!(is_format(Span::try_from(&Duration::from("P999999999D")), "Edm.Duration"));
    }

    #[test]
    fn what_is_no_duration_is_an_error_when_asked_for() {
        for text in [
            "",
            "P",
            "PT",
            "-",
            "-P",
            "P1DT",
            "1D",
            "PT1",
            "P1",
            "P1H",
            "PT1D",
            "PT1.5H",
            "PT.5S",
            "PT1.S",
            "P-1D",
            "P1D1D",
            "PT1S1M",
            "P1DT1D",
            "p1d",
            "P1D ",
            "PT1,5S",
            "PTS",
            "P1YT",
            "1 year",
            "P9999999999999999999D",
        ] {
            assert!(is_format(Duration::from(text).to_std(), "Edm.Duration"), "{text}");
            assert!(is_format(Span::try_from(&Duration::from(text)), "Edm.Duration"), "{text}");
        }
        assert!(is_format(Duration::from("P999999999999999999W").to_std(), "Edm.Duration"));
    }

    proptest! {
        #[test]
        fn any_duration_comes_back(seconds in -9_000_000_000_000_000_i64..9_000_000_000_000_000, nanos in 0_i32..1_000_000_000) {
            let nanos = if seconds < 0 { -nanos } else { nanos };
            let signed = SignedDuration::new(seconds, nanos);
            let text = Duration::from(signed);
            prop_assert_eq!(SignedDuration::try_from(&text).unwrap(), signed);
            prop_assert_eq!(Duration::from(TimeDelta::try_from(&text).unwrap()), text.clone());
            prop_assert_eq!(Duration::from(time::Duration::try_from(&text).unwrap()), text.clone());
            prop_assert_eq!(text.to_std().ok(), StdDuration::try_from(signed).ok());
        }
    }

    #[test]
    fn the_longest_of_every_crate_is_written() {
        for text in [
            Duration::from(StdDuration::MAX),
            Duration::from(SignedDuration::MIN),
            Duration::from(TimeDelta::MIN),
            Duration::from(TimeDelta::MAX),
            Duration::from(time::Duration::MIN),
        ] {
            assert!(text.as_str().contains("DT"), "{text}");
        }
        assert_eq!(TimeDelta::try_from(&Duration::from(TimeDelta::MIN)).unwrap(), TimeDelta::MIN);
        assert_eq!(Duration::from(StdDuration::MAX).to_std().unwrap(), StdDuration::MAX);
    }
}

#[test]
fn a_guid_is_a_uuid() {
    let guid = Guid::from("6EA91A8D-e32e-41a1-b7bd-d2d185eed0e0");
    let uuid = Uuid::try_from(&guid).unwrap();
    assert_eq!(uuid, Uuid::from_u128(guid.to_u128().unwrap()));
    assert_eq!(Guid::from(uuid).as_str(), "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0");
    assert_eq!(Guid::from(Uuid::nil()).as_str(), "00000000-0000-0000-0000-000000000000");
    for text in [
        "",
        "6ea91a8de32e41a1b7bdd2d185eed0e0",
        "{6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0}",
        "6ea91a8d-e32e-41a1-b7bd-d2d185eed0eg",
    ] {
        assert!(is_format(Uuid::try_from(&Guid::from(text)), "Edm.Guid"), "{text}");
    }
}

#[test]
fn texts_survive_whatever_they_are() {
    let json = json!({
        "id": "1", "createdDateTime": "not a date", "employeeHireDate": "2021-07-01T08:30:00.0000000+00:00",
        "assignedLicenses": [{ "skuId": "6EA91A8D-E32E-41A1-B7BD-D2D185EED0E0", "disabledPlans": ["", "x"] }],
    });
    let user: User = read(&json);
    assert!(user.created_date_time.as_ref().expect("its text").to_unix().is_err());
    assert_eq!(written(&user), json);
    assert_eq!(written(&user.clone()), json);
}

mod presence {
    use super::*;

    #[test]
    fn a_field_is_absent_null_or_a_value() {
        let user: User = read(&json!({ "jobTitle": null, "mail": "a@b.c", "accountEnabled": "odd" }));
        assert_eq!(user.presence_of(|user| &user.display_name), Presence::Absent);
        assert_eq!(user.presence_of(|user| &user.job_title), Presence::Null);
        assert_eq!(user.presence_of(|user| &user.mail), Presence::Value(&"a@b.c".to_owned()));
        assert_eq!(user.presence_of(|user| &user.account_enabled), Presence::Other(&json!("odd")));

        assert_eq!(user.presence_of(|user| &user.mail).value().map(String::as_str), Some("a@b.c"));
        assert_eq!(user.presence_of(|user| &user.account_enabled).value(), None);
        assert!(user.presence_of(|user| &user.job_title).is_present());
        assert!(!user.presence_of(|user| &user.display_name).is_present());
    }

    #[test]
    fn the_presence_of_a_nested_model_is_its_own() {
        let user: User = read(&json!({ "passwordProfile": { "password": null }, "otherMails": null }));
        let Presence::Value(profile) = user.presence_of(|user| &user.password_profile) else { panic!("there is one") };
        assert_eq!(profile.presence_of(|profile| &profile.password), Presence::Null);
        assert_eq!(user.presence_of(|user| &user.other_mails), Presence::Null);
        assert_eq!(user.presence_of(|user| &user.assigned_licenses), Presence::Absent);
    }

    #[test]
    fn a_property_is_cleared_with_null() {
        let mut user = User { job_title: Some("Clerk".to_owned()), mail: Some("a@b.c".to_owned()), ..User::default() };
        user.set_null(|user| &mut user.job_title);
        user.set_null(|user| &mut user.password_profile);
        assert!(user.is_null(|user| &user.job_title) && !user.is_null(|user| &user.mail));
        let mut nested: User =
            read(&json!({ "passwordProfile": { "password": "x" }, "assignedLicenses": [{}, { "skuId": "y" }] }));
        nested.set_null(|user| &mut user.password_profile.as_mut().unwrap().password);
        nested.set_null(|user| &mut user.assigned_licenses.as_mut().unwrap()[1].sku_id);
        assert!(nested.is_null(|user| &user.password_profile.as_ref().unwrap().password));
        let sent = json!({ "passwordProfile": { "password": null }, "assignedLicenses": [{}, { "skuId": null }] });
        assert_eq!(written(&nested), sent);
        assert_eq!(user.presence_of(|user| &user.job_title), Presence::Null);
        assert_eq!(written(&user), json!({ "jobTitle": null, "passwordProfile": null, "mail": "a@b.c" }));
        // A value that is set later wins.
        user.job_title = Some("Baker".to_owned());
        assert_eq!(user.presence_of(|user| &user.job_title), Presence::Value(&"Baker".to_owned()));
        assert_eq!(written(&user)["jobTitle"], "Baker");
    }

    #[test]
    fn a_delta_page_says_what_is_gone() {
        let page: Page<User> = read(&json!({
            "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x",
            "value": [
                { "id": "1", "jobTitle": null },
                { "id": "2", "@removed": { "reason": "changed" } },
                { "id": "3", "@removed": { "reason": "deleted" } },
                { "id": "4", "@removed": { "reason": "evaporated" } },
                { "id": "5", "@removed": {} },
            ],
        }));
        let removed: Vec<_> = page.items().iter().map(Model::removed).collect();
        assert_eq!(removed[..3], [None, Some(Removed::Changed), Some(Removed::Deleted)]);
        let texts: Vec<_> =
            removed[3..].iter().flatten().map(|removed| (removed.as_str(), removed.is_known())).collect();
        assert_eq!(texts, [("evaporated", false), ("", false)]);
        assert!(page.delta_link.is_some());
    }
}

mod enums {
    use super::*;

    #[test]
    fn a_list_of_devices_is_read_with_a_value_that_nobody_documented() {
        let json = json!({ "value": [
            { "id": "1", "complianceState": "compliant" },
            { "id": "2", "complianceState": "quarantined" },
            { "id": "3", "complianceState": 7 },
        ]});
        let page: Page<ManagedDevice> = read(&json);
        let states: Vec<_> = page.items().iter().map(|device| device.compliance_state.clone()).collect();
        assert_eq!(states[0], Some(ComplianceState::Compliant));
        let odd = states[1].as_ref().expect("its text");
        assert_eq!((odd.as_str(), odd.is_known(), odd.to_string()), ("quarantined", false, "quarantined".to_owned()));
        assert_eq!(states[2], None);
        assert_eq!(written(&page), json);
    }

    #[test]
    fn an_enum_is_its_text() {
        assert_eq!("inGracePeriod".parse::<ComplianceState>().unwrap(), ComplianceState::InGracePeriod);
        assert_eq!(ComplianceState::InGracePeriod.as_str(), "inGracePeriod");
        assert_eq!(ComplianceState::Unknown.to_string(), "unknown");
        // Case decides: what is not the documented spelling is kept as it is.
        let other = UserUserType::from("member");
        assert!(!other.is_known() && other != UserUserType::Member);
        assert_eq!(format!("{:?}", UserUserType::Guest), "\"Guest\"");
    }

    #[test]
    fn flags_are_a_set_that_keeps_its_text() {
        let json = json!({ "brandingOptions": "includeCompanyLogo, futureOption,includeCompanyName" });
        let mut template: NotificationMessageTemplate = read(&json);
        let options = template.branding_options.as_mut().expect("options");
        assert!(options.contains(&Branding::IncludeCompanyLogo) && options.contains(&Branding::from("futureOption")));
        assert_eq!(options.iter().count(), 3);
        options.insert(Branding::IncludeCompanyName);
        assert_eq!(written(&template), json);

        let options = template.branding_options.as_mut().expect("options");
        options.remove(&Branding::IncludeCompanyLogo);
        options.insert(Branding::IncludeContactInformation);
        let changed = json!({ "brandingOptions": "futureOption,includeCompanyName,includeContactInformation" });
        assert_eq!(written(&template), changed);
        let made: Flags<Branding> = [Branding::IncludeCompanyLogo, Branding::IncludeCompanyName].into_iter().collect();
        assert_eq!(made.as_str(), "includeCompanyLogo,includeCompanyName");
        assert_eq!(Flags::<Branding>::default().iter().count(), 0);
    }
}

mod numbers {
    use super::*;

    #[test]
    fn a_64_bit_integer_is_kept_to_the_digit() {
        for json in [
            json!({ "size": i64::MAX }),
            json!({ "size": i64::MIN }),
            json!({ "size": "9223372036854775807" }),
            json!({ "size": "-1" }),
            json!({ "size": u64::MAX }),
            json!({ "size": "9223372036854775808" }),
            json!({ "size": "007" }),
            json!({ "size": 1.5 }),
        ] {
            assert_eq!(written(&read::<DriveItem>(&json)), json);
        }
        let item: DriveItem = read(&json!({ "size": "9007199254740993" }));
        assert_eq!(item.size.map(Int64::get), Some(9_007_199_254_740_993));
        let made = DriveItem { size: Some(5.into()), ..DriveItem::default() };
        assert_eq!(written(&made), json!({ "size": 5 }));
        let quoted = DriveItem { size: Some(Int64::from(5).quoted()), ..DriveItem::default() };
        assert_eq!(written(&quoted), json!({ "size": "5" }));
        assert_eq!(made, quoted);
    }

    #[test]
    fn a_decimal_is_kept_to_the_digit_as_text() {
        let json = json!({ "value": ["12.50", "0.1234567890123456789012345678", "-79228162514264337593543950335"] });
        let decimals: Multiple<Decimal> = read(&json);
        assert_eq!(written(&decimals), json);
        let value = Single { value: Some(Decimal::from("12.50")), ..Single::default() };
        assert_eq!(written(&value), json!({ "value": "12.50" }));
        assert_eq!(written(&read::<Single<Decimal>>(&json!({ "value": 12.5 }))), json!({ "value": 12.5 }));
        assert_eq!(written(&read::<Single<Decimal>>(&json!({ "value": u64::MAX }))), json!({ "value": u64::MAX }));
    }

    proptest! {
        #[test]
        fn any_double_comes_back_to_the_digit(value in any::<f64>().prop_filter("JSON has no other", |value| value.is_finite())) {
            let text = format!(r#"{{"value":{}}}"#, serde_json::to_string(&value).unwrap());
            let read: Single<f64> = from_slice(text.as_bytes()).unwrap();
            prop_assert_eq!(read.value, Some(value));
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }

        #[test]
        fn a_decimal_of_fifteen_digits_survives_as_a_number(digits in 0_u64..1_000_000_000_000_000, scale in 1_usize..15) {
            let digits = format!("{digits:016}");
            let (whole, fraction) = digits.split_at(16 - scale);
            let number = format!("{}.{fraction}", whole.trim_start_matches('0').parse::<u64>().unwrap_or(0));
            let read: Single<Decimal> = from_slice(format!(r#"{{"value":{number}}}"#).as_bytes()).unwrap();
            let shown = read.value.unwrap().to_string();
            let number = number.trim_end_matches('0').trim_end_matches('.');
            prop_assert_eq!(shown, number);
        }

        #[test]
        fn any_integer_comes_back_in_its_form(value in any::<i64>()) {
            for json in [json!({ "size": value }), json!({ "size": value.to_string() })] {
                let item: DriveItem = read(&json);
                prop_assert_eq!(item.size.map(i64::from), Some(value));
                prop_assert_eq!(written(&item), json);
            }
        }
    }
}

mod kinds {
    use super::*;

    fn member() -> Value {
        json!({
            "@odata.type": "#microsoft.graph.user", "id": "1", "jobTitle": "Clerk", "mail": null,
            "assignedLicenses": [{ "skuId": "x", "odd": [1] }], "extension_1": { "a": true },
        })
    }

    #[test]
    fn a_derived_object_read_as_its_base_keeps_all() {
        let page: Page<DirectoryObject> = read(&json!({ "value": [member()] }));
        assert_eq!(written(&page), json!({ "value": [member()] }));
        let object = page.into_iter().next().expect("a member");
        assert_eq!((object.id.as_deref(), object.odata_type()), (Some("1"), Some("#microsoft.graph.user")));

        let user: User = object.downcast().expect("a user");
        assert_eq!(user.job_title.as_deref(), Some("Clerk"));
        assert!(user.is_null(|user| &user.mail));
        assert_eq!(user.extra.get("extension_1"), Some(&json!({ "a": true })));
        assert_eq!(written(&user), member());

        let entity: Entity = user.upcast::<DirectoryObject>().upcast();
        assert_eq!(written(&entity), member());
        assert_eq!(written(&entity.cast::<DirectoryObject>().cast::<User>()), member());
    }

    #[test]
    fn a_downcast_to_another_type_gives_the_object_back() {
        for json in [json!({ "@odata.type": "#microsoft.graph.group", "id": "1" }), json!({ "id": "1" })] {
            let object = read::<DirectoryObject>(&json).downcast::<User>().expect_err("no user");
            assert_eq!(written(&object), json);
        }
    }

    #[test]
    fn an_upcast_says_what_the_object_is() {
        let user = User { job_title: Some("Clerk".to_owned()), ..User::default() };
        let object: DirectoryObject = user.upcast();
        assert_eq!(written(&object), json!({ "@odata.type": "#microsoft.graph.user", "jobTitle": "Clerk" }));
        assert_eq!(object.downcast::<User>().expect("a user").job_title.as_deref(), Some("Clerk"));
    }

    #[test]
    fn read_modify_write_drops_nothing() {
        let mut user: User = read(&json!({
            "@odata.etag": "W/\"1\"", "displayName": "A", "surname": null, "onPremises": { "x": [null, 1] },
            "passwordProfile": { "password": "p", "unknown": 1 }, "manager": { "id": "2", "jobTitle": "Boss" },
            "userType": 7, "createdDateTime": 5,
        }));
        user.display_name = Some("B".to_owned());
        user.password_profile.get_or_insert_default().password = None;
        user.assigned_licenses = Some(vec![AssignedLicense { sku_id: Some("s".into()), ..AssignedLicense::default() }]);
        assert_eq!(
            written(&user),
            json!({
                "@odata.etag": "W/\"1\"", "displayName": "B", "surname": null, "onPremises": { "x": [null, 1] },
                "passwordProfile": { "unknown": 1 }, "manager": { "id": "2", "jobTitle": "Boss" },
                "userType": 7, "createdDateTime": 5, "assignedLicenses": [{ "skuId": "s" }],
            })
        );
        assert_eq!(user.manager().expect("an object").expect("one").id.as_deref(), Some("2"));
        assert!(written(&PasswordProfile::default()).as_object().is_some_and(serde_json::Map::is_empty));
    }

    #[test]
    fn the_last_of_two_values_wins() {
        for (text, expected) in [
            (r#"{"mail": "a", "mail": null}"#, json!({ "mail": null })),
            (r#"{"mail": null, "mail": "a"}"#, json!({ "mail": "a" })),
            (r#"{"mail": 5, "mail": 6}"#, json!({ "mail": 6 })),
        ] {
            assert_eq!(written(&from_slice::<User>(text.as_bytes()).expect("JSON")), expected);
        }
        // Nothing is left of the first one.
        let mut user: User = from_slice(br#"{"mail": null, "mail": "a"}"#).expect("JSON");
        user.mail = None;
        assert_eq!(written(&user), json!({}));
    }
}
