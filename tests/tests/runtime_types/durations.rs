//! `Edm.Duration`, in every crate that has a type for it.

use std::time::Duration as StdDuration;

use chrono::TimeDelta;
use jiff::{SignedDuration, Span};
use msgraph::Duration;
use proptest::prelude::*;

use super::is_format;

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
