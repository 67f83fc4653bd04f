//! For a pull request: the summary first, then every change, folded, gravest first, as far as a comment reaches.

use std::fmt::Write;

use super::{HEADINGS, Report, group, heading, place, tally_text};
use crate::change::Change;

/// GitHub takes a comment of this many characters.
pub const LONGEST: usize = 65_536;

/// Kept for what closes the text.
const RESERVE: usize = 400;

/// The report as Markdown, of fewer than [`LONGEST`] bytes.
pub fn markdown(report: &Report<'_>) -> String {
    let name = |side: &str| super::super::code(&side.chars().take(200).collect::<String>());
    let mut out = format!("## API changes: {}\n\n", report.bump().name());
    let _ = writeln!(
        out,
        "{} from {} to {}.\n\nVersion bump: **{}**",
        capital(&tally_text(report.tally())),
        name(report.old),
        name(report.new),
        report.bump_text()
    );
    let mut left_out = 0;
    for (level, title) in HEADINGS {
        let changes: Vec<&Change> = report.changes.iter().filter(|c| heading(c) == level).collect();
        if !changes.is_empty() {
            left_out += section(&mut out, title, &changes);
        }
    }
    if left_out > 0 {
        let s = if left_out == 1 { " is" } else { "s are" };
        let _ = writeln!(
            out,
            "\n{left_out} of {} change{s} left out here; `msgraph-docgen diff --format json` has them all.",
            report.changes.len()
        );
    }
    out
}

/// Writes what fits, and gives back how many changes did not.
fn section(out: &mut String, title: &str, changes: &[&Change]) -> usize {
    let head = format!("\n<details>\n<summary>{title} ({})</summary>\n", changes.len());
    if out.len() + head.len() + RESERVE > LONGEST {
        return changes.len();
    }
    out.push_str(&head);
    let mut last = String::new();
    for (i, change) in changes.iter().enumerate() {
        let here = format!("{}, {}", change.api, group(change));
        let mut lines = String::new();
        if here != last {
            let _ = writeln!(lines, "\n**{here}**");
            last = here;
        }
        let place = place(change);
        let at = if place.is_empty() { String::new() } else { format!(" ({})", super::super::code(&place)) };
        let _ = writeln!(lines, "- {}{at}", change.text());
        if out.len() + lines.len() + RESERVE > LONGEST {
            out.push_str("\n</details>\n");
            return changes.len() - i;
        }
        out.push_str(&lines);
    }
    out.push_str("\n</details>\n");
    0
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}
