//! The stages one by one, over pages that stand in a test: text → facts → IR → files.

use std::path::Path;

use msgraph_docgen::FileTree;
use msgraph_docgen::build::{Unfilled, build, build_filled};
use msgraph_docgen::diagnostic::Diagnostic;
use msgraph_docgen::emit::emit;
use msgraph_docgen::extract::{OperationFacts, PageFacts, TypeFacts, extract};
use msgraph_docgen::fill::{Preference, fill};
use msgraph_docgen::metadata::parse;
use msgraph_docgen::model::Ir;
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::source::{ApiVersion, Folder, Includes, SourcePage};

/// A page by its path from the version's folder, such as `api/user-get.md`, with its text.
pub type Page<'a> = (&'a str, &'a str);

/// What one page says. Its includes are not there.
pub fn facts((file, text): Page<'_>) -> (PageFacts, Vec<Diagnostic>) {
    let folder = match file.split('/').next() {
        Some("api") => Folder::Api,
        Some("resources") => Folder::Resources,
        _ => Folder::Loose,
    };
    let page = SourcePage {
        version: ApiVersion::V1,
        folder,
        path: format!("v1.0/{file}"),
        file: file.to_owned(),
        text: text.to_owned(),
    };
    let read = extract(&page, &Includes::new(Path::new("/nowhere")));
    (read.facts, read.diagnostics)
}

/// What one resource page says of its type.
pub fn type_facts(text: &str) -> (TypeFacts, Vec<Diagnostic>) {
    let (mut facts, found) = facts(("resources/x.md", text));
    assert_eq!(facts.types.len(), 1, "{found:?}");
    (facts.types.remove(0), found)
}

/// What one API page says of its requests.
pub fn operation_facts(text: &str) -> (OperationFacts, Vec<Diagnostic>) {
    let (facts, found) = facts(("api/x.md", text));
    (facts.operation.unwrap_or_else(|| panic!("no request: {found:?}")), found)
}

/// The model of several pages.
pub fn model(pages: &[Page<'_>]) -> (Ir, Vec<Diagnostic>) {
    built(pages, |facts, found| build(ApiVersion::V1, facts, found))
}

/// The same, with what they leave open from metadata of these elements.
pub fn filled(pages: &[Page<'_>], elements: &str) -> (Ir, Vec<Diagnostic>) {
    preferring(pages, elements, &Preference::default())
}

/// The same, with the metadata's word where this says so.
pub fn preferring(pages: &[Page<'_>], elements: &str, preference: &Preference) -> (Ir, Vec<Diagnostic>) {
    let metadata = parse("m.xml", csdl(elements).as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let from_metadata = |unfilled: &mut Unfilled<'_>| fill(unfilled, &metadata, preference);
    built(pages, |facts, found| build_filled(ApiVersion::V1, facts, found, &from_metadata))
}

fn built(pages: &[Page<'_>], build: impl FnOnce(&[PageFacts], &mut Vec<Diagnostic>) -> Ir) -> (Ir, Vec<Diagnostic>) {
    let mut pages = pages.to_vec();
    pages.sort_unstable();
    let (facts, found): (Vec<_>, Vec<_>) = pages.into_iter().map(facts).unzip();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    let ir = build(&facts, &mut found);
    found.sort();
    found.dedup();
    (ir, found)
}

/// A document of metadata with one schema, whose elements begin on line 3.
pub fn csdl(elements: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{elements}
</Schema></edmx:DataServices></edmx:Edmx>"#
    )
}

/// The files of the crate that several pages give.
pub fn files(pages: &[Page<'_>], select: &[&str]) -> FileTree {
    let options = Options { select: select.iter().map(|s| (*s).to_owned()).collect(), ..Options::default() };
    emit(&plan(&[model(pages).0], &options).unwrap_or_else(|e| panic!("{e}")), None).unwrap_or_else(|e| panic!("{e}"))
}

/// A resource page with these rows of `Property|Type|Description`.
pub fn resource(name: &str, rows: &[&str]) -> String {
    let rows = rows.join("\n");
    format!("# {name} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}\n")
}

/// An API page with a request block, and what else it says.
pub fn api(requests: &str, more: &str) -> String {
    format!("# A page\n\n## HTTP request\n\n```http\n{requests}\n```\n\n{more}\n")
}
