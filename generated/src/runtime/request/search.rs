//! Expressions for `$search` whose values can't change what they ask for.

use std::fmt;

/// A `$search` expression with its values, made by [`search!`](crate::search!).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression(String);

impl Expression {
    #[doc(hidden)]
    pub fn from_template(template: &str, values: &[(&str, &dyn fmt::Display)]) -> Self {
        let words = template.split(' ').filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(|word| written(word, values)).collect();
        Self(words.join(" "))
    }

    /// The expression's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is between clauses, and not one of them.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// A word of the template: an operator, or a clause, which is written in quotes as a whole.
fn written(word: &str, values: &[(&str, &dyn fmt::Display)]) -> String {
    if OPERATORS.contains(&word) {
        return word.to_owned();
    }
    let inner = word.trim_start_matches('(').trim_end_matches(')');
    let opening = word.len() - word.trim_start_matches('(').len();
    let closing = word.len() - opening - inner.len();
    let (before, name) = inner.trim_end_matches('}').split_once('{').unwrap_or((inner, ""));
    let value = values.iter().find(|(each, _)| *each == name).map(|(_, value)| escaped(&value.to_string()));
    let clause = if inner.is_empty() { String::new() } else { format!("\"{before}{}\"", value.unwrap_or_default()) };
    format!("{}{clause}{}", "(".repeat(opening), ")".repeat(closing))
}

/// A text within quotes. What is no character of a line would end the clause for some services.
fn escaped(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    text.replace('\\', r"\\").replace('"', "\\\"")
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.0
    }
}

/// Refuses a template in which a value could be read as something else than a value, when it is compiled.
#[doc(hidden)]
pub const fn check(template: &str) {
    let text = template.as_bytes();
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'"' | b'\\' => panic!("clauses bring their own quotes: write `displayName:{{name}}`"),
            b'{' => {
                let begins = at == 0 || matches!(text[at - 1], b' ' | b'(' | b':');
                assert!(begins, "a value stands alone, or after the name of a property and a colon");
                at += 1;
                while at < text.len() && text[at] != b'}' {
                    let name = text[at].is_ascii_alphanumeric() || text[at] == b'_';
                    assert!(name, "between braces is a name and nothing else");
                    at += 1;
                }
                let ends = at < text.len() && (at + 1 == text.len() || matches!(text[at + 1], b' ' | b')'));
                assert!(ends, "a value ends its clause");
            }
            _ => {}
        }
        at += 1;
    }
}

/// A `$search` expression with values in it. Each clause is written in quotes as a whole, as services ask for it; whatever
/// values hold, quotes and backslashes included, they stay values. The template is checked when it is compiled.
///
/// ```
/// use msgraph::search;
///
/// let name = r#"Conf Room "Adams""#;
/// let query = search!("displayName:{name} OR mail:{mail}", name, mail = "adams");
/// assert_eq!(query.as_str(), r#""displayName:Conf Room \"Adams\"" OR "mail:adams""#);
///
/// let words = "AND OR";
/// assert_eq!(search!("{words}", words).as_str(), r#""AND OR""#);
/// ```
///
/// A value without a place in the template, a place without a value, or quotes of one's own do not compile:
///
/// ```compile_fail
/// let name = "Adams";
/// msgraph::search!("\"displayName:{name}\"", name);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __msgraph_search {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: () = $crate::search::check($template);
        // What is not in the template, or has no value, is an error here.
        let _ = || ::std::format!(::std::concat!($template), $($name = $crate::search!(@value $name $(= $value)?)),*);
        $crate::search::Expression::from_template(
            ::std::concat!($template),
            &[$((::std::stringify!($name), &$crate::search!(@value $name $(= $value)?))),*],
        )
    }};
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}
pub use __msgraph_search as search;
