//! The lines of pages that findings show. Pages are data from outside: what a terminal would obey is taken out.

use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Place, printable};

/// A mark of this many characters shows well enough where a long line begins.
const LONGEST_MARK: usize = 60;

/// No more of a table is shown.
const MOST_LINES: usize = 20;

/// Reads pages again for the lines that findings show; in the order of their places, each page once.
#[derive(Debug)]
pub struct Excerpts {
    root: PathBuf,
    prefix: String,
    /// Files outside the docs that findings name as well.
    others: Vec<(String, PathBuf)>,
    last: RefCell<(String, Vec<String>)>,
}

/// A line made safe to print, and the part of it that a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub line: String,
    pub span: Range<usize>,
    /// The column in characters, from 1; 0 for the whole line.
    pub column: usize,
}

impl Excerpts {
    /// `root` is the folder that the places' paths start from.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), prefix: String::new(), others: Vec::new(), last: RefCell::default() }
    }

    /// Puts a folder before the paths that are shown, so that they lead from the current directory to the page.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// Adds a file that does not lie in the docs, under the name that findings give it.
    #[must_use]
    pub fn with_file(mut self, name: &str, path: &Path) -> Self {
        self.others.push((name.to_owned(), path.to_owned()));
        self
    }

    /// The place's file as somebody in the current directory would open it.
    pub fn path(&self, place: &Place) -> String {
        if self.other(&place.file).is_some() || matches!(self.prefix.as_str(), "" | ".") {
            place.file.clone()
        } else {
            format!("{}/{}", self.prefix, place.file)
        }
    }

    /// The line of a place; empty when the file or the line is no longer there.
    pub fn get(&self, place: &Place) -> Excerpt {
        let mut last = self.last.borrow_mut();
        if last.0 != place.file {
            *last = (place.file.clone(), self.lines(&place.file));
        }
        let index = (place.line as usize).checked_sub(1);
        index.and_then(|i| last.1.get(i)).map(|line| Excerpt::new(line, place.column as usize)).unwrap_or_default()
    }

    /// Whether the place is in the docs.
    pub fn is_of_docs(&self, place: &Place) -> bool {
        self.other(&place.file).is_none()
    }

    /// As [`Excerpts::get`], and of a table in a settings file all lines: its head is like every other one.
    pub fn in_full(&self, place: &Place) -> Excerpt {
        let head = self.get(place);
        if self.is_of_docs(place) || !head.line.starts_with("[[") {
            return head;
        }
        let last = self.last.borrow();
        let below = last.1.iter().skip(place.line as usize).take(MOST_LINES);
        let below = below.take_while(|line| !line.trim().is_empty() && !line.starts_with('['));
        let line = below.fold(head.line, |text, line| text + "\n" + &printable(line.trim_end()));
        Excerpt { span: 0..line.len(), line, column: head.column }
    }

    fn other(&self, file: &str) -> Option<&Path> {
        self.others.iter().find(|(name, _)| name == file).map(|(_, path)| path.as_path())
    }

    fn lines(&self, file: &str) -> Vec<String> {
        let path = self.other(file).map_or_else(|| self.root.join(file), Path::to_owned);
        // The same reading as the source's: no link is followed, and a lost page or byte must not cost the finding.
        let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let bytes = if is_file { std::fs::read(path).unwrap_or_default() } else { Vec::new() };
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).replace("\r\n", "\n");
        text.split(['\n', '\r']).map(str::to_owned).collect()
    }
}

impl Excerpt {
    /// `column` is in bytes, from 1; 0 and places beyond the line mean the whole line.
    fn new(line: &str, column: usize) -> Self {
        let before = column.checked_sub(1).and_then(|offset| line.get(..offset));
        let column = before.map_or(0, |b| b.chars().count() + 1);
        let rest = before.map_or("", |b| &line[b.len()..]);
        let about = if rest.trim().is_empty() || column == 1 { line.trim() } else { cell(rest) };
        let skipped = if about.is_empty() { 0 } else { about.as_ptr() as usize - line.as_ptr() as usize };
        let start = printable(&line[..skipped]).len();
        let end = start + printable(about).chars().take(LONGEST_MARK).map(char::len_utf8).sum::<usize>();
        Self { line: printable(line.trim_end()), span: start..end, column }
    }
}

/// Up to the end of the table cell that the text begins in.
fn cell(rest: &str) -> &str {
    let inner = rest.trim_start_matches(['|', ' ', '\t']);
    let end =
        inner.match_indices('|').map(|(at, _)| at).find(|at| !inner[..*at].ends_with('\\')).unwrap_or(inner.len());
    let about = inner[..end].trim();
    if about.is_empty() { rest.trim() } else { about }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, column: usize) -> String {
        let excerpt = Excerpt::new(line, column);
        excerpt.line[excerpt.span].to_owned()
    }

    #[test]
    fn the_mark_covers_the_cell_that_the_column_points_to() {
        assert_eq!(marked("|name|Strng|text|", 7), "Strng");
        assert_eq!(marked("| näme | Strng | text |", 10), "Strng");
        assert_eq!(marked("  plain text", 0), "plain text");
    }

    #[test]
    fn columns_in_bytes_become_columns_in_characters() {
        assert_eq!(Excerpt::new("ää|x", 6).column, 4);
    }

    #[test]
    fn a_column_inside_a_character_or_beyond_the_line_marks_the_line() {
        assert_eq!(marked("äb", 2), "äb");
        assert_eq!(marked("ab", 90), "ab");
        assert_eq!(marked("", 4), "");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(marked("\u{1b}[31mé\u{202e}x", 0), "\u{fffd}[31mé\u{fffd}x");
    }
}
