//! What is around the content of every page.

use super::markup::{Markup, element};
use crate::hash::integrity;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Nothing is loaded, and no script but this one is run, whatever else should come to stand in the page.
fn policy() -> String {
    let script = integrity(SCRIPT);
    format!("default-src 'none'; style-src 'unsafe-inline'; script-src '{script}'; base-uri 'none'; form-action 'none'")
}

/// A whole document.
pub fn page(title: &str, content: Markup) -> String {
    let meta = |name, content| element("meta").attribute("name", name).attribute("content", content);
    let policy = element("meta").attribute("http-equiv", "Content-Security-Policy").attribute("content", policy());
    let head = element("head")
        .with(element("meta").attribute("charset", "utf-8"))
        .with(policy)
        .with(meta("viewport", "width=device-width, initial-scale=1"))
        .with(meta("color-scheme", "light dark"))
        .with(element("title").with(title))
        .with(element("style").verbatim(STYLE));
    let by = concat!("Written by msgraph-docgen ", env!("CARGO_PKG_VERSION"), ".");
    let body = element("body")
        .with(element("main").with(element("h1").with(title)).with(content))
        .with(element("footer").with(element("p").with(by)))
        .with(element("script").verbatim(SCRIPT));
    Markup::from(element("html").attribute("lang", "en").with(head).with(body)).into_document()
}
