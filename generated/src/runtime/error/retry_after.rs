//! How long the service asks to wait: the `Retry-After` header.

use crate::runtime::encoding::moment::parse_moment;
use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use std::time::Duration;

/// The longest of the waits that the headers ask for. Each is a number of seconds or a date; where gateways add their own,
/// there are several, in as many lines or in one.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    // By the service's clock, because the local one may be wrong.
    let now = || headers.get(DATE).and_then(|date| parse_http_date(date.to_str().ok()?)).or_else(local_time);
    let lines = headers.get_all(RETRY_AFTER).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| waits(line, now())).max()
}

/// The waits in one line. The comma between them also stands in dates.
fn waits(line: &str, now: Option<i64>) -> impl Iterator<Item = Duration> {
    let pieces: Vec<&str> = line.split(',').map(str::trim).collect();
    let dates: Vec<Duration> =
        pieces.windows(2).filter_map(|pair| until(parse_date(pair[0], pair[1])?, now?)).collect();
    let seconds: Vec<Duration> = pieces.into_iter().filter_map(parse_seconds).collect();
    seconds.into_iter().chain(dates)
}

fn until(moment: i64, now: i64) -> Option<Duration> {
    Some(Duration::from_secs(u64::try_from(moment.checked_sub(now)?).unwrap_or(0)))
}

/// Whole seconds, rounded up. What no number holds is longer than anybody waits.
fn parse_seconds(text: &str) -> Option<Duration> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let more = u64::from(part.bytes().any(|digit| digit != b'0'));
    Some(Duration::from_secs(whole.parse().unwrap_or(u64::MAX).saturating_add(more)))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, as seconds since 1970-01-01T00:00:00Z.
fn parse_http_date(text: &str) -> Option<i64> {
    let (day, date) = text.split_once(',')?;
    parse_date(day.trim(), date)
}

/// The date after the comma behind the day of the week.
fn parse_date(weekday: &str, date: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    weekday.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(())?;
    let mut parts = date.split_ascii_whitespace();
    let (day, month, year, clock) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let (seconds, _) = parse_moment(&format!("{year}-{month:02}-{day}T{clock}Z"))?;
    Some(seconds)
}

fn local_time() -> Option<i64> {
    // There is no clock, and asking for it panics.
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None;
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(now.as_secs()).ok()
}
