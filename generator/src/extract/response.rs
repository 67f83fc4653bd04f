//! The "Response" section: a status, and what comes back.

use super::facts::{NameRef, ResponseFacts, TypeCell, TypeExpr};
use super::rules::{
    BARE_VALUE, SAYS_COLLECTION, SAYS_EMPTY, SAYS_LONG_RUNNING, SAYS_RESPONSE_CONTENT, SAYS_RETURN, STATUS, primitive,
};
use super::sections::{Sections, Topic};
use super::{Context, type_cell};
use crate::page::{Row, Section};

pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> ResponseFacts {
    let mut facts = ResponseFacts::default();
    let response_sections: Vec<&Section<'_>> = sections.of_topic(Topic::Response).collect();
    facts.line = response_sections.first().map_or(0, |s| s.heading.line);
    for paragraph in response_sections.iter().flat_map(|s| s.paragraphs()).filter(|p| !p.quote) {
        let text = paragraph.inline.plain();
        let line = context.lines.line(paragraph.inline.offset);
        if facts.status.is_none() {
            facts.status = STATUS.captures(&text).and_then(|c| c[1].parse().ok());
        }
        facts.long_running |= SAYS_LONG_RUNNING.is_match(&text);
        if facts.ty.is_some() || facts.empty {
            continue;
        }
        // A remark such as "these items include the [remoteItem] facet" says nothing of the response's type.
        let says_return = facts.status.is_some() || SAYS_RETURN.is_match(&text);
        let link = paragraph.inline.links().find(|(text, target)| {
            says_return
                && type_cell::is_type_link(text, target)
                && !target.contains("api/")
                && !target.contains("concepts/")
        });
        if let Some((name, target)) = link {
            let name = NameRef {
                text: name.trim_matches(['*', '`', ' ']).to_owned(),
                in_prose: true,
                target: Some(target.to_owned()),
                line,
                column: 1,
            };
            let collection = collection_near(&text, &name.text);
            facts.ty = Some(TypeCell { text: name.text.clone(), expr: TypeExpr::Names(vec![name]), collection });
            continue;
        }
        let no_content = facts.status == Some(204) || SAYS_EMPTY.is_match(&text);
        if no_content {
            facts.empty = true;
        } else if SAYS_RESPONSE_CONTENT.is_match(&text) {
            facts.content = true;
        } else if let Some(captures) = BARE_VALUE.captures(&text)
            && text.to_lowercase().contains("return")
            && let Some(primitive) = primitive(&captures[1])
        {
            let collection = collection_near(&text, &captures[1]);
            facts.ty =
                Some(TypeCell { text: captures[1].to_owned(), expr: TypeExpr::Primitive(primitive), collection });
        }
    }
    let mut intro = sections.of_topic(Topic::Intro).flat_map(Section::paragraphs);
    facts.long_running |= intro.any(|p| SAYS_LONG_RUNNING.is_match(&p.inline.plain()));
    facts.long_running |= response_sections.iter().flat_map(|s| s.tables()).flat_map(|t| &t.rows).any(is_location_row);
    facts
}

/// `|Location|The URL that tells the state.|`
fn is_location_row(row: &Row<'_>) -> bool {
    let name = row.cells.first().map(|c| c.plain().trim().to_ascii_lowercase()).unwrap_or_default();
    matches!(name.as_str(), "location" | "operation-location")
}

/// "a collection of [x] objects", "[x] collection": whether the sentence that names the type says collection close by.
fn collection_near(text: &str, name: &str) -> bool {
    let Some(at) = text.find(name) else { return false };
    let before: String = text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let before = before.rsplit(['.', ';', '。']).next().unwrap_or_default().to_owned();
    let after: String = text[at + name.len()..].chars().take(30).collect();
    let after = after.split(['.', ';', '。', ',']).next().unwrap_or_default();
    SAYS_COLLECTION.is_match(&before) || SAYS_COLLECTION.is_match(after)
}
