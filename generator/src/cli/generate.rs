//! `generate`: reads the docs, and writes the crate.

use semver::Version;
use serde::Serialize;

use super::args::{Generate, Target};
use super::format::{FormatName, Formats};
use super::recall::Unfreed;
use super::report::{Counts, counted};
use super::settings::{Job, findings_command, own_command};
use super::{CliError, Outcome, Run, bump, check, explain, explain_endpoint};
use crate::config::FILE_NAME;
use crate::diagnostic::{Place, printable};
use crate::drift::{self, DriftError, MANIFEST, Plan, Status};
use crate::emit;
use crate::file_tree::FileTree;
use crate::output::{self, Held, Output, OutputError, Summary};
use crate::pipeline::Reading;
use crate::plan::{Options, PlanError, Sibling, Unmatched};
use crate::record::{Known, Recalled};
use crate::source::ApiVersion;

/// The answer as JSON.
#[derive(Serialize)]
struct Generated<'a> {
    kind: &'static str,
    out: String,
    pages: usize,
    versions: Vec<VersionHeld>,
    written: Vec<&'a str>,
    removed: Vec<&'a str>,
    /// Those that would have been removed, had somebody not edited them.
    kept: Vec<&'a str>,
    unchanged: usize,
    /// Those of the written files that somebody had edited.
    hand_edited: Vec<&'a str>,
    /// The version that was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    bumped: Option<&'a Version>,
    /// The version that should be set.
    #[serde(skip_serializing_if = "Option::is_none")]
    version_due: Option<&'a Version>,
    findings: Counts,
}

#[derive(Serialize)]
struct VersionHeld {
    api: ApiVersion,
    /// Those of the docs.
    pages: usize,
    /// What the crate holds of them: a type for each model, an endpoint for each function.
    types: usize,
    endpoints: usize,
}

/// The formats of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Github,
}

impl Formats for Format {
    const ALL: &'static [(FormatName, Self)] =
        &[(FormatName::Human, Self::Text), (FormatName::Json, Self::Json), (FormatName::Github, Self::Github)];
}

pub fn run(run: &mut Run<'_, '_>, generate: &Generate) -> Result<Outcome, CliError> {
    let format = Format::asked(run.global, "generate")?;
    let mut job = run.settings.checked_job(&generate.target)?;
    let reading = if generate.explain.is_some() || generate.bump {
        Unfreed::new(run.read(&job.docs, Reading::require_crate)?)
    } else {
        match run.recall_or_read(&job, |recalled| write_unchanged(run, &job, recalled))? {
            Known::Before(recalled, plan) => {
                run.report_own_findings(&recalled.reading)?;
                return report(run, &job, generate, &recalled.reading, &recalled.summary, (&plan, None), format);
            }
            Known::Now(reading) => reading,
        }
    };
    run.report_own_findings(&reading)?;
    if let Some(name) = &generate.explain {
        return match explain_endpoint::request(name) {
            Some(request) => explain_endpoint::run(run, &reading, request, format),
            None => explain::run(run, &job, &reading, name, format),
        };
    }
    let mut output = build(run, &job, &reading)?;
    let mut bumped = None;
    if generate.bump && job.out.join(MANIFEST).is_file() {
        let (plan, changes) = check::compare(run, &job, &reading, &output.tree)?;
        bumped.clone_from(&plan.manifest.inputs.version_due);
        bump::set(run, &mut job, &plan, changes.is_some())?;
    }
    if bumped.is_some() {
        output = build(run, &job, &reading)?;
    }
    run.keep(&job, &reading, &output);
    let inputs = run.inputs(&job, &reading)?;
    let (tree, settings) = (&output.tree, run.settings.path_of_file());
    let due = |plan: &Plan<'_>| bump::due(&job, plan, check::changes(&job, plan, tree).as_deref());
    let plan = run.pool.install(|| drift::write(&job.out, tree, inputs, settings, due));
    let plan = plan.map_err(|error| match error {
        DriftError::ForeignSettings(path) => CliError::ForeignSettings {
            file: run.settings.shown(&path),
            command: own_command(run, &path, &generate.target),
        },
        other => other.into(),
    })?;
    report(run, &job, generate, &reading, &output.summary, (&plan, bumped.as_ref()), format)
}

/// Finds that no file is to be written, and writes which pages were read; none where one may be.
fn write_unchanged(run: &Run<'_, '_>, job: &Job, recalled: &Recalled) -> Option<Plan<'static>> {
    let inputs = run.inputs(job, &recalled.reading).ok()?;
    let (files, settings) = (recalled.files.clone(), run.settings.path_of_file());
    let due = |plan: &Plan<'_>| bump::due(job, plan, check::changes(job, plan, &FileTree::default()).as_deref());
    run.pool.install(|| drift::write_unchanged(&job.out, files, inputs, settings, due)).ok()?
}

