//! Resource pages: one type, its tables and its base; or an enum type; or a page of enum types.

use std::collections::HashSet;

use super::facts::{MethodRow, NameRef, PageFacts, PropertyRow, Skeleton, TypeExpr, TypeFacts};
use super::rules::{OPEN_TYPE, TITLE_NAME, TITLE_OF_TYPE, fold};
use super::sections::{Sections, Topic, annotations};
use super::{Context, bases, enums, pace, property_rows, type_cell};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TypeProse;
use crate::page::{Annotation, Inline, Page, Section, loose_json};
use crate::source::SourcePage;

pub fn parse(page: &Page<'_>, sections: &Sections<'_, '_>, facts: &mut PageFacts, context: &mut Context<'_>) {
    // Translated pages keep their English title as the heading's anchor.
    let anchor = page.title().and_then(|h| h.anchor.as_deref());
    let title = anchor.map_or_else(|| facts.title.clone(), |a| a.replace('-', " "));
    let name = match anchor {
        Some(anchor) => cased_name(anchor, context.source),
        None => title_name(&title),
    };
    let resource = resource_annotation(page, name.as_deref());
    let doc_type = page.front_matter.get("doc_type").unwrap_or_default();
    facts.enums = enums::under_headings(sections);
    if let Some(name) = &name
        && says_enum(&title, doc_type, sections)
        && facts.enums.iter().all(|e| !e.name.eq_ignore_ascii_case(name))
    {
        if enums::lists_enums(&title, &facts.enums, sections) {
            return;
        }
        let found = enums::of_page(name.clone(), &facts.enums, sections, context);
        facts.enums.push(found);
        return;
    }
    facts.methods = methods(sections);
    let rows = rows(sections, context);
    let titled =
        TITLE_OF_TYPE.is_match(&title) && (doc_type.starts_with("resource") || title.to_lowercase().contains("type"));
    let own_name = resource.and_then(Annotation::odata_type).map(|(name, _)| name.to_owned()).or(name);
    let Some(name) = own_name.filter(|_| resource.is_some() || !rows.is_empty() || titled) else { return };
    if rows.is_empty() && resource.is_none() && !facts.enums.is_empty() {
        return;
    }
    let line = page.title().map_or(1, |h| h.line);
    let annotated = |key: &str| resource.is_some_and(|a| a.flag(key));
    let intro: Vec<_> = sections
        .of_topic(Topic::Intro)
        .chain(sections.of_topic(Topic::Properties))
        .flat_map(Section::paragraphs)
        .collect();
    let representation: Vec<_> = sections.of_topic(Topic::Representation).flat_map(Section::paragraphs).collect();
    let annotated_base: Option<NameRef> =
        resource.and_then(|a| Some((a.text("baseType")?, a.line))).map(|(text, line)| NameRef {
            text: text.trim_start_matches('#').to_owned(),
            in_prose: false,
            target: None,
            line,
            column: 1,
        });
    // Prose is written for the page, while annotations are often copied from another.
    let said = intro.iter().chain(&representation).filter(|p| !p.item).filter_map(|p| bases::parse(&p.inline, context));
    let bases: Vec<NameRef> = said.chain(annotated_base).collect();
    facts.types.push(TypeFacts {
        name,
        line,
        bases,
        derived: derived_types(sections).into_iter().chain(bases::derived(&intro, context)).collect(),
        key: resource.and_then(|a| a.text("keyProperty")).map(str::to_owned),
        open: annotated("openType") || intro.iter().any(|p| OPEN_TYPE.is_match(&p.inline.plain())),
        is_abstract: annotated("abstract"),
        prose: TypeProse {
            names_base: intro.iter().any(|p| bases::ABSTRACT_TYPE.is_match(&p.inline.plain())),
            names_open: title.to_lowercase().contains("open type"),
        },
        pace: pace::parse(intro.iter().copied()),
        rows,
        skeleton: skeleton(sections, context),
    });
}

fn title_name(title: &str) -> Option<String> {
    let name = TITLE_NAME.captures(title)?[1].trim_end_matches('.').to_owned();
    (!name.is_empty()).then_some(name)
}

/// `# <a name="calendar-resource-type"></a>日历资源类型`: the anchor's first word, in the case in which the page writes it.
fn cased_name(anchor: &str, source: &SourcePage) -> Option<String> {
    let name = anchor.split('-').next().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let words = source.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let written = words.filter(|word| word.eq_ignore_ascii_case(name));
    written.max_by_key(|word| word.bytes().filter(u8::is_ascii_uppercase).count()).map(str::to_owned)
}

