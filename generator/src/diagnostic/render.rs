//! Findings as text for people, as JSON, and as GitHub workflow commands.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Severity};

/// The formats of `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    #[default]
    Human,
    Json,
    Github,
}

/// Reads the pages again for the lines that human-readable findings show.
#[derive(Debug)]
pub struct Excerpts {
    root: PathBuf,
    colour: bool,
}

impl Excerpts {
    /// `root` is the folder that the places' paths start from.
    pub fn new(root: &Path, colour: bool) -> Self {
        Self { root: root.to_owned(), colour }
    }

    fn line(&self, diagnostic: &Diagnostic) -> Option<String> {
        let bytes = std::fs::read(self.root.join(&diagnostic.place.file)).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let line = text.lines().nth((diagnostic.place.line as usize).checked_sub(1)?)?;
        // A terminal would obey control characters that stand in a page.
        Some(line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect())
    }
}

/// Renders findings; every format ends each finding with a newline.
pub fn render(diagnostics: &[Diagnostic], format: Format, excerpts: &Excerpts) -> String {
    match format {
        Format::Human => diagnostics.iter().map(|d| human(d, excerpts)).collect(),
        Format::Json => diagnostics.iter().filter_map(|d| serde_json::to_string(d).ok()).fold(String::new(), |out, d| out + &d + "\n"),
        Format::Github => diagnostics.iter().map(github).collect(),
    }
}

fn human(diagnostic: &Diagnostic, excerpts: &Excerpts) -> String {
    let place = &diagnostic.place;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = format!("{}; {}", diagnostic.found, diagnostic.done);
    let line = excerpts.line(diagnostic).unwrap_or_default();
    let column = (place.column as usize).saturating_sub(1);
    let start = if line.is_char_boundary(column.min(line.len())) { column.min(line.len()) } else { 0 };
    let mut group = level.primary_title(title).id(diagnostic.code.id()).element(
        Snippet::source(line.as_str())
            .path(&place.file)
            .line_start(place.line as usize)
            .annotation(AnnotationKind::Primary.span(start..line.trim_end().len().max(start))),
    );
    for related in &diagnostic.related {
        group = group.element(Level::NOTE.message(format!("see also {related}")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.clone()));
    }
    let renderer = if excerpts.colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.render(&[group]))
}

/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
fn github(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let message = format!("{}; {}", diagnostic.found, diagnostic.done);
    let place = &diagnostic.place;
    let column = if place.column > 0 { format!(",col={}", place.column) } else { String::new() };
    format!(
        "::{command} file={},line={}{column},title={}::{}\n",
        property(&place.file),
        place.line,
        diagnostic.code.id(),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// One line for each code that occurs: how often, and what it means.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry((std::cmp::Reverse(diagnostic.severity), diagnostic.code)).or_default() += 1;
    }
    let mut out = String::new();
    for ((severity, code), count) in counts {
        let _ = writeln!(out, "{count:>7}  {:<8} {:<20} {}", severity.0.to_string(), code.id(), code.about());
    }
    out
}
