//! `search`: endpoints and types that words mean, the best first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;
use serde::Serialize;

use super::args::Search;
use super::format::{Formats, LookupFormat};
use super::library::{self, Library, Part, Words};
use super::show::full;
use super::{CliError, Outcome, Run};
use crate::diagnostic::printable;
use crate::source::ApiVersion;
use crate::surface::{Attribute, Fact, Subject, Surface};

/// So many are shown.
const MOST: usize = 20;

/// The answer as JSON.
#[derive(Serialize)]
struct Answer {
    kind: &'static str,
    matches: Vec<Match>,
    more: usize,
}

/// An endpoint or a type.
#[derive(Clone, Debug, Serialize)]
struct Match {
    /// Those that have it; what else is documented is of the first one.
    versions: Vec<ApiVersion>,
    /// `GET /users/{id}`, or the type's full name.
    name: String,
    rust: String,
    about: String,
    #[serde(skip)]
    owner: String,
    #[serde(skip)]
    score: u32,
}

pub fn run(run: &mut Run<'_, '_>, asked: &Search) -> Result<Outcome, CliError> {
    let format = LookupFormat::asked(run.global, "search")?;
    let words: Vec<String> =
        asked.words.iter().flat_map(|word| word.split_whitespace()).map(str::to_lowercase).collect();
    library::with(run, &asked.library, Part::Words, |run, library| {
        let mut matches = run.pool.install(|| find(library, &words));
        if matches.is_empty() {
            return Err(CliError::NothingFound { words: asked.words.join(" ") });
        }
        let more = matches.len().saturating_sub(MOST);
        matches.truncate(MOST);
        if format == LookupFormat::Json {
            run.print_json(&Answer { kind: "found", matches, more })?;
        } else {
            print(run, &matches, more)?;
        }
        Ok(Outcome::Done)
    })
}

fn find(library: &Library<'_>, words: &[String]) -> Vec<Match> {
    let mut out: BTreeMap<String, Match> = BTreeMap::new();
    for found in library.surfaces.iter().flat_map(|surface| find_in(library, surface, words)) {
        match out.entry(found.owner.clone()) {
            Entry::Occupied(mut known) => known.get_mut().versions.extend(found.versions),
            Entry::Vacant(new) => drop(new.insert(found)),
        }
    }
    let mut out: Vec<Match> = out.into_values().collect();
    // The shorter of two that match alike is the more general.
    out.sort_by_cached_key(|found| (Reverse(found.score), found.name.len(), found.name.clone()));
    out
}

fn find_in(library: &Library<'_>, surface: &Surface, words: &[String]) -> Vec<Match> {
    let words_by_item = library.words(surface.api);
    let all: Vec<(Subject, &str, &Fact)> = [Subject::Endpoint, Subject::Type]
        .into_iter()
        .flat_map(|subject| surface.all(subject).map(move |(owner, fact)| (subject, owner, fact)))
        // The values of a property are found with its type.
        .filter(|(subject, owner, _)| *subject == Subject::Endpoint || !owner.contains('/'))
        .collect();
    let matched = |(subject, owner, fact): &(Subject, &str, &Fact)| {
        let rust = fact.get(Attribute::Rust).unwrap_or_default();
        let name = match fact.get(Attribute::Path) {
            Some(path) => format!("{} {path}", owner.split(' ').next().unwrap_or_default()),
            None => full(owner),
        };
        let documented = words_by_item.get(rust).cloned().unwrap_or_default();
        let score = score(words, *subject, &name, rust, &documented)?;
        let about = if documented.title.is_empty() { documented.description } else { documented.title };
        let (versions, rust) = (vec![surface.api], format!("{}::{rust}", surface.module()));
        Some(Match { versions, name, rust, about, owner: (*owner).to_owned(), score })
    };
    all.par_iter().filter_map(matched).collect()
}

/// How well words fit: each must occur, and counts by the best place where it does.
fn score(words: &[String], subject: Subject, name: &str, rust: &str, documented: &Words) -> Option<u32> {
    let texts = [name, rust, &documented.title, &documented.description].map(str::to_lowercase);
    if !words.iter().all(|word| texts.iter().any(|text| text.contains(word))) {
        return None;
    }
    let [_, _, title, description] = &texts;
    let (modules, own) = rust.rsplit_once("::").unwrap_or(("", rust));
    // A function has the name of its verb; what it is about is the module around it.
    let module = if subject == Subject::Endpoint { modules.rsplit("::").next().unwrap_or_default() } else { "" };
    let (own, path) = ([parts(module), parts(own)].concat(), parts(rust));
    let is = |part: &String, word: &String| part == word || part.strip_suffix('s') == Some(word);
    let points = |word: &String| {
        let places = [
            (80, own.iter().any(|part| is(part, word))),
            (60, contains_word(title, word)),
            (40, path.iter().any(|part| is(part, word))),
            (20, contains_word(description, word)),
        ];
        places.iter().find(|(_, is_there)| *is_there).map_or(10, |(points, _)| *points)
    };
    let others = own.iter().filter(|part| !words.iter().any(|word| is(part, word))).count();
    let score: u32 = words.iter().map(points).sum();
    Some(score.saturating_sub(u32::try_from(others).unwrap_or(u32::MAX)))
}

/// `managed_devices` and `ManagedDevice` as words.
fn parts(name: &str) -> Vec<String> {
    let snake = crate::plan::names::snake(&name.replace("::", "_"));
    snake.split('_').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn contains_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
}

fn print(run: &mut Run<'_, '_>, matches: &[Match], more: usize) -> Result<(), CliError> {
    let (width, out) = (run.environment.width, &mut *run.environment.out);
    for found in matches {
        let beta = if found.versions.contains(&ApiVersion::V1) { "" } else { " (beta)" };
        let line = printable(&format!("{}{beta}  {}", found.name, found.about));
        match line.char_indices().nth(width) {
            Some(_) => writeln!(out, "{}…", line.chars().take(width.saturating_sub(1)).collect::<String>())?,
            None => writeln!(out, "{}", line.trim_end())?,
        }
    }
    if more > 0 {
        writeln!(out, "and {more} more; another word finds fewer")?;
    }
    Ok(())
}
