//! `check`: what `generate` would change, and which pages make it so. Writes nothing.

use std::io::Write;

use serde::Serialize;

use super::args::Target;
use super::report::{Counts, counted, judge};
use super::settings::{Job, generate_command};
use super::{CliError, Outcome, Run, generate};
use crate::diagnostic::{Format, Place, Severity, github_command};
use crate::drift::{self, Change, Plan, Status};
use crate::pipeline::Reading;

/// The answer as JSON, in one object.
#[derive(Serialize)]
struct Drift<'a> {
    kind: &'static str,
    /// False when the crate is what `generate` would write.
    drift: bool,
    /// The crate's folder, from the current directory.
    out: String,
    /// The pages that differ from those which the crate was generated from, and what happened to them.
    pages: Vec<Page<'a>>,
    /// The files that are not as they should be.
    files: Vec<File<'a>>,
    /// What else is different from the run that generated the crate.
    circumstances: Vec<String>,
    /// What brings the crate up to date.
    command: String,
    findings: Counts,
}

#[derive(Serialize)]
struct Page<'a> {
    path: String,
    file: &'a str,
    change: Change,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    status: Status,
}

/// What people are told of a change to a page.
const CHANGES: [(Change, &str); 3] =
    [(Change::Changed, "changed"), (Change::Added, "added"), (Change::Removed, "removed")];

/// What people are told of a file, in the order of how much it matters to them.
const STATUSES: [(Status, &str); 4] = [
    (Status::HandEdited, "edited by hand"),
    (Status::Changed, "stale"),
    (Status::Missing, "missing"),
    (Status::LeftOver, "left over"),
];

/// So many names of one kind are listed for people; JSON has them all.
const SHOWN: usize = 20;

pub fn run(run: &mut Run<'_, '_>, target: &Target) -> Result<Outcome, CliError> {
    let job = run.settings.checked_job(target)?;
    let reading = run.read(&job.docs)?;
    let tree = generate::build(run, &job, &reading)?;
    let inputs = job.inputs(reading.inputs.clone(), &run.settings.config.corrections);
    let plan = run.pool.install(|| drift::plan(&job.out, &tree, inputs))?;
    let answer = answer(run, &job, &reading, &plan, generate_command(run.global, target));
    match run.global.format {
        Format::Human => print(run, &answer, &plan)?,
        Format::Json => run.print_json(&answer)?,
        Format::Github => annotate(run, &answer)?,
    }
    Ok(if answer.drift { Outcome::Found } else { judge(&reading.diagnostics, job.deny) })
}

fn answer<'p>(run: &Run<'_, '_>, job: &Job, reading: &Reading, plan: &'p Plan<'_>, command: String) -> Drift<'p> {
    let excerpts = run.excerpts(reading);
    let mut circumstances = plan.circumstances();
    if plan.interrupted {
        circumstances.push("a run was interrupted while it moved its files into place".to_owned());
    }
    let page = |(file, change): (&'p str, Change)| Page { path: excerpts.path(&Place::new(file, 1, 0)), file, change };
    let files = STATUSES.iter().flat_map(|(status, _)| plan.with(*status).map(|path| File { path, status: *status }));
    Drift {
        kind: "drift",
        drift: plan.has_drift(),
        out: run.settings.shown(&job.out),
        pages: plan.pages().into_iter().map(page).collect(),
        files: files.collect(),
        circumstances,
        command,
        findings: Counts::of(&reading.diagnostics),
    }
}

fn print(run: &mut Run<'_, '_>, answer: &Drift<'_>, plan: &Plan<'_>) -> Result<(), CliError> {
    let out = &mut *run.environment.out;
    if !answer.drift {
        if !run.global.quiet {
            writeln!(
                out,
                "`{}` is up to date: {} from {}",
                answer.out,
                counted(plan.files.len(), "file"),
                counted(plan.manifest.inputs.pages.len(), "docs file")
            )?;
        }
        return Ok(());
    }
    if plan.old.is_none() {
        writeln!(out, "`{}` holds no crate yet; write it with\n  {}", answer.out, answer.command)?;
        return Ok(());
    }
    writeln!(out, "`{}` is not what the docs say:", answer.out)?;
    for (change, name) in CHANGES {
        let paths: Vec<&str> = answer.pages.iter().filter(|p| p.change == change).map(|p| p.path.as_str()).collect();
        list(out, &format!("{} {name} since it was generated", counted(paths.len(), "page")), &paths)?;
    }
    for circumstance in &answer.circumstances {
        writeln!(out, "  {circumstance}")?;
    }
    for (status, name) in STATUSES {
        let paths: Vec<&str> = answer.files.iter().filter(|f| f.status == status).map(|f| f.path).collect();
        list(out, &format!("{} {name}", counted(paths.len(), "file")), &paths)?;
    }
    if answer.files.is_empty() {
        writeln!(out, "  no generated file differs but the manifest")?;
    }
    writeln!(out, "bring it up to date with\n  {}", answer.command)?;
    Ok(())
}

fn list(out: &mut dyn Write, title: &str, paths: &[&str]) -> Result<(), CliError> {
    if paths.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {title}:")?;
    for path in paths.iter().take(SHOWN) {
        writeln!(out, "    {path}")?;
    }
    if paths.len() > SHOWN {
        writeln!(out, "    and {} more", paths.len() - SHOWN)?;
    }
    Ok(())
}

/// One annotation for each page that changed, and for each file that is wrong for another reason.
fn annotate(run: &mut Run<'_, '_>, answer: &Drift<'_>) -> Result<(), CliError> {
    let out = &mut *run.environment.out;
    let remedy = format!("run `{}`", answer.command);
    let mut annotate = |path: &str, message: String| {
        write!(out, "{}", github_command(Severity::Error, &Place::new(path, 1, 0), "drift", &message))
    };
    for page in &answer.pages {
        let name = CHANGES.iter().find(|(change, _)| *change == page.change).map_or("", |(_, name)| name);
        annotate(&page.path, format!("this page was {name} since `{}` was generated; {remedy}", answer.out))?;
    }
    // A stale file follows from what its pages say, and needs no annotation of its own.
    let explained = !answer.pages.is_empty() || !answer.circumstances.is_empty();
    for file in answer.files.iter().filter(|f| f.status == Status::HandEdited || !explained) {
        let name = STATUSES.iter().find(|(status, _)| *status == file.status).map_or("", |(_, name)| name);
        annotate(&format!("{}/{}", answer.out, file.path), format!("this generated file is {name}; {remedy}"))?;
    }
    for circumstance in &answer.circumstances {
        annotate(&format!("{}/{}", answer.out, drift::MANIFEST), format!("{circumstance}; {remedy}"))?;
    }
    if answer.drift && !explained && answer.files.is_empty() {
        annotate(
            &format!("{}/{}", answer.out, drift::MANIFEST),
            format!("the manifest is not as it was written; {remedy}"),
        )?;
    }
    Ok(())
}
