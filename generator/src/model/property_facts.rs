//! What the docs say of a property that the service's metadata does not.

use serde::{Deserialize, Serialize};

use super::Deprecation;

/// What the docs say of a property's use; what they do not say is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PropertyFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
    /// It is part of the key of its entity.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

impl PropertyFacts {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes from what another page says that which is not known yet.
    pub fn add(&mut self, other: Self) {
        // By name, so that a fact that is added and not merged does not compile.
        let Self { returned, key, read_only, required_on_create, filter, order_by, search, deprecated } = other;
        self.returned = self.returned.or(returned);
        self.key |= key;
        self.read_only |= read_only;
        self.required_on_create |= required_on_create;
        self.filter = self.filter.take().or(filter);
        self.order_by |= order_by;
        self.search |= search;
        self.deprecated = self.deprecated.take().or(deprecated);
    }
}

/// When an answer holds the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Returned {
    /// Unless `$select` names others.
    Default,
    /// Only where `$select` names it.
    Select,
    /// Only where `$expand` names it.
    Expand,
    /// In no answer: it is only written.
    Never,
}

/// The operators and functions of a `$filter`, spelled as OData does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

    /// As OData spells it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }
}
