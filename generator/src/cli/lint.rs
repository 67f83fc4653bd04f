//! `lint`: every finding in the docs, and how much of them comes through.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use serde::Serialize;

use super::args::Lint;
use super::excerpts::Excerpts;
use super::format::{Annotated, FormatName, Formats};
use super::render::{by_code, human_findings, json_findings, shown_place, summary};
use super::report::{Counts, FEW, counted};
use super::settings::lint_command;
use super::shown::Shown;
use super::{CliError, Outcome, Run, metadata};
use crate::config::Suggestion;
use crate::contradictions::{self, Compared, MetadataCoverage, table};
use crate::coverage::{self, Coverage};
use crate::diagnostic::{Code, Diagnostic, Place, printable};
use crate::html::{LintPage, lint_page};
use crate::pipeline::Reading;
use crate::plan::{Options, PlanError, Unmatched, plan};

/// The formats of the answer.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Text,
    Json,
    Annotated(Annotated),
    Html,
}

impl Formats for Format {
    const ALL: &'static [(FormatName, Self)] = &[
        (FormatName::Human, Self::Text),
        (FormatName::Json, Self::Json),
        (FormatName::Github, Self::Annotated(Annotated::Github)),
        (FormatName::Sarif, Self::Annotated(Annotated::Sarif)),
        (FormatName::Html, Self::Html),
    ];
}

/// A line of the answer as JSON.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Coverage(Coverage),
    Metadata(MetadataCoverage),
    Summary(Counts),
}

/// So many places of each code are shown where there are many findings.
const PLACES: usize = 3;

pub fn run(run: &mut Run<'_, '_>, lint: &Lint) -> Result<Outcome, CliError> {
    let format = Format::asked(run.global, "lint")?;
    let mut reading = run.read(&run.settings.docs(&lint.docs), |_| Ok(()))?;
    let services = metadata::read(&lint.metadata, &reading, &run.settings)?;
    let compared = services.iter().filter_map(|(version, service)| {
        metadata::ir(&reading, *version).map(|ir| contradictions::compare(ir, service, &reading.pages))
    });
    let compared: Vec<Compared> = compared.collect();
    // Counted before, so that what contradicts the metadata takes nothing from how much of the docs was read.
    let coverage = coverage::measure(&reading);
    let mut told = Vec::new();
    let mut fixes = Vec::new();
    for Compared { diagnostics, suggestions, coverage } in compared {
        reading.diagnostics.extend(diagnostics);
        fixes.extend(suggestions);
        told.push(coverage);
    }
    let unused = unused_selectors(run, &reading);
    reading.diagnostics.extend(unused);
    reading.diagnostics.sort();
    if let Some(file) = &lint.fix_config {
        return suggest(run, &fixes, file);
    }
    let findings = chosen(run, &reading, lint)?;
    let files = services.values().map(|service| service.file.as_str());
    let excerpts = files.fold(run.excerpts(&reading), |all, file| all.with_file(file, &run.settings.cwd.join(file)));
    match format {
        Format::Json => write!(run.environment.out, "{}", json_findings(&findings, &excerpts))?,
        Format::Annotated(annotated) => run.annotate_findings(&findings, &excerpts, annotated)?,
        Format::Text => {
            let (own, of_docs): (Vec<_>, Vec<_>) = findings.iter().cloned().partition(|finding| run.is_own(finding));
            let in_full = |findings: &[_]| human_findings(findings, &excerpts, run.environment.colour_out);
            let text = if of_docs.len() > FEW && !lint.chooses() {
                grouped(&of_docs, &excerpts, &lint_command(run.global, &lint.docs, &lint.metadata))
            } else {
                in_full(&of_docs)
            };
            let own = in_full(&own);
            write!(run.environment.out, "{own}{text}")?;
        }
        // All of it is one document.
        Format::Html => {}
    }
    let counts = Counts::new(&findings);
    match format {
        Format::Annotated(Annotated::Sarif) => {}
        Format::Html => {
            let docs = run.settings.shown(&reading.root);
            let docs_url = run.settings.docs_url(lint.docs_url.as_ref());
            let shown = Shown { reading: &reading, excerpts: &excerpts, docs_url };
            let findings = findings.iter().map(|finding| shown.finding(finding)).collect();
            let (coverage, metadata) = if run.global.quiet { Default::default() } else { (coverage, told) };
            let page =
                LintPage { docs: &docs, findings, tally: counts.to_string(), coverage: &coverage, metadata: &metadata };
            write!(run.environment.out, "{}", lint_page(&page))?;
        }
        _ if run.global.quiet => {}
        Format::Json => {
            let told = told.into_iter().map(Line::Metadata);
            for line in coverage.into_iter().map(Line::Coverage).chain(told).chain([Line::Summary(counts)]) {
                run.print_json(&line)?;
            }
        }
        _ => {
            let codes = summary(&findings);
            write!(run.environment.out, "{}\n{}{codes}{counts}\n", coverage::table(&coverage), table(&told))?;
        }
    }
    run.judge(&findings, run.settings.deny(lint.deny), None)
}

