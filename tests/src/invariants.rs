//! What each stage keeps to for whatever text it is given. Fuzzing feeds these, and so does the test of the cases that it found.

use std::fs;
use std::sync::LazyLock;

use msgraph_docgen::build::build;
use msgraph_docgen::cache::Bundle;
use msgraph_docgen::diagnostic::Diagnostic;
use msgraph_docgen::emit::emit;
use msgraph_docgen::extract;
use msgraph_docgen::extract::{PageFacts, TypeExpr, parse_type_cell};
use msgraph_docgen::metadata;
use msgraph_docgen::model::{Part, UrlPath};
use msgraph_docgen::page::{self, Block, Inline, Lines, Page, loose_json};
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::source::{ApiVersion, Includes};
use tempfile::TempDir;

use crate::stages::{api, facts};

/// Every block stands on a line of the page.
pub fn page(text: &str) {
    let (lines, mut found) = (Lines::new(text), Vec::new());
    let last = last_line(text);
    let page = page::parse(text, "x.md", &lines, &mut found);
    for section in &page.sections {
        assert!(section.heading.line <= last, "{:?}", section.heading);
        for table in section.tables() {
            assert!(table.rows.iter().all(|r| (1..=last).contains(&r.line)), "{table:?}");
        }
        assert!(section.fences().all(|f| (1..=last + 1).contains(&f.line)), "{section:?}");
        assert!(section.paragraphs().all(|p| (1..=last).contains(&p.line)), "{section:?}");
    }
    stand_in(&found, last);
}

/// What a page says is the same after it was kept; bytes that nobody kept are no bundle, or one of what is among them.
pub fn kept(text: &str) {
    let (said, _) = facts(("api/x.md", text));
    let json = serde_json::to_vec(&said).expect("JSON");
    let packed = Bundle::pack([("facts".to_owned(), json), (format!("the page {text}"), text.into())]);
    let bundle = Bundle::open(packed).expect("a bundle");
    assert_eq!(bundle.get(&format!("the page {text}")), Some(text.as_bytes()));
    let back: PageFacts = serde_json::from_slice(bundle.get("facts").expect("facts")).expect("facts");
    assert_eq!(format!("{back:?}"), format!("{said:?}"));
    let (table, rest) = text.split_once('\n').unwrap_or((text, ""));
    let unpacked = [&(table.len() as u64).to_le_bytes(), table.as_bytes(), rest.as_bytes()].concat();
    let found = Bundle::open(unpacked).and_then(|bundle| bundle.get("facts").map(<[u8]>::len));
    assert!(found.is_none_or(|length| length <= rest.len()));
}

/// Every piece of running text of a page is read as a type cell, and names what can be a name.
pub fn type_cell(text: &str) {
    let (lines, mut found) = (Lines::new(text), Vec::new());
    let page = page::parse(text, "x.md", &lines, &mut found);
    for cell in inlines(&page) {
        let parsed = parse_type_cell(cell, lines.line(cell.offset), lines.column(cell.offset));
        if let TypeExpr::Names(names) = parsed.expr {
            assert!(names.iter().all(|n| n.line >= 1 && n.column >= 1), "{names:?}");
            assert!(!names.is_empty(), "{}", parsed.text);
        }
    }
}

fn inlines<'p, 'a>(page: &'p Page<'a>) -> impl Iterator<Item = &'p Inline<'a>> {
    page.sections.iter().flat_map(|s| &s.blocks).flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![&paragraph.inline],
        Block::Table(table) => table.header.iter().chain(table.rows.iter().flat_map(|r| &r.cells)).collect(),
        _ => Vec::new(),
    })
}

/// Strict JSON comes out as it is; anything else is mended or refused at a place in the text.
pub fn loose_json(text: &str) {
    let strict = serde_json::from_str::<serde_json::Value>(text);
    match loose_json::read(text) {
        Ok(read) => {
            assert!(read.repairs.iter().all(|r| text.is_char_boundary(r.offset)), "{:?}", read.repairs);
            assert!(!read.repairs.is_empty() || strict.is_ok_and(|s| s == read.value), "mended without a word");
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.offset));
            assert!(strict.is_err(), "strict JSON was refused: {error}");
        }
    }
}

