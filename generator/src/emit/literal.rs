//! Strings as code.

use proc_macro2::Literal;

/// A string without escapes, `r#"{"id":1}"#`: it reads as what it holds, and costs nothing to take apart again.
pub fn raw_string(text: &str) -> Literal {
    let runs = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let fence = "#".repeat(runs.max().map_or(0, |most| most + 1));
    // A carriage return alone is none of what it may hold.
    format!("r{fence}\"{text}\"{fence}").parse().unwrap_or_else(|_| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::raw_string;

    #[test]
    fn a_raw_string_has_the_least_marks_that_set_it_apart() {
        let spelled = ["a", "a\\b", "\"", "\"#\"##x\"", "#"].map(|text| raw_string(text).to_string());
        assert_eq!(spelled, ["r\"a\"", "r\"a\\b\"", "r#\"\"\"#", "r###\"\"#\"##x\"\"###", "r\"#\""]);
    }

    #[test]
    fn whatever_it_holds_is_read_back() {
        for text in ["", "a\u{1}b", "\r", "a\r\nb\n", "\\\"", "\"####", "é\"#"] {
            let code: syn::LitStr = syn::parse_str(&raw_string(text).to_string()).unwrap();
            assert_eq!(code.value(), text);
        }
    }
}
