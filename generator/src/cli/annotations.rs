//! Changes of the API on the lines of the docs.

use std::collections::{BTreeMap, BTreeSet};

use super::render::github_command;
use super::{CliError, Run};
use crate::change::{Change, Level};
use crate::diagnostic::{Place, Severity, printable};
use crate::pipeline::PageRef;
use crate::source::ApiVersion;

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

/// One annotation for each change, by which its consequence can be told; gives back the files that have one.
pub fn annotate_changes(
    run: &mut Run<'_, '_>,
    changes: &[Change],
    paths: &Paths,
) -> Result<BTreeSet<String>, CliError> {
    let mut files = BTreeSet::new();
    for change in changes {
        let Some(place) = paths.place(change) else { continue };
        let severity = match (change.rule.docs_only, change.rule.level) {
            (false, Level::Major) => Severity::Error,
            _ => Severity::Note,
        };
        write!(run.environment.out, "{}", github_command(severity, &place, change.rule.id, &change.text()))?;
        files.insert(place.file);
    }
    Ok(files)
}
