//! Permission tables, on the page or in an include, least privileged first; and the clouds an API exists in.

use std::collections::HashSet;
use std::sync::Arc;

use super::Context;
use super::rules::PERMISSION;
use super::sections::{Sections, Topic};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{PermissionKind, Permissions};
use crate::page::{self, Include, Inline, Lines, Row, Section, Table};
use crate::source::{IncludeError, Included};

pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Vec<Permissions> {
    let mut out = Vec::new();
    let mut tables = 0;
    let mut included_before = HashSet::new();
    for section in sections.of_topic(Topic::Permissions) {
        for table in section.tables() {
            tables += 1;
            out.extend(read(table, scenario(section, tables)));
        }
        for include in section.includes() {
            let Some(file) = load(include, context) else { continue };
            // What stands there twice says nothing new, however often a page repeats it.
            if !included_before.insert(Arc::as_ptr(&file)) {
                continue;
            }
            let lines = Lines::new(&file.text);
            let included = page::parse(&file.text, &file.path, &lines, &mut context.diagnostics);
            for table in included.sections.iter().flat_map(Section::tables) {
                tables += 1;
                let rows = read(table, scenario(section, tables));
                out.extend(rows.into_iter().map(|row| Permissions { line: include.line, ..row }));
            }
        }
    }
    if tables == 0 && sections.of_topic(Topic::Permissions).all(|s| s.includes().next().is_none()) {
        let line = sections.of_topic(Topic::Permissions).next().map_or(1, |s| s.heading.line);
        let found = "no permissions table";
        context.report(Diagnostic::new(
            Code::NoPermissions,
            context.at_line(line),
            found,
            "the endpoint names no permissions",
        ));
    }
    out
}

/// The clouds that a `national-cloud-support` include names.
pub fn clouds(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Vec<String> {
    let includes = sections.page.sections.iter().flat_map(Section::includes);
    let Some(include) = includes.into_iter().find(|i| names_clouds(&i.target)) else { return Vec::new() };
    let Some(file) = load(include, context) else { return Vec::new() };
    let lines = Lines::new(&file.text);
    let included = page::parse(&file.text, &file.path, &lines, &mut context.diagnostics);
    let mut out = Vec::new();
    for table in included.sections.iter().flat_map(Section::tables) {
        for (i, header) in table.header.iter().enumerate() {
            let supported =
                table.rows.iter().any(|r| r.cells.get(i).is_some_and(|c| c.plain().contains(['✅', '✔', '●'])));
            if supported {
                out.push(header.plain());
            }
        }
    }
    out
}

/// `all-clouds.md`, `global-us.md`, `global-only.md`
fn names_clouds(target: &str) -> bool {
    let name = super::rules::fold(target);
    name.ends_with("-clouds") || name.starts_with("global-") || name == "global"
}

fn load(include: &Include<'_>, context: &mut Context<'_>) -> Option<Arc<Included>> {
    match context.includes.read(&context.source.path, &include.target) {
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
    let text = &section.heading.text;
    let lower = text.to_lowercase();
    let general = section.heading.level <= 2 || lower.starts_with("permission") || lower.starts_with("prerequisite");
    (!general || nth > 1).then(|| text.clone()).filter(|t| !t.is_empty())
}

/// Headers of tables that begin with the most privileged permission, in lower case.
const MOST_FIRST: &[&str] = &[
    "most to least",
    "从最高",
    "从高",
    "最高特权到最低",
    "特権の高い",
    "特権が最大",
    "von der höchsten",
    "von den meisten",
    "de la plus privilégiée",
    "du plus au moins",
    "de más a menos",
    "da mais para a menos",
    "do maior para o menor",
    "от самых привилегированных",
    "от больших",
];

fn read(table: &Table<'_>, scenario: Option<String>) -> Vec<Permissions> {
    let headers: Vec<String> = table.header.iter().map(|c| c.plain().to_lowercase()).collect();
    let by_column: Vec<Option<PermissionKind>> = headers.iter().map(|h| kind(h)).collect();
    if by_column.iter().flatten().count() > 1 {
        return table.rows.iter().flat_map(|row| read_resource(row, &by_column)).collect();
    }
    let descending = headers.iter().any(|h| MOST_FIRST.iter().any(|words| h.contains(words)));
    let mut out = Vec::new();
    for row in &table.rows {
        let Some(kind) = row.cells.first().and_then(|c| kind(&c.plain())) else { continue };
        let mut names = names(row.cells.iter().skip(1));
        if descending {
            names.reverse();
        }
        out.push(Permissions { kind, scenario: scenario.clone(), names, line: row.line });
    }
    out
}

/// A row of `|Supported resource|Delegated (work or school account)|…|Application|`: its first cell says when it holds.
fn read_resource(row: &Row<'_>, kinds: &[Option<PermissionKind>]) -> Vec<Permissions> {
    let scenario = row.cells.first().map(|c| c.plain()).filter(|t| !t.is_empty());
    let cells = row.cells.iter().zip(kinds).filter_map(|(cell, kind)| Some((cell, (*kind)?)));
    let row = |(cell, kind)| Permissions { kind, scenario: scenario.clone(), names: names([cell]), line: row.line };
    cells.map(row).collect()
}

/// The permissions that cells name, in order, each once.
fn names<'c, 'a: 'c>(cells: impl IntoIterator<Item = &'c Inline<'a>>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for text in cells.into_iter().map(Inline::plain) {
        for found in PERMISSION.find_iter(&text).map(|m| m.as_str().to_owned()) {
            if known.insert(found.clone()) {
                names.push(found);
            }
        }
    }
    names
}

fn kind(text: &str) -> Option<PermissionKind> {
    let lower = text.to_lowercase();
    let delegated = ["delegated", "委派", "委托", "委任", "delegiert", "délégu", "delegad", "делегир"]
        .iter()
        .any(|w| lower.contains(w));
    let personal =
        ["personal", "个人", "個人", "persönlich", "personnel", "pessoal", "личн"].iter().any(|w| lower.contains(w));
    let application = ["application", "应用", "アプリケーション", "anwendung", "aplicaci", "aplicativo", "приложени"]
        .iter()
        .any(|w| lower.contains(w));
    match (delegated, personal, application) {
        (true, true, _) => Some(PermissionKind::DelegatedPersonal),
        (true, false, _) => Some(PermissionKind::DelegatedWork),
        (false, _, true) => Some(PermissionKind::Application),
        _ => None,
    }
}
