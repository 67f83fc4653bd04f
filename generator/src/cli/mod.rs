//! The command line: what is asked for, and how the answer is written.

mod annotations;
mod args;
mod bump;
mod check;
mod command_line;
mod diff;
mod error;
mod excerpts;
mod explain;
mod explain_endpoint;
mod format;
mod generate;
mod help;
mod ir;
mod library;
mod lint;
mod metadata;
#[cfg(feature = "mock")]
mod mock;
mod permissions;
mod pipe;
mod process;
mod progress;
mod recall;
mod render;
mod report;
mod sarif;
mod search;
mod settings;
mod show;
mod shown;
mod side;

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind as UsageErrorKind};
use clap_complete::Shell;

use crate::config::{self, MetadataFile, MetadataFiles};
use crate::diagnostic::printable_lines;
use crate::pipeline::{Pages, Reading, Survey};
use crate::plan::Prefer;
use crate::source::{ApiVersion, SourceError};
use args::{Command, Generate, Global, Task};
use command_line::{command_line, parse};
use pipe::UntilClosed;
use settings::Settings;

pub use crate::cache::Cache;
pub use error::CliError;
pub use process::{columns, today};
pub use recall::user_cache;

/// What a run may use of the process that it is in.
pub struct Environment<'a> {
    /// Relative paths start here.
    pub cwd: PathBuf,
    /// What `-` in the place of a file reads.
    pub input: &'a mut dyn Read,
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub colour_out: bool,
    pub colour_err: bool,
    /// So many columns has a line of text for people.
    pub width: usize,
    /// By which corrections in docgen.toml are overdue.
    pub today: config::Date,
    /// Draw a progress bar on the process's standard error.
    pub progress: bool,
    /// Opens what keeps results from run to run; none where nothing is to be kept.
    pub cache: &'a dyn Fn() -> Option<Cache>,
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

