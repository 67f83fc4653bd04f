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
