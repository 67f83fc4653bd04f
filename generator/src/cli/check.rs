//! `check`: what `generate` would change, and which pages make it so. Writes nothing.

use std::collections::BTreeSet;
use std::io::Write;

use semver::Version;
use serde::Serialize;

use super::annotations::{Annotation, Paths, of_changes};
use super::args::Target;
use super::format::{Formats, ReportFormat};
use super::render::annotation;
use super::report::{Counts, counted};
use super::settings::{Job, findings_command, generate_command, own_command};
use super::{CliError, Outcome, Run, bump, generate, side};
use crate::change::render::{Listed, bump_text, gravest, list as list_changes, tally_text};
use crate::change::{self, Bump, Tally};
use crate::config::FILE_NAME;
use crate::diagnostic::{Place, Severity, printable};
use crate::drift::{self, Change, Plan, Status};
use crate::file_tree::FileTree;
use crate::pipeline::Reading;
use crate::record::{Known, Recalled};
use crate::source::ApiVersion;
use crate::surface::{self, Surface};

/// The answer as JSON, in one object.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Drift<'a> {
    #[cfg_attr(test, schemars(extend("const" = "drift")))]
    kind: &'static str,
    /// False when the crate is what `generate` would write.
    drift: bool,
    /// The crate's folder, from the current directory.
    out: String,
    /// Null when the crate does not say what it offered, so that changes cannot be told.
    tally: Option<Tally>,
    bump: Option<Bump>,
    /// The API facts that changed since the crate was generated.
    changes: Vec<Listed<'a>>,
    /// The pages that differ from those which the crate was generated from, and what happened to them; without drift, what
    /// the crate has of them is the same.
    pages: Vec<Page<'a>>,
    /// The files that are not as they should be.
    files: Vec<File<'a>>,
    /// What else is different from the run that generated the crate.
    circumstances: Vec<String>,
    /// The version that the crate must have and has not yet; null where it has it.
    version_due: Option<&'a Version>,
    /// What brings the crate up to date.
    command: String,
    findings: Counts,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Page<'a> {
    /// From the current directory.
    path: String,
    /// From the docs root.
    file: &'a str,
    change: Change,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct File<'a> {
    /// From the crate's folder.
    path: &'a str,
    status: Status,
}

/// What people are told of a change to a page.
const CHANGES: [(Change, &str); 3] =
    [(Change::Changed, "changed"), (Change::Added, "added"), (Change::Removed, "removed")];

/// What people are told of a file, in the order of how much it matters to them.
const STATUSES: [(Status, &str); 5] = [
    (Status::HandEdited, "edited by hand"),
    (Status::Changed, "stale"),
    (Status::Missing, "missing"),
    (Status::LeftOver, "left over"),
    (Status::Kept, "left over, and edited by hand: it will stay, as a file of yours"),
];

/// So many names of one kind are listed for people; JSON has them all.
const SHOWN: usize = 20;

/// So many changes of the API are listed for people, gravest first.
const LISTED: usize = 50;

pub fn run(run: &mut Run<'_, '_>, target: &Target) -> Result<Outcome, CliError> {
    let format = ReportFormat::asked(run.global, "check")?;
    let job = run.settings.checked_job(target)?;
    let reading = match run.recall_or_read(&job, |recalled| compare_unchanged(run, &job, recalled))? {
        Known::Before(recalled, (plan, changes)) => {
            run.report_own_findings(&recalled.reading)?;
            return report(run, &job, target, &recalled.reading, (&plan, &changes), format);
        }
        Known::Now(reading) => reading,
    };
    run.report_own_findings(&reading)?;
    let output = generate::build(run, &job, &reading)?;
    run.keep(&job, &reading, &output);
    let (plan, changes) = compare(run, &job, &reading, &output.tree)?;
    report(run, &job, target, &reading, (&plan, &changes), format)
}

