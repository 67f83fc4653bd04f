//! The formats of `--format`: what it may name, and which of them each command writes.

use super::CliError;
use super::args::Global;

/// What `--format` may name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FormatName {
    /// Text for people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub Actions shows on the lines of the docs.
    Github,
    /// A comment for a pull request.
    Markdown,
    /// A SARIF log, which code scanning takes.
    Sarif,
    /// One page for a browser.
    Html,
}

impl FormatName {
    fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Html => "html",
        }
    }

    /// Whether programs read all of the answer, so that nothing is said beside it.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

/// The formats that a command writes.
pub trait Formats: Copy + 'static {
    const ALL: &'static [(FormatName, Self)];

    /// The one that was asked of this command.
    ///
    /// # Errors
    /// When the command does not write it.
    fn asked(global: &Global, command: &'static str) -> Result<Self, CliError> {
        let chosen = Self::ALL.iter().find(|(name, _)| *name == global.format).map(|(_, format)| *format);
        chosen.ok_or_else(|| {
            let written: Vec<&str> = Self::ALL.iter().map(|(name, _)| name.as_str()).collect();
            CliError::NotWritten { command, asked: global.format.as_str(), written: written.join(", ") }
        })
    }
}

/// How things are told on the lines of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annotated {
    Github,
    Sarif,
}

/// The formats of what is found on lines of files.
#[derive(Clone, Copy, Debug)]
pub enum ReportFormat {
    Text,
    Json,
    Annotated(Annotated),
}

impl Formats for ReportFormat {
    const ALL: &'static [(FormatName, Self)] = &[
        (FormatName::Human, Self::Text),
        (FormatName::Json, Self::Json),
        (FormatName::Github, Self::Annotated(Annotated::Github)),
        (FormatName::Sarif, Self::Annotated(Annotated::Sarif)),
    ];
}

/// The formats of what is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupFormat {
    Text,
    Json,
}

impl Formats for LookupFormat {
    const ALL: &'static [(FormatName, Self)] = &[(FormatName::Human, Self::Text), (FormatName::Json, Self::Json)];
}
