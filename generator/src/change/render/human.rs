//! For people: by version and by type or slice, each change on a line with its place.

use std::fmt::Write;

use super::{Report, group, place, tally_text};
use crate::change::{Change, Level};

/// The report; what is of the docs alone is counted.
pub fn human(report: &Report<'_>) -> String {
    let mut out = format!("{} → {}: {}\n", report.old, report.new, tally_text(report.tally()));
    let _ = writeln!(out, "version bump: {}", report.bump_text());
    out + &list(report.changes.iter(), &place)
}

/// The changes of the API, without a head; `place` says where each is to be found.
pub fn list<'c>(changes: impl Iterator<Item = &'c Change>, place: &dyn Fn(&Change) -> String) -> String {
    let mut out = String::new();
    let (mut api, mut last) = (None, String::new());
    for change in changes.filter(|c| !c.rule.docs_only) {
        if api != Some(change.api) {
            let _ = writeln!(out, "\n{}", change.api);
            (api, last) = (Some(change.api), String::new());
        }
        let group = group(change);
        if group != last {
            let _ = writeln!(out, "  {}", group.replace('`', ""));
            last = group;
        }
        let mark = match change.rule.level {
            Level::Major => "breaking",
            Level::Minor => "addition",
            Level::Patch => "other   ",
        };
        let place = place(change);
        let at = if place.is_empty() { String::new() } else { format!("  {place}") };
        let _ = writeln!(out, "    {mark}  {} [{}]{at}", change.text(), change.rule.id);
    }
    out
}
