//! Permission tables, on the page or in an include, least privileged first; and the clouds an API exists in.

mod cell;
pub mod clouds;
mod grammar;
mod table;
mod words;

use std::collections::HashSet;
use std::sync::Arc;

use super::Context;
use super::sections::{Sections, Topic};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Permissions;
use crate::page::{self, Block, Include, Lines, Section, Table};
use crate::source::{IncludeError, Included};
use table::Unread;

pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Vec<Permissions> {
    let mut reader = Reader::default();
    let own = context.source.path.clone();
    for section in sections.of_topic(Topic::Permissions) {
        reader.read(section, section, &own, context);
        for include in section.includes() {
            let Some(file) = load(include, context) else { continue };
            // What stands there twice says nothing new, however often a page repeats it.
            if !reader.included.insert(Arc::as_ptr(&file)) {
                continue;
            }
            let lines = Lines::new(&file.text);
            let included = page::parse(&file.text, &file.path, &lines, &mut context.diagnostics);
            let before = reader.permissions.len();
            included.sections.iter().for_each(|inner| reader.read(inner, section, &file.path, context));
            reader.permissions[before..].iter_mut().for_each(|row| row.line = include.line);
        }
    }
    let mut headed = sections.of_topic(Topic::Permissions).peekable();
    let line = headed.peek().map_or(1, |section| section.heading.line);
    if reader.tables == 0 && headed.peek().is_none() {
        reader.read_unheaded(sections, &own, context);
    }
    if reader.tables == 0 && headed.all(|section| section.includes().next().is_none()) {
        let text = "no permissions table";
        context.report(Diagnostic::new(
            Code::NoPermissions,
            context.at_line(line),
            text,
            "the endpoint names no permissions",
        ));
    }
    reader.permissions
}

/// What the tables of a page say.
#[derive(Default)]
struct Reader {
    permissions: Vec<Permissions>,
    tables: usize,
    included: HashSet<*const Included>,
}

impl Reader {
    /// The tables of a section, on the page itself or in a file that the section `headed` includes.
    fn read(&mut self, section: &Section<'_>, headed: &Section<'_>, path: &str, context: &mut Context<'_>) {
        for (table, introduced) in introduced_tables(section) {
            self.tables += 1;
            if !table::names_permissions(table) && self.tables > 1 {
                continue;
            }
            let scenario = introduced.or_else(|| scenario(headed, self.tables));
            let rows = table::read(table, scenario.as_deref());
            self.permissions.extend(rows.permissions);
            report(&rows.unread, path, context);
        }
    }

    /// The tables of a page that has lost the heading of its permissions.
    fn read_unheaded(&mut self, sections: &Sections<'_, '_>, path: &str, context: &mut Context<'_>) {
        for table in sections.page.sections.iter().flat_map(Section::tables).filter(|table| table::is_by_kind(table)) {
            self.tables += 1;
            let rows = table::read(table, None);
            self.permissions.extend(rows.permissions);
            report(&rows.unread, path, context);
        }
    }
}

/// The tables of a section, each with what the line before it says of when it holds: `For users:`
fn introduced_tables<'s, 'a>(section: &'s Section<'a>) -> Vec<(&'s Table<'a>, Option<String>)> {
    let mut out = Vec::new();
    let mut introduced = None;
    for block in &section.blocks {
        match block {
            Block::Table(table) => out.push((table, introduced.take())),
            Block::Paragraph(paragraph) => introduced = introduction(&paragraph.inline.plain()),
            _ => introduced = None,
        }
    }
    out
}

fn introduction(text: &str) -> Option<String> {
    let label = text.strip_suffix([':', '：'])?.trim_end();
    (label.chars().count() <= LONGEST_INTRODUCTION && words::begins_with(label, words::FOR)).then(|| label.to_owned())
}

/// The line that introduces a table names an object; what is longer is prose.
const LONGEST_INTRODUCTION: usize = 60;

fn report(unread: &[Unread], path: &str, context: &mut Context<'_>) {
    for Unread { line, text } in unread {
        let place = Place::new(path, *line, 1);
        let found =
            if text.is_empty() { "no permissions in a row".to_owned() } else { format!("permissions `{text}`") };
        context.report(Diagnostic::new(
            Code::UnreadPermissions,
            place,
            found,
            "what could not be read of them is left out",
        ));
    }
}

fn load(include: &Include<'_>, context: &mut Context<'_>) -> Option<Arc<Included>> {
    match context.include(&include.target) {
        Ok(included) => Some(included),
        Err(error) => {
            let code = match error {
                IncludeError::Missing(_) => Code::MissingInclude,
                IncludeError::Outside(_) | IncludeError::NotAPage(_) => Code::OutsideInclude,
                IncludeError::TooLarge(_) => Code::LargeInclude,
            };
            let place = context.at_line(include.line);
            context.report(Diagnostic::new(
                code,
                place,
                error.to_string(),
                "what it holds is missing from the docs of the endpoint",
            ));
            None
        }
    }
}

/// What tells several tables of a page apart: the heading that each stands under.
fn scenario(section: &Section<'_>, nth: usize) -> Option<String> {
    let text = section.heading.text.trim_end_matches([':', '：']);
    let general = section.heading.level <= 2 || GENERAL.contains(&text.to_lowercase().as_str());
    (!general || nth > 1).then(|| text.to_owned()).filter(|t| !t.is_empty())
}

/// Headings that say nothing of when a table holds.
const GENERAL: &[&str] = &["permission", "permissions", "prerequisite", "prerequisites", "required permissions"];
