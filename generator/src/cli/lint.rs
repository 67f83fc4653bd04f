//! `lint`: every finding in the docs, and how much of them comes through.

use serde::Serialize;

use super::args::Lint;
use super::render::{Format, render, summary};
use super::report::Counts;
use super::{CliError, Outcome, Run};
use crate::coverage::{self, Coverage};

/// A line of the answer as JSON.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Coverage(Coverage),
    Summary(Counts),
}

pub fn run(run: &mut Run<'_, '_>, lint: &Lint) -> Result<Outcome, CliError> {
    let reading = run.read(&run.settings.docs(&lint.docs), |_| Ok(()))?;
    let text = render(&reading.diagnostics, run.global.format, &run.excerpts(&reading), run.environment.colour_out);
    write!(run.environment.out, "{text}")?;
    let counts = Counts::of(&reading.diagnostics);
    let coverage = coverage::measure(&reading);
    match run.global.format {
        _ if run.global.quiet => {}
        Format::Json => {
            for line in coverage.into_iter().map(Line::Coverage).chain([Line::Summary(counts)]) {
                run.print_json(&line)?;
            }
        }
        _ => {
            let codes = summary(&reading.diagnostics);
            write!(run.environment.out, "{}\n{codes}{counts}\n", coverage::table(&coverage))?;
        }
    }
    run.judge(&reading.diagnostics, run.settings.deny(lint.deny), None)
}
