//! What the words of a property's row say beside what it is: when it is returned, who may set it, how it can be queried.

use super::rules::compile;
use crate::ir::{FilterOperator, PropertyFacts, Returned};
use regex::Regex;
use std::sync::LazyLock;

/// Sentences that state one fact, in the order of [`PropertyFacts`]. `read-only` within a sentence may be said of something
/// else, such as a folder; as a sentence of its own it is said of the property.
static PHRASES: LazyLock<Vec<(Regex, fn(&mut PropertyFacts))>> = LazyLock::new(|| {
    let phrases: [(&str, fn(&mut PropertyFacts)); 5] = [
        (r"(?i)\breturned by default(?:\.|;|$)", |facts| facts.returned = Some(Returned::Default)),
        (r"(?i)\breturned only (?:on|when using|with) `?\$select", |facts| facts.returned = Some(Returned::Select)),
        (r"(?:^|[.;(*] ?\*{0,2})R(?i:ead[- ]?only)\*{0,2}(?:[.,;)]|$)|(?i:this property is read-only)", |facts| {
            facts.read_only = true;
        }),
        (r"(?i)\brequired (?:on create|during the create operation)\b", |facts| facts.required_on_create = true),
        (r"(?i)\bis required when an? \w+ is created\b", |facts| facts.required_on_create = true),
    ];
    phrases.into_iter().map(|(text, state)| (compile(text), state)).collect()
});

/// A sentence that lists query options. "Does not support" begins otherwise.
static SUPPORTS: LazyLock<Regex> = LazyLock::new(|| compile(r"\bSupports ([^.]*)"));
static FILTER: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)\$filter`?\s*(?:\(([^)]*)\))?"));
static CODE: LazyLock<Regex> = LazyLock::new(|| compile(r"`(\w+)`"));

/// The facts that a property's description states.
pub fn property_facts(description: &str) -> PropertyFacts {
    let mut facts = PropertyFacts::default();
    for (phrase, state) in PHRASES.iter() {
        if phrase.is_match(description) {
            state(&mut facts);
        }
    }
    for sentence in SUPPORTS.captures_iter(description).filter_map(|c| c.get(1)).map(|m| m.as_str()) {
        if let Some(filter) = FILTER.captures(sentence) {
            let listed = filter.get(1).map(|list| operators(list.as_str())).unwrap_or_default();
            let known = facts.filter.get_or_insert_default();
            known.extend(listed);
        }
        let lower = sentence.to_lowercase();
        facts.order_by |= lower.contains("$orderby");
        facts.search |= lower.contains("$search");
    }
    facts
}

/// The operators in a list such as "`eq`, `NOT`, and `in`". Where some words are code, the others are prose.
fn operators(list: &str) -> Vec<FilterOperator> {
    let words: Vec<&str> = if list.contains('`') {
        CODE.captures_iter(list).filter_map(|c| c.get(1)).map(|m| m.as_str()).collect()
    } else {
        list.split(|c: char| !c.is_ascii_alphabetic()).collect()
    };
    let mut out = Vec::new();
    for operator in words.into_iter().filter_map(FilterOperator::parse) {
        if !out.contains(&operator) {
            out.push(operator);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_a_row_are_facts() {
        let facts = property_facts(
            "Where the person works. Required on create. Returned only on `$select`. Supports `$filter` (`eq`, `NOT` , and `startswith` in lists), `$search`, and `$orderBy`.",
        );
        let expected = PropertyFacts {
            returned: Some(Returned::Select),
            read_only: false,
            required_on_create: true,
            filter: Some(vec![FilterOperator::Eq, FilterOperator::Not, FilterOperator::StartsWith]),
            order_by: true,
            search: true,
        };
        assert_eq!(facts, expected);
    }

    #[test]
    fn a_filter_without_operators_is_a_filter() {
        assert_eq!(property_facts("The name. Supports $filter.").filter, Some(Vec::new()));
    }

    #[test]
    fn read_only_is_a_fact_where_it_is_a_sentence() {
        for text in
            ["Read-only.", "The key. Read-only. Not nullable.", "When it was made (Read only)", "**Read-only.** It."]
        {
            assert!(property_facts(text).read_only, "{text}");
        }
        for text in ["Whether the folder is read-only.", "Read-only folders are listed.", "One of: read-only, open."] {
            assert!(!property_facts(text).read_only, "{text}");
        }
    }

    #[test]
    fn what_is_denied_is_no_fact() {
        assert_eq!(
            property_facts("Not returned by default, ask for it. It does not support `$filter`."),
            PropertyFacts::default()
        );
    }
}
