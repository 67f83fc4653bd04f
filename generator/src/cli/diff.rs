//! `diff`: what changed in the API between two sides, and the version number that follows.

use std::path::Path;

use semver::Version;

use super::annotations::{Paths, of_changes};
use super::args::{Diff, FailOn};
use super::format::{Annotated, FormatName, Formats};
use super::side::Side;
use super::{CliError, Outcome, Run};
use crate::change::render::{Report, human, json, markdown, place};
use crate::change::{self, Bump, Change};
use crate::config::DocsUrl;
use crate::html::{ChangesPage, Spot, changes_page};
use crate::model::Source;
use crate::surface::Surface;

/// The formats of the answer.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Text,
    Json,
    Annotated(Annotated),
    Markdown,
    Html,
}

impl Formats for Format {
    const ALL: &'static [(FormatName, Self)] = &[
        (FormatName::Human, Self::Text),
        (FormatName::Json, Self::Json),
        (FormatName::Markdown, Self::Markdown),
        (FormatName::Github, Self::Annotated(Annotated::Github)),
        (FormatName::Sarif, Self::Annotated(Annotated::Sarif)),
        (FormatName::Html, Self::Html),
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
        Format::Html => {
            let url = run.settings.docs_url(diff.docs_url.as_ref());
            let paths = paths(&new, "");
            let spot = |change: &Change| spot(change, &new, &paths, url);
            write!(run.environment.out, "{}", changes_page(&ChangesPage { report: &report, spot: &spot }))?;
        }
        Format::Annotated(annotated) => {
            let root = match &new {
                Side::Docs { root, .. } => run.settings.shown(root),
                _ => String::new(),
            };
            let paths = paths(&new, &root);
            run.annotate(&of_changes(&changes, &paths), annotated)?;
        }
    }
    let fails = match diff.fail_on {
        None => false,
        Some(FailOn::Breaking) => report.bump() == Bump::Major,
        Some(FailOn::Permissions) => changes.iter().any(|c| *c.rule == change::PERMISSION_WITHDRAWN),
        Some(FailOn::Any) => changes.iter().any(|c| !c.rule.is_docs_only()),
        Some(FailOn::Version) => {
            let (due, is) = (report.bump().next(version_of(&old, &diff.old)?), version_of(&new, &diff.new)?);
            if *is < due {
                writeln!(run.environment.err, "the new crate is {is}, and what changed asks for {due} or above")?;
            }
            *is < due
        }
    };
    Ok(if fails { Outcome::Found } else { Outcome::Done })
}

fn version_of<'s>(side: &'s Side, path: &Path) -> Result<&'s Version, CliError> {
    side.version().ok_or_else(|| CliError::NoVersionOfSide(path.to_owned()))
}

/// Where pages lie below this folder.
fn paths(side: &Side, root: &str) -> Paths {
    match side {
        Side::Docs { pages, .. } => Paths::new(pages, root),
        _ => Paths::new(&[], root),
    }
}

/// Where to look at a change; the old docs are not those that the address is of.
fn spot(change: &Change, new: &Side, paths: &Paths, url: Option<&DocsUrl>) -> Option<Spot> {
    let page = |after: &Source| match new {
        Side::Docs { .. } => paths.place(change).map(|place| place.file),
        _ => Some(format!("{}/{}", change.api, after.file)),
    };
    let address = url.zip(change.after.as_ref()).and_then(|(url, after)| Some(url.line(&page(after)?, after.line)));
    let text = place(change);
    (!text.is_empty()).then_some(Spot { text, address })
}

/// A dump holds one version, and does not know what else its crate has, nor what is on by default.
fn align(was: &mut Vec<Surface>, is: &mut Vec<Surface>) {
    was.retain(|a| is.iter().any(|b| a.api == b.api));
    is.retain(|b| was.iter().any(|a| a.api == b.api));
    for surface in was.iter_mut().chain(is) {
        surface.forget_defaults();
    }
}
