//! The "Request body" section: a type's properties, an action's parameters, prose that names a type, raw content, nothing.

use std::collections::HashSet;

use super::facts::{BodyFacts, NameRef};
use super::rules::{BODY_NOT_REQUIRED, NO_BODY, SAYS_COLLECTION, SAYS_CONTENT, SAYS_PARAMETERS, SAYS_REPRESENTATION};
use super::sections::{Sections, Topic};
use super::{Context, property_rows, type_cell};
use crate::page::{Fence, Paragraph, Section, loose_json};

pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> BodyFacts {
    let mut facts = BodyFacts::default();
    let body_sections: Vec<&Section<'_>> = sections.of_topic(Topic::RequestBody).collect();
    facts.line = body_sections.first().map_or(0, |s| s.heading.line);
    let mut known = HashSet::new();
    for section in &body_sections {
        for paragraph in section.paragraphs().filter(|p| !p.quote) {
            read_paragraph(paragraph, &mut facts, context);
        }
        facts.shown.extend(section.fences().filter_map(shown_object));
        for table in section.tables() {
            if property_rows::begins_with(table, property_rows::PARAMETER) {
                facts.says_parameters = true;
            }
            for row in property_rows::parse(table, false, true, context) {
                if known.insert(row.name.clone()) {
                    facts.rows.push(row);
                }
            }
        }
    }
    facts
}

/// The object that a fence holds, unless it stands for a type or is a whole request.
fn shown_object(fence: &Fence<'_>) -> Option<serde_json::Map<String, serde_json::Value>> {
    let names_type = fence.annotation.as_ref().is_some_and(|a| a.odata_type().is_some());
    if names_type || !fence.body.trim_start().starts_with('{') {
        return None;
    }
    loose_json::read(&fence.body).ok()?.value.as_object().cloned()
}

fn read_paragraph(paragraph: &Paragraph<'_>, facts: &mut BodyFacts, context: &Context<'_>) {
    let text = paragraph.inline.plain();
    let first = facts.types.is_empty() && !facts.none;
    let none = NO_BODY.is_match(&text);
    facts.none |= none;
    facts.optional |= BODY_NOT_REQUIRED.is_match(&text);
    // What need not be sent can be bytes all the same: "However, …, provide the MIME content".
    if none || facts.none && !facts.optional {
        return;
    }
    if SAYS_CONTENT.is_match(&text) && facts.content.is_none() {
        let lower = text.to_lowercase();
        let mime = if lower.contains("mime") { "text/plain" } else { "application/octet-stream" };
        facts.content = Some(mime.to_owned());
    }
    if facts.none {
        return;
    }
    facts.says_parameters |= SAYS_PARAMETERS.is_match(&text) && !text.to_lowercase().contains("query parameter");
    if first && SAYS_REPRESENTATION.is_match(&text) {
        facts.types = links(paragraph, context);
        let before_link = text.split_once("representation").map_or(text.as_str(), |(_, rest)| rest);
        facts.collection = SAYS_COLLECTION.is_match(before_link.split('.').next().unwrap_or_default());
    }
}

/// The links of a paragraph that can lead to types.
pub fn links(paragraph: &Paragraph<'_>, context: &Context<'_>) -> Vec<NameRef> {
    let line = context.lines.line(paragraph.inline.offset);
    let links = paragraph
        .inline
        .links()
        .filter(|(text, target)| type_cell::is_type_link(text, target) && !target.contains("api/"));
    links
        .map(|(text, target)| NameRef {
            text: text.trim_matches(['*', '`', ' ']).to_owned(),
            in_prose: true,
            target: Some(target.to_owned()),
            line,
            column: 1,
        })
        .collect()
}
