//! What the README shows of other files stands there. Its programs are doc tests of this package.

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

#[test]
fn what_it_shows_of_a_file_stands_there_in_that_order() {
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("the README");
    let excerpts = excerpts(&readme);
    assert_eq!(excerpts.len(), 5, "{excerpts:?}");
    for (path, shown) in excerpts {
        let text = std::fs::read_to_string(workspace().join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut lines = text.lines();
        for line in shown.iter().filter(|l| !l.trim().is_empty()) {
            assert!(lines.any(|l| l == line), "{path} does not hold, in this order: {line}");
        }
    }
}