/// No letter of a path is lost, and what a request block holds is a request or a finding.
pub fn request_line(text: &str) {
    for line in text.lines() {
        let Some((_, target)) = extract::request_line(line) else { continue };
        let part = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(placeholder) => placeholder.text.clone(),
        };
        let kept: String = UrlPath::new(target).segments().iter().flat_map(|s| s.parts.iter().map(part)).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert_eq!(letters(&kept), letters(target));
    }
    let (facts, _) = facts(("api/x.md", &api(text, "")));
    for request in facts.operation.iter().flat_map(|o| &o.requests) {
        assert!(request.path.as_str().starts_with('/'), "{request:?}");
    }
}

/// Docs with an include of their own, links that lead out, and a secret beside them.
static DOCS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("docs/v1.0/api")).expect("a folder");
    fs::create_dir_all(at("docs/v1.0/includes")).expect("a folder");
    fs::write(at("docs/v1.0/includes/note.md"), "inside").expect("a file");
    fs::write(at("secret.md"), "outside").expect("a file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("secret.md"), at("docs/v1.0/includes/link.md")).expect("a link");
        std::os::unix::fs::symlink(folder.path(), at("docs/v1.0/includes/up")).expect("a link");
    }
    folder
});

/// Each line as the target of an include: what is read is the one file that may be.
pub fn include(text: &str) {
    let root = DOCS.path().join("docs").canonicalize().expect("the docs");
    let includes = Includes::new(&root);
    for target in text.lines().take(100) {
        if let Ok(included) = includes.read("v1.0/api/x.md", target) {
            assert_eq!(included.text, "inside", "{target}");
        }
    }
}

/// Pages, each after a line `=== path`; together they are a crate whose files parse.
pub fn pipeline(text: &str) {
    let mut found = Vec::new();
    let mut pages: Vec<PageFacts> = Vec::new();
    let last = last_line(text);
    for (number, page) in text.split("\n=== ").enumerate().take(20) {
        let (file, page) = page.trim_start_matches("=== ").split_once('\n').unwrap_or(("x.md", page));
        // Files have names of their own; what stands before is the page's folder.
        let (facts, more) = facts((&format!("{}/{number}.md", file.split('/').next().unwrap_or_default()), page));
        pages.push(facts);
        found.extend(more);
    }
    stand_in(&found, last);
    let ir = build(ApiVersion::V1, &pages, &mut found);
    let options = Options { crate_name: "fuzzed".to_owned(), ..Options::default() };
    let files = emit(&plan(&[ir], &options).expect("a plan"), None).expect("a crate");
    for (path, text) in files.0.iter().filter(|(path, _)| path.ends_with(".rs") && !is_copied(path)) {
        syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
    }
}

/// Metadata is read or refused at a place in the text, and what is read has ends: no type inherits from itself.
pub fn metadata(text: &str) {
    match metadata::parse("x.xml", text.as_bytes()) {
        Ok(metadata) => {
            for name in metadata.types.keys() {
                assert!(metadata.chain(name).count() <= metadata.types.len(), "{name}");
            }
        }
        Err(error) => {
            let line = text.split('\n').nth(error.line as usize - 1);
            assert!(line.is_some_and(|line| error.column as usize <= line.len() + 1), "{error}");
        }
    }
}

/// Every crate carries these as they are.
fn is_copied(path: &str) -> bool {
    ["src/runtime/", "tests/", "examples/"].iter().any(|folder| path.starts_with(folder))
}

fn stand_in(found: &[Diagnostic], last: u32) {
    for one in found {
        assert!((1..=last + 1).contains(&one.place.line), "{one:?}");
    }
}

fn last_line(text: &str) -> u32 {
    u32::try_from(text.lines().count().max(1)).unwrap_or(u32::MAX)
}
