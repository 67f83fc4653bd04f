//! A table of permissions: which of its rows and columns are of which kind, and in which case they hold.

use std::collections::BTreeSet;

use super::super::rules::PERMISSION;
use super::cell::{self, Cell, Label, Statement};
use super::grammar;
use super::words::{self, IF, MOST_FIRST, PRIVILEGE};
use crate::model::{PermissionKind, Permissions};
use crate::page::{Inline, Row, Table};

/// The rows of a table, and the places of what could not be read.
#[derive(Debug, Default)]
pub struct Rows {
    pub permissions: Vec<Permissions>,
    pub unread: Vec<Unread>,
}

#[derive(Debug)]
pub struct Unread {
    pub line: u32,
    pub text: String,
}

/// What a row says of a kind, before the cases of all rows are known.
struct Entry {
    kind: PermissionKind,
    line: u32,
    statements: Vec<Statement>,
    /// The cases are workloads, of which a URL can hold several.
    by_workload: bool,
}

pub fn read(table: &Table<'_>, scenario: Option<&str>) -> Rows {
    let headers: Vec<String> = table.header.iter().map(Inline::plain).collect();
    let kinds: Vec<Option<PermissionKind>> = headers.iter().map(|h| words::kind(h)).collect();
    let mut reader = Reader { rows: Rows::default(), descending: is_descending(&headers) };
    if kinds.iter().flatten().count() > 1 {
        for row in &table.rows {
            let object = row.cells.first().map(Inline::plain).filter(|text| !text.is_empty());
            let scenario = combined(scenario, object.as_deref());
            let cells = row.cells.iter().zip(&kinds).filter_map(|(cell, kind)| Some((cell, (*kind)?)));
            let entries = cells.filter_map(|(cell, kind)| reader.entry(row.line, kind, [cell])).collect();
            reader.push(entries, scenario.as_deref());
        }
        return reader.rows;
    }
    for (columns, case) in columns(&headers) {
        let entries = reader.entries(&table.rows, &columns);
        reader.push(entries, combined(scenario, case.as_deref()).as_deref());
    }
    reader.rows
}

/// Whether a table names permissions at all, or says that they are not supported.
pub fn names_permissions(table: &Table<'_>) -> bool {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1)).map(Inline::plain);
    cells.into_iter().any(|text| PERMISSION.is_match(&text) || words::is_not_supported(&text))
}

/// Whether a table is one of permissions wherever it stands: it has a row for each of several kinds.
pub fn is_by_kind(table: &Table<'_>) -> bool {
    let kinds: BTreeSet<PermissionKind> =
        table.rows.iter().filter_map(|row| words::kind(&row.cells.first()?.plain())).collect();
    kinds.len() > 1 && names_permissions(table)
}

fn is_descending(headers: &[String]) -> bool {
    headers.iter().map(|h| h.to_lowercase()).any(|h| MOST_FIRST.iter().any(|words| h.contains(words)))
}

/// The columns that belong together: all of them, from the least to the most privileged, or each with the case that its
/// header names.
fn columns(headers: &[String]) -> Vec<(Vec<usize>, Option<String>)> {
    let of_rows: Vec<usize> = (1..headers.len().max(2)).collect();
    let cases: Vec<String> = headers.iter().skip(1).map(|h| case(h)).collect();
    let says_privilege = |case: &String| PRIVILEGE.iter().any(|word| case.to_lowercase().contains(word));
    let mut distinct = cases.clone();
    distinct.sort();
    distinct.dedup();
    let are_cases =
        cases.len() > 1 && distinct.len() == cases.len() && !cases.iter().any(|c| c.is_empty() || says_privilege(c));
    if are_cases {
        of_rows.into_iter().zip(cases).map(|(at, case)| (vec![at], Some(case))).collect()
    } else {
        vec![(of_rows, None)]
    }
}

/// `Permissions acting on self (from least to most privileged)` without what is in parentheses.
fn case(header: &str) -> String {
    header.split(['(', '（']).next().unwrap_or_default().trim().to_owned()
}

