//! What is no change of the API: other words, another order, another layout.

use docgen_tests::Sandbox;
use docgen_tests::program::{shared, workspace};
use msgraph_docgen::change::{Change, compare};
use msgraph_docgen::pipeline;
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::surface;
use msgraph_docgen::surface::Surface;
use std::path::Path;

/// Pages with each table's rows given to a function.
fn with_rows(text: &str, change: impl Fn(Vec<String>) -> Vec<String>) -> String {
    let (mut out, mut rows, mut in_table) = (Vec::new(), Vec::new(), false);
    for line in text.lines().chain([""]) {
        let is_row = line.trim_start().starts_with('|');
        let is_rule = is_row && line.chars().all(|c| "|:- \t".contains(c));
        if is_rule && !in_table {
            in_table = true;
            out.push(line.to_owned());
        } else if in_table && is_row {
            rows.push(line.to_owned());
        } else {
            out.extend(change(std::mem::take(&mut rows)));
            in_table = false;
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn reversed(text: &str) -> String {
    with_rows(text, |rows| rows.into_iter().rev().collect())
}

fn padded(text: &str) -> String {
    with_rows(text, |rows| rows.iter().map(|row| row.replace('|', "  |  ").trim().to_owned()).collect())
}

/// Another sentence at the end of each row.
fn reworded(text: &str) -> String {
    let row = |row: &String| match row.trim_end().strip_suffix('|') {
        Some(rest) if rest.matches('|').count() >= 3 => format!("{} Said once more.|", rest.trim_end()),
        _ => row.clone(),
    };
    if text.contains("resource type") {
        with_rows(text, |rows| rows.iter().map(row).collect())
    } else {
        text.to_owned()
    }
}

fn with_front_matter(text: &str) -> String {
    match text.strip_prefix("---\n") {
        Some(rest) => format!("---\nauthor: \"somebody-else\"\nms.date: 01/01/2031\n{rest}"),
        None => format!("---\nauthor: \"somebody\"\n---\n\n{text}"),
    }
}

fn with_tabs(text: &str) -> String {
    let tab = "# [C#](#tab/csharp)\n[!INCLUDE [sample-code](../includes/snippets/csharp/sample.md)]\n\n---\n\n";
    text.replacen("### Response\n", &format!("{tab}### Response\n"), 1)
}

fn with_more_lines(text: &str) -> String {
    text.replace("\n## ", "\n\n\n## ")
}

/// Some of the pages of a docs tree, by version and file.
fn pages(docs: &Path, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let reading = pipeline::read(docs, &|_| {}).expect("the docs");
    let wanted = reading.pages.iter().filter(|page| wanted(&page.path));
    let text = |path: &str| std::fs::read_to_string(reading.root.join(path)).expect("a page").replace("\r\n", "\n");
    wanted.map(|page| (format!("{}/{}", page.version, page.file), text(&page.path))).collect()
}

/// What the crate of these pages offers, each changed first.
fn surface(pages: &[(String, String)], change: impl Fn(&str) -> String) -> Vec<Surface> {
    let sandbox = Sandbox::empty();
    for (path, text) in pages {
        sandbox.write(&format!("docs/{path}"), change(text));
    }
    let reading = pipeline::read(&sandbox.path("docs"), &|_| {}).expect("the docs");
    let options = Options::default();
    surface::lower(&plan(&reading.versions, &options).expect("a plan"))
}

fn of_the_api(changes: &[Change]) -> Vec<String> {
    changes.iter().filter(|c| !c.rule.is_docs_only()).map(Change::text).collect()
}

type Mutation = (&'static str, fn(&str) -> String, bool);

/// The last says whether words change.
const MUTATIONS: [Mutation; 6] = [
    ("reversed", reversed, false),
    ("padded", padded, false),
    ("reworded", reworded, true),
    ("front matter", with_front_matter, false),
    ("tabs", with_tabs, false),
    ("more lines", with_more_lines, false),
];

#[test]
fn layout_order_and_words_of_docs_input_are_no_change_of_the_api() {
    let pages = pages(&workspace().join("docs-input"), |_| true);
    let plain = surface(&pages, str::to_owned);
    for (name, mutation, words) in MUTATIONS {
        let touched = pages.iter().filter(|(_, text)| mutation(text) != *text).count();
        assert!(touched > 5, "{name} changes {touched} pages");
        let changes = compare(&plain, &surface(&pages, mutation));
        assert_eq!(of_the_api(&changes), Vec::<String>::new(), "{name}");
        assert_eq!(!changes.is_empty(), words, "{name}: {:?}", changes.iter().map(Change::text).collect::<Vec<_>>());
    }
}

/// Real pages contradict themselves, and order settles that: only what does not touch the order must change nothing.
#[test]
fn layout_and_words_of_real_pages_are_no_change_of_the_api() {
    let Some(corpus) = shared("corpus/2021-07/v1.0") else { return };
    let wanted = |path: &str| path.contains("/intune-apps-") || path.contains("/user") || path.contains("/group");
    let pages = pages(&corpus, |path| wanted(&format!("/{path}")));
    assert!(pages.len() > 200, "{}", pages.len());
    let plain = surface(&pages, str::to_owned);
    for (name, mutation, words) in MUTATIONS.iter().filter(|(name, ..)| *name != "reversed") {
        let changes = compare(&plain, &surface(&pages, mutation));
        assert_eq!(of_the_api(&changes), Vec::<String>::new(), "{name}");
        assert_eq!(!changes.is_empty(), *words, "{name}");
    }
}
