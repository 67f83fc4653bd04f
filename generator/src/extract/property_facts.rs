//! What the words of a property's row say beside what it is: when it is returned, who may set it, how it can be queried.

use std::sync::LazyLock;

use regex::Regex;

use super::deprecation;
use super::rules::{
    FILTER, KEY, NEVER_RETURNED, READ_ONLY, REQUIRED_ON_CREATE, RETURNED_BY_DEFAULT, RETURNED_ON_EXPAND,
    RETURNED_ON_SELECT, SAYS_READ_ONLY, SUPPORTS,
};
use crate::model::{FilterOperator, PropertyFacts, Returned};

/// A pattern, and the fact that it stands for.
type Phrase = (&'static LazyLock<Regex>, fn(&mut PropertyFacts));

/// Where two say something of one fact, the later counts.
const PHRASES: [Phrase; 8] = [
    (&RETURNED_BY_DEFAULT, |facts| facts.returned = Some(Returned::Default)),
    (&RETURNED_ON_EXPAND, |facts| facts.returned = Some(Returned::Expand)),
    (&RETURNED_ON_SELECT, |facts| facts.returned = Some(Returned::Select)),
    (&NEVER_RETURNED, |facts| facts.returned = Some(Returned::Never)),
    (&READ_ONLY, |facts| facts.read_only = true),
    (&SAYS_READ_ONLY, |facts| facts.read_only = true),
    (&REQUIRED_ON_CREATE, |facts| facts.required_on_create = true),
    (&KEY, |facts| facts.key = true),
];

/// The facts that the row of a property states: its name, with what stands beside it, and its description.
pub fn property_facts(name_cell: &str, description: &str) -> PropertyFacts {
    let mut facts =
        PropertyFacts { deprecated: deprecation::of_row(name_cell, description), ..PropertyFacts::default() };
    for (phrase, state) in PHRASES {
        if phrase.is_match(description) {
            state(&mut facts);
        }
    }
    for sentence in SUPPORTS.captures_iter(description).filter_map(|c| c.get(1)).map(|m| m.as_str()) {
        if let Some(known) = filter(sentence) {
            facts.filter.get_or_insert_default().extend(known);
        }
        let lower = sentence.to_lowercase();
        facts.order_by |= lower.contains("$orderby");
        facts.search |= lower.contains("$search");
    }
    facts
}

/// The operators of a filter that the whole property takes; none where it takes no filter, or none that is known.
fn filter(sentence: &str) -> Option<Vec<FilterOperator>> {
    let captures = FILTER.captures(sentence)?;
    if captures.get(2).is_some() {
        return None;
    }
    let Some(list) = captures.get(1) else { return Some(Vec::new()) };
    Some(operators(list.as_str())).filter(|known| !known.is_empty())
}

/// The operators in a list such as "`eq`, `NOT`, and `in`". Where some words are code, the others are prose.
fn operators(list: &str) -> Vec<FilterOperator> {
    let words: Vec<&str> = if list.contains('`') {
        list.split('`').skip(1).step_by(2).collect()
    } else {
        list.split(|c: char| !c.is_ascii_alphabetic()).collect()
    };
    let mut out = Vec::new();
    for operator in words.into_iter().map(str::trim).filter_map(FilterOperator::parse) {
        if !out.contains(&operator) {
            out.push(operator);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(description: &str) -> PropertyFacts {
        property_facts("label", description)
    }

    #[test]
    fn sentences_of_a_row_are_facts() {
        let row_facts = facts(
            "Where the person works. Required on create. Returned only on `$select`. Supports `$filter` (`eq`, `NOT` , and `startswith` in lists), `$search`, and `$orderBy`.",
        );
        let expected = PropertyFacts {
            returned: Some(Returned::Select),
            required_on_create: true,
            filter: Some(vec![FilterOperator::Eq, FilterOperator::Not, FilterOperator::StartsWith]),
            order_by: true,
            search: true,
            ..PropertyFacts::default()
        };
        assert_eq!(row_facts, expected);
    }

    #[test]
    fn when_it_is_returned() {
        let cases = [
            ("The name. Returned by default.", Some(Returned::Default)),
            ("It is not returned by default.", None),
            ("Not returned by default.", None),
            ("Is not returned by default but can be read by the `?$select=label` query.", Some(Returned::Select)),
            ("Requires `$select` to retrieve.", Some(Returned::Select)),
            ("Returned only on `$expand`.", Some(Returned::Expand)),
            ("Write-only. The secret.", Some(Returned::Never)),
            ("Supports `$select`.", None),
        ];
        for (text, expected) in cases {
            assert_eq!(facts(text).returned, expected, "{text}");
        }
    }

    #[test]
    fn what_a_filter_takes() {
        use FilterOperator::{Eq, Ne};
        let cases = [
            ("The name. Supports $filter.", Some(vec![])),
            ("Supports `$filter` (`eq` only) and `$orderby`.", Some(vec![Eq])),
            ("Supports `$filter` (`eq`, `ne`, and `eq` on `null` values).", Some(vec![Eq, Ne])),
            ("Supports `$filter` (`eq` only) on city and state.", None),
            ("Supports `$filter` (`/$count eq 0`).", None),
            ("It does not support `$filter`.", None),
        ];
        for (text, expected) in cases {
            assert_eq!(facts(text).filter, expected, "{text}");
        }
    }

    #[test]
    fn read_only_is_a_fact_where_it_is_said_of_the_property() {
        for text in [
            "Read-only.",
            "The key. Read-only. Not nullable.",
            "When it was made (Read only)",
            "**Read-only.** It.",
            "Key, not nullable, Read-only.",
            "Applied to the range Read-only.",
            "This property is read-only.",
            "This is a read-only attribute that is set by itself.",
        ] {
            assert!(facts(text).read_only, "{text}");
        }
        for text in [
            "Whether the folder is read-only.",
            "Read-only folders are listed.",
            "One of: read-only, open.",
            "Read-only when isBuiltIn is true.",
            "Once set, this property is read-only and cannot be changed.",
            "Read-only for users that are synced.",
        ] {
            assert!(!facts(text).read_only, "{text}");
        }
    }

    #[test]
    fn what_is_denied_is_no_fact() {
        assert_eq!(
            facts("Not returned by default, ask for it. It does not support `$filter`."),
            PropertyFacts::default()
        );
    }
}
