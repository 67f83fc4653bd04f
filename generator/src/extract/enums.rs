//! Enum types: tables of members, on pages of their own, under "### x values", and in collections such as enums.md.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::facts::EnumFacts;
use super::rules::{self, ENUM_HEADING, FLAGS, compile};
use super::sections::{Sections, Topic};
use super::{Context, deprecation, property_rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Member;
use crate::page::{Section, Table};

/// `gadgetState enum type`, `gadgetState enumeration`: the title of a page of one enum type.
static TITLE_OF_ENUM: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?i)^\W*[A-Za-z_][\w.]*\s+enum(?:eration)?(?:\s+(?:resource\s+)?type)?\W*$"));

/// The enum types of "### x values" sections.
pub fn under_headings(sections: &Sections<'_, '_>) -> Vec<EnumFacts> {
    let mut out = Vec::new();
    for section in sections.page.sections.iter().filter(|s| s.heading.level > 1) {
        let text =
            section.heading.anchor.as_ref().map_or_else(|| section.heading.text.clone(), |a| a.replace('-', " "));
        let Some(captures) = ENUM_HEADING.captures(text.trim()) else { continue };
        let members = members(section);
        if members.is_empty() {
            continue;
        }
        let name = captures[1].to_owned();
        // Translated headings keep their anchor in lower case; the heading's own text has the name's case.
        let cased = section.heading.text.split_whitespace().find(|w| w.eq_ignore_ascii_case(&name));
        let name = cased.map_or(name, str::to_owned);
        out.push(enum_facts(name.trim_matches('`').to_owned(), section, members));
    }
    out
}

/// Whether a page lists the enum types of a namespace and is none itself: each of its tables stands under the heading of one.
pub fn lists_enums(title: &str, listed: &[EnumFacts], sections: &Sections<'_, '_>) -> bool {
    let titled = TITLE_OF_ENUM.is_match(title);
    listed.len() > usize::from(titled) && own_members(listed, sections).is_empty()
}

/// The members in the tables that stand under no heading of another enum type.
fn own_members(listed: &[EnumFacts], sections: &Sections<'_, '_>) -> Vec<Member> {
    let is_listed = |section: &Section<'_>| listed.iter().any(|e| e.line == section.heading.line);
    let own = sections.with_topics().filter(|(topic, s)| !matches!(topic, Topic::Methods) && !is_listed(s));
    let tables = own.flat_map(|(_, section)| section.tables());
    tables.filter(|t| is_member_table(t) || t.header.len() <= 3).flat_map(table_members).collect()
}

/// The enum type that the page documents beside those that it lists under headings of their own.
pub fn of_page(
    name: String,
    listed: &[EnumFacts],
    sections: &Sections<'_, '_>,
    context: &mut Context<'_>,
) -> EnumFacts {
    let title = sections.page.sections.iter().find(|s| s.heading.level == 1);
    let members = own_members(listed, sections);
    let line = title.map_or(1, |s| s.heading.line);
    if members.is_empty() {
        let found = format!("the enum page of `{name}` lists no members");
        context.report(Diagnostic::new(Code::NoMembers, context.at_line(line), found, "it accepts any text"));
    }
    let description = sections.description().unwrap_or_default();
    let flags = FLAGS.is_match(&description) || are_flags(&members);
    EnumFacts { name, line, description, members, flags }
}

fn enum_facts(name: String, section: &Section<'_>, members: Vec<Member>) -> EnumFacts {
    let description = section.paragraphs().map(|p| p.inline.prose()).next().unwrap_or_default();
    let flags = FLAGS.is_match(&description) || are_flags(&members);
    EnumFacts { name, line: section.heading.line, description, members, flags }
}

fn members(section: &Section<'_>) -> Vec<Member> {
    section.tables().filter(|t| is_member_table(t)).flat_map(table_members).collect()
}

/// `Member|Value|Description`, `Member`, `Value|Description`, and the same in translation.
pub fn is_member_table(table: &Table<'_>) -> bool {
    property_rows::begins_with(
        table,
        &["member", "value", "enum", "成员", "值", "name", "名称", "element", "membre", "miembro"],
    ) && !property_rows::is_typed(table)
}

fn table_members(table: &Table<'_>) -> Vec<Member> {
    let headers: Vec<String> = table.header.iter().map(|c| c.plain().to_lowercase()).collect();
    let number = (1..headers.len()).find(|i| headers[*i].contains("value") || headers[*i].contains('值'));
    let description = (1..headers.len()).rev().find(|i| Some(*i) != number);
    let mut out: Vec<Member> = Vec::new();
    let mut known = HashSet::new();
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let text = first.plain();
        let name = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '*' | '\'' | '“' | '”'));
        // A row for `null` says what it means that there is no value.
        if name.is_empty() || name == "null" || !known.insert(name.to_owned()) {
            continue;
        }
        let value = number.and_then(|i| row.cells.get(i)).and_then(|c| c.plain().parse().ok());
        let description = description.and_then(|i| row.cells.get(i)).map(rules::description).unwrap_or_default();
        let deprecated = deprecation::of_row(name, &description);
        out.push(Member { name: name.to_owned(), value, description, line: Some(row.line), deprecated });
    }
    out
}

/// Numbers that are distinct powers of two beyond 2 are bits (zero stands for none of them).
fn are_flags(members: &[Member]) -> bool {
    let numbers: Vec<i64> = members.iter().filter_map(|m| m.value).filter(|v| *v != 0).collect();
    let single_bits = numbers.iter().filter(|v| **v > 0 && v.count_ones() == 1).count();
    numbers.len() >= 3
        && members.iter().all(|m| m.value.is_some())
        && single_bits == numbers.len()
        && numbers.contains(&4)
}
