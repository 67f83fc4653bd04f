//! What is told on lines of files, for GitHub and for code scanning.

use std::collections::BTreeMap;

use super::format::Annotated;
use super::render::github_command;
use super::sarif;
use super::{CliError, Run};
use crate::change::{Change, Level};
use crate::diagnostic::{Place, Severity, printable};
use crate::pipeline::PageRef;
use crate::source::ApiVersion;

/// Something to tell at a place.
#[derive(Debug)]
pub struct Annotation {
    pub severity: Severity,
    pub place: Place,
    /// What kind of thing it is, as a stable name.
    pub rule: &'static str,
    /// What that kind is, in a sentence; empty where the message says it.
    pub about: &'static str,
    pub message: String,
    /// Other places that it speaks of.
    pub related: Vec<Place>,
}

impl Annotation {
    pub fn new(severity: Severity, place: Place, rule: &'static str, message: String) -> Self {
        Self { severity, place, rule, about: "", message, related: Vec::new() }
    }
}

impl Run<'_, '_> {
    /// As workflow commands, or as one SARIF log.
    pub fn annotate(&mut self, annotations: &[Annotation], format: Annotated) -> Result<(), CliError> {
        if format == Annotated::Sarif {
            return self.print_json(&sarif::log(annotations));
        }
        for Annotation { severity, place, rule, message, .. } in annotations {
            write!(self.environment.out, "{}", github_command(*severity, place, rule, message))?;
        }
        Ok(())
    }
}

/// Where the pages of each version lie, from the current directory.
pub struct Paths {
    prefix: String,
    pages: BTreeMap<(ApiVersion, String), String>,
    /// What stands before the files of a version, for pages that are gone.
    folders: BTreeMap<ApiVersion, String>,
}

impl Paths {
    /// `root` is the docs root as somebody in the current directory would type it.
    pub fn new(pages: &[PageRef], root: &str) -> Self {
        let prefix = if matches!(root, "" | ".") { String::new() } else { format!("{root}/") };
        let folder = |p: &PageRef| Some((p.version, p.path.strip_suffix(&p.file)?.to_owned()));
        Self {
            prefix,
            folders: pages.iter().filter_map(folder).collect(),
            pages: pages.iter().map(|p| ((p.version, p.file.clone()), p.path.clone())).collect(),
        }
    }

    /// The file and line to look at.
    pub fn place(&self, change: &Change) -> Option<Place> {
        let source = change.place()?;
        let known = self.pages.get(&(change.api, source.file.clone())).cloned();
        let path = known.unwrap_or_else(|| {
            let folder = self.folders.get(&change.api).cloned().unwrap_or_default();
            folder + &source.file
        });
        Some(Place::new(format!("{}{path}", self.prefix), source.line, 0))
    }

    /// The same as text; empty where no page says what changed.
    pub fn text(&self, change: &Change) -> String {
        printable(&(self.place(change).map(|place| place.to_string()).unwrap_or_default() + &change.was_at()))
    }
}

/// One annotation for each change that stands on a page, by which its consequence can be told.
pub fn of_changes(changes: &[Change], paths: &Paths) -> Vec<Annotation> {
    let annotation = |change: &Change| {
        let severity = match (change.rule.is_docs_only(), change.rule.level) {
            (false, Level::Major) => Severity::Error,
            _ => Severity::Note,
        };
        Some(Annotation::new(severity, paths.place(change)?, change.rule.id, change.text()))
    };
    changes.iter().filter_map(annotation).collect()
}
