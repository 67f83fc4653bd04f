//! For programs, as `schema/changes.schema.json` describes it.

use semver::Version;
use serde::Serialize;

use super::Report;
use crate::change::{Area, Bump, Change, Level, Tally};
use crate::model::Source;
use crate::source::ApiVersion;

/// One change.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Change"))]
pub struct Listed<'a> {
    /// A stable name, such as `property-retyped`.
    rule: &'static str,
    level: Level,
    /// The level is `major`.
    breaking: bool,
    docs_only: bool,
    api: ApiVersion,
    area: Area,
    /// The module of the endpoint's first segment; left out for the rest.
    #[serde(skip_serializing_if = "str::is_empty")]
    slice: &'a str,
    /// The type or the request line that it belongs to; left out for the crate as a whole.
    #[serde(skip_serializing_if = "str::is_empty")]
    group: &'a str,
    subject: &'a str,
    /// For people, as Markdown.
    message: &'a str,
    /// Where the old docs say it.
    before: Option<&'a Source>,
    /// Where the new docs say it, or what it belonged to.
    after: Option<&'a Source>,
    /// The request lines of the same page that change in the same way.
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Changes<'a> {
    #[cfg_attr(test, schemars(extend("const" = "changes")))]
    kind: &'static str,
    old: &'a str,
    new: &'a str,
    tally: Tally,
    bump: Bump,
    /// Of the old crate, and the one that follows; null when the old side is no crate.
    version: Option<Next<'a>>,
    changes: Vec<Listed<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

#[cfg(test)]
mod tests {
    use super::Changes;
    use crate::schema;

    #[test]
    fn the_schema_is_what_the_types_say() {
        schema::assert_committed::<Changes<'_>>("changes", "diff --format json");
    }
}
