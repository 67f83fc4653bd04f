//! `mock`: answers documented requests with their documented responses, until it is ended.

use std::thread;
use std::time::Duration;

use super::args::{MockArgs, Target};
use super::report::counted;
use super::{CliError, Outcome, Run};
use crate::diagnostic::printable_lines;
use crate::mock;
use crate::pipeline::Reading;
use crate::plan::{Options, plan};

/// How long after a request at most it is told of.
const PACE: Duration = Duration::from_millis(100);

pub fn run(run: &mut Run<'_, '_>, asked: &MockArgs) -> Result<Outcome, CliError> {
    let target = Target { docs: asked.docs.clone(), select: asked.select.clone(), ..Target::default() };
    let job = run.settings.checked_job(&target)?;
    let reading = run.read(&job.docs, Reading::require_crate)?;
    let options = Options { loose: reading.loose, ..job.options };
    let plan = plan(&reading.versions, &options)?;
    let mock = mock::serve(&plan, asked.port).map_err(|source| CliError::Port { port: asked.port, source })?;
    if let Some(pages) = asked.pages {
        mock.pages(usize::from(pages.get()));
    }
    mock.stateful(asked.stateful);
    let (out, quiet) = (&mut *run.environment.out, run.global.quiet);
    for version in &plan.versions {
        writeln!(out, "{:<5} {}", version.ir.api.segment(), counted(version.endpoints.len(), "endpoint"))?;
    }
    // The service has all that it needs.
    drop(plan);
    drop(reading);
    writeln!(out, "at {}, in the place of https://graph.microsoft.com; Ctrl-C ends it", mock.uri())?;
    out.flush()?;
    loop {
        thread::sleep(PACE);
        // What was refused is told with why.
        let refusals = mock.take_refusals();
        for request in mock.take_requests().iter().filter(|_| !quiet) {
            let refused = refusals.iter().any(|refusal| refusal.request == *request);
            let mark = if refused { "refused" } else { "answered" };
            writeln!(out, "{mark} {} {}", request.method, printable_lines(&request.target()))?;
        }
        for refusal in refusals {
            writeln!(out, "{}", printable_lines(&refusal.to_string()))?;
        }
        out.flush()?;
    }
}
