//! Real pages, damaged: lines lost, doubled and swapped, bytes cut, fragments put in that break parsers.
//! No page panics, the crate parses, and a second run gives the same.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use docgen_tests::program::{shared, workspace};
use docgen_tests::stages::facts;
use msgraph_docgen::FileTree;
use msgraph_docgen::build::build;
use msgraph_docgen::diagnostic::Diagnostic;
use msgraph_docgen::emit::emit;
use msgraph_docgen::extract::PageFacts;
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::source::ApiVersion;
use proptest::prelude::*;
use proptest::sample::Index;

/// Every how many pages of the real docs one is taken.
const STEP: usize = 97;

const FRAGMENTS: &[&str] = &[
    "```\n",
    "~~~~\n",
    "# ",
    "|",
    "|:---|\n",
    "---\n",
    "> > > > ",
    "- - - - ",
    "<!-- ",
    "-->",
    "<!-- {\"blockType\": ",
    "[x](",
    "[x]: y\n",
    "\\",
    "`",
    "``",
    "\0",
    "\u{feff}",
    "\r",
    "\r\n",
    "\u{202e}",
    "\u{2028}",
    "ſ",
    "İ",
    "ѕtring",
    "\u{200b}",
    "…",
    "*/",
    "r#\"",
    "#![",
    "{{{",
    "}}}",
    "\"",
    "\\ud800",
    "null",
    "Collection(Collection(",
    " or ",
    "[!INCLUDE [a](../../../../etc/passwd)]\n",
    "GET /{{a}/<b>/(c='{d}\n",
    "Possible values are: ",
    "Inherits from [x](x.md)",
    "<br>",
    "&#x202e;",
    "&#0;",
    "<span data-ttu-id=\"1\">",
    "<span class=\"sxs-lookup\">",
];

/// Pages by their path from a version's folder.
static PAGES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    gather(&workspace().join("docs-input"), &mut files);
    if let Some(corpus) = shared("corpus") {
        let mut real = Vec::new();
        gather(&corpus, &mut real);
        real.sort();
        files.extend(real.into_iter().step_by(STEP));
    }
    files.sort();
    files.iter().map(|path| (in_version(path), std::fs::read(path).expect("a page"))).collect()
});

fn gather(folder: &Path, out: &mut Vec<PathBuf>) {
    for path in folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path()) {
        if path.is_dir() {
            gather(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path);
        }
    }
}

fn in_version(path: &Path) -> String {
    let folder = ["api", "resources"].into_iter().find(|name| path.components().any(|c| c.as_os_str() == *name));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    folder.map_or_else(|| name.clone(), |folder| format!("{folder}/{name}"))
}

#[derive(Clone, Debug)]
enum Damage {
    Delete(Index),
    Double(Index),
    Swap(Index, Index),
    Cut(Index, usize),
    Insert(Index, &'static str),
    Repeat(Index, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let fragment = || prop::sample::select(FRAGMENTS);
    prop_oneof![
        any::<Index>().prop_map(Damage::Delete),
        any::<Index>().prop_map(Damage::Double),
        any::<(Index, Index)>().prop_map(|(a, b)| Damage::Swap(a, b)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, len)| Damage::Cut(at, len)),
        (any::<Index>(), fragment()).prop_map(|(at, text)| Damage::Insert(at, text)),
        (any::<Index>(), fragment()).prop_map(|(at, text)| Damage::Repeat(at, text)),
    ]
}

fn apply(damage: &Damage, page: &mut Vec<u8>) {
    if page.is_empty() {
        return;
    }
    let lines: Vec<Vec<u8>> = page.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let mut changed = lines.clone();
    match damage {
        Damage::Delete(at) => drop(changed.remove(at.index(lines.len()))),
        Damage::Double(at) => changed.insert(at.index(lines.len()), lines[at.index(lines.len())].clone()),
        Damage::Swap(a, b) => changed.swap(a.index(lines.len()), b.index(lines.len())),
        Damage::Cut(at, len) => {
            let at = at.index(page.len());
            page.drain(at..(at + len).min(page.len()));
            return;
        }
        Damage::Insert(at, text) => {
            let at = at.index(page.len());
            page.splice(at..at, text.bytes());
            return;
        }
        Damage::Repeat(at, text) => {
            let at = at.index(page.len());
            page.splice(at..at, text.repeat(300).bytes());
            return;
        }
    }
    *page = changed.concat();
}

fn made(pages: &[(String, String)]) -> (FileTree, Vec<Diagnostic>) {
    let (facts, found): (Vec<PageFacts>, Vec<_>) = pages.iter().map(|(path, text)| facts((path, text))).unzip();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    let ir = build(ApiVersion::V1, &facts, &mut found);
    let options = Options { crate_name: "damaged".to_owned(), ..Options::default() };
    (emit(&plan(&[ir], &options).unwrap_or_else(|e| panic!("{e}")), None).unwrap_or_else(|e| panic!("{e}")), found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pages_give_a_crate_all_the_same(
        chosen in prop::collection::vec((any::<Index>(), prop::collection::vec(damage(), 0..6)), 1..4),
    ) {
        let mut pages: Vec<(String, String)> = chosen.iter().map(|(index, damages)| {
            let (path, mut bytes) = PAGES[index.index(PAGES.len())].clone();
            damages.iter().for_each(|one| apply(one, &mut bytes));
            (path, String::from_utf8_lossy(&bytes).into_owned())
        }).collect();
        pages.sort();
        pages.dedup_by(|a, b| a.0 == b.0);
        let (files, found) = made(&pages);
        for (path, text) in files.0.iter().filter(|(path, _)| path.starts_with("src/v1/")) {
            let is_read = match path.ends_with(".jsonl") {
                true => text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()),
                false => syn::parse_file(text).is_ok(),
            };
            prop_assert!(is_read, "{path}\n{text}");
        }
        let again = made(&pages);
        prop_assert!(files.0 == again.0.0 && found == again.1);
    }
}
