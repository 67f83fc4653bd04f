//! For programs, as `schema/changes.schema.json` describes it.

use semver::Version;
use serde::Serialize;

use super::Report;
use crate::change::{Area, Bump, Change, Level, Tally};
use crate::model::Source;
use crate::source::ApiVersion;

/// One change.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    rule: &'static str,
    level: Level,
    breaking: bool,
    docs_only: bool,
    api: ApiVersion,
    area: Area,
    #[serde(skip_serializing_if = "str::is_empty")]
    slice: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    group: &'a str,
    subject: &'a str,
    message: &'a str,
    before: Option<&'a Source>,
    after: Option<&'a Source>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    also: &'a [String],
}

impl<'a> Listed<'a> {
    pub fn new(change: &'a Change) -> Self {
        Self {
            rule: change.rule.id,
            level: change.rule.level,
            breaking: change.is_breaking(),
            docs_only: change.rule.is_docs_only(),
            api: change.api,
            area: change.area,
            slice: &change.slice,
            group: &change.group,
            subject: &change.subject,
            message: &change.message,
            before: change.before.as_ref(),
            after: change.after.as_ref(),
            also: &change.also,
        }
    }
}

#[derive(Serialize)]
struct Changes<'a> {
    kind: &'static str,
    old: &'a str,
    new: &'a str,
    tally: Tally,
    bump: Bump,
    version: Option<Next<'a>>,
    changes: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Next<'a> {
    old: &'a Version,
    new: Version,
}

/// The report in one object.
pub fn json<'a>(report: &'a Report<'a>) -> impl Serialize + 'a {
    Changes {
        kind: "changes",
        old: report.old,
        new: report.new,
        tally: report.tally(),
        bump: report.bump(),
        version: report.version.as_ref().map(|old| Next { old, new: report.bump().next(old) }),
        changes: report.changes.iter().map(Listed::new).collect(),
    }
}
