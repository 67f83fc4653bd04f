//! "Inherits from [x](x.md)": the base types that prose names.

use super::Context;
use super::facts::NameRef;
use super::rules::INHERITS;
use super::type_cell::is_type_link;
use crate::page::{Inline, Style};

/// The first name that follows a phrase of inheritance: a link, a name in bold or code, or a plain word.
pub fn parse(inline: &Inline<'_>, context: &Context<'_>) -> Option<NameRef> {
    let (line, column) = (context.lines.line(inline.offset), context.lines.column(inline.offset));
    let mut before = String::new();
    for span in &inline.spans {
        if INHERITS.is_match(&before) {
            let target = span.link.as_deref().filter(|t| is_type_link(&span.text, t));
            let word = first_name(&span.text);
            if let Some(text) = word.filter(|_| target.is_some() || span.style != Style::Plain) {
                return Some(NameRef { text, in_prose: false, target: target.map(str::to_owned), line, column });
            }
        }
        before.push_str(&span.text);
    }
    let (_, rest) = before.split_once("nherits from ")?;
    let text = first_name(rest)?;
    Some(NameRef { text, in_prose: false, target: None, line, column })
}

/// The first word, if it reads as a type's name.
fn first_name(text: &str) -> Option<String> {
    let word =
        text.trim().trim_matches(['*', '`']).split_whitespace().next()?.trim_matches(['.', ',', '*', '`', ';', ':']);
    let is_name = word.len() > 2 && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let is_article = matches!(word, "the" | "this" | "base" | "an");
    (is_name && !is_article).then(|| word.to_owned())
}
