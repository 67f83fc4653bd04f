//! `Edm.Date` and `Edm.TimeOfDay`, in every crate that has types for them.

use chrono::{NaiveDate, NaiveTime};
use jiff::civil;
use msgraph::{Date, TimeOfDay};

use super::is_format;

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
    for text in ["", "24:00", "24:00:00", "23:59:60", "8:30", "08:30:00Z", "08", "08:30:00:00", "08:30.5", "-08:30"] {
        let time = TimeOfDay::from(text);
        assert!(is_format(time.since_midnight(), "Edm.TimeOfDay"), "{text}");
        assert!(is_format(NaiveTime::try_from(&time), "Edm.TimeOfDay"), "{text}");
        assert!(is_format(civil::Time::try_from(&time), "Edm.TimeOfDay"), "{text}");
        assert!(is_format(time::Time::try_from(&time), "Edm.TimeOfDay"), "{text}");
    }
    let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    assert_eq!(TimeOfDay::from(leap).as_str(), "23:59:59.999999999");
}