fn report(
    run: &mut Run<'_, '_>,
    job: &Job,
    target: &Target,
    reading: &Reading,
    (plan, changes): (&Plan<'_>, &Option<Vec<change::Change>>),
    format: ReportFormat,
) -> Result<Outcome, CliError> {
    let lacks_version_alone = plan.manifest.inputs.version_due.is_some() && !plan.has_drift();
    let command = if lacks_version_alone { command_for_version } else { command }(run, plan, target);
    let answer = answer(run, job, reading, plan, changes, command);
    let paths = Paths::new(&reading.pages, &run.settings.shown(&reading.root));
    match format {
        ReportFormat::Text => print(run, &answer, plan, changes.as_deref().unwrap_or_default(), &paths)?,
        ReportFormat::Json => run.print_json(&answer)?,
        ReportFormat::Annotated(annotated) => {
            // What follows from other settings is not the pages'.
            let of_pages = changes.as_deref().filter(|_| !plan.has_other_settings()).unwrap_or_default();
            let (own, excerpts) = (run.own_findings(reading), run.excerpts(reading));
            let own = own.iter().map(|finding| annotation(finding, &excerpts));
            let all: Vec<Annotation> = own.chain(annotations(&answer, plan, of_pages, &paths)).collect();
            run.annotate(&all, annotated)?;
        }
    }
    if answer.drift {
        return Ok(Outcome::Found);
    }
    run.judge(&reading.diagnostics, job.deny, Some(&findings_command(run, job, target)))
}

/// The folder beside what it should hold, with the version that is due; and what changed in the API since the crate was
/// generated, none when the crate does not say what it offers.
pub fn compare<'t>(
    run: &Run<'_, '_>,
    job: &Job,
    reading: &Reading,
    tree: &'t FileTree,
) -> Result<(Plan<'t>, Option<Vec<change::Change>>), CliError> {
    let inputs = run.inputs(job, reading)?;
    let settings = run.settings.path_of_file();
    let mut plan = run.pool.install(|| drift::plan(&job.out, tree, inputs, settings))?;
    let changes = changes(job, &plan, tree);
    plan.manifest.inputs.version_due = bump::due(job, &plan, changes.as_deref());
    Ok((plan, changes))
}

/// As [`compare`], where every file in the folder is what it should be; none otherwise.
fn compare_unchanged(
    run: &Run<'_, '_>,
    job: &Job,
    recalled: &Recalled,
) -> Option<(Plan<'static>, Option<Vec<change::Change>>)> {
    let inputs = run.inputs(job, &recalled.reading).ok()?;
    let (files, settings) = (recalled.files.clone(), run.settings.path_of_file());
    let mut plan = run.pool.install(|| drift::plan_unchanged(&job.out, files, inputs, settings)).ok()??;
    let changes = changes(job, &plan, &FileTree::default());
    plan.manifest.inputs.version_due = bump::due(job, &plan, changes.as_deref());
    Some((plan, changes))
}

/// What brings the crate up to date: its own settings, where somebody edited them; with the version that is due, where
/// settings can hold it.
fn command(run: &Run<'_, '_>, plan: &Plan<'_>, target: &Target) -> String {
    let command = match &plan.foreign_settings {
        Some(file) => own_command(run, file, target),
        None => generate_command(run.global, target),
    };
    if has_settings(run, plan) && plan.manifest.inputs.version_due.is_some() { command + " --bump" } else { command }
}

/// What sets the version that is due: where there are no settings, in those beside the crate.
pub fn command_for_version(run: &Run<'_, '_>, plan: &Plan<'_>, target: &Target) -> String {
    if has_settings(run, plan) {
        return command(run, plan, target);
    }
    own_command(run, &plan.out.join(FILE_NAME), target) + " --bump"
}

/// Whether there are settings that can hold a version.
fn has_settings(run: &Run<'_, '_>, plan: &Plan<'_>) -> bool {
    plan.foreign_settings.is_some() || run.settings.path_of_file().is_some()
}

