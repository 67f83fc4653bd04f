use super::*;
use http::HeaderValue;

const NOW: &str = "Sun, 06 Nov 1994 08:49:07 GMT";

fn asked(lines: &[&'static str]) -> Option<u64> {
    let mut headers = HeaderMap::new();
    headers.insert(DATE, HeaderValue::from_static(NOW));
    for line in lines {
        headers.append(RETRY_AFTER, HeaderValue::from_static(line));
    }
    retry_after(&headers).map(|wait| wait.as_secs())
}

#[test]
fn seconds_are_rounded_up() {
    assert_eq!([asked(&["0"]), asked(&["1.0"]), asked(&["1.2"]), asked(&[".5"])], [Some(0), Some(1), Some(2), None]);
    assert_eq!(asked(&["18446744073709551616"]), Some(u64::MAX));
}

#[test]
fn a_date_counts_from_the_date_of_the_answer_and_never_backwards() {
    assert_eq!(asked(&["Sun, 06 Nov 1994 08:49:37 GMT"]), Some(30));
    assert_eq!(asked(&["Sun, 06 Nov 1994 08:49:00 GMT"]), Some(0));
    assert_eq!(asked(&["Sun, 06 Now 1994 08:49:37 GMT"]), None);
}

#[test]
fn the_longest_of_all_counts_wherever_it_stands() {
    assert_eq!(asked(&["0,120"]), Some(120));
    assert_eq!(asked(&["7", "1"]), Some(7));
    assert_eq!(asked(&["5, Sun, 06 Nov 1994 08:49:37 GMT"]), Some(30));
    assert_eq!(asked(&["soon", "-1"]), None);
}

#[test]
fn a_date_of_an_answer_without_one_counts_from_the_local_clock() {
    let mut headers = HeaderMap::new();
    let mut wait = |date| {
        headers.insert(RETRY_AFTER, HeaderValue::from_static(date));
        retry_after(&headers).map(|wait| wait.as_secs())
    };
    assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
    let until_9999 = wait("Fri, 31 Dec 9999 23:59:59 GMT").unwrap();
    // 1970 is 253,402,300,799 seconds before it, and this test more than fifty years later.
    assert!((1..253_402_300_799 - 50 * 365 * 86_400).contains(&until_9999), "{until_9999}");
}