/// `heading: object`
fn combined(outer: Option<&str>, inner: Option<&str>) -> Option<String> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(format!("{outer}: {inner}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

struct Reader {
    rows: Rows,
    descending: bool,
}

impl Reader {
    /// A row of a kind, or one and the rows below it, each of which names a workload.
    fn entries(&mut self, rows: &[Row<'_>], columns: &[usize]) -> Vec<Entry> {
        let kind_of = |row: &Row<'_>| row.cells.first().and_then(|cell| words::kind(&cell.plain()));
        let mut out: Vec<Entry> = Vec::new();
        let mut rest = rows;
        while let Some((row, others)) = rest.split_first() {
            let below = others.iter().take_while(|row| kind_of(row).is_none()).count();
            let Some(kind) = kind_of(row) else {
                self.unread(row);
                rest = others;
                continue;
            };
            let says_nothing = cells(row, columns).all(|cell| cell::read(cell).statements.is_empty());
            if below > 0 && says_nothing {
                out.push(self.workloads(kind, row.line, &others[..below], columns));
                rest = &others[below..];
                continue;
            }
            out.extend(self.entry(row.line, kind, cells(row, columns)));
            rest = others;
        }
        out
    }

    fn workloads(&mut self, kind: PermissionKind, line: u32, rows: &[Row<'_>], columns: &[usize]) -> Entry {
        let mut statements = Vec::new();
        for row in rows {
            let text = row.cells.first().map(Inline::plain).unwrap_or_default();
            let of_row = self.entry(row.line, kind, cells(row, columns));
            let label = Label { key: text.to_lowercase(), text };
            statements.extend(
                of_row
                    .into_iter()
                    .flat_map(|e| e.statements)
                    .map(|statement| Statement { label: Some(label.clone()), ..statement }),
            );
        }
        Entry { kind, line, statements, by_workload: true }
    }

    /// What the cells of a row say, one after the other.
    fn entry<'c, 'a: 'c>(
        &mut self,
        line: u32,
        kind: PermissionKind,
        cells: impl IntoIterator<Item = &'c Inline<'a>>,
    ) -> Option<Entry> {
        let mut statements: Vec<Statement> = Vec::new();
        for inline in cells {
            let Cell { statements: of_cell, unread } = cell::read(inline);
            if unread || of_cell.is_empty() && !inline.is_empty() {
                self.rows.unread.push(Unread { line, text: inline.plain() });
            }
            for statement in of_cell {
                match statements.iter_mut().find(|known| key(known) == key(&statement)) {
                    Some(known) => known.alternatives.extend(statement.alternatives),
                    None => statements.push(statement),
                }
            }
        }
        if statements.is_empty() && self.rows.unread.last().is_none_or(|unread| unread.line != line) {
            self.rows.unread.push(Unread { line, text: String::new() });
        }
        (!statements.is_empty()).then_some(Entry { kind, line, statements, by_workload: false })
    }

    fn unread(&mut self, row: &Row<'_>) {
        let text = row.cells.iter().map(Inline::plain).collect::<Vec<_>>().join(" | ");
        if !text.trim_matches([' ', '|']).is_empty() {
            self.rows.unread.push(Unread { line: row.line, text });
        }
    }

    /// The rows of every case that any of the entries names. What an entry says in general holds in each.
    fn push(&mut self, entries: Vec<Entry>, scenario: Option<&str>) {
        let mut labels: Vec<Option<Label>> = Vec::new();
        for statement in entries.iter().flat_map(|entry| &entry.statements) {
            if statement.label.is_some()
                && !labels.iter().flatten().any(|known| Some(known.key.as_str()) == key(statement))
            {
                labels.push(statement.label.clone());
            }
        }
        let has_base = entries
            .iter()
            .any(|e| e.statements.len() > 1 && e.statements.iter().any(|statement| statement.label.is_none()));
        if labels.is_empty() || has_base {
            labels.insert(0, None);
        }
        let by_workload = entries.iter().any(|entry| entry.by_workload);
        for label in &labels {
            for entry in &entries {
                let of_label = |statement: &&Statement| key(statement) == label.as_ref().map(|l| l.key.as_str());
                let general = || entry.statements.iter().find(|statement| statement.label.is_none());
                let Some(statement) = entry.statements.iter().find(of_label).or_else(general) else { continue };
                let mut alternatives = grammar::distinct(statement.alternatives.clone());
                if self.descending {
                    alternatives.reverse();
                }
                let text = label.as_ref().map(|l| l.text.as_str());
                self.rows.permissions.push(Permissions {
                    kind: entry.kind,
                    scenario: combined(scenario, text),
                    by_request: text.is_some_and(|text| by_workload || words::begins_with(text, IF)),
                    alternatives,
                    line: entry.line,
                });
            }
        }
    }
}

fn cells<'r, 'a>(row: &'r Row<'a>, columns: &[usize]) -> impl Iterator<Item = &'r Inline<'a>> {
    columns.iter().filter_map(|at| row.cells.get(*at))
}

fn key(statement: &Statement) -> Option<&str> {
    statement.label.as_ref().map(|label| label.key.as_str())
}
