//! The page of `diff`.

use std::collections::BTreeSet;

use super::filter::Filter;
use super::mark::Mark;
use super::markup::{Element, Markup, element};
use super::page::page;
use super::sentence::sentence;
use super::spot::Spot;
use crate::change::Change;
use crate::change::render::{HEADINGS, Report, group, heading, tally_text};

/// What is to be seen.
pub struct ChangesPage<'a> {
    pub report: &'a Report<'a>,
    /// Where to look at a change.
    pub spot: &'a dyn Fn(&Change) -> Option<Spot>,
}

/// The page as a document.
pub fn changes_page(of: &ChangesPage<'_>) -> String {
    let report = of.report;
    let rules: BTreeSet<&str> = report.changes.iter().map(|change| change.rule.id).collect();
    let levels = HEADINGS.iter().filter(|(level, _)| report.changes.iter().any(|change| heading(change) == *level));
    let filter = Filter {
        grave: ("Level", levels.map(|(level, _)| Mark::from(*level).word).collect()),
        kind: ("Rule", rules.into_iter().collect()),
        all: report.changes.len(),
    };
    let code = |text: &str| element("code").with(text);
    let sides = element("p").with("From ").with(code(report.old)).with(" to ").with(code(report.new)).with(": ");
    let facts = Markup::from(sides.with(tally_text(report.tally())).with("."))
        .with(element("p").with("Version bump: ").with(element("strong").with(report.bump_text())));
    let sections = HEADINGS.iter().filter_map(|(level, title)| {
        let changes: Vec<&Change> = report.changes.iter().filter(|change| heading(change) == *level).collect();
        (!changes.is_empty()).then(|| of.section(Mark::from(*level), title, &changes))
    });
    let content = facts.with((!report.changes.is_empty()).then_some(filter));
    page(&format!("API changes: {}", report.bump().name()), sections.fold(content, Markup::with))
}

impl ChangesPage<'_> {
    fn section(&self, mark: Mark, title: &str, changes: &[&Change]) -> Element {
        let alike = |a: &&Change, b: &&Change| a.api == b.api && group(a) == group(b);
        let groups = changes.chunk_by(alike).filter_map(|changes| {
            let first = changes.first()?;
            let title = element("h3").with(format!("{}, ", first.api)).with(sentence(&group(first)));
            let items = changes.iter().map(|change| self.item(mark, change));
            Some(element("div").class("group").with(title).with(element("ul").class("items").with_all(items)))
        });
        let count = element("span").class("count").with(changes.len());
        element("details")
            .class("group")
            .attribute("data-grave", mark.word)
            .flag("open", mark.is_gravest())
            .with(element("summary").with(element("h2").with(title)).with(" ").with(count))
            .with_all(groups)
    }

    fn item(&self, mark: Mark, change: &Change) -> Element {
        let others = (!change.also.is_empty()).then(|| {
            let title = format!("with {} that change alike", change.also.len());
            let others = change.also.iter().map(|other| element("li").with(element("code").with(other.as_str())));
            element("details").with(element("summary").with(title)).with(element("ul").with_all(others))
        });
        let rule = element("span").class("rule").with(change.rule.id);
        let place = (self.spot)(change).map(|spot| Markup::from(" ").with(&spot));
        element("li")
            .attribute("data-kind", change.rule.id)
            .with(element("p").with(mark.shown()).with(" ").with(sentence(&change.message)))
            .with(element("p").with(rule).with(place))
            .with(others)
    }
}
