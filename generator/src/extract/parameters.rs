//! The parameters that a page lists for its URLs: in tables under headings of their own, and in the prose on the query.

use std::collections::HashSet;

use super::facts::{ParameterRow, PropertyRow, TypeCell, TypeExpr};
use super::option_rules::{NOT_SUPPORTED, QUERY_PARAMETER};
use super::property_rows;
use super::query_options::ALL_OPTIONS;
use super::sections::{Sections, Topic};
use super::{Context, property_facts};
use crate::model::{Member, Method, ParameterPlace, Part, Primitive, Request, fold_name};
use crate::page::{Paragraph, Section, Table};

/// What a section says of where its parameters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Path,
    Query,
    /// A function's own: in the path, or else in the query.
    Function,
}

const SECTIONS: &[(Topic, Said)] = &[
    (Topic::PathParameters, Said::Path),
    (Topic::FunctionParameters, Said::Function),
    (Topic::QueryParameters, Said::Query),
];

pub fn parse(sections: &Sections<'_, '_>, requests: &[Request], context: &mut Context<'_>) -> Vec<ParameterRow> {
    let in_urls = in_urls(requests);
    let mut out: Vec<ParameterRow> = Vec::new();
    for (topic, said) in SECTIONS {
        for table in sections.of_topic(*topic).flat_map(Section::tables) {
            if property_rows::lists_parameters(table) {
                let rows = property_rows::parse_parameters(table, context);
                let rows = rows.into_iter().filter(|r| !r.name.starts_with('$'));
                out.extend(rows.map(|row| ParameterRow { place: place(&row.name, *said, &in_urls, requests), row }));
            }
        }
    }
    for section in sections.of_topic(Topic::QueryParameters) {
        let values = section.tables().find(|t| property_rows::begins_with(t, &["value"])).map(values);
        for row in section.paragraphs().filter_map(|p| in_prose(p, context)) {
            if out.iter().all(|known| !known.row.name.eq_ignore_ascii_case(&row.name)) {
                let row = with_values(row, values.as_deref().unwrap_or_default());
                out.push(ParameterRow { place: place(&row.name, Said::Query, &in_urls, requests), row });
            }
        }
    }
    out
}

/// Where a parameter stands that a GET lists as part of its body.
pub fn place_in_body(name: &str, requests: &[Request]) -> Option<ParameterPlace> {
    place(name, Said::Function, &in_urls(requests), requests)
}

/// What no URL holds is for the query, unless it is for the body of another method than GET. A key that is listed for the
/// path and that no URL holds is one by another name.
fn place(name: &str, said: Said, in_urls: &HashSet<String>, requests: &[Request]) -> Option<ParameterPlace> {
    let folded = fold_name(name);
    let is_key = ["id", "key", "name"].iter().any(|end| folded.ends_with(end));
    if in_urls.contains(&folded) {
        return Some(ParameterPlace::Path);
    }
    match said {
        Said::Query => Some(ParameterPlace::Query),
        Said::Path if is_key => Some(ParameterPlace::Path),
        _ => requests.iter().all(|r| r.method == Method::Get).then_some(ParameterPlace::Query),
    }
}

/// What the URLs of a page hold, folded: placeholders in the path and in the expressions of options, and the arguments of
/// functions.
fn in_urls(requests: &[Request]) -> HashSet<String> {
    let mut out = HashSet::new();
    for request in requests {
        for part in request.path.segments().iter().flat_map(|segment| &segment.parts) {
            match part {
                Part::Placeholder(placeholder) => out.extend(placeholder.names()),
                // `filterByCurrentUser(on='principal')` has the value in it.
                Part::Literal(text) => {
                    let called = text.split(['(', ',']).filter_map(|argument| argument.split_once('='));
                    out.extend(called.map(|(name, _)| fold_name(name)));
                }
            }
        }
        // `?$filter=id eq '{id_value}'`
        let options = request.queries().flat_map(|q| q.split('&')).filter(|part| part.starts_with('$'));
        let held = options.flat_map(|part| part.split('{').skip(1)).filter_map(|rest| rest.split_once('}'));
        out.extend(held.map(|(name, _)| fold_name(name)));
    }
    out
}

/// "This method supports the `@microsoft.graph.conflictBehavior` query parameter."
fn in_prose(paragraph: &Paragraph<'_>, context: &Context<'_>) -> Option<PropertyRow> {
    let text = paragraph.inline.prose();
    let found = QUERY_PARAMETER.captures(&text)?;
    let name = found.get(1).or(found.get(3))?.as_str().to_owned();
    let example = found.get(2).or(found.get(4)).map_or("", |value| value.as_str());
    let whole = found.get(0)?;
    let sentence = sentence(&text, whole.start(), whole.end());
    let is_option = ALL_OPTIONS.contains(&name.to_lowercase().as_str());
    if is_option || NOT_SUPPORTED.is_match(sentence) {
        return None;
    }
    let primitive = if matches!(example, "true" | "false") { Primitive::Boolean } else { Primitive::String };
    let offset = paragraph.inline.offset;
    Some(PropertyRow {
        name,
        line: context.lines.line(offset),
        column: context.lines.column(offset),
        ty: TypeCell { text: String::new(), expr: TypeExpr::Primitive(primitive), collection: false },
        navigation: false,
        required: false,
        description: sentence.to_owned(),
        values: Vec::new(),
        inherited_from: None,
        facts: property_facts("", sentence),
    })
}

/// The sentence around a part of a text.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let from = text[..start].rfind(". ").map_or(0, |i| i + 2);
    let to = text[end..].find(". ").map_or(text.len(), |i| end + i + 1);
    text[from..to].trim()
}

/// The rows of `Value|Description`.
fn values(table: &Table<'_>) -> Vec<Member> {
    let rows = table.rows.iter().filter_map(|row| {
        let name = row.cells.first()?.plain().trim_matches(['`', '"', '\'', '*', ' ']).to_owned();
        let description = row.cells.get(1).map(|c| c.prose()).unwrap_or_default();
        (!name.is_empty()).then_some(Member { name, value: None, description, line: None, deprecated: None })
    });
    rows.collect()
}

fn with_values(mut row: PropertyRow, values: &[Member]) -> PropertyRow {
    for value in values {
        row.description.push_str(&format!(" `{}`: {}", value.name, value.description));
        if !value.description.ends_with('.') {
            row.description.push('.');
        }
    }
    row.values = values.to_vec();
    row
}
