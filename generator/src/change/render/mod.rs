//! Changes as text: for people, as Markdown for a pull request, and as JSON.

mod human;
mod json;
mod markdown;

use semver::Version;

use super::{Area, Bump, Change, Level, Tally};
use crate::diagnostic::printable;

pub use human::{gravest, human, list};
pub use json::{Listed, json};
pub use markdown::{LONGEST, markdown};

/// What was compared, and what came out.
#[derive(Debug)]
pub struct Report<'a> {
    /// The two sides, as they were named.
    pub old: &'a str,
    pub new: &'a str,
    pub changes: &'a [Change],
    /// The version of the old crate, where there is one.
    pub version: Option<Version>,
}

/// The headings under which changes are listed, gravest first.
pub const HEADINGS: [(Option<Level>, &str); 4] = [
    (Some(Level::Major), "Breaking"),
    (Some(Level::Minor), "Additions"),
    (Some(Level::Patch), "Other changes of the API"),
    (None, "Docs only"),
];

impl Report<'_> {
    pub fn tally(&self) -> Tally {
        Tally::count(self.changes)
    }

    pub fn bump(&self) -> Bump {
        self.tally().bump()
    }

    /// The bump that follows, from the old version where it is known.
    pub fn bump_text(&self) -> String {
        bump_text(self.bump(), self.version.as_ref())
    }
}

/// `major, 0.1.0 → 0.2.0`
pub fn bump_text(bump: Bump, version: Option<&Version>) -> String {
    match (version, bump) {
        (_, Bump::None) => bump.name().to_owned(),
        (Some(version), _) => format!("{}, {version} → {}", bump.name(), bump.next(version)),
        (None, _) => bump.name().to_owned(),
    }
}

/// `3 breaking changes, 12 additions, 5 others, 40 in words alone`
pub fn tally_text(tally: Tally) -> String {
    let Tally { breaking, additions, other, docs_only } = tally;
    if tally == Tally::default() {
        return "no API changes".to_owned();
    }
    let s = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "{breaking} breaking change{}, {additions} addition{}, {other} other{}, {docs_only} in words alone",
        s(breaking),
        s(additions),
        s(other)
    )
}

/// Under which of [`HEADINGS`] a change is listed.
pub fn heading(change: &Change) -> Option<Level> {
    (!change.rule.is_docs_only()).then_some(change.rule.level)
}

/// What changes are grouped by: the type, or the slice.
pub fn group(change: &Change) -> String {
    match change.area {
        Area::Crate => "the crate".to_owned(),
        Area::Types => format!("type {}", super::code(&change.group)),
        Area::Endpoints => format!("endpoints of {}", super::code(&change.slice)),
    }
}

/// `resources/user.md:45`, in the version's folder; empty for what no page says.
pub fn place(change: &Change) -> String {
    let place = change.place().map(|source| format!("{}:{}", source.file, source.line)).unwrap_or_default();
    printable(&(place + &change.was_at()))
}
