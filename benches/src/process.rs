//! What a whole process costs: its CPU time and peak memory, with those of the processes that it waited for.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// The cost of one run.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds in user and system mode.
    pub cpu: f64,
    /// Megabytes of the largest process.
    pub peak: f64,
}

/// Runs a command to its end. What it prints is shown only when it fails.
pub fn run(command: &mut Command) -> Result<Cost> {
    let log = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.try_clone()?);
    let ended = command.spawn().and_then(|mut child| child.wait4()).with_context(|| format!("{command:?}"))?;
    if !ended.status.success() {
        bail!("{command:?} failed: {}\n{}", ended.status, tail(log)?);
    }
    let usage = ended.rusage;
    let peak = usage.maxrss as f64 / 1e6;
    Ok(Cost { cpu: (usage.utime + usage.stime).as_secs_f64(), peak })
}

fn tail(mut log: std::fs::File) -> Result<String> {
    use std::io::{Read, Seek};
    let mut bytes = Vec::new();
    log.rewind()?;
    log.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(3000)..]).into_owned())
}
