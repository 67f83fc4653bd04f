//! The page of `lint`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::coverage;
use super::filter::Filter;
use super::findings::{Finding, group};
use super::mark::Mark;
use super::markup::{Element, Markup, element};
use super::page::page;
use crate::contradictions::MetadataCoverage;
use crate::coverage::Coverage;
use crate::diagnostic::{Code, Severity};

/// What is to be seen.
#[derive(Debug)]
pub struct LintPage<'a> {
    /// The docs as somebody would name them.
    pub docs: &'a str,
    pub findings: Vec<Finding<'a>>,
    /// How many there are of each severity, in a sentence.
    pub tally: String,
    pub coverage: &'a [Coverage],
    pub metadata: &'a [MetadataCoverage],
}

/// So many findings are not folded.
const FEW: usize = 20;

type Groups<'f> = BTreeMap<(Reverse<Severity>, Code), Vec<&'f Finding<'f>>>;

/// The page as a document.
pub fn lint_page(of: &LintPage<'_>) -> String {
    let mut groups = Groups::new();
    for finding in &of.findings {
        groups.entry((Reverse(finding.diagnostic.severity), finding.diagnostic.code)).or_default().push(finding);
    }
    let severities: BTreeSet<Reverse<Severity>> = groups.keys().map(|(severity, _)| *severity).collect();
    let codes: BTreeSet<&str> = groups.keys().map(|(_, code)| code.id()).collect();
    let filter = Filter {
        grave: ("Severity", severities.into_iter().map(|severity| Mark::from(severity.0).word).collect()),
        kind: ("Code", codes.into_iter().collect()),
        all: of.findings.len(),
    };
    let (of_metadata, of_docs): (Groups<'_>, Groups<'_>) =
        groups.into_iter().partition(|((_, code), _)| code.is_of_metadata());
    let are_few = of.findings.len() <= FEW;
    let facts = element("p").with(of.tally.as_str()).with(" in ").with(element("code").with(of.docs));
    let metadata = element("section")
        .attribute("id", "metadata")
        .with(element("h2").with("Where the service disagrees"))
        .with(
            element("p").with("What pages say against what the service's metadata says, and what of it no page tells."),
        )
        .with_all(of.metadata.iter().map(coverage::of_metadata))
        .with_all(shown(of_metadata, are_few));
    let findings = element("section")
        .attribute("id", "findings")
        .with(element("h2").with("Findings"))
        .with((of.findings.is_empty()).then(|| element("p").with("There are none.")))
        .with_all(shown(of_docs, are_few));
    let has_metadata = !of.metadata.is_empty() || of.findings.iter().any(|f| f.diagnostic.code.is_of_metadata());
    let sections = [
        ("#coverage", "Coverage", !of.coverage.is_empty()),
        ("#findings", "Findings", true),
        ("#metadata", "Where the service disagrees", has_metadata),
    ];
    let links = sections.into_iter().filter(|(_, _, is_there)| *is_there);
    let link = |(address, name, _): (&str, &str, bool)| element("a").attribute("href", address).with(name);
    let content = Markup::from(facts)
        .with(element("nav").attribute("aria-label", "Parts of this page").with_all(links.map(link)))
        .with((!of.coverage.is_empty()).then(|| coverage::of_docs(of.coverage)))
        .with((!of.findings.is_empty()).then_some(filter))
        .with(findings)
        .with(has_metadata.then_some(metadata));
    page("What the docs say, and what of it was read", content)
}

fn shown(groups: Groups<'_>, is_open: bool) -> impl Iterator<Item = Element> {
    groups.into_iter().map(move |((severity, code), findings)| group(severity.0, code, &findings, is_open))
}
