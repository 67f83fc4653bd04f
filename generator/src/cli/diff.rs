//! `diff`: what changed in the API between two sides, and the version number that follows.

use std::path::Path;

use super::annotations::{Paths, of_changes};
use super::args::{Diff, FailOn};
use super::format::{Annotated, FormatName, Formats};
use super::side::Side;
use super::{CliError, Outcome, Run};
use crate::change::render::{Report, human, json, markdown};
use crate::change::{self, Bump};
use crate::surface::Surface;

/// The formats of the answer.
#[derive(Clone, Copy, Debug)]
enum Format {
    Text,
    Json,
    Annotated(Annotated),
    Markdown,
}

impl Formats for Format {
    const ALL: &'static [(FormatName, Self)] = &[
        (FormatName::Human, Self::Text),
        (FormatName::Json, Self::Json),
        (FormatName::Markdown, Self::Markdown),
        (FormatName::Github, Self::Annotated(Annotated::Github)),
        (FormatName::Sarif, Self::Annotated(Annotated::Sarif)),
    ];
}

pub fn run(run: &mut Run<'_, '_>, diff: &Diff) -> Result<Outcome, CliError> {
    let format = Format::asked(run.global, "diff")?;
    let read = |path: &Path| Side::read(run, &run.settings.cwd.join(path));
    let (old, new) = (read(&diff.old)?, read(&diff.new)?);
    let narrows = |side: &Side| side.is_crate() && !diff.select.is_empty() && side.select() != diff.select;
    if narrows(&old) || narrows(&new) {
        return Err(CliError::SelectOfCrate);
    }
    let select = [&diff.select, old.select(), new.select(), &run.settings.config.select]
        .into_iter()
        .find(|select| !select.is_empty())
        .unwrap_or_default();
    let (mut was, mut is) = run.pool.install(|| Ok::<_, CliError>((old.surfaces(select)?, new.surfaces(select)?)))?;
    if old.is_dump() || new.is_dump() {
        align(&mut was, &mut is);
        if was.is_empty() {
            return Err(CliError::NothingInCommon(diff.old.clone(), diff.new.clone()));
        }
    }
    let changes = change::compare(&was, &is);
    let names = [&diff.old, &diff.new].map(|path| path.display().to_string());
    let report = Report { old: &names[0], new: &names[1], changes: &changes, version: old.version().cloned() };
    match format {
        Format::Text => write!(run.environment.out, "{}", human(&report))?,
        Format::Markdown => write!(run.environment.out, "{}", markdown(&report))?,
        Format::Json => run.print_json(&json(&report))?,
        Format::Annotated(annotated) => {
            let paths = match &new {
                Side::Docs { pages, root, .. } => Paths::new(pages, &run.settings.shown(root)),
                _ => Paths::new(&[], ""),
            };
            run.annotate(&of_changes(&changes, &paths), annotated)?;
        }
    }
    let fails = match diff.fail_on {
        None => false,
        Some(FailOn::Breaking) => report.bump() == Bump::Major,
        Some(FailOn::Permissions) => changes.iter().any(|c| *c.rule == change::PERMISSION_WITHDRAWN),
        Some(FailOn::Any) => changes.iter().any(|c| !c.rule.is_docs_only()),
    };
    Ok(if fails { Outcome::Found } else { Outcome::Done })
}

/// A dump holds one version, and does not know what else its crate has, nor what is on by default.
fn align(was: &mut Vec<Surface>, is: &mut Vec<Surface>) {
    was.retain(|a| is.iter().any(|b| a.api == b.api));
    is.retain(|b| was.iter().any(|a| a.api == b.api));
    for surface in was.iter_mut().chain(is) {
        surface.forget_defaults();
    }
}
