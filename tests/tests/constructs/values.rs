//! Values that a description lists, in each of the docs' phrasings.

use std::fmt::Write;

use docgen_tests::render::members;
use docgen_tests::stages::{resource, type_facts};
use insta::assert_snapshot;

/// Each description with the values that it lists.
fn read(descriptions: &[&str]) -> String {
    let mut out = String::new();
    for text in descriptions {
        let (facts, _) = type_facts(&resource("gadget", &[&format!("|state|String|{text}|")]));
        let _ = writeln!(out, "{text}\n  -> {}", members(&facts.rows[0].values));
    }
    out
}

#[test]
fn phrases_that_open_a_list() {
    assert_snapshot!(read(&[
        "What it is doing. Possible values are: `idle`, `busy`, `lost`.",
        "What it is doing. The possible values are `idle`, `busy`, and `lost`.",
        "Possible values: `idle` or `busy`.",
        "Supported values are `idle`, `busy`.",
        "Allowed values: `null`, `idle` and `busy`.",
        "The value must be one of `idle`, `busy`.",
        "Either `idle` or `busy`.",
        "Can be one of the following: `idle`, `busy`.",
        "Valid values are: `idle`, `busy`.",
        "可取值为：`idle`、`busy`。",
    ]), @"
    What it is doing. Possible values are: `idle`, `busy`, `lost`.
      -> idle, busy, lost
    What it is doing. The possible values are `idle`, `busy`, and `lost`.
      -> idle, busy, lost
    Possible values: `idle` or `busy`.
      -> idle, busy
    Supported values are `idle`, `busy`.
      -> idle, busy
    Allowed values: `null`, `idle` and `busy`.
      -> idle, busy
    The value must be one of `idle`, `busy`.
      -> idle, busy
    Either `idle` or `busy`.
      -> idle, busy
    Can be one of the following: `idle`, `busy`.
      -> idle, busy
    Valid values are: `idle`, `busy`.
      -> idle, busy
    可取值为：`idle`、`busy`。
      -> idle, busy
    ");
}

#[test]
fn styles_of_a_value() {
    assert_snapshot!(read(&[
        "Possible values are: \"idle\", \"busy\".",
        "Possible values are: 'idle', 'busy'.",
        "Possible values are: idle, busy.",
        "Possible values are: **idle**, **busy**.",
        "Possible values are: `idle, busy`.",
        "Possible values are: `idle` (at rest), `busy` (at work).",
        "Possible values are:<br>`idle`<br>`busy`",
    ]), @r#"
    Possible values are: "idle", "busy".
      -> idle, busy
    Possible values are: 'idle', 'busy'.
      -> idle, busy
    Possible values are: idle, busy.
      -> idle, busy
    Possible values are: **idle**, **busy**.
      -> idle, busy
    Possible values are: `idle, busy`.
      -> idle, busy
    Possible values are: `idle` (at rest), `busy` (at work).
      -> idle, busy
    Possible values are:<br>`idle`<br>`busy`
      -> idle, busy
    "#);
}

#[test]
fn numbers_beside_values() {
    assert_snapshot!(read(&["Possible values are: 0 - notPaid, 1 - paid, 2 - free.", "Possible values are: notPaid = 0, paid = 1."]), @"
    Possible values are: 0 - notPaid, 1 - paid, 2 - free.
      -> notPaid = 0, paid = 1, free = 2
    Possible values are: notPaid = 0, paid = 1.
      -> notPaid = 0, paid = 1
    ");
}

#[test]
fn what_lists_no_values() {
    assert_snapshot!(read(&[
        "Valid values 1 to 65535.",
        "Possible values are `true` and `false`.",
        "Possible values are `1`, `2` and `3`.",
        "It may hold `any` text.",
        "",
    ]), @"
    Valid values 1 to 65535.
      -> 
    Possible values are `true` and `false`.
      -> 
    Possible values are `1`, `2` and `3`.
      -> 
    It may hold `any` text.
      -> 

      ->
    ");
}

#[test]
fn prose_after_the_list_is_no_value() {
    assert_snapshot!(read(&["Possible values are: `idle`, `busy`. Use `reset` to clear it.", "Possible values are: `idle`, `busy`. Default is idle."]), @"
    Possible values are: `idle`, `busy`. Use `reset` to clear it.
      -> idle, busy
    Possible values are: `idle`, `busy`. Default is idle.
      -> idle, busy
    ");
}
