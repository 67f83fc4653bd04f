//! Findings as text for people, as JSON, and as GitHub workflow commands.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::annotations::Annotation;
use super::excerpts::Excerpts;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, printable, printable_lines, shortened};

/// Findings for people, each with its line and an empty line after it.
pub fn human_findings(diagnostics: &[Diagnostic], excerpts: &Excerpts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    diagnostics.iter().map(|diagnostic| human(diagnostic, excerpts, &renderer)).collect()
}

/// Findings as JSON, each on a line.
pub fn json_findings(diagnostics: &[Diagnostic], excerpts: &Excerpts) -> String {
    diagnostics.iter().map(|diagnostic| json(diagnostic, excerpts)).collect()
}

fn human(diagnostic: &Diagnostic, excerpts: &Excerpts, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let place = &diagnostic.place;
    let title = printable(&shortened(&format!("{}; {}", diagnostic.found, diagnostic.done)));
    let excerpt = excerpts.in_full(place);
    let path = printable(&excerpts.path(place));
    let mut group = level.primary_title(title).id(diagnostic.code.id()).element(
        Snippet::source(excerpt.line)
            .path(path)
            .line_start(place.line as usize)
            .annotation(AnnotationKind::Primary.span(excerpt.span)),
    );
    for related in &diagnostic.related {
        let at = Place { file: printable(&excerpts.path(related)), ..related.clone() };
        group = group.element(Level::NOTE.message(format!("see also {at}")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(&shortened(help))));
    }
    format!("{}\n\n", renderer.render(&[group]))
}

/// A finding as `--format json` writes it, apart from the fields of [`Diagnostic`] itself.
#[derive(Serialize)]
struct Line<'a> {
    kind: &'static str,
    /// The page as somebody in the current directory would open it; `file` is its path from the docs root.
    path: String,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

fn json(diagnostic: &Diagnostic, excerpts: &Excerpts) -> String {
    let mut shown = diagnostic.clone();
    // People and editors count characters.
    shown.place.column = u32::try_from(excerpts.get(&diagnostic.place).column).unwrap_or(0);
    let line = Line { kind: "diagnostic", path: excerpts.path(&diagnostic.place), diagnostic: &shown };
    // Text and numbers always serialise.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

/// A finding as something to tell on its line.
pub fn annotation(diagnostic: &Diagnostic, excerpts: &Excerpts) -> Annotation {
    let mut message = shortened(&format!("{}; {}", diagnostic.found, diagnostic.done));
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\n{}", shortened(help));
    }
    Annotation {
        severity: diagnostic.severity,
        place: shown_place(&diagnostic.place, excerpts),
        rule: diagnostic.code.id(),
        about: diagnostic.code.about(),
        message,
        related: diagnostic.related.iter().map(|place| shown_place(place, excerpts)).collect(),
    }
}

/// A place as somebody in the current directory would open it, with its column in characters.
pub fn shown_place(place: &Place, excerpts: &Excerpts) -> Place {
    // A whole line has none, whatever stands there.
    let column = if place.column == 0 { 0 } else { u32::try_from(excerpts.get(place).column).unwrap_or(0) };
    Place { file: excerpts.path(place), column, ..place.clone() }
}

/// An annotation on a file's line.
///
/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
pub fn github_command(severity: Severity, place: &Place, title: &str, message: &str) -> String {
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let data = |text: &str| printable_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let column = if place.column > 0 { format!(",col={}", place.column) } else { String::new() };
    format!(
        "::{command} file={},line={}{column},title={}::{}\n",
        property(&place.file),
        place.line,
        property(title),
        data(message)
    )
}

/// The findings of each severity and code, the gravest first.
pub fn by_code(diagnostics: &[Diagnostic]) -> BTreeMap<(Reverse<Severity>, Code), Vec<&Diagnostic>> {
    let mut codes: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        codes.entry((Reverse(diagnostic.severity), diagnostic.code)).or_default().push(diagnostic);
    }
    codes
}

/// One line for each code that occurs: how often, and what it means.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for ((severity, code), found) in by_code(diagnostics) {
        let (count, severity) = (found.len(), severity.0.to_string());
        let _ = writeln!(out, "{count:>7}  {severity:<8} {:<21} {}", code.id(), code.about());
    }
    out
}
