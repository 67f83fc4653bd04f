//! `show`: an endpoint with its function, permissions, parameters, types and example; a type; or a list of endpoints.

mod code;
mod endpoint;
mod model;
mod pattern;
mod text;

use serde::Serialize;

use super::args::Show;
use super::format::{Formats, LookupFormat};
use super::library::{self, Library, Part};
use super::{CliError, Outcome, Run};
use crate::diagnostic::printable_lines;
use crate::source::ApiVersion;
use pattern::{Pattern, Shown};

pub use code::{FunctionCode, TypeCode, function, model};
pub use pattern::full;

/// The answer for a selector.
#[derive(Serialize)]
struct Endpoints {
    kind: &'static str,
    endpoints: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    api: ApiVersion,
    endpoint: String,
    function: String,
}

pub fn run(run: &mut Run<'_, '_>, asked: &Show) -> Result<Outcome, CliError> {
    let format = LookupFormat::asked(run.global, "show")?;
    let pattern = Pattern::parse(&asked.pattern)?;
    library::with(run, &asked.library, Part::Code, |run, library| show(run, library, &pattern, &asked.pattern, format))
}

fn show(
    run: &mut Run<'_, '_>,
    library: &Library<'_>,
    pattern: &Pattern,
    typed: &str,
    format: LookupFormat,
) -> Result<Outcome, CliError> {
    let matches = pattern.find(&library.surfaces);
    let Some((first, others)) = matches.split_first() else {
        let near = pattern.near(&library.surfaces);
        return Err(CliError::NothingToShow { pattern: typed.to_owned(), near });
    };
    if let (Pattern::Selector(_), [_, ..]) = (pattern, others) {
        return list(run, &matches, format);
    }
    let also_in = others.iter().map(Shown::api).collect();
    let page = text::Page { width: run.environment.width, colour: run.environment.colour_out };
    let is_json = format == LookupFormat::Json;
    let text = if first.owner.contains(' ') {
        let endpoint = endpoint::endpoint(library, *first, also_in);
        if is_json {
            run.print_json(&endpoint)?;
            return Ok(Outcome::Done);
        }
        page.endpoint(&endpoint)
    } else {
        let model = model::model(library, *first, also_in);
        if is_json {
            run.print_json(&model)?;
            return Ok(Outcome::Done);
        }
        page.model(&model)
    };
    write!(run.environment.out, "{text}")?;
    Ok(Outcome::Done)
}

fn list(run: &mut Run<'_, '_>, found: &[Shown<'_>], format: LookupFormat) -> Result<Outcome, CliError> {
    let listed = |shown: &Shown<'_>| Listed { api: shown.api(), endpoint: shown.line(), function: shown.code_path() };
    let endpoints: Vec<Listed> = found.iter().map(listed).collect();
    if format == LookupFormat::Json {
        run.print_json(&Endpoints { kind: "endpoints", endpoints })?;
        return Ok(Outcome::Done);
    }
    let width = endpoints.iter().map(|listed| listed.endpoint.len()).max().unwrap_or_default().min(LONGEST_LINE);
    for Listed { endpoint, function, .. } in &endpoints {
        let line = format!("{endpoint:<width$}  {function}");
        writeln!(run.environment.out, "{}", printable_lines(&line))?;
    }
    Ok(Outcome::Done)
}

/// Longer ones stand out of the column.
const LONGEST_LINE: usize = 60;
