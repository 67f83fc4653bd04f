//! What a change of the docs means for the API: kind by kind, and nothing where nothing changed.

mod cases;
mod history;
mod kinds;
mod nothing;
mod one_edit;
mod semver;
mod sides;

use cases::Pages;
use docgen_tests::stages::{Page, model};
use msgraph_docgen::change::{Change, compare};
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::surface;
use msgraph_docgen::surface::Surface;

/// What the crate of these pages offers.
fn surface(pages: &[Page<'_>]) -> Vec<Surface> {
    let options = Options::default();
    surface::lower(&plan(&[model(pages).0], &options).expect("a plan"))
}

fn borrowed(pages: &Pages) -> Vec<Page<'_>> {
    pages.iter().map(|(file, text)| (*file, text.as_str())).collect()
}

fn changes(old: &Pages, new: &Pages) -> Vec<Change> {
    // A page without requests or types, so that neither side is empty.
    let still = ("api/still.md", docgen_tests::stages::api("GET /still/{id}", ""));
    let with = |pages: &Pages| -> Pages { pages.iter().cloned().chain([still.clone()]).collect() };
    compare(&surface(&borrowed(&with(old))), &surface(&borrowed(&with(new))))
}
