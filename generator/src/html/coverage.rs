//! How much of the docs comes through, and how much of what the service has they tell.

use std::cmp::Reverse;

use super::bars::Parts;
use super::markup::{Element, Markup, element};
use crate::contradictions::{Marked, MetadataCoverage, Untold};
use crate::coverage::{Count, Coverage, OfNamespace, OfProduct};
use crate::paths::uri;
use crate::source::ApiVersion;

const PARTS: Parts<3> = Parts { of: "of", columns: [("whole", "whole"), ("part", "in part"), ("none", "not at all")] };
const TOLD: Parts<2> = Parts { of: "of", columns: [("whole", "told"), ("none", "untold")] };

/// What counts as which is told where it is counted; here in a word.
const ABOUT: &str = "In part: something is left out, untyped or guessed. Not at all: nothing of it reaches the crate.";

pub fn of_docs(coverage: &[Coverage]) -> Element {
    element("section")
        .attribute("id", "coverage")
        .with(element("h2").with("How much of the docs comes through"))
        .with(element("p").with(ABOUT))
        .with_all(coverage.iter().map(of_version))
}

fn of_version(coverage: &Coverage) -> Markup {
    let Coverage { api, counts, products, namespaces } = coverage;
    let all = PARTS.table(None, counts.rows().map(|(kind, count)| (kind.into(), numbers(count))));
    let by_product = counts.rows().into_iter().enumerate().map(|(at, (kind, _))| {
        let rows = products.iter().map(|of| (product(*api, of), of.counts.rows()[at].1));
        sorted("product", format!("{api} {kind} by product"), rows)
    });
    let of_namespace = |kind: &str, count: fn(&OfNamespace) -> Count| {
        let rows = namespaces.iter().map(|of| (of.namespace.as_str().into(), count(of)));
        sorted("namespace", format!("{api} {kind} by namespace"), rows)
    };
    let by_namespace = [of_namespace("types", |of| of.types), of_namespace("properties", |of| of.properties)];
    // One alone has the numbers of the whole.
    Markup::default()
        .with(element("h3").with(api.segment()))
        .with(all)
        .with((products.len() > 1).then(|| folded(format!("{api} by product"), by_product)))
        .with((namespaces.len() > 1).then(|| folded(format!("{api} by namespace"), by_namespace)))
}

fn folded(title: String, tables: impl IntoIterator<Item = Element>) -> Element {
    element("details").with(element("summary").with(title)).with_all(tables)
}

/// A product, which leads to its findings where the script runs.
fn product(api: ApiVersion, of: &OfProduct) -> Markup {
    match &of.product {
        Some(product) => {
            let findings = format!("#words={}%20{}", uri(api.segment()), uri(product));
            element("a").attribute("href", findings).with(product.as_str()).into()
        }
        None => "(none named)".into(),
    }
}

/// One kind of thing by what it belongs to, the greatest loss first.
fn sorted(of: &'static str, title: String, rows: impl Iterator<Item = (Markup, Count)>) -> Element {
    let mut rows: Vec<(Markup, Count)> = rows.filter(|(_, count)| count.all() > 0).collect();
    rows.sort_by_key(|(_, count)| Reverse(count.none + count.part));
    let caption = format!("{title}, the greatest loss first");
    Parts { of, ..PARTS }.table(Some(caption), rows.into_iter().map(|(name, count)| (name, numbers(count))))
}

fn numbers(Count { whole, part, none }: Count) -> [usize; 3] {
    [whole, part, none]
}

pub fn of_metadata(coverage: &MetadataCoverage) -> Markup {
    let MetadataCoverage { api, namespaces, facts } = coverage;
    let tables = namespaces.iter().map(|of| {
        let rows = [
            ("types", of.types),
            ("properties", of.properties),
            ("members", of.members),
            ("operations", of.operations),
        ];
        let told = |(name, Untold { all, untold }): (&str, Untold)| (name.into(), [all - untold, untold]);
        TOLD.table(Some(format!("{api} {}", of.namespace)), rows.into_iter().filter(|(_, of)| of.all > 0).map(told))
    });
    let head = |text: &str| element("th").attribute("scope", "col").with(text);
    let row = |(name, Marked { pages, metadata }): (&str, Marked)| {
        let number = |count: usize| element("td").class("number").with(count);
        element("tr")
            .with(element("th").attribute("scope", "row").with(name))
            .with(number(pages))
            .with(number(metadata))
    };
    let heads = ["by pages", "and by the metadata"].map(|text| head(text).class("number"));
    let heads = element("tr").with(head("properties that are")).with_all(heads);
    let marks = element("table")
        .with(element("caption").with(format!("{api} facts about properties")))
        .with(element("thead").with(heads))
        .with(element("tbody").with_all(facts.rows().map(row)));
    tables.fold(Markup::default(), Markup::with).with(marks)
}
