//! What the generator tells people about the pages: one type for every finding, with the place it
//! was found at. This is the one module that every other may use.

mod code;
mod hidden;
mod shortened;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use code::Code;
pub use hidden::{escape_hidden, is_hidden, is_invisible, printable, printable_lines, turns_text};
pub use shortened::shortened;

/// How much a finding matters to the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Read as it was probably meant; worth mending in the docs.
    Note,
    /// Something of the page is missing from the output, or was guessed.
    Warning,
    /// A whole page, or the run, gives nothing.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// From which severity on findings make a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Deny {
    #[default]
    Error,
    Warning,
    Note,
    /// Findings never make a run fail.
    Nothing,
}

impl Deny {
    pub fn denies(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Note => true,
            Self::Nothing => false,
        }
    }
}

/// A place in a page: its path from the docs root, line from 1, and column from 1 in bytes.
///
/// Column 0 means the whole line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub fn new(file: impl Into<String>, line: u32, column: u32) -> Self {
        Self { file: file.into(), line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 { write!(f, ":{}", self.column) } else { Ok(()) }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    #[serde(flatten)]
    pub place: Place,
    pub severity: Severity,
    pub code: Code,
    /// What stands in the page.
    pub found: String,
    /// What the generator made of it.
    pub done: String,
    /// The likely fix, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Other places that belong to the finding, such as the page that says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Place>,
}

impl Diagnostic {
    /// A finding of the code's own severity.
    pub fn new(code: Code, place: Place, found: impl Into<String>, done: impl Into<String>) -> Self {
        Self {
            place,
            severity: code.severity(),
            code,
            found: found.into(),
            done: done.into(),
            help: None,
            related: Vec::new(),
        }
    }

    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn with_related(mut self, place: Place) -> Self {
        self.related.push(place);
        self
    }
}

/// No name that somebody mistyped is longer; each comparison takes the square of the length.
const LONGEST_NAME: usize = 100;

/// Whether names have letters enough in common, which is told much faster than how near they are. What is said of other names
/// than those of ASCII is yes.
fn may_be_near(lower: &str, known: &str) -> bool {
    if !lower.is_ascii() || !known.is_ascii() {
        return true;
    }
    let letters = |text: &str| text.bytes().fold(0_u64, |set, byte| set | 1 << (byte.to_ascii_lowercase() & 63));
    let (wanted, offered) = (letters(lower), letters(known));
    let share_without_match = |own: u64, other: u64, len: usize| f64::from((own & !other).count_ones()) / len as f64;
    // Jaro's measure is the mean of both shares that match and of a third one; with Winkler's bonus 0.883 of it makes 0.93.
    share_without_match(wanted, offered, lower.len()) + share_without_match(offered, wanted, known.len()) < 0.351
}

/// Finds the best near miss of `name` among `known`, for "did you mean …".
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let lower = name.to_lowercase();
    known
        .into_iter()
        .filter(|k| *k != name && k.len().abs_diff(name.len()) <= 3 && may_be_near(&lower, k))
        .map(|k| (strsim::jaro_winkler(&lower, &k.to_lowercase()), k))
        .filter(|(score, _)| *score > 0.93)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, k)| k)
}
