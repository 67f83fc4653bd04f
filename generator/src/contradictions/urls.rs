//! URLs that lead nowhere by the metadata.

use super::evidence::Evidence;
use super::{Comparison, Contradiction};
use crate::diagnostic::Code;
use crate::matching::{DeadEnd, shown_name, walk};
use crate::model::{Method, Operation, Request, Source};

impl Comparison<'_> {
    pub(super) fn dead_end(&mut self, operation: &Operation, request: &Request, end: &DeadEnd<'_>) {
        let DeadEnd { segment, within, near, derived } = end;
        let cast = derived.map(|name| format!("; `{}`, which derives from it, does", shown_name(name)));
        self.report(Contradiction {
            code: Code::MetadataNoUrl,
            source: &Source { file: operation.source.file.clone(), line: request.line },
            found: format!(
                "`{} {}` leads nowhere in the metadata: {within} has no `{segment}`{}",
                request.method.as_str(),
                request.path,
                cast.unwrap_or_default()
            ),
            evidence: Some(self.evidence_of_examples(operation, end)),
            line: None,
            help: near.map(|near| format!("did you mean `{near}`?")),
            fixes: Vec::new(),
        });
    }

    /// Examples end at the same segment, or lead somewhere while no request of the page does.
    fn evidence_of_examples(&self, operation: &Operation, end: &DeadEnd<'_>) -> Evidence {
        let leads =
            |request: &Request| walk(self.sides.metadata, &request.path, request.method == Method::Post).is_ok();
        let any_leads = operation.requests.iter().any(leads);
        let mut evidence = Evidence::default();
        for example in operation.examples.iter().filter_map(|example| example.request.as_ref()) {
            match walk(self.sides.metadata, &example.path(), example.method == Method::Post) {
                Err(other) if other.segment == end.segment => evidence.page += 1,
                Ok(_) if !any_leads => evidence.metadata += 1,
                _ => {}
            }
        }
        evidence
    }
}
