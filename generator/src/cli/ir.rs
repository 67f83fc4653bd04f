//! `ir`: prints the model of one API version.

use super::args::IrDump;
use super::format::{FormatName, Formats};
use super::{CliError, Outcome, Run};
use crate::pipeline::Reading;

/// The model is JSON, whether or not that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Formats for Json {
    const ALL: &'static [(FormatName, Self)] = &[(FormatName::Json, Self), (FormatName::Human, Self)];
}

pub fn run(run: &mut Run<'_, '_>, dump: &IrDump) -> Result<Outcome, CliError> {
    Json::asked(run.global, "ir")?;
    let reading = run.read(&run.settings.docs(&dump.docs), Reading::require_all)?;
    let [ir] = reading.versions.as_slice() else {
        let held: Vec<&str> = reading.versions.iter().map(|ir| ir.api.segment()).collect();
        return Err(CliError::SeveralVersions(held.join(" and ")));
    };
    if dump.pretty {
        serde_json::to_writer_pretty(&mut *run.environment.out, ir)?;
        writeln!(run.environment.out)?;
    } else {
        run.print_json(ir)?;
    }
    Ok(Outcome::Done)
}
