//! Tables that Markdown does not see as such: rows that stand apart, and separators that do not fit.

use std::ops::Range;

/// The byte ranges of a row's cells, split at pipes that are neither escaped nor inside code.
pub fn split_row(line: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut start, mut code, mut escaped) = (0, false, false);
    for (i, c) in line.char_indices() {
        match c {
            '`' if !escaped => code = !code,
            '|' if !escaped && !code => {
                cells.push(start..i);
                start = i + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    cells.push(start..line.len());
    if code {
        // A backtick without its partner hides no pipe.
        return split_plain(line);
    }
    trim_edges(line, cells)
}

/// Likewise, at every pipe that is not escaped, as Markdown does.
pub fn split_plain(line: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    for (i, _) in line.match_indices('|').filter(|(i, _)| !line[..*i].ends_with('\\')) {
        cells.push(start..i);
        start = i + 1;
    }
    cells.push(start..line.len());
    trim_edges(line, cells)
}

/// Drops what stands before a leading pipe and after a trailing one.
fn trim_edges(line: &str, mut cells: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let blank = |r: &Range<usize>| line[r.clone()].trim().is_empty();
    if cells.len() > 1 && cells.last().is_some_and(blank) {
        cells.pop();
    }
    if cells.len() > 1 && cells.first().is_some_and(blank) {
        cells.remove(0);
    }
    cells
}

/// How the header of a column of running text begins, in lower case, in the languages of the docs.
const PROSE: &[&str] =
    &["description", "说明", "描述", "説明", "beschreibung", "descripci", "descri", "описание", "details"];

/// Whether a column of this header holds running text.
pub fn is_prose(header: &str) -> bool {
    let header = header.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    PROSE.iter().any(|word| header.starts_with(word))
}

/// `|:---|---:|`, with any number of columns.
pub fn is_separator(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The lines of `text` with their offsets, if every one of them looks like a table's row.
pub fn rows(text: &str) -> Option<Vec<(usize, &str)>> {
    let mut offset = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        if !body.trim().is_empty() {
            if !body.trim_start().starts_with('|') || body.matches('|').count() < 2 {
                return None;
            }
            out.push((offset, body));
        }
        offset += line.len();
    }
    (!out.is_empty()).then_some(out)
}

/// The rows at the end of a quoted text: they have no `>` before them, and so are no part of it.
pub fn rows_after_quote(text: &str) -> Option<Vec<(usize, &str)>> {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let mut offset = text.len();
    for line in text.split_inclusive('\n').rev() {
        if !is_row(line) {
            break;
        }
        offset -= line.len();
    }
    // A quoted table has its own rows, which begin with a pipe where the text of the quote does.
    if offset == 0 {
        return None;
    }
    let rows = rows(&text[offset..])?;
    Some(rows.into_iter().map(|(at, row)| (at + offset, row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_within_code_or_behind_a_backslash_ends_no_cell() {
        let cells =
            |line: &'static str| -> Vec<&str> { split_row(line).into_iter().map(|at| line[at].trim()).collect() };
        assert_eq!(cells("| a `b|c` | d\\|e | f\\\\| g |"), ["a `b|c`", "d\\|e", "f\\\\", "g"]);
        assert_eq!(cells("|a \\`b| c|"), ["a \\`b", "c"]);
        assert_eq!(cells("|a `b| c|"), ["a `b", "c"]);
    }
}
