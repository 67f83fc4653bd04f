//! What the pages say against what the service's metadata says: each contradiction is a finding at the page's line, with both
//! sides and with what the pages' own examples show. A page that says nothing contradicts nothing, apart from what it must list.

mod evidence;
mod fits;
mod members;
mod operations;
mod properties;
mod shown;
mod told;
mod types;
mod urls;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Subject, SuggestedChange, Suggestion};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::differences::Sides;
use crate::matching::Names;
use crate::metadata::Metadata;
use crate::model::{Ir, RefName, Source, TypeRef};
use crate::pipeline::PageRef;
use evidence::Evidence;
use shown::Shown;

pub use told::{Marked, MetadataCoverage, NamespaceCoverage, PropertyMarks, Untold, table};

/// What comes of a comparison.
#[derive(Debug)]
pub struct Compared {
    /// Every contradiction, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The corrections that follow from those in which examples are on the metadata's side.
    pub suggestions: Vec<Suggestion>,
    pub coverage: MetadataCoverage,
}

/// Compares what the pages of a version say with the metadata of the service.
pub fn compare(ir: &Ir, metadata: &Metadata, pages: &[PageRef]) -> Compared {
    let of_version = pages.iter().filter(|page| page.version == ir.api);
    let names = Names::new(metadata);
    let mut comparison = Comparison {
        sides: Sides { ir, metadata, names: &names },
        shown: Shown::new(ir),
        paths: of_version.map(|page| (page.file.as_str(), page.path.as_str())).collect(),
        diagnostics: Vec::new(),
        suggestions: Vec::new(),
    };
    comparison.types();
    comparison.operations();
    let coverage = comparison.coverage();
    let Comparison { mut diagnostics, suggestions, .. } = comparison;
    let suggestions = Suggestion::merge(suggestions);
    diagnostics.sort();
    // Of an action with several URLs, the same is found at each: the first line counts.
    let mut seen = BTreeSet::new();
    diagnostics.retain(|d| seen.insert((d.place.file.clone(), d.code, d.found.clone())));
    Compared { diagnostics, suggestions, coverage }
}

struct Comparison<'a> {
    sides: Sides<'a>,
    shown: Shown<'a>,
    /// From a page's path in its version's folder to that from the docs root.
    paths: BTreeMap<&'a str, &'a str>,
    diagnostics: Vec<Diagnostic>,
    suggestions: Vec<Suggestion>,
}

/// One thing of which page and metadata say different things.
struct Contradiction<'c> {
    code: Code,
    source: &'c Source,
    /// Both sides, in a sentence.
    found: String,
    /// None of what no example can show.
    evidence: Option<Evidence>,
    /// The line of the metadata that says otherwise.
    line: Option<u32>,
    help: Option<String>,
    /// The corrections after which page and metadata say the same.
    fixes: Vec<(Subject, SuggestedChange)>,
}

impl Comparison<'_> {
    /// A contradiction in which the examples are on the metadata's side matters more than one where nothing tells.
    fn report(&mut self, contradiction: Contradiction<'_>) {
        let Contradiction { code, source, found, evidence, line, help, fixes } = contradiction;
        let Some(path) = self.paths.get(source.file.as_str()) else { return };
        let told = evidence.map(|evidence| format!("; {}", evidence.told()));
        let done = format!("the page counts{}", told.unwrap_or_default());
        let mut diagnostic = Diagnostic::new(code, Place::new(*path, source.line, 0), found, done);
        if let Some(evidence) = evidence.filter(|evidence| evidence.is_for_metadata()) {
            let reason = format!("{}; {}", diagnostic.found, evidence.told());
            let suggested = fixes.into_iter().map(|(subject, change)| Suggestion {
                api: self.sides.ir.api,
                subject,
                change,
                reason: reason.clone(),
            });
            self.suggestions.extend(suggested);
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.help = help;
        diagnostic.related.extend(line.map(|line| Place::new(&self.sides.metadata.file, line, 0)));
        self.diagnostics.push(diagnostic);
    }

    /// A type of the metadata as corrections name it; none where the docs do not have it.
    fn in_docs(&self, service: &TypeRef) -> Option<TypeRef> {
        let service = self.sides.metadata.underlying(service);
        match &service.name {
            RefName::Primitive(_) => Some(service),
            RefName::Named(meant) => {
                let known = self.sides.ir.types.keys().find(|name| self.sides.names.type_name(name) == Some(meant))?;
                Some(TypeRef::named(known.clone(), service.collection))
            }
        }
    }
}