fn report(
    run: &mut Run<'_, '_>,
    job: &Job,
    generate: &Generate,
    reading: &Reading,
    summary: &Summary,
    (plan, bumped): (&Plan<'_>, Option<&Version>),
    format: Format,
) -> Result<Outcome, CliError> {
    run.report_findings(reading, format)?;
    hint(run, &summary.siblings)?;
    let versions = summary.held.iter().map(|held| version(held, reading)).collect();
    // Settings that the run has taken from the folder are not lost.
    let hand_edited = plan.with(Status::HandEdited).filter(|path| *path != FILE_NAME || !plan.uses_own_settings);
    let answer = Generated {
        kind: "generated",
        out: run.settings.shown(&job.out),
        pages: reading.pages.len(),
        versions,
        written: plan.written().collect(),
        removed: plan.with(Status::LeftOver).collect(),
        kept: plan.with(Status::Kept).collect(),
        unchanged: plan.count(Status::Unchanged),
        hand_edited: hand_edited.collect(),
        bumped,
        version_due: plan.manifest.inputs.version_due.as_ref(),
        findings: Counts::new(&reading.diagnostics),
    };
    let lint = findings_command(run, job, &generate.target);
    match format {
        Format::Json => run.print_json(&answer)?,
        _ if run.global.quiet => {}
        _ => print(run, job, &answer, plan, &generate.target)?,
    }
    run.judge(&reading.diagnostics, job.deny, Some(&lint))
}

/// The output as it should be.
pub fn build(run: &Run<'_, '_>, job: &Job, reading: &Reading) -> Result<Output, CliError> {
    let options = Options { loose: reading.loose, ..job.options.clone() };
    let (corrections, metadata) = (&run.settings.config.corrections, run.metadata()?.paths());
    let written = output::Written { docs: &job.docs, out: &job.out, metadata: &metadata, corrections };
    let cache = run.cache();
    let output = run.pool.install(|| output::files_of(reading, &options, written, cache));
    output.map_err(|error| match error {
        OutputError::Plan(PlanError::NothingSelected(parts)) => {
            CliError::NothingSelected(parts.iter().map(|part| unmatched(part, &job.select_at)).collect())
        }
        other => other.into(),
    })
}

fn unmatched(part: &Unmatched, select_at: &[Place]) -> String {
    let place = select_at.get(part.nth).map(|place| format!("{place}: ")).unwrap_or_default();
    format!("{place}{part}")
}

/// What the output holds of a version, and of how many pages.
fn version(held: &Held, reading: &Reading) -> VersionHeld {
    let pages = reading.pages.iter().filter(|page| page.version == held.api).count();
    VersionHeld { api: held.api, pages, types: held.types, endpoints: held.endpoints }
}

fn print(
    run: &mut Run<'_, '_>,
    job: &Job,
    answer: &Generated<'_>,
    plan: &Plan<'_>,
    target: &Target,
) -> Result<(), CliError> {
    let (lint, set_version) = (findings_command(run, job, target), check::command_for_version(run, plan, target));
    let docs = run.settings.shown(&job.docs);
    let out = &mut *run.environment.out;
    writeln!(out, "read {} of {docs}", counted(answer.pages, "page"))?;
    for version in &answer.versions {
        let (pages, types, endpoints) =
            (counted(version.pages, "page"), counted(version.types, "type"), counted(version.endpoints, "endpoint"));
        writeln!(out, "  {:<5} {types} and {endpoints} on {pages}", version.api.segment())?;
    }
    let edited = match answer.hand_edited.len() {
        0 => String::new(),
        count => format!(", {count} of them edited by hand before"),
    };
    let (written, unchanged, removed) = (answer.written.len(), answer.unchanged, answer.removed.len());
    writeln!(
        out,
        "{} `{}`: {} written{edited}, {unchanged} unchanged, {removed} removed",
        if plan.is_stale() { "wrote" } else { "nothing to do in" },
        answer.out,
        counted(written, "file")
    )?;
    if let Some(version) = answer.bumped {
        writeln!(out, "set the version to {version}, which follows from what changed")?;
    }
    if let Some(version) = answer.version_due {
        writeln!(
            out,
            "the version should be {version}, which follows from what changed; set it with\n  {set_version}"
        )?;
    }
    for path in &answer.hand_edited {
        writeln!(out, "wrote over `{}/{path}`, which was edited by hand", answer.out)?;
    }
    for path in &answer.kept {
        writeln!(out, "kept `{}/{path}`, which was edited by hand and is no longer generated", answer.out)?;
    }
    // Who writes a module tree for the first time has yet to declare it.
    if let Some(module) = job.options.module.as_deref().filter(|_| plan.old.is_none()) {
        write!(out, "{}", next_steps(module, &job.options))?;
    }
    let hint = if answer.findings.codes.is_empty() { String::new() } else { format!("; `{lint}` lists them") };
    writeln!(out, "findings in the docs: {}{hint}", answer.findings)?;
    Ok(())
}

/// Says of a selector that matches little which one was perhaps meant.
fn hint(run: &mut Run<'_, '_>, siblings: &[Sibling]) -> Result<(), CliError> {
    if run.global.quiet {
        return Ok(());
    }
    for Sibling { selector, selected, near, near_selected } in siblings {
        let selected = counted(*selected, "endpoint");
        let line = format!("hint: '{selector}' selects {selected}; '{near}' would select {near_selected}");
        writeln!(run.environment.err, "{}", printable(&line))?;
    }
    Ok(())
}

/// What makes a module tree a part of the crate that it stands in.
fn next_steps(module: &str, options: &Options) -> String {
    let (above, name) = module.rsplit_once("::").unwrap_or(("", module));
    let declared_in = match above {
        "" => "src/main.rs or src/lib.rs".to_owned(),
        above => format!("src/{}/mod.rs", above.replace("::", "/")),
    };
    // `cargo add serde_json@1 --features std` looks for the feature in 1.0.0, and fails.
    let dependencies = emit::dependencies(options);
    let lines: String = dependencies.iter().map(|(name, value)| format!("  {name} = {value}\n")).collect();
    format!(
        "declare it in {declared_in} with\n  #[rustfmt::skip]\n  pub mod {name};\n\
         and add what it depends on under [dependencies] in Cargo.toml\n{lines}"
    )
}
