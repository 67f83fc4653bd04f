//! Each kind of change falls under its rules, and is told in words that a reader understands.

use std::fmt::Write;

use docgen_tests::stages::resource;

use super::cases::{ID, cases};
use super::changes;

#[test]
fn each_kind_of_change_falls_under_its_rules() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mut rules: Vec<&str> = changes(&case.old, &case.new).iter().map(|c| c.rule.id).collect();
        rules.sort_unstable();
        if rules != case.rules {
            wrong.push((case.name, rules));
        }
    }
    assert_eq!(wrong, Vec::new());
}

#[test]
fn each_kind_of_change_is_told_with_its_place() {
    for case in cases() {
        let mut out = String::new();
        for change in changes(&case.old, &case.new) {
            let place = change.place().map(|s| format!("{}:{}", s.file, s.line)).unwrap_or_default();
            let _ = writeln!(out, "{:?} {} [{}] {place}", change.rule.level, change.text(), change.rule.id);
        }
        insta::assert_snapshot!(case.name, out);
    }
}

#[test]
fn docs_differ_from_others_both_ways_and_from_themselves_not_at_all() {
    for case in cases() {
        assert!(changes(&case.old, &case.old).is_empty(), "{}", case.name);
        assert!(changes(&case.new, &case.new).is_empty(), "{}", case.name);
        assert!(!changes(&case.new, &case.old).is_empty(), "{}", case.name);
    }
}

#[test]
fn what_is_gone_is_told_with_where_it_stood() {
    let fruit = |rows: &[&str]| vec![("resources/fruit.md", resource("fruit", rows))];
    let gone = changes(&fruit(&[ID, "|peel|String|What one takes off.|"]), &fruit(&[ID]));
    let told: Vec<_> = gone.iter().map(|change| (change.rule.id, change.was_at())).collect();
    assert_eq!(told, [("property-removed", " (was resources/fruit.md:8)".to_owned())]);
    let new = changes(&fruit(&[ID]), &fruit(&[ID, "|peel|String|What one takes off.|"]));
    assert_eq!(new.iter().map(|change| change.was_at()).collect::<Vec<_>>(), [""]);
}
