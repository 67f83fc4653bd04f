//! "Inherits from [x](x.md)", "base type of [x](x.md)": the base types and the derived types that prose names.

use super::Context;
use super::facts::NameRef;
use super::rules::{DERIVED_FOLLOW, DERIVED_LISTED, DERIVED_PRECEDE, INHERITS, INHERITS_QUALIFIED, pattern};
use super::type_cell::is_type_link;
use crate::page::{Inline, Paragraph, Style};

pattern! {
    /// "An abstract class for …", "Represents the base type of …"
    ABSTRACT_TYPE = r"(?i)\babstract\b|\bbase (?:class|resource|type)\b|\bsuperclass\b"
}

/// The first name that follows a phrase of inheritance: a link, a name in bold or code, or a plain word.
pub fn parse(inline: &Inline<'_>, context: &Context<'_>) -> Option<NameRef> {
    let (line, column) = (context.lines.line(inline.offset), context.lines.column(inline.offset));
    let mut before = String::new();
    for span in &inline.spans {
        if INHERITS.is_match(tail(&before)) {
            let target = span.link.as_deref().filter(|t| is_type_link(&span.text, t));
            let word = first_name(&span.text);
            if let Some(text) = word.filter(|_| target.is_some() || span.style != Style::Plain) {
                return Some(NameRef { text, in_prose: false, target: target.map(str::to_owned), line, column });
            }
        }
        before.push_str(&span.text);
    }
    let text = match INHERITS_QUALIFIED.captures(&before) {
        Some(captures) => captures[1].to_owned(),
        None => first_name(before.split_once("nherits from ")?.1)?,
    };
    Some(NameRef { text, in_prose: false, target: None, line, column })
}

/// As much of a text's end as a phrase of inheritance may take: all of it, for every span, would cost its square.
fn tail(text: &str) -> &str {
    const LONGEST: usize = 200;
    let start = (text.len().saturating_sub(LONGEST)..=text.len()).find(|at| text.is_char_boundary(*at));
    start.map_or(text, |start| &text[start..])
}

/// The first word, if it reads as a type's name.
fn first_name(text: &str) -> Option<String> {
    let word =
        text.trim().trim_matches(['*', '`']).split_whitespace().next()?.trim_matches(['.', ',', '*', '`', ';', ':']);
    let is_name = word.len() > 2 && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let is_article = matches!(word, "the" | "this" | "base" | "an");
    (is_name && !is_article).then(|| word.to_owned())
}

/// The types that the paragraphs of a page say are derived from the page's own.
pub fn derived(paragraphs: &[&Paragraph<'_>], context: &Context<'_>) -> Vec<NameRef> {
    let mut out = Vec::new();
    let mut listing = false;
    for paragraph in paragraphs {
        let (text, links) = numbered(&paragraph.inline, context);
        if listing && paragraph.item {
            out.extend(links.into_iter().take(1));
            continue;
        }
        listing = DERIVED_LISTED.is_match(&text);
        for sentence in text.split(". ") {
            let meant = match (DERIVED_PRECEDE.find(sentence), DERIVED_FOLLOW.find(sentence)) {
                (Some(phrase), _) => &sentence[..phrase.start()],
                (None, Some(phrase)) => &sentence[phrase.end() - MARK.len_utf8()..],
                (None, None) => continue,
            };
            let numbers = meant.split(MARK).skip(1).step_by(2).filter_map(|number| number.parse::<usize>().ok());
            out.extend(numbers.filter_map(|number| links.get(number)).cloned());
        }
    }
    out
}

/// Stands around the number of a link, and in no page: control characters are no text.
const MARK: char = '\u{1}';

/// The words of a paragraph, with a number in the place of each link to a type, and these links.
fn numbered(inline: &Inline<'_>, context: &Context<'_>) -> (String, Vec<NameRef>) {
    let (line, column) = (context.lines.line(inline.offset), context.lines.column(inline.offset));
    let (mut text, mut links) = (String::new(), Vec::new());
    for span in &inline.spans {
        match span.link.as_deref().filter(|target| is_type_link(&span.text, target) && !target.contains("api/")) {
            Some(target) => {
                text.push_str(&format!("{MARK}{}{MARK}", links.len()));
                let name = first_name(&span.text).unwrap_or_default();
                links.push(NameRef { text: name, in_prose: true, target: Some(target.to_owned()), line, column });
            }
            None => text.push_str(&span.text.replace(MARK, " ")),
        }
    }
    (text, links)
}
