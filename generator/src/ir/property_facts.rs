//! What the docs say of a property that the service's metadata does not.

use serde::{Deserialize, Serialize};

/// Each is said by the page, or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PropertyFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required_on_create: bool,
    /// The operators of a `$filter` that takes the property; empty where the page does not list them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Vec<FilterOperator>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub order_by: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub search: bool,
}

impl PropertyFacts {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// When an answer holds the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Returned {
    Default,
    /// Only where `$select` names it.
    Select,
}

/// The operators and functions of a `$filter`, spelled as OData does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FilterOperator {
    Eq,
    Ne,
    Not,
    Gt,
    Ge,
    Lt,
    Le,
    In,
    Has,
    StartsWith,
    EndsWith,
    Contains,
}

impl FilterOperator {
    const NAMES: &[(&str, Self)] = &[
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("not", Self::Not),
        ("gt", Self::Gt),
        ("ge", Self::Ge),
        ("lt", Self::Lt),
        ("le", Self::Le),
        ("in", Self::In),
        ("has", Self::Has),
        ("startswith", Self::StartsWith),
        ("endswith", Self::EndsWith),
        ("contains", Self::Contains),
    ];

    /// Pages write it in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, operator)| *operator)
    }
}