/// "x enum type", `doc_type: enumPageType`, or a Members section and no property table.
fn says_enum(title: &str, doc_type: &str, sections: &Sections<'_, '_>) -> bool {
    let lower = title.to_lowercase();
    let members = || sections.of_topic(Topic::Members).flat_map(Section::tables).any(enums::is_member_table);
    doc_type == "enumPageType"
        || lower.contains(" enum")
        || lower.contains("枚举")
        || (members() && !sections.any(Topic::Properties))
}

/// The page's `blockType: resource` annotation: the one whose type the title names, else the first.
fn resource_annotation<'p>(page: &'p Page<'_>, title: Option<&str>) -> Option<&'p Annotation> {
    let found: Vec<_> = page
        .sections
        .iter()
        .flat_map(annotations)
        .filter(|a| a.block_type() == Some("resource") && a.odata_type().is_some())
        .collect();
    let named = |a: &&&Annotation| {
        a.odata_type().is_some_and(|(name, _)| {
            title.is_some_and(|t| name.rsplit('.').next().is_some_and(|n| n.eq_ignore_ascii_case(t)))
        })
    };
    found.iter().find(named).or(found.first()).copied()
}

fn rows(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Vec<PropertyRow> {
    let mut out: Vec<PropertyRow> = Vec::new();
    let mut known = HashSet::new();
    for (topic, section) in sections.with_topics() {
        let (navigation, lenient) = match topic {
            Topic::Relationships => (true, true),
            Topic::Properties => (false, true),
            // "### identity properties", or no heading at all: the table's own header decides.
            Topic::Other | Topic::Intro | Topic::Representation => (false, false),
            _ => continue,
        };
        for table in section.tables() {
            if enums::is_member_table(table)
                && !property_rows::is_typed(table)
                && (!lenient || topic == Topic::Properties && table.header.len() < 3)
            {
                continue;
            }
            let relates = property_rows::begins_with(table, property_rows::RELATIONSHIP);
            let is_own = || {
                property_rows::is_typed(table)
                    && (relates || property_rows::begins_with(table, property_rows::PROPERTY))
            };
            if !lenient && !is_own() {
                continue;
            }
            for row in property_rows::parse(table, navigation || relates, lenient, context) {
                if known.insert(row.name.clone()) {
                    out.push(row);
                }
            }
        }
    }
    out
}

/// The links of the first column under "Derived types".
fn derived_types(sections: &Sections<'_, '_>) -> Vec<NameRef> {
    let rows = sections.of_topic(Topic::DerivedTypes).flat_map(Section::tables).flat_map(|t| &t.rows);
    let links = rows.filter_map(|row| {
        row.cells.first().and_then(|c| c.links().next()).map(|(text, target)| (text, target, row.line))
    });
    links
        .map(|(text, target, line)| NameRef {
            text: text.to_owned(),
            in_prose: false,
            target: Some(target.to_owned()),
            line,
            column: 1,
        })
        .collect()
}

fn skeleton(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Option<Skeleton> {
    let fences = sections.of_topic(Topic::Representation).flat_map(Section::fences);
    let fence = fences.into_iter().find(|f| f.body.trim_start().starts_with('{'))?;
    match loose_json::read(&fence.body) {
        Ok(read) => {
            if let Some(repair) = read.repairs.first() {
                let line = fence.line + line_of(&fence.body, repair.offset);
                let found = format!("a JSON representation with {}", repair.what);
                context.report(Diagnostic::new(
                    Code::LooseJson,
                    context.at_line(line),
                    found,
                    "it was read as it was meant",
                ));
            }
            Some(Skeleton { line: fence.line, value: read.value })
        }
        Err(error) => {
            let line = fence.line + line_of(&fence.body, error.offset);
            let found = format!("a JSON representation that cannot be read: {error}");
            context.report(Diagnostic::new(Code::BrokenJson, context.at_line(line), found, "it was left out"));
            None
        }
    }
}

/// How many lines of `text` stand before `offset`.
pub fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    u32::try_from(before.iter().filter(|b| **b == b'\n').count()).unwrap_or(u32::MAX)
}

fn methods(sections: &Sections<'_, '_>) -> Vec<MethodRow> {
    let mut out = Vec::new();
    for table in sections.of_topic(Topic::Methods).flat_map(Section::tables) {
        let returns = table.header.iter().position(|c| {
            let text = c.plain().to_lowercase();
            text.contains("return") || text.contains("返回")
        });
        for row in &table.rows {
            let links = row
                .cells
                .iter()
                .take(1)
                .flat_map(Inline::links)
                .filter(|(_, target)| target.contains("api/") || target.contains(".md"));
            for (_, target) in links {
                let cell = returns.and_then(|i| row.cells.get(i)).map(|c| type_cell::parse(c, row.line, 1));
                let returns =
                    cell.filter(|c| c.expr != TypeExpr::Open && !c.text.trim_matches('.').eq_ignore_ascii_case("none"));
                out.push(MethodRow { page: fold(target), returns });
            }
        }
    }
    out
}
