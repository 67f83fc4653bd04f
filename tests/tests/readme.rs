//! What the README and the guide show of other files stands there, and their links lead somewhere. Their programs are doc
//! tests of this package.

use std::path::PathBuf;

use docgen_tests::program::workspace;

/// Fences whose info string names a file: the language, the path, and the body.
fn excerpts(readme: &str) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, Option<String>, Vec<String>)> = None;
    for line in readme.lines() {
        let marks = line.chars().take_while(|c| *c == '`').count();
        open = match open {
            None if marks >= 3 => Some((marks, line[marks..].split_whitespace().nth(1).map(str::to_owned), Vec::new())),
            Some((fence, path, body)) if marks >= fence && line.len() == marks => {
                out.extend(path.map(|path| (path, body)));
                None
            }
            Some((fence, path, mut body)) => {
                body.push(line.to_owned());
                Some((fence, path, body))
            }
            None => None,
        };
    }
    out
}

/// The README, the map of the code and the pages of the guide: path and text.
fn documents() -> Vec<(PathBuf, String)> {
    let root = workspace();
    let guide = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root.join(name));
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    top.into_iter().chain(guide).map(read).collect()
}

#[test]
fn what_they_show_of_a_file_stands_there_in_that_order() {
    let excerpts: Vec<_> = documents().iter().flat_map(|(_, text)| excerpts(text)).collect();
    assert_eq!(excerpts.len(), 7, "{excerpts:?}");
    for (path, shown) in excerpts {
        let text = std::fs::read_to_string(workspace().join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut lines = text.lines();
        for line in shown.iter().filter(|l| !l.trim().is_empty()) {
            assert!(lines.any(|l| l == line), "{path} does not hold, in this order: {line}");
        }
    }
}

#[test]
fn their_links_lead_somewhere() {
    for (path, text) in documents() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://") && !target.contains(' ')) {
            let file = target.split('#').next().unwrap_or_default();
            // Pages of Microsoft's are shown as they are.
            let found =
                file.is_empty() || path.parent().unwrap().join(file).exists() || file.starts_with("../resources/");
            assert!(found, "{}: {target}", path.display());
        }
    }
}

#[test]
fn the_readme_is_one_page_and_leads_to_all_of_the_guide() {
    let documents = documents();
    let (_, readme) = &documents[0];
    assert!(readme.lines().count() <= 120, "{} lines", readme.lines().count());
    for (path, _) in documents.iter().filter(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with("docs"))) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(readme.contains(&format!("](docs/{name})")), "{name}");
    }
}
