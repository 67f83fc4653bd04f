//! Text of pages as doc comments: words stay words, whatever characters they hold.

pub mod function;
pub mod introduction;
pub mod item;
pub mod origins;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::diagnostic::{is_invisible, turns_text};
use crate::emit::literal::raw_string;
use crate::plan::Endpoint;
use crate::source::ApiVersion;

/// Lines of documentation, as one attribute with [`LINE_END`] between them. They are Markdown that is safe to render.
pub fn attributes(lines: &[String]) -> TokenStream {
    joined(lines).map(|text| quote!(#[doc = #text])).unwrap_or_default()
}

/// The same for the inside of a module.
pub fn inner_attributes(lines: &[String]) -> TokenStream {
    joined(lines).map(|text| quote!(#![doc = #text])).unwrap_or_default()
}

/// Stands between the lines of a comment until they are laid out: a third of all lines are comments, and an attribute for each
/// would be most of what is parsed. No text holds it, since control characters are gone by then.
pub const LINE_END: &str = "\u{1}";

fn joined(lines: &[String]) -> Option<Literal> {
    let spaced = |line: &String| if line.is_empty() { String::new() } else { format!(" {line}") };
    (!lines.is_empty()).then(|| raw_string(&lines.iter().map(spaced).collect::<Vec<_>>().join(LINE_END)))
}

/// How wide doc comments run.
const WIDTH: usize = 108;

/// How many bytes of a description lists show.
const SUMMARY: usize = 2 * WIDTH;

/// Prose of a page as lines of Markdown that mean the same words: code stays code, everything else is escaped.
pub fn prose(text: &str) -> Vec<String> {
    let safe = escape(text);
    let options = textwrap::Options::new(WIDTH)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    let lines = textwrap::wrap(&safe, options).into_iter();
    lines.map(|line| guard(line.trim()).replace(SPACE_OF_CODE, " ")).filter(|l| !l.is_empty()).collect()
}

/// Stands for a space of inline code while lines are broken: what code holds must not begin a line, where it could be a
/// fence, HTML or a list. No text holds it, since control characters are gone by then.
const SPACE_OF_CODE: &str = "\0";

/// A name or a path as inline code.
pub fn code(text: &str) -> String {
    let text = visible(text).replace('`', "'");
    if text.trim().is_empty() { String::new() } else { format!("`{}`", text.trim()) }
}

/// What ends in a dot within a sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e"];

/// The first sentence of a text, or all of it when it is short.
pub fn first_sentence(text: &str) -> &str {
    let ends = |before: &str| {
        before.matches('`').count().is_multiple_of(2) && !ABBREVIATIONS.iter().any(|short| before.ends_with(short))
    };
    let end = text.match_indices(". ").map(|(i, _)| i).find(|i| ends(&text[..*i]));
    end.map_or(text, |end| &text[..=end])
}

/// Prose of a page; of a long one the first sentence stands alone, as what lists show of it.
pub fn summary_and_rest(text: &str) -> Vec<String> {
    let (summary, rest) = text.split_at(first_sentence(text).len());
    if text.len() <= SUMMARY || rest.is_empty() {
        return prose(text);
    }
    let rest = prose(rest);
    let blank = (!rest.is_empty()).then(String::new);
    prose(summary).into_iter().chain(blank).chain(rest).collect()
}

/// Control characters become spaces; characters that change the direction of text are spelled out.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if turns_text(c) => out.push_str(&format!("U+{:04X}", u32::from(c))),
            c if is_invisible(c) => {}
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn escape(text: &str) -> String {
    let text = visible(text);
    let balanced = text.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(text.len() + 16);
    for (i, part) in text.split('`').enumerate() {
        if balanced && i % 2 == 1 {
            if !part.trim().is_empty() {
                out.push_str(&format!("`{}`", part.trim().replace(' ', SPACE_OF_CODE)));
            }
        } else {
            escape_words(part, &mut out);
        }
    }
    out
}

fn escape_words(part: &str, out: &mut String) {
    for word in part.split_inclusive(char::is_whitespace) {
        let body = word.trim_end();
        let space = &word[body.len()..];
        if let Some(at) = body.find("http://").or_else(|| body.find("https://")) {
            let url = body[at..].trim_end_matches(['.', ',', ';', ')', '"', '\'', ':', '!', '?', ']']);
            if url.len() > 8 && url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\')) {
                escape_plain(&body[..at], out);
                out.push('<');
                out.push_str(url);
                out.push('>');
                escape_plain(&body[at + url.len()..], out);
                out.push_str(space);
                continue;
            }
        }
        escape_plain(body, out);
        out.push_str(space);
    }
}

fn escape_plain(text: &str, out: &mut String) {
    for c in text.chars() {
        // A mark between two letters of one word begins no emphasis, but a pair of them may.
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A line that begins like a list, a heading or a rule is prose all the same.
fn guard(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['-', '+', '=', ':']) { format!("\\{line}") } else { line.to_owned() }
}

/// A link to the page that Microsoft publishes from this file; none for a loose page, whose name says nothing.
pub fn page_link(api: ApiVersion, file: &str) -> Option<String> {
    let stem = file.strip_suffix(".md")?;
    let path = stem.strip_prefix("api/").or_else(|| stem.starts_with("resources/").then_some(stem))?;
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
    let view = match api {
        ApiVersion::V1 => "graph-rest-1.0",
        ApiVersion::Beta => "graph-rest-beta",
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    plain.then(|| format!("[{name}](https://learn.microsoft.com/graph/api/{path}?view={view})").replace('_', "\\_"))
}

/// Method and path, as the docs write them.
pub fn request_line(endpoint: &Endpoint<'_>) -> String {
    code(&format!("{} {}", endpoint.method.as_str(), endpoint.documented_path()))
}
