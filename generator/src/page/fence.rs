//! Where code fences begin and end in the raw text, so that one left open does not swallow the page; and one that is indented too far.

use pulldown_cmark::CowStr;

use super::Fence;

/// The byte range of each stretch of text that can be parsed alone, and whether a fence left open ends it.
///
/// A fence that is never closed is taken to end before the next heading.
pub fn stretches(text: &str) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(open) = unclosed(&text[start..]) {
        let open = start + open;
        let body = text[open..].find('\n').map_or(text.len(), |i| open + i + 1);
        let end = next_heading(text, body);
        out.push(Stretch { start, end, unclosed: Some(open) });
        start = end;
        if start >= text.len() {
            return out;
        }
    }
    out.push(Stretch { start, end: text.len(), unclosed: None });
    out
}

#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    pub start: usize,
    pub end: usize,
    /// Where the fence that is left open begins.
    pub unclosed: Option<usize>,
}

/// The offset of a fence that is still open at the text's end, or where another one begins after a heading.
fn unclosed(text: &str) -> Option<usize> {
    let mut open: Option<(usize, char, usize)> = None;
    let mut heading = false;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        let (mark, run) = fence_run(body);
        open = match open {
            None if run >= 3 => {
                heading = false;
                Some((offset, mark, run))
            }
            Some((_, m, n)) if mark == m && run >= n && body.len() == run => None,
            // A closing fence has no info string: this one opens, so the one before was meant to be closed.
            Some((start, m, n)) if mark == m && run >= n && heading => return Some(start),
            other => other,
        };
        heading |= is_heading(line);
        offset += line.len();
    }
    open.map(|(offset, ..)| offset)
}

fn is_heading(line: &str) -> bool {
    let hashes = line.chars().take_while(|c| *c == '#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t'])
}

fn fence_run(line: &str) -> (char, usize) {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~')).unwrap_or(' ');
    let run = line.chars().take_while(|c| *c == mark && mark != ' ').count();
    // An inline code span that begins a line is not a fence.
    if mark == '`' && line[run..].contains('`') { (' ', 0) } else { (mark, run) }
}

/// The start of the first heading line at or after `from`, or the text's end.
fn next_heading(text: &str, from: usize) -> usize {
    let mut offset = from;
    for line in text[from..].split_inclusive('\n') {
        if is_heading(line) {
            return offset;
        }
        offset += line.len();
    }
    text.len()
}

/// A fence that is indented too far counts as indented code in Markdown.
pub fn indented(body: CowStr<'_>, line: u32) -> Option<Fence<'_>> {
    let text = body.trim();
    let marks = text.chars().take_while(|c| *c == '`').count();
    if marks < 3 {
        return None;
    }
    let (info, rest) = text[marks..].split_once('\n')?;
    let rest = rest.trim_end().trim_end_matches('`');
    Some(Fence {
        info: info.trim().to_ascii_lowercase(),
        line: line + 1,
        body: rest.to_owned().into(),
        annotation: None,
    })
}
