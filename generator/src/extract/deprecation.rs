//! That a page advises against what it documents, or against a property, a parameter or a member: in a title, beside a
//! name, or in a sentence.

use super::Context;
use super::rules::{
    API_DEPRECATED, DATED, DEPRECATED, PAGE_DEPRECATED, REPLACED_BY, SAYS_DEPRECATED, TELLS_OF_DEPRECATION,
};
use super::sections::{Sections, Topic};
use crate::model::Deprecation;
use crate::page::{self, Lines, Section};

/// What the row of a property, a parameter or a member says: its name, with what stands beside it, and its description.
pub fn of_row(name_cell: &str, description: &str) -> Option<Deprecation> {
    let (name, mark) = name_cell.split_at(name_cell.find([' ', '(']).unwrap_or(name_cell.len()));
    // What is named after deprecation tells of it.
    if mentions(name) || !mentions(mark) && !TELLS_OF_DEPRECATION.is_match(description) {
        return None;
    }
    let sentences = sentences(description);
    let first = sentences.iter().position(|sentence| {
        DEPRECATED.is_match(sentence)
            || SAYS_DEPRECATED.find(sentence).is_some_and(|found| !found.as_str().ends_with("or not"))
    });
    let from = first.or(mentions(mark).then_some(0))?;
    Some(details(sentences.get(from..).unwrap_or_default()))
}

/// What the whole page says of what it documents.
pub fn of_page(title: &str, sections: &Sections<'_, '_>, context: &Context<'_>) -> Option<Deprecation> {
    let titled = title.to_lowercase().contains("(deprecated)");
    let subject = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    for text in introduction(sections, context).iter().filter(|text| mentions(text)) {
        let sentences = sentences(text);
        let first = sentences.iter().position(|sentence| {
            let names_subject = || {
                let named = API_DEPRECATED.captures(sentence).and_then(|found| found.get(1));
                named.is_some_and(|name| titled || name.as_str().to_lowercase() == subject)
            };
            PAGE_DEPRECATED.is_match(sentence) || names_subject()
        });
        if let Some(first) = first {
            return Some(details(&sentences[first..]));
        }
    }
    titled.then(Deprecation::default)
}

/// The paragraphs before the first topic, and those of the files that are included there for the purpose.
fn introduction(sections: &Sections<'_, '_>, context: &Context<'_>) -> Vec<String> {
    let paragraphs = |section: &Section<'_>| section.paragraphs().map(|p| p.inline.prose()).collect::<Vec<_>>();
    let mut out: Vec<String> = Vec::new();
    for section in sections.of_topic(Topic::Intro) {
        out.extend(paragraphs(section));
        for include in section.includes().filter(|include| mentions(&include.target)) {
            // That it is not in the tree takes nothing from the page.
            let Ok(file) = context.include(&include.target) else { continue };
            let included = page::parse(&file.text, &file.path, &Lines::new(&file.text), &mut Vec::new());
            out.extend(included.sections.iter().flat_map(paragraphs));
        }
    }
    out
}

fn mentions(text: &str) -> bool {
    text.to_lowercase().contains("deprecat")
}

/// The dates and the replacement in the sentence that says it, or the next.
fn details(sentences: &[&str]) -> Deprecation {
    let mut out = Deprecation::default();
    for sentence in sentences.iter().take(2) {
        if let Some(found) = DATED.captures(sentence) {
            let (begins, date) = (found[1].eq_ignore_ascii_case("deprecated"), found[2].to_owned());
            let known = if begins { &mut out.since } else { &mut out.until };
            known.get_or_insert(date);
        }
        if let Some(found) = REPLACED_BY.captures(sentence)
            && let Some(name) = found.iter().skip(1).flatten().next()
            && out.replacement.is_none()
        {
            out.replacement = replacement(name.as_str());
        }
    }
    out
}

/// What may follow a name that stands for something to use.
const KINDS: &[&str] = &[" instead", " property", " properties", " parameter", " resource", " type", " relationship"];

/// The name alone: "`joinUrl`", "file property", "properties `a` and `b`".
fn replacement(words: &str) -> Option<String> {
    let name = words.replace('`', "");
    let name = name.strip_prefix("properties ").unwrap_or(&name);
    let name = KINDS.iter().fold(name, |name, kind| name.trim_end_matches(kind)).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The sentences of a text. A full stop within a name ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(". ") {
        let (sentence, next) = rest.split_at(end + 1);
        out.push(sentence.trim());
        rest = next;
    }
    out.push(rest.trim());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, description: &str) -> String {
        of_row(name, description).map_or_else(|| "none".to_owned(), |d| format!("deprecated: {}", d.note()))
    }

    #[test]
    fn a_mark_beside_the_name_or_a_sentence_says_it() {
        let cases = [
            ("a (deprecated)", "The words.", "deprecated: "),
            ("a", "Deprecated. Don't use.", "deprecated: "),
            ("a", "Allowed things - Deprecated", "deprecated: "),
            ("a", "[deprecated] Please use newName instead.", "deprecated: use `newName` instead"),
            (
                "a",
                "What it is. Note: This property is in the process of being deprecated. Use the b property instead.",
                "deprecated: use `b` instead",
            ),
            (
                "a",
                "This property will be deprecated in May 2019 and will be replaced with property newName. Whether.",
                "deprecated: since May 2019; use `newName` instead",
            ),
            (
                "a",
                "This property is deprecated and will be removed on March 15th, 2020.",
                "deprecated: until March 15th, 2020",
            ),
        ];
        for (name, description, expected) in cases {
            assert_eq!(row(name, description), expected, "{name}: {description}");
        }
    }

    #[test]
    fn what_tells_of_deprecation_is_not_deprecated() {
        let cases = [
            ("isDeprecated", "The template is deprecated or not. It can't be made from a deprecated template."),
            ("deprecated", "Deprecated"),
            ("status", "Possible values are: `Available`, `Deprecated`."),
        ];
        for (name, description) in cases {
            assert_eq!(row(name, description), "none", "{name}: {description}");
        }
    }
}