/// None when the crate does not say what it offered.
pub fn changes(job: &Job, plan: &Plan<'_>, tree: &FileTree) -> Option<Vec<change::Change>> {
    // Without all of them as they were written, what is missing would pass for what is new.
    let written = |path: &String| plan.old.as_ref().is_some_and(|old| old.files.contains_key(path));
    let is_whole =
        |path: &String| matches!(plan.files.get(path), Some(Status::Unchanged | Status::Changed | Status::LeftOver));
    if ApiVersion::ALL.into_iter().any(|api| {
        let [path, _] = surface::paths(api);
        written(&path) && !is_whole(&path)
    }) {
        return None;
    }
    let facts = ApiVersion::ALL.into_iter().flat_map(surface::paths);
    let statuses: Vec<Status> = facts.filter_map(|path| plan.files.get(&path).copied()).collect();
    if statuses.iter().all(|status| *status == Status::Unchanged) {
        // A module tree has no facts.
        return (!statuses.is_empty()).then(Vec::new);
    }
    let old = side::read_crate(&job.out).ok().filter(|old| !old.is_empty())?;
    let text = |path: &String| tree.0.get(path).map_or("", String::as_str);
    let new = ApiVersion::ALL.into_iter().filter_map(|api| {
        let [facts, pages] = surface::paths(api);
        surface::read(text(&facts), text(&pages)).ok()
    });
    Some(change::compare(&old, &new.collect::<Vec<Surface>>()))
}

fn answer<'p>(
    run: &Run<'_, '_>,
    job: &Job,
    reading: &Reading,
    plan: &'p Plan<'_>,
    changes: &'p Option<Vec<change::Change>>,
    command: String,
) -> Drift<'p> {
    let excerpts = run.excerpts(reading);
    let mut circumstances = plan.circumstances();
    if plan.foreign_settings.is_some() {
        circumstances.push(format!("its {FILE_NAME} holds settings of its own, and this run has other ones"));
    }
    if plan.interrupted {
        circumstances.push("a run was interrupted while it moved its files into place".to_owned());
    }
    if changes.is_none() && plan.old.is_some() && plan.has_drift() {
        circumstances
            .push("the crate does not say what it offers, so that changes of the API cannot be told".to_owned());
    }
    let tally = changes.as_deref().map(Tally::count);
    let changes = changes.as_deref().unwrap_or_default();
    let page = |(file, change): (&'p str, Change)| Page { path: excerpts.path(&Place::new(file, 1, 0)), file, change };
    let files = STATUSES.iter().flat_map(|(status, _)| plan.with(*status).map(|path| File { path, status: *status }));
    Drift {
        kind: "drift",
        drift: plan.has_drift(),
        out: run.settings.shown(&job.out),
        tally,
        bump: tally.map(|tally| tally.bump()),
        changes: changes.iter().map(Listed::new).collect(),
        pages: plan.pages().into_iter().map(page).collect(),
        files: files.collect(),
        circumstances,
        version_due: plan.manifest.inputs.version_due.as_ref(),
        command,
        findings: Counts::new(&reading.diagnostics),
    }
}

