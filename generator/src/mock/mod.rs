//! The documentation as a service: the mock of generated crates, which is given what it knows when it starts.

use std::io;
use std::slice::Iter;
use std::sync::OnceLock;

use crate::emit;
use crate::model::PermissionKind;
use crate::plan::{self, Plan, VersionPlan};
use crate::runtime::mock::Mock;
use crate::runtime::mock::documented::Files;
use crate::runtime::permissions::{Slice, Table};

/// What the mock of a crate finds in it, and here is known once the docs are read.
pub(crate) struct Known<T>(OnceLock<Vec<T>>);

impl<T> Known<T> {
    const fn new() -> Self {
        Self(OnceLock::new())
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.0.get().map(Vec::as_slice).unwrap_or_default().iter()
    }
}

pub(crate) static DOCUMENTED: Known<(&str, &Files)> = Known::new();
pub(crate) static PERMISSIONS: Known<&[Slice]> = Known::new();

/// Serves what is planned at this port of `127.0.0.1`, until the process ends: a process serves once.
///
/// # Errors
/// When the port is taken, or the system has no thread.
pub fn serve(plan: &Plan<'_>, port: u16) -> io::Result<Mock> {
    DOCUMENTED.0.get_or_init(|| plan.versions.iter().map(documented).collect());
    PERMISSIONS.0.get_or_init(|| plan.versions.iter().map(|version| kept(vec![permissions(version)])).collect());
    Mock::start_at(port)
}

/// Kept for as long as the process lives, as the data of a crate is.
fn kept<T>(all: Vec<T>) -> &'static [T] {
    all.leak()
}

fn kept_text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn documented(version: &VersionPlan<'_>) -> (&'static str, &'static Files) {
    let (types, slices) = emit::documented(version);
    let slices = slices.into_iter().map(|text| &*text.leak()).collect();
    let files = Files { types: types.leak(), slices: kept(slices) };
    (version.ir.api.segment(), Box::leak(Box::new(files)))
}

/// In the order of the endpoints' lines, by which they are found.
fn permissions(version: &VersionPlan<'_>) -> Slice {
    let mut rows: Vec<(&str, &[Table])> = Vec::new();
    for endpoint in &version.endpoints {
        let tables: Vec<Table> = plan::tables(endpoint).iter().map(table).collect();
        if !tables.is_empty() {
            rows.push((version.line(endpoint).leak(), kept(tables)));
        }
    }
    rows.sort_by_key(|row| row.0);
    kept(rows)
}

fn table(table: &plan::Table<'_>) -> Table {
    let set = |names: &Vec<String>| kept(names.iter().map(|name| kept_text(name)).collect());
    let kept_sets = |kind| table.sets(kind).map(|sets| kept(sets.iter().map(set).collect()));
    Table {
        page: kept_text(table.page),
        scenario: kept_text(table.scenario),
        delegated_work: kept_sets(PermissionKind::DelegatedWork),
        delegated_personal: kept_sets(PermissionKind::DelegatedPersonal),
        application: kept_sets(PermissionKind::Application),
    }
}
