//! The command line: what is asked for, and how the answer is written.

mod args;
mod changed;
mod check;
mod diff;
mod explain;
mod generate;
mod ir;
mod lint;
mod progress;
mod report;
mod settings;
mod side;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind as UsageErrorKind;

use args::{Cli, Command, Generate, Global};
use settings::Settings;

use crate::config::{self, ConfigError};
use crate::diagnostic::{Format, printable_lines};
use crate::drift::DriftError;
use crate::emit::EmitError;
use crate::pipeline::{self, Reading};
use crate::source::{ApiVersion, SourceError};
use crate::surface::SurfaceError;

/// What a run may use of the process that it is in.
pub struct Environment<'a> {
    /// Relative paths start here.
    pub cwd: PathBuf,
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub colour_out: bool,
    pub colour_err: bool,
    /// Draw a progress bar on the process's standard error.
    pub progress: bool,
}

/// How a run ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    Done = 0,
    /// Drift, or findings of the denied severity.
    Found = 1,
    /// The run could not be made.
    Failed = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{0}; name the docs with --docs")]
    Source(#[from] SourceError),
    #[error(transparent)]
    Emit(#[from] EmitError),
    #[error(transparent)]
    Drift(#[from] DriftError),
    #[error(
        "the output folder {out} lies in the docs, which would then hold what is made of them; name another one with --out"
    )]
    OutInDocs { out: String },
    #[error("{0} was edited, and this run takes its settings elsewhere; use it with `--config {0}`, or delete it")]
    EditedSettings(String),
    #[error("a crate holds what it was generated with: --select chooses from docs and dumps; leave it out")]
    SelectOfCrate,
    #[error("the docs hold {0}; choose one with --api")]
    SeveralVersions(String),
    #[error("the docs hold no {wanted}; they hold {held}")]
    NoVersion { wanted: ApiVersion, held: String },
    #[error("{}: {source}; generate the crate again", path.display())]
    Facts { path: PathBuf, source: SurfaceError },
    #[error("{} holds no facts of the API; generate the crate again", .0.display())]
    NoFacts(PathBuf),
    #[error("{} is no dump of the model: {source}; write one with `msgraph-docgen ir`", path.display())]
    Dump { path: PathBuf, source: serde_json::Error },
    #[error("{}: {source}; name docs, a dump, or a generated crate", path.display())]
    Side { path: PathBuf, source: io::Error },
    #[error("{} and {} hold no API version in common", .0.display(), .1.display())]
    NothingInCommon(PathBuf, PathBuf),
    #[error("only `diff` writes Markdown; choose human, json or github with --format")]
    OnlyDiffWritesMarkdown,
    #[error("cannot start the threads: {0}; try --threads 1")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("cannot print the model: {0}")]
    Json(#[from] serde_json::Error),
    #[error("cannot write the answer: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Whoever reads the answer has seen enough of it.
    fn is_broken_pipe(&self) -> bool {
        match self {
            Self::Output(error) => error.kind() == ErrorKind::BrokenPipe,
            Self::Json(error) => error.io_error_kind() == Some(ErrorKind::BrokenPipe),
            _ => false,
        }
    }
}

/// Runs the command line, and says on `err` in one line why it could not be done.
pub fn main_with<I>(args: I, environment: &mut Environment<'_>) -> Outcome
where
    I: IntoIterator<Item: Into<OsString> + Clone>,
{
    let done = run(args, environment).and_then(|outcome| {
        environment.out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome,
        Err(error) if error.is_broken_pipe() => Outcome::Done,
        Err(error) => {
            let _ = environment.out.flush();
            // There is nobody left to tell that standard error cannot be written.
            let _ = writeln!(environment.err, "error: {}", printable_lines(&error.to_string()));
            Outcome::Failed
        }
    }
}

/// Runs the command line.
///
/// # Errors
/// When the run cannot be made.
pub fn run<I>(args: I, environment: &mut Environment<'_>) -> Result<Outcome, CliError>
where
    I: IntoIterator<Item: Into<OsString> + Clone>,
{
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, environment),
    };
    let settings = Settings::read(&cli.global, &environment.cwd)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(cli.global.threads.map_or(0, usize::from)).build()?;
    if cli.global.format == Format::Markdown && !matches!(cli.command, Some(Command::Diff(_))) {
        return Err(CliError::OnlyDiffWritesMarkdown);
    }
    let mut run = Run { global: &cli.global, settings, pool, environment };
    match &cli.command {
        None => generate::run(&mut run, &Generate::default()),
        Some(Command::Generate(generate)) => generate::run(&mut run, generate),
        Some(Command::Check(target)) => check::run(&mut run, target),
        Some(Command::Lint(lint)) => lint::run(&mut run, lint),
        Some(Command::Ir(dump)) => ir::run(&mut run, dump),
        Some(Command::Diff(diff)) => diff::run(&mut run, diff),
    }
}

/// Help and version as they are; what was typed wrongly in one line.
fn usage(error: &clap::Error, environment: &mut Environment<'_>) -> Result<Outcome, CliError> {
    if matches!(error.kind(), UsageErrorKind::DisplayHelp | UsageErrorKind::DisplayVersion) {
        let text = error.render();
        if environment.colour_out {
            write!(environment.out, "{}", text.ansi())?
        } else {
            write!(environment.out, "{text}")?
        };
        return Ok(Outcome::Done);
    }
    let text = error.render().to_string();
    let lines = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let said: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with("For more information")).collect();
    writeln!(environment.err, "{}; see msgraph-docgen --help", said.join("; "))?;
    Ok(Outcome::Failed)
}

/// What every command has at hand.
struct Run<'r, 'e> {
    global: &'r Global,
    settings: Settings,
    pool: rayon::ThreadPool,
    environment: &'r mut Environment<'e>,
}

impl Run<'_, '_> {
    /// Reads the docs, and corrects what docgen.toml says is wrong in them.
    fn read(&self, docs: &std::path::Path) -> Result<Reading, CliError> {
        let bar = progress::Bar::new(self.environment.progress && !self.global.quiet);
        let mut reading = self.pool.install(|| pipeline::read(docs, &|step| bar.step(step)))?;
        bar.finish();
        config::apply(&mut reading, &self.settings.config.corrections);
        Ok(reading)
    }
}