/// Runs the command line, and says on `err` why it could not be done: in one line, or in one for each thing that is wrong
/// with the settings.
pub fn main_with<I>(args: I, environment: &mut Environment<'_>) -> Outcome
where
    I: IntoIterator<Item: Into<OsString> + Clone>,
{
    let environment = &mut Environment {
        cwd: environment.cwd.clone(),
        input: environment.input,
        out: &mut UntilClosed::new(environment.out),
        err: &mut UntilClosed::new(environment.err),
        ..*environment
    };
    let done = run(args, environment).and_then(|outcome| {
        environment.out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome,
        Err(error) => {
            let _ = environment.out.flush();
            for message in error.messages() {
                // There is nobody left to tell that standard error cannot be written.
                let _ = writeln!(environment.err, "error: {}", printable_lines(&message));
            }
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
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    let cli = match parse(&args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, &args, environment),
    };
    let task = match cli.command {
        Some(Command::Completions { shell }) => return completions(shell, environment),
        Some(Command::Man { command }) => return manual(command.as_deref(), environment),
        Some(Command::Task(task)) => *task,
        None => Task::Generate(Generate::default()),
    };
    let settings = Settings::read(&cli.global, &environment.cwd)?;
    let threads = cli.global.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|source| CliError::Threads { threads, source })?;
    let (files, service) = (OnceCell::new(), task.service());
    let typed = service.map(|service| service.metadata.as_slice()).unwrap_or_default();
    let (api, prefer) = (settings.api(task.docs()), settings.prefer(service));
    if service.is_some() {
        let names_metadata = !typed.is_empty() || !settings.config.metadata.is_empty();
        config::check_prefer(prefer, names_metadata).map_err(CliError::Setting)?;
    }
    let no_cache = task.docs().is_some_and(|docs| docs.no_cache);
    let cache = OnceCell::new();
    let mut run = Run { global: &cli.global, settings, api, typed, prefer, files, no_cache, cache, pool, environment };
    match &task {
        Task::Generate(generate) => generate::run(&mut run, generate),
        Task::Check(target) => check::run(&mut run, target),
        Task::Lint(lint) => lint::run(&mut run, lint),
        Task::Ir(dump) => ir::run(&mut run, dump),
        Task::Diff(diff) => diff::run(&mut run, diff),
        Task::Permissions(asked) => permissions::run(&mut run, asked),
        Task::Show(asked) => show::run(&mut run, asked),
        Task::Search(asked) => search::run(&mut run, asked),
        #[cfg(feature = "mock")]
        Task::Mock(asked) => mock::run(&mut run, asked),
    }
}

/// What makes a shell complete commands and options.
fn completions(shell: Shell, environment: &mut Environment<'_>) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command_line(), "msgraph-docgen", &mut script);
    environment.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>, environment: &mut Environment<'_>) -> Result<Outcome, CliError> {
    let mut program = command_line();
    program.build();
    let described = command.and_then(|name| program.find_subcommand(name)).unwrap_or(&program);
    let mut page = Vec::new();
    clap_mangen::Man::new(described.clone()).render(&mut page)?;
    environment.out.write_all(&page)?;
    Ok(Outcome::Done)
}

/// Help and version as they are; what was typed wrongly in one line.
fn usage(error: &clap::Error, args: &[OsString], environment: &mut Environment<'_>) -> Result<Outcome, CliError> {
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
    let cli = command_line();
    // After an option that takes a value stands no command.
    let takes_value =
        |arg: &OsString| arg.to_str().is_some_and(|a| a.starts_with("--") && a != "--quiet" && !a.contains('='));
    let command = args.windows(2).filter(|pair| !takes_value(&pair[0])).find_map(|pair| cli.find_subcommand(&pair[1]));
    let hint = hint(error, &cli, command.is_some());
    // One guess is enough.
    let left_out = |line: &&str| line.starts_with("For more information") || line.starts_with("tip:") && hint.is_some();
    let sentences: Vec<&str> = lines.filter(|line| !line.is_empty() && !left_out(line)).collect();
    let sentences = sentences.join("; ").replace(":; ", ": ");
    let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    let command = command.map(|command| format!(" {}", command.get_name())).unwrap_or_default();
    writeln!(environment.err, "{}{hint}; see msgraph-docgen{command} --help", printable_lines(&sentences))?;
    Ok(Outcome::Failed)
}

/// What was probably meant, where the parser does not say so.
fn hint(error: &clap::Error, cli: &clap::Command, names_command: bool) -> Option<String> {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => Some(value.as_str()),
        _ => None,
    };
    let name = value(ContextKind::InvalidArg)?;
    if error.kind() == UsageErrorKind::InvalidValue && value(ContextKind::InvalidValue) == Some("none") {
        return name.starts_with("--deny").then(|| "did you mean `nothing`?".to_owned());
    }
    let generate = cli.find_subcommand("generate")?;
    let takes = generate.get_arguments().filter_map(clap::Arg::get_long).any(|long| name == format!("--{long}"));
    let bare = error.kind() == UsageErrorKind::UnknownArgument && takes && !names_command;
    bare.then(|| format!("write `msgraph-docgen generate {name} …`"))
}

/// What every command has at hand.
struct Run<'r, 'e> {
    global: &'r Global,
    settings: Settings,
    /// The only version of the docs that is read.
    api: Option<ApiVersion>,
    /// The files of metadata that were typed.
    typed: &'r [MetadataFile],
    prefer: Prefer,
    files: OnceCell<MetadataFiles>,
    /// As it was typed.
    no_cache: bool,
    cache: OnceCell<Option<Cache>>,
    pool: rayon::ThreadPool,
    environment: &'r mut Environment<'e>,
}

impl Run<'_, '_> {
    /// Reads the docs, with what they leave open from the metadata, requires something of them, and corrects what docgen.toml
    /// says is wrong in them.
    fn read(
        &self,
        docs: &Path,
        require: impl Fn(&Reading) -> Result<(), SourceError> + Send,
    ) -> Result<Reading, CliError> {
        self.complete(docs, self.read_pages(docs, None)?, require)
    }

    /// Reads each page by itself, on from a survey where there is one.
    fn read_pages(&self, docs: &Path, survey: Option<Survey>) -> Result<Pages, CliError> {
        let docs = self.docs(docs)?;
        let bar = progress::Bar::new(self.environment.progress && !self.global.quiet);
        let step = |step| bar.step(step);
        let pages = self.pool.install(|| docs.read_pages(survey, &step));
        bar.finish();
        Ok(pages?)
    }

    /// Makes of pages what they say together.
    fn complete(
        &self,
        docs: &Path,
        pages: Pages,
        require: impl Fn(&Reading) -> Result<(), SourceError> + Send,
    ) -> Result<Reading, CliError> {
        let docs = self.docs(docs)?;
        Ok(self.pool.install(|| docs.complete(pages, require))?)
    }

    fn docs<'d>(&'d self, path: &'d Path) -> Result<config::Docs<'d>, CliError> {
        Ok(config::Docs {
            path,
            api: self.api,
            metadata: self.metadata()?,
            prefer: self.prefer,
            corrections: &self.settings.config.corrections,
            today: Some(self.environment.today),
            cache: self.cache(),
        })
    }
}
