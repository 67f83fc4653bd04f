//! Each kind of change falls under its rules, and is told in words that a reader understands.

use std::fmt::Write;

use super::cases::cases;
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
