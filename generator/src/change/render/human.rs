//! For people: by version and by type or slice, each change on a line with its place.

use std::cmp::Reverse;
use std::fmt::Write;

use super::{Report, group, place, tally_text};
use crate::change::{Change, Level};

/// So many lines are on a screen.
const SCREEN: usize = 40;

/// The report; what is of the docs alone is counted.
pub fn human(report: &Report<'_>) -> String {
    let tally = format!("{}\nversion bump: {}\n", tally_text(report.tally()), report.bump_text());
    let list = list(report.changes.iter(), &place);
    // What scrolls away is said again where it is seen.
    let end = if list.lines().count() > SCREEN { format!("\n{tally}") } else { String::new() };
    format!("{} → {}: {tally}{list}{end}", report.old, report.new)
}

/// The gravest changes of the API, in the order that they have, and how many others there are.
pub fn gravest(changes: &[Change], limit: usize) -> (Vec<&Change>, usize) {
    let mut kept: Vec<(usize, &Change)> = changes.iter().filter(|c| !c.rule.is_docs_only()).enumerate().collect();
    let left_out = kept.len().saturating_sub(limit);
    kept.sort_by_key(|(at, change)| (Reverse(change.rule.level), *at));
    kept.truncate(limit);
    kept.sort_by_key(|(at, _)| *at);
    (kept.into_iter().map(|(_, change)| change).collect(), left_out)
}

/// The changes of the API, without a head; `place` says where each is to be found.
pub fn list<'c>(changes: impl Iterator<Item = &'c Change>, place: &dyn Fn(&Change) -> String) -> String {
    let mut out = String::new();
    let (mut api, mut last) = (None, String::new());
    for change in changes.filter(|c| !c.rule.is_docs_only()) {
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
