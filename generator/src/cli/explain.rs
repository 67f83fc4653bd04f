//! `generate --explain`: why a type is in the output. Writes nothing.

use serde::Serialize;

use super::generate::Format;
use super::settings::Job;
use super::{CliError, Outcome, Run};
use crate::diagnostic::printable_lines;
use crate::model::Source;
use crate::pipeline::Reading;
use crate::plan::{Explanation, Need, Step, explain};

/// The answer as JSON.
#[derive(Serialize)]
struct Answer {
    kind: &'static str,
    versions: Vec<Explanation>,
}

pub fn run(
    run: &mut Run<'_, '_>,
    job: &Job,
    reading: &Reading,
    name: &str,
    format: Format,
) -> Result<Outcome, CliError> {
    let versions = explain(&reading.versions, &job.options, name)?;
    if format == Format::Json {
        run.print_json(&Answer { kind: "explanation", versions })?;
        return Ok(Outcome::Done);
    }
    for explanation in &versions {
        let text = told(explanation, job.options.select.is_empty());
        write!(run.environment.out, "{}", printable_lines(&text))?;
    }
    Ok(Outcome::Done)
}

/// One line for the type, one for the endpoint, and one for each step between them.
fn told(explanation: &Explanation, everything: bool) -> String {
    let Explanation { api, ty, endpoint, steps } = explanation;
    if steps.is_empty() {
        return if everything {
            format!("{ty} is in {api} because everything is selected; no endpoint reaches it\n")
        } else {
            format!("{ty} is not in {api}: nothing that is selected reaches it\n")
        };
    }
    let mut out = format!("{ty} is in {api} because\n");
    let mut at = String::new();
    if let Some(start) = endpoint {
        out += &format!("  {} {}  ({})\n", start.method.as_str(), start.path, place(&start.source));
    }
    for (i, step) in steps.iter().enumerate() {
        let place = step.source.as_ref().filter(|_| i > 0).map(|s| format!("  ({})", place(s))).unwrap_or_default();
        out += &format!("  {}{place}\n", sentence(&at, step));
        at.clone_from(&step.ty);
    }
    out
}

fn sentence(from: &str, step: &Step) -> String {
    let ty = &step.ty;
    match &step.need {
        Need::Selected => format!("the selection names {ty}"),
        Need::Body => format!("sends {ty}"),
        Need::Parameter { name } => format!("sends {ty} as its parameter {name}"),
        Need::Response => format!("gives back {ty}"),
        Need::Expanded { name } => format!("shows {ty} in place of its relationship {name}"),
        Need::Inserted { name } => format!("shows a body with {ty} as its relationship {name}"),
        Need::Example => format!("shows {ty} in an example"),
        Need::Property { name } => format!("{from} has {ty} as its property {name}"),
        Need::Base => format!("{from} inherits from {ty}"),
        Need::Derived => format!("{from} may be {ty}, which inherits from it"),
    }
}

fn place(source: &Source) -> String {
    format!("{}:{}", source.file, source.line)
}
