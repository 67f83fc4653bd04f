//! Dates, times and durations as OData spells them.

use std::time::Duration;

/// `YYYY-MM-DD`.
pub(super) fn parse_date(text: &str) -> Option<(i32, u8, u8)> {
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
pub(super) fn parse_time(text: &str) -> Option<Duration> {
    let (clock, nanos) = split_fraction(text)?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2..=2)?;
    let minute = number(parts.next()?, 2..=2)?;
    let second = parts.next().map_or(Some(0), |part| number(part, 2..=2))?;
    let whole = clock.len() == 8 || nanos == 0;
    // 60 is a leap second.
    let valid = parts.next().is_none() && whole && hour < 24 && minute < 60 && second <= 60;
    valid.then(|| Duration::new(hour * 3600 + minute * 60 + second, nanos))
}

/// A date, a time and a zone, as seconds and nanoseconds since 1970-01-01T00:00:00Z.
pub(super) fn parse_moment(text: &str) -> Option<(i64, u32)> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let (clock, offset) = if let Some(clock) = rest.strip_suffix(['Z', 'z']) {
        (clock, 0)
    } else {
        let at = rest.rfind(['+', '-'])?;
        let (clock, zone) = rest.split_at_checked(at)?;
        let sign = if zone.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let minutes = number(hours, 2..=2)? * 60 + number(minutes, 2..=2)?;
        (clock, sign * i64::try_from(minutes * 60).ok()?)
    };
    let time = parse_time(clock)?;
    let seconds = days_from_epoch(parse_date(date)?) * 86_400 + i64::try_from(time.as_secs()).ok()?;
    Some((seconds - offset, time.subsec_nanos()))
}

/// `YYYY-MM-DDThh:mm:ssZ`.
pub(super) fn format_moment(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date_from_epoch(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `P[nD][T[nH][nM][n[.fraction]S]]`.
pub(super) fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.strip_prefix('P')?;
    let (days, time) = match text.split_once('T') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (text, ""),
    };
    let mut total = Duration::ZERO;
    let mut rest = days;
    for (unit, seconds) in [('W', 604_800), ('D', 86_400)] {
        rest = add_unit(rest, unit, seconds, &mut total)?;
    }
    let mut clock = time;
    for (unit, seconds) in [('H', 3600), ('M', 60), ('S', 1)] {
        clock = add_unit(clock, unit, seconds, &mut total)?;
    }
    (!text.is_empty() && rest.is_empty() && clock.is_empty()).then_some(total)
}

/// Adds a leading `n` of this unit, if there is one, and returns what follows it.
fn add_unit<'a>(text: &'a str, unit: char, seconds: u64, total: &mut Duration) -> Option<&'a str> {
    let Some((count, rest)) = text.split_once(unit) else {
        return Some(text);
    };
    let (count, nanos) = split_fraction(count)?;
    if nanos != 0 && unit != 'S' {
        return None;
    }
    let length = number(count, 1..=18)?.checked_mul(seconds)?;
    *total = total.checked_add(Duration::new(length, nanos))?;
    Some(rest)
}

/// `PnDTnHnMn.nS` without the parts that are zero.
pub(super) fn format_duration(length: Duration) -> String {
    let seconds = length.as_secs();
    let mut text = String::from("P");
    if seconds >= 86_400 {
        text += &format!("{}D", seconds / 86_400);
    }
    let parts = [(seconds / 3600 % 24, 'H'), (seconds / 60 % 60, 'M')];
    let mut clock: String = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    match (seconds % 60, length.subsec_nanos()) {
        (0, 0) => {}
        (second, 0) => clock += &format!("{second}S"),
        (second, nanos) => {
            clock += format!("{second}.{nanos:09}").trim_end_matches('0');
            clock.push('S');
        }
    }
    match (clock.is_empty(), seconds < 86_400) {
        (true, true) => "PT0S".to_owned(),
        (true, false) => text,
        (false, _) => text + "T" + &clock,
    }
}

/// Splits `12.5` into `12` and nanoseconds; digits beyond the ninth are dropped.
fn split_fraction(text: &str) -> Option<(&str, u32)> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return Some((text, 0));
    };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    Some((whole, digits.parse().ok()?))
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u64> {
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

fn date_from_epoch(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
