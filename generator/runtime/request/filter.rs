//! Expressions for `$filter` whose values can't change what they ask for.

use crate::runtime::encoding::moment::{Moment, parse_date, parse_time};
use crate::runtime::types::number::{Decimal, Int64};
use crate::runtime::types::open_enum::{OpenEnum, text};
use crate::runtime::types::text::{Binary, Date, DateTimeOffset, Duration, Guid, TimeOfDay};
use std::fmt::{self, Write};
use std::time::SystemTime;

/// A `$filter` expression with its values, made by [`filter!`](crate::filter!).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression(String);

impl Expression {
    #[doc(hidden)]
    pub fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The expression's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Holds where both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(format!("({self}) and ({other})"))
    }

    /// Holds where one of both holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(format!("({self}) or ({other})"))
    }
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

/// A value as it stands in an expression, with the quotes that it needs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Literal(String);

impl Literal {
    /// `'O''Brien'`.
    fn quoted(text: &str) -> Self {
        Self(format!("'{}'", text.replace('\'', "''")))
    }

    /// `duration'PT5M'`.
    fn of_type(name: &str, text: &str) -> Self {
        Self(format!("{name}{}", Self::quoted(text)))
    }

    /// The text as it is where it is valid. In quotes it is a value of the wrong type elsewhere, and still no expression.
    fn checked(text: &str, valid: bool) -> Self {
        if valid { Self(text.to_owned()) } else { Self::quoted(text) }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Values that can stand in an expression: texts, moments and their like, identifiers, numbers, enums, and lists of one
/// of these for the operator `in`.
pub trait ToLiteral {
    /// The value as it stands in an expression.
    fn to_literal(&self) -> Literal;
}

macro_rules! literals {
    ($($value:ty = |$self:ident| $literal:expr;)*) => {$(
        impl ToLiteral for $value {
            fn to_literal(&self) -> Literal {
                let $self = self;
                $literal
            }
        }
    )*};
}

literals! {
    str = |text| Literal::quoted(text);
    &str = |text| Literal::quoted(text);
    String = |text| Literal::quoted(text);
    &String = |text| Literal::quoted(text);
    DateTimeOffset = |moment| Literal::checked(moment.as_str(), Moment::parse(moment.as_str()).is_some());
    SystemTime = |moment| DateTimeOffset::from(*moment).to_literal();
    Date = |date| Literal::checked(date.as_str(), parse_date(date.as_str()).is_some());
    TimeOfDay = |time| Literal::checked(time.as_str(), parse_time(time.as_str()).is_some());
    Guid = |guid| Literal::checked(guid.as_str(), is_guid(guid.as_str()));
    Duration = |length| Literal::of_type("duration", length.as_str());
    Binary = |bytes| Literal::of_type("binary", bytes.as_str());
    bool = |value| Literal(value.to_string());
    i32 = |number| Literal(number.to_string());
    i64 = |number| Literal(number.to_string());
    u32 = |number| Literal(number.to_string());
    u64 = |number| Literal(number.to_string());
    Int64 = |number| Literal(number.get().to_string());
    Decimal = |number| Literal::checked(&number.to_string(), number.to_f64().is_some());
    f64 = |number| Literal(match *number {
        f64::INFINITY => "INF".to_owned(),
        f64::NEG_INFINITY => "-INF".to_owned(),
        number => format!("{number:?}"),
    });
}

impl<E: OpenEnum> ToLiteral for E {
    fn to_literal(&self) -> Literal {
        Literal::quoted(text(self))
    }
}

impl<T: ToLiteral> ToLiteral for [T] {
    fn to_literal(&self) -> Literal {
        let mut list = String::from("(");
        for (index, value) in self.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(list, "{comma}{}", value.to_literal());
        }
        Literal(list + ")")
    }
}

/// `6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0`.
fn is_guid(text: &str) -> bool {
    let groups = text.split('-').map(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(group.len()));
    groups.eq([8, 4, 4, 4, 12].map(Some))
}

/// Refuses a template in which a value could be read as something else than a value, when it is compiled.
#[doc(hidden)]
pub const fn check(template: &str) {
    let text = template.as_bytes();
    let mut quoted = false;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\'' => quoted = !quoted,
            b'{' if at + 1 < text.len() && text[at + 1] == b'{' => at += 1,
            b'{' => {
                assert!(!quoted, "a value brings its own quotes: write `{{name}}`, not `'{{name}}'`");
                assert!(at == 0 || matches!(text[at - 1], b' ' | b'(' | b','), "a value stands alone");
                at += 1;
                while at < text.len() && text[at] != b'}' {
                    assert!(
                        text[at].is_ascii_alphanumeric() || text[at] == b'_',
                        "between braces is a name and nothing else"
                    );
                    at += 1;
                }
                let end = at + 1 >= text.len() || matches!(text[at + 1], b' ' | b')' | b',');
                assert!(end, "a value stands alone");
            }
            _ => {}
        }
        at += 1;
    }
    assert!(!quoted, "a text in quotes does not end");
}

/// A `$filter` expression with values in it, each written as its type is in OData: a text in quotes, a moment without.
/// Whatever they hold, they stay values: the template is checked when it is compiled.
///
/// ```
/// use msgraph::{DateTimeOffset, filter};
///
/// let name = "O'Brien";
/// let condition = filter!("displayName eq {name}", name);
/// assert_eq!(condition.as_str(), "displayName eq 'O''Brien'");
///
/// let since = DateTimeOffset::from("2024-02-08T12:07:31Z");
/// let condition = condition.and(filter!("createdDateTime ge {since} and userType in {types}", since, types = ["Guest"]));
/// assert_eq!(
///     condition.as_str(),
///     "(displayName eq 'O''Brien') and (createdDateTime ge 2024-02-08T12:07:31Z and userType in ('Guest'))"
/// );
/// ```
///
/// A placeholder in quotes would not be one:
///
/// ```compile_fail
/// let name = "O'Brien";
/// msgraph::filter!("displayName eq '{name}'", name);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __msgraph_filter {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: () = $crate::filter::check($template);
        #[allow(unused_imports)]
        use $crate::filter::ToLiteral as _;
        // A template by way of another macro takes no variable but those that are named here.
        $crate::filter::Expression::from_text(::std::format!(
            ::std::concat!($template),
            $($name = $crate::filter!(@literal $name $(= $value)?)),*
        ))
    }};
    (@literal $name:ident) => { (&$name).to_literal() };
    (@literal $name:ident = $value:expr) => { (&$value).to_literal() };
}
pub use __msgraph_filter as filter;
