//! The pages for a browser: `lint --format html` and `diff --format html`.

mod browser;
mod changes;
mod findings;
mod markup;
mod metadata;

use docgen_tests::Sandbox;

const URL: &str = "https://example.com/docs/blob/main";
const GADGET: &str = "docs-input/v1.0/resources/gadget.md";
const LIST_PAGE: &str = "docs-input/v1.0/api/gadget-list.md";

/// Docs with a type that no page defines.
fn docs() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.edit(GADGET, "|label|String|", "|label|widgt|");
    sandbox.edit(LIST_PAGE, ", \"label\": \"Desk lamp\"", "");
    sandbox
}

/// What a page shows: without its head and its script.
fn content(page: &str) -> &str {
    let start = page.find("<main>").expect("a page");
    &page[start..page.find("<footer>").expect("an end")]
}

/// The part of a page that has this identifier.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let start = page.find(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {page}"));
    page[start..].split_inclusive("</section>").next().unwrap_or_default()
}

/// Every start of an element, with its attributes.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
        .filter(|tag| !tag.starts_with('/'))
}

/// The values of an attribute, wherever it stands.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    let values = tags(page).filter_map(|tag| tag.split_once(&start));
    values.map(|(_, rest)| rest.split('"').next().unwrap_or_default()).collect()
}