fn print(
    run: &mut Run<'_, '_>,
    answer: &Drift<'_>,
    plan: &Plan<'_>,
    changes: &[change::Change],
    paths: &Paths,
) -> Result<(), CliError> {
    let version = side::version(&plan.out);
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
            if !answer.pages.is_empty() {
                let pages = counted(answer.pages.len(), "page");
                writeln!(out, "{pages} changed since it was generated, and what the crate has of them did not")?;
            }
        }
        if let Some(due) = &answer.version_due {
            writeln!(
                out,
                "its version should be {due}, which follows from what changed; set it with\n  {}",
                answer.command
            )?;
        }
        return Ok(());
    }
    if plan.old.is_none() {
        writeln!(out, "`{}` holds no crate yet; write it with\n  {}", answer.out, answer.command)?;
        return Ok(());
    }
    if plan.has_other_settings() {
        writeln!(out, "`{}` was generated with other settings:", answer.out)?;
        for circumstance in &answer.circumstances {
            writeln!(out, "  {circumstance}")?;
        }
        let files = plan.files.values().filter(|status| **status != Status::Unchanged).count();
        let tally = answer.tally.map(|tally| format!(": {}", tally_text(tally))).unwrap_or_default();
        writeln!(out, "with these, {} would differ{tally}", counted(files, "file"))?;
        if !plan.uses_own_settings {
            writeln!(out, "compare it by its own with\n  msgraph-docgen check --config {}/{FILE_NAME}", answer.out)?;
        }
        let these = if plan.foreign_settings.is_some() { "its own" } else { "these" };
        writeln!(out, "generate it with {these} by\n  {}", answer.command)?;
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
    if let (Some(tally), Some(bump)) = (answer.tally, answer.bump) {
        writeln!(out, "  {}; version bump: {}", tally_text(tally), bump_text(bump, version.as_ref()))?;
    }
    let (listed, left_out) = gravest(changes, LISTED);
    for line in list_changes(listed.into_iter(), &|change| paths.text(change)).lines() {
        writeln!(out, "{}{line}", if line.is_empty() { "" } else { "  " })?;
    }
    if left_out > 0 {
        writeln!(out, "\n  and {left_out} more of no greater weight; --format json has them all")?;
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
        writeln!(out, "    {}", printable(path))?;
    }
    if paths.len() > SHOWN {
        writeln!(out, "    and {} more", paths.len() - SHOWN)?;
    }
    Ok(())
}

/// One annotation for each API fact that changed, for each page that changed otherwise, and for each file that is wrong
/// for another reason.
fn annotations(answer: &Drift<'_>, plan: &Plan<'_>, changes: &[change::Change], paths: &Paths) -> Vec<Annotation> {
    let manifest = format!("{}/{}", answer.out, drift::MANIFEST);
    if !answer.drift {
        let due = answer.version_due.map(|due| {
            let message =
                format!("the version should be {due}, which follows from what changed; run `{}`", answer.command);
            Annotation::new(Severity::Warning, Place::new(manifest, 1, 0), "version", message)
        });
        return due.into_iter().collect();
    }
    let mut out = of_changes(changes, paths);
    let told: BTreeSet<String> = out.iter().map(|annotation| annotation.place.file.clone()).collect();
    let remedy = format!("run `{}`", answer.command);
    let mut annotate = |path: &str, message: String| {
        out.push(Annotation::new(Severity::Error, Place::new(path, 1, 0), "drift", message));
    };
    for page in answer.pages.iter().filter(|p| !told.contains(&p.path)) {
        let name = CHANGES.iter().find(|(change, _)| *change == page.change).map_or("", |(_, name)| name);
        annotate(&page.path, format!("this page was {name} since `{}` was generated; {remedy}", answer.out));
    }
    // A stale file follows from what its pages say, and needs no annotation of its own.
    let explained = !answer.pages.is_empty() || !plan.circumstances().is_empty() || plan.interrupted;
    for file in answer.files.iter().filter(|f| f.status == Status::HandEdited || !explained) {
        let name = STATUSES.iter().find(|(status, _)| *status == file.status).map_or("", |(_, name)| name);
        annotate(&format!("{}/{}", answer.out, file.path), format!("this generated file is {name}; {remedy}"));
    }
    for circumstance in &answer.circumstances {
        annotate(&manifest, format!("{circumstance}; {remedy}"));
    }
    if !explained && answer.files.is_empty() {
        annotate(&manifest, format!("the manifest is not as it was written; {remedy}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Drift;
    use crate::schema;

    #[test]
    fn the_schema_is_what_the_types_say() {
        schema::assert_committed::<Drift<'_>>("drift", "check --format json");
    }
}
