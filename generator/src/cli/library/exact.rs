//! JSON that comes back as it was: the text of a number with a fraction may be read as its neighbour.

use serde_json::{Value, json};

const OBJECT: &str = "object";
const ARRAY: &str = "array";
const FRACTION: &str = "fraction";

/// Without objects and fractions: those are lists that begin with what they are, as are lists.
pub fn pack(value: &Value) -> Value {
    let tagged = |tag: &str, rest: Vec<Value>| Value::Array([vec![json!(tag)], rest].concat());
    match value {
        Value::Object(members) => {
            tagged(OBJECT, members.iter().map(|(name, value)| json!([name, pack(value)])).collect())
        }
        Value::Array(values) => tagged(ARRAY, values.iter().map(pack).collect()),
        Value::Number(number) if number.is_f64() => {
            tagged(FRACTION, vec![json!(number.as_f64().unwrap_or_default().to_bits())])
        }
        plain => plain.clone(),
    }
}

/// None when it is not what [`pack`] makes.
pub fn unpack(packed: Value) -> Option<Value> {
    let Value::Array(parts) = packed else { return Some(packed) };
    let mut parts = parts.into_iter();
    match parts.next()?.as_str()? {
        OBJECT => {
            let member = |part: Value| match part {
                Value::Array(pair) => {
                    let [name, value] = <[Value; 2]>::try_from(pair).ok()?;
                    Some((name.as_str()?.to_owned(), unpack(value)?))
                }
                _ => None,
            };
            parts.map(member).collect::<Option<_>>().map(Value::Object)
        }
        ARRAY => parts.map(unpack).collect::<Option<_>>().map(Value::Array),
        FRACTION => serde_json::Number::from_f64(f64::from_bits(parts.next()?.as_u64()?)).map(Value::Number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_to_the_last_bit() {
        let fractions: Vec<f64> =
            (1..5000_u64).map(|n| f64::from_bits(0x4047_d1fe_18ba_7b1d ^ (n * 0x9e37_79b9))).collect();
        let value = json!({"a": [1, -2, u64::MAX, null, true, "object", ["fraction", 1]], "": {"fraction": {}}, "f": fractions});
        let text = pack(&value).to_string();
        assert_eq!(unpack(serde_json::from_str(&text).unwrap()), Some(value));
        for wrong in [json!([]), json!([1]), json!(["x"]), json!(["object", 1]), json!(["array", []])] {
            assert_eq!(unpack(wrong.clone()), None, "{wrong}");
        }
    }
}
