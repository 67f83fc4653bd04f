//! `ir`: prints the model of one API version.

use super::args::IrDump;
use super::format::{FormatName, Formats};
use super::{CliError, Outcome, Run};
use crate::pipeline::Reading;

/// The model is JSON, whether or not that is asked for.
#[derive(Clone, Copy, Debug)]
struct Json;

impl Formats for Json {
    const ALL: &'static [(FormatName, Self)] = &[(FormatName::Json, Self), (FormatName::Human, Self)];
}

pub fn run(run: &mut Run<'_, '_>, dump: &IrDump) -> Result<Outcome, CliError> {
    Json::asked(run.global, "ir")?;
    let reading = run.read(&run.settings.docs(&dump.docs), Reading::require_all)?;
    let held = || reading.versions.iter().map(|ir| ir.api.segment()).collect::<Vec<_>>().join(" and ");
    let ir = match (dump.api, reading.versions.as_slice()) {
        (Some(wanted), versions) => {
            versions.iter().find(|ir| ir.api == wanted).ok_or_else(|| CliError::NoVersion { wanted, held: held() })?
        }
        (None, [only]) => only,
        (None, _) => return Err(CliError::SeveralVersions(held())),
    };
    if dump.pretty {
        serde_json::to_writer_pretty(&mut *run.environment.out, ir)?;
        writeln!(run.environment.out)?;
    } else {
        run.print_json(ir)?;
    }
    Ok(Outcome::Done)
}
