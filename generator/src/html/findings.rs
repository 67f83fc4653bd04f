//! Findings by their code, each with its place, its line, and what was made of it.

use std::ops::Range;

use super::mark::Mark;
use super::markup::{Element, Markup, element};
use super::sentence::sentence;
use super::spot::Spot;
use crate::diagnostic::{Code, Diagnostic, Severity, shortened};

/// A finding as it is shown.
#[derive(Debug)]
pub struct Finding<'a> {
    pub diagnostic: &'a Diagnostic,
    pub spot: Spot,
    pub excerpt: Excerpt,
    /// Other places that belong to it.
    pub related: Vec<Spot>,
    /// The product that its page names.
    pub product: Option<&'a str>,
}

/// A line of a page, and the part of it that a finding is about.
#[derive(Debug)]
pub struct Excerpt {
    pub line: String,
    pub span: Range<usize>,
}

/// So many characters of a line stand before what it is about, and after that.
const BEFORE: usize = 60;
const AFTER: usize = 140;

/// All findings of a code.
pub fn group(severity: Severity, code: Code, findings: &[&Finding<'_>], is_open: bool) -> Element {
    let mark = Mark::from(severity);
    let summary = element("summary")
        .with(mark.shown())
        .with(" ")
        .with(element("h3").with(code.id()))
        .with(" ")
        .with(element("span").class("count").with(findings.len()))
        .with(element("span").class("about").with(sentence(code.about())));
    element("details")
        .class("group")
        .attribute("id", format!("{severity}-{}", code.id()))
        .attribute("data-grave", mark.word)
        .attribute("data-kind", code.id())
        .flag("open", is_open)
        .with(summary)
        .with(element("ul").class("items").with_all(findings.iter().map(|finding| finding.item())))
}

impl Finding<'_> {
    fn item(&self) -> Element {
        let Diagnostic { found, done, help, .. } = self.diagnostic;
        let line = |text: Markup| element("p").with(text);
        let product =
            self.product.map(|product| Markup::from(" ").with(element("span").class("product").with(product)));
        let help = help.as_ref().map(|help| line(Markup::from("Help: ").with(sentence(&shortened(help)))));
        let related = self.related.iter().map(|spot| line(Markup::from("See also ").with(spot)));
        element("li")
            .with(line(Markup::from(&self.spot).with(product)))
            .with(line(sentence(&shortened(&format!("{found}; {done}")))))
            .with(self.excerpt.shown())
            .with(help)
            .with_all(related)
    }
}

impl Excerpt {
    fn shown(&self) -> Option<Element> {
        let (before, rest) = self.line.split_at_checked(self.span.start)?;
        let (about, after) = rest.split_at_checked(self.span.len())?;
        if about.is_empty() {
            return None;
        }
        let cut = before.char_indices().rev().nth(BEFORE).map(|(at, _)| &before[at..]);
        let end = after.char_indices().nth(AFTER).map(|(at, _)| &after[..at]);
        let content = Markup::from(cut.map(|_| "…"))
            .with(cut.unwrap_or(before.trim_start()))
            .with(element("mark").with(about))
            .with(end.unwrap_or(after))
            .with(end.map(|_| "…"));
        Some(element("pre").with(content))
    }
}
