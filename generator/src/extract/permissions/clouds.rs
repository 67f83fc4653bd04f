//! The clouds in which an API exists.

use super::super::{Context, rules};
use super::load;
use crate::extract::sections::Sections;
use crate::page::{self, Lines, Section};

/// The clouds that a `national-cloud-support` include names.
pub fn parse(sections: &Sections<'_, '_>, context: &mut Context<'_>) -> Vec<String> {
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
    let name = rules::fold(target);
    name.ends_with("-clouds") || name.starts_with("global-") || name == "global"
}
