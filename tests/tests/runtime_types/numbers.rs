//! Numbers of more digits than a float has.

use msgraph::v1::models::DriveItem;
use msgraph::{Decimal, Int64, Multiple, Single, from_slice};
use proptest::prelude::*;
use serde_json::json;

use super::{read, written};

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
    assert!(item.size.is_some_and(|size| size == 9_007_199_254_740_993_i64 && size != 9_007_199_254_740_992_i64));
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
