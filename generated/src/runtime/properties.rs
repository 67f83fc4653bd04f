//! What the documentation says of the properties of a model: when they are returned, who sets them, how they can be queried.

use crate::runtime::request::Request;
use std::fmt;

/// The documented properties of a model, its constant `PROPERTIES`: those of its bases first, then its relationships.
#[derive(Clone, Copy, Debug)]
pub struct Properties(
    /// A line for each, as the compiler reads one text faster than many: the name and what is said of it.
    pub(crate) &'static str,
);

impl Properties {
    /// The property of this name, as it is sent.
    pub fn get(&self, name: &str) -> Option<PropertyInfo> {
        self.iter().find(|property| property.name() == name)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = PropertyInfo> + use<> {
        self.0.lines().map(PropertyInfo)
    }
}

/// What the documentation says of a property. What it does not say is unknown, and may be either way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PropertyInfo(&'static str);

impl PropertyInfo {
    /// The name, as it is sent.
    pub fn name(&self) -> &'static str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// When an answer holds it, if the documentation says so.
    pub fn returned(&self) -> Option<Returned> {
        Returned::ALL.into_iter().find(|(fact, _)| self.says(fact)).map(|(_, returned)| returned)
    }

    /// Whether it leads to other objects, which come with `$expand` or at an address of their own.
    pub fn is_relationship(&self) -> bool {
        self.says("relationship")
    }

    /// Whether it is the key of its object.
    pub fn is_key(&self) -> bool {
        self.says("key")
    }

    /// Whether only the service sets it.
    pub fn is_read_only(&self) -> bool {
        self.says("read-only")
    }

    /// Whether an object can't be created without it.
    pub fn is_required_on_create(&self) -> bool {
        self.says("required")
    }

    /// The operators and functions that a `$filter` of it may have, such as `eq` and `startswith`: none where the
    /// documentation does not list them. `None` where it says of no filter.
    pub fn filter(&self) -> Option<impl Iterator<Item = &'static str> + use<>> {
        let list = self.facts().find_map(|fact| fact.strip_prefix("filter"))?;
        Some(list.trim_start_matches('=').split(',').filter(|operator| !operator.is_empty()))
    }

    /// Whether `$orderby` takes it.
    pub fn can_order_by(&self) -> bool {
        self.says("orderby")
    }

    /// Whether `$search` takes it.
    pub fn can_search(&self) -> bool {
        self.says("search")
    }

    /// What the documentation advises to do instead, if it advises against it; an empty text where that is all.
    pub fn deprecation(&self) -> Option<&'static str> {
        self.0.split_once(" deprecated:").map(|(_, note)| note)
    }

    /// Why an answer to this request may have no value for it.
    ///
    /// ```
    /// use msgraph::{Object, Page, Properties, Request};
    ///
    /// /// Says of a model's `PROPERTIES` what of them the answer has no value for: "jobTitle is left out by the request's
    /// /// `$select`".
    /// fn explain(properties: Properties, absent: &[&str]) -> Vec<String> {
    ///     let request = Request::custom::<Page<Object>>("GET /v1.0/users", &[], ()).select(["displayName"]);
    ///     let absent = absent.iter().filter_map(|name| properties.get(name));
    ///     absent.map(|property| format!("{} {}", property.name(), property.why_absent(&request))).collect()
    /// }
    /// ```
    pub fn why_absent<B, R, O>(&self, request: &Request<B, R, O>) -> Absence {
        let names = |option: &'static str| {
            let mut items = request.options(option).flat_map(|list| list.split([',', '(', ')', ';']));
            let stars = (option == "$expand") == self.is_relationship();
            items.any(|item| item.trim() == self.name() || item.trim() == "*" && stars)
        };
        let selects = request.options("$select").next().is_some();
        match self.returned() {
            Some(Returned::Never) => Absence::NeverReturned,
            Some(Returned::Expand) if !names("$expand") => Absence::NotExpanded,
            _ if self.is_relationship() && !names("$expand") => Absence::NotExpanded,
            _ if self.is_relationship() => Absence::NoValue,
            Some(Returned::Select) if !names("$select") => Absence::OnlyOnSelect,
            Some(Returned::Expand) => Absence::NoValue,
            _ if selects && !names("$select") => Absence::NotSelected,
            _ => Absence::NoValue,
        }
    }

    fn facts(&self) -> impl Iterator<Item = &'static str> + use<> {
        let facts = self.0.split_once(" deprecated:").map_or(self.0, |(facts, _)| facts);
        facts.split(' ').skip(1)
    }

    fn says(&self, fact: &str) -> bool {
        self.facts().any(|each| each == fact)
    }
}

impl fmt::Debug for PropertyInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PropertyInfo").field(&self.0).finish()
    }
}

/// When an answer holds a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Returned {
    /// Always, unless `$select` leaves it out.
    Default,
    /// Only where `$select` names it.
    Select,
    /// Only where `$expand` names it.
    Expand,
    /// Never: it is only written.
    Never,
}

impl Returned {
    const ALL: [(&'static str, Self); 4] =
        [("default", Self::Default), ("select", Self::Select), ("expand", Self::Expand), ("never", Self::Never)];
}

/// Why an answer has no value for a property. Shown, it is the rest of a sentence that begins with the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Absence {
    /// It is returned only where `$select` names it, which the request does not.
    OnlyOnSelect,
    /// The request's `$select` names others.
    NotSelected,
    /// It comes only with `$expand`, which does not name it.
    NotExpanded,
    /// It is only written.
    NeverReturned,
    /// Nothing of the request keeps it away: the object has no value for it, or the token's permissions do not reach it.
    NoValue,
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnlyOnSelect => "is returned only where `$select` names it",
            Self::NotSelected => "is left out by the request's `$select`",
            Self::NotExpanded => "is returned only where `$expand` names it",
            Self::NeverReturned => "is only written, and never returned",
            Self::NoValue => "has no value, or the permissions of the token do not reach it",
        })
    }
}