/// The selectors in the settings for which `generate` would fail.
fn unused_selectors(run: &Run<'_, '_>, reading: &Reading) -> Vec<Diagnostic> {
    let config = &run.settings.config;
    // Those of a version that is left out here select nothing, which is no finding.
    if config.select.is_empty() || run.api != config.api {
        return Vec::new();
    }
    let options = Options { select: config.select.clone(), loose: reading.loose, ..Options::default() };
    let Err(PlanError::NothingSelected(parts)) = run.pool.install(|| plan(&reading.versions, &options)) else {
        return Vec::new();
    };
    let finding = |(part, place): (Unmatched, &Place)| {
        let found = format!("nothing matches '{}'", part.selector);
        Diagnostic::new(Code::UnusedSelector, place.clone(), found, "no crate can be generated").with_help(part.help)
    };
    let placed = parts.into_iter().filter_map(|part| config.select_at.get(part.nth).map(|place| (part, place)));
    placed.map(finding).collect()
}

/// Prints corrections, or adds them to a settings file.
fn suggest(run: &mut Run<'_, '_>, fixes: &[Suggestion], file: &Path) -> Result<Outcome, CliError> {
    let entries: Vec<String> = fixes.iter().map(Suggestion::to_toml).collect();
    let text = entries.join("\n");
    if file == Path::new("-") {
        write!(run.environment.out, "{text}")?;
        return Ok(Outcome::Done);
    }
    let path = run.settings.cwd.join(file);
    let failed = |source| CliError::Corrections { path: file.to_owned(), source };
    let before = match std::fs::read_to_string(&path) {
        Ok(before) => before,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    if !fixes.is_empty() {
        let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
        let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        std::fs::write(&path, format!("{before}{end}{gap}{text}")).map_err(failed)?;
    }
    if !run.global.quiet {
        writeln!(run.environment.out, "added {} to {}", counted(fixes.len(), "correction"), file.display())?;
    }
    Ok(Outcome::Done)
}

/// The findings that the options leave.
fn chosen(run: &Run<'_, '_>, reading: &Reading, lint: &Lint) -> Result<Vec<Diagnostic>, CliError> {
    let findings = &reading.diagnostics;
    let page = lint.page.as_ref().map(|page| page_matcher(run, reading, page)).transpose()?;
    let is_chosen = |finding: &&Diagnostic| {
        lint.severity.is_none_or(|least| finding.severity >= least)
            && (lint.code.is_empty() || lint.code.contains(&finding.code))
            && page.as_ref().is_none_or(|page| page.is_match(&finding.place.file))
    };
    Ok(findings.iter().filter(is_chosen).cloned().collect())
}

/// Of the page's path from the docs root, or as findings show it.
fn page_matcher(run: &Run<'_, '_>, reading: &Reading, page: &str) -> Result<GlobMatcher, CliError> {
    let docs = format!("{}/", run.settings.shown(&reading.root));
    let below = page.strip_prefix(&docs).unwrap_or(page);
    let pattern = format!("{{**/,}}{}{{.md,}}", below.trim_start_matches("./"));
    let glob = GlobBuilder::new(&pattern).literal_separator(true).case_insensitive(true).empty_alternates(true).build();
    let matcher = glob.map_err(|error| CliError::Setting(format!("--page {page}: {error}")))?.compile_matcher();
    let found = reading.diagnostics.iter().map(|finding| &finding.place.file);
    let settings = run.settings.path_of_file().map(|file| run.settings.shown(file));
    if reading.inputs.keys().chain(found).chain(&settings).any(|file| matcher.is_match(file)) {
        return Ok(matcher);
    }
    Err(CliError::Setting(format!(
        "--page {page} matches no page; write the end of its path, such as 'user-get' or 'resources/*'"
    )))
}

/// The gravest first: each code with its first places, and how to see all of them.
fn grouped(findings: &[Diagnostic], excerpts: &Excerpts, command: &str) -> String {
    let mut out = String::new();
    for ((severity, code), findings) in by_code(findings) {
        let _ = writeln!(out, "{}[{}] {}: {}", severity.0, code.id(), findings.len(), code.about());
        for finding in findings.iter().take(PLACES) {
            let place = shown_place(&finding.place, excerpts);
            let _ = writeln!(out, "  {} {}", printable(&place.to_string()), printable(&finding.found));
        }
        if findings.len() > PLACES {
            let _ = writeln!(out, "  and {} more: {command} --code {}", findings.len() - PLACES, code.id());
        }
        out.push('\n');
    }
    out
}
