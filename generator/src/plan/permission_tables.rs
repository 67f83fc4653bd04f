//! Which tables of permissions an endpoint has.

use std::collections::BTreeMap;

use super::endpoint::Endpoint;
use crate::model::{Operation, PermissionKind, Permissions, Source};

/// A table of permissions: the sets of each kind that it speaks of, least privileged first.
#[derive(Debug)]
pub struct Table<'a> {
    /// The page's name, which is also that of the published page.
    pub page: &'a str,
    pub scenario: &'a str,
    source: &'a Source,
    rows: BTreeMap<PermissionKind, &'a [Vec<String>]>,
    lines: BTreeMap<PermissionKind, u32>,
}

impl Table<'_> {
    /// None when the table does not speak of the kind.
    pub fn sets(&self, kind: PermissionKind) -> Option<&[Vec<String>]> {
        self.rows.get(&kind).copied()
    }

    /// Every kind that it speaks of, with its sets and its place.
    pub fn rows(&self) -> impl Iterator<Item = (PermissionKind, &[Vec<String>], Source)> {
        self.rows.iter().map(|(kind, sets)| {
            let line = self.lines.get(kind).copied().unwrap_or(self.source.line);
            (*kind, *sets, Source { line, ..self.source.clone() })
        })
    }
}

/// The tables of all of an endpoint's pages, without repetitions; those of its main page first.
pub fn tables<'a>(endpoint: &Endpoint<'a>) -> Vec<Table<'a>> {
    let mut out: Vec<Table<'_>> = Vec::new();
    for (page, rows) in &endpoint.permissions {
        for table in page_tables(page, rows) {
            if out.iter().all(|known| known.rows != table.rows) {
                out.push(table);
            }
        }
    }
    out
}

/// A table ends where another scenario begins, or where a kind comes again.
fn page_tables<'a>(page: &'a Operation, rows: &[&'a Permissions]) -> Vec<Table<'a>> {
    let mut out: Vec<Table<'_>> = Vec::new();
    for Permissions { kind, scenario, alternatives, line, .. } in rows {
        let scenario = scenario.as_deref().unwrap_or_default();
        let fits = out.last().is_some_and(|table| table.scenario == scenario && !table.rows.contains_key(kind));
        if !fits {
            out.push(Table {
                page: page.source.page(),
                scenario,
                source: &page.source,
                rows: BTreeMap::new(),
                lines: BTreeMap::new(),
            });
        }
        if let Some(table) = out.last_mut() {
            table.rows.insert(*kind, alternatives);
            table.lines.insert(*kind, *line);
        }
    }
    out
}
