//! Findings at the end of a run: in full, counted, or both.

use std::collections::BTreeMap;

use clap::ValueEnum as _;
use serde::Serialize;

use super::excerpts::Excerpts;
use super::format::{Annotated, FormatName};
use super::generate::Format;
use super::render::{annotation, human_findings, summary};
use super::{CliError, Outcome, Run};
use crate::diagnostic::{Deny, Diagnostic, Severity};
use crate::pipeline::Reading;

/// So many findings are shown in full without being asked for.
pub const FEW: usize = 20;

/// How many findings there are of each severity and code.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub codes: BTreeMap<&'static str, usize>,
}

impl Counts {
    pub fn new(diagnostics: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            *counts.codes.entry(diagnostic.code.id()).or_default() += 1;
            *match diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Note => &mut counts.notes,
            } += 1;
        }
        counts
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, {}, {}",
            counted(self.errors, "error"),
            counted(self.warnings, "warning"),
            counted(self.notes, "note")
        )
    }
}

/// `1 page`, `2 pages`
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

impl Run<'_, '_> {
    pub fn excerpts(&self, reading: &Reading) -> Excerpts {
        let excerpts = Excerpts::new(&reading.root).with_prefix(&self.settings.shown(&reading.root));
        let files = self.metadata().map(|files| files.loaded.as_slice()).unwrap_or_default();
        let excerpts = files.iter().fold(excerpts, |all, file| all.with_file(&file.shown, &file.file.file));
        match &self.settings.file {
            Some((name, path)) => excerpts.with_file(name, path),
            None => excerpts,
        }
    }

    /// What concerns the settings file, which is the user's own.
    pub fn own_findings(&self, reading: &Reading) -> Vec<Diagnostic> {
        let is_own = |finding: &&Diagnostic| self.is_own(finding);
        reading.diagnostics.iter().filter(is_own).cloned().collect()
    }

    pub fn is_own(&self, finding: &Diagnostic) -> bool {
        self.settings.file.as_ref().is_some_and(|(name, _)| *name == finding.place.file)
    }

    /// Shows people what concerns the settings file in full, before anything else, and also where the run then fails.
    pub fn report_own_findings(&mut self, reading: &Reading) -> Result<(), CliError> {
        if self.global.format == FormatName::Human {
            let (own, excerpts) = (self.own_findings(reading), self.excerpts(reading));
            write!(self.environment.err, "{}", human_findings(&own, &excerpts, self.environment.colour_err))?;
        }
        Ok(())
    }

    /// Shows the warnings and errors in the docs when they are few, else what kinds there are; in annotations those of the
    /// settings file in any case.
    pub fn report_findings(&mut self, reading: &Reading, format: Format) -> Result<(), CliError> {
        let grave = |finding: &&Diagnostic| finding.severity > Severity::Note && !self.is_own(finding);
        let grave: Vec<Diagnostic> = reading.diagnostics.iter().filter(grave).cloned().collect();
        let excerpts = self.excerpts(reading);
        let kinds = || format!("{} warnings and errors in the docs:\n{}\n", grave.len(), summary(&grave));
        let is_few = grave.len() <= FEW;
        match format {
            // The counts are part of the answer, and `lint` gives the findings.
            Format::Json => {}
            // GitHub reads workflow commands from either; they are the answer, not an aside.
            Format::Github => {
                self.annotate_findings(&self.own_findings(reading), &excerpts, Annotated::Github)?;
                if is_few {
                    self.annotate_findings(&grave, &excerpts, Annotated::Github)?;
                } else {
                    write!(self.environment.out, "{}", kinds())?;
                }
            }
            Format::Text => {
                let colour = self.environment.colour_err;
                let text = if is_few { human_findings(&grave, &excerpts, colour) } else { kinds() };
                write!(self.environment.err, "{text}")?;
            }
        }
        Ok(())
    }

    /// Findings on the lines that they are of.
    pub fn annotate_findings(
        &mut self,
        findings: &[Diagnostic],
        excerpts: &Excerpts,
        format: Annotated,
    ) -> Result<(), CliError> {
        let annotations: Vec<_> = findings.iter().map(|finding| annotation(finding, excerpts)).collect();
        self.annotate(&annotations, format)
    }

    /// Found when findings are of the denied severity, which is said; `lint` is the command that lists them.
    pub fn judge(&mut self, findings: &[Diagnostic], deny: Deny, lint: Option<&str>) -> Result<Outcome, CliError> {
        let denied = findings.iter().filter(|d| deny.denies(d.severity)).count();
        if denied == 0 {
            return Ok(Outcome::Done);
        }
        // As JSON the counts are part of the answer.
        if !self.global.format.is_data() {
            let deny = deny.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            let lint = lint.map(|lint| format!("; `{lint}` lists them")).unwrap_or_default();
            let denied = counted(denied, "finding");
            let err = &mut *self.environment.err;
            writeln!(err, "failed: {denied} in the docs of severity {deny} or above, which is denied{lint}")?;
        }
        Ok(Outcome::Found)
    }

    /// One JSON object and a line end.
    pub fn print_json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        serde_json::to_writer(&mut *self.environment.out, value)?;
        writeln!(self.environment.out)?;
        Ok(())
    }
}
