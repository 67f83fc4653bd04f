//! What a run made of docs, kept for the next one that finds the same docs and has the same settings.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Shelf};
use crate::config::{self, Correction, Date, MetadataFile};
use crate::diagnostic::Diagnostic;
use crate::hash::hash;
use crate::output::{Output, Summary};
use crate::pipeline::{Pages, Reading, Sources, Survey};
use crate::plan::Options;

/// A few crates of several branches.
const RUNS: Shelf = Shelf { name: "runs", most: 32 };

/// The docs that they were made of.
const TREES: Shelf = Shelf { name: "trees", most: 32 };

/// What decides what comes out, apart from what the docs hold.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    pub docs: &'a Path,
    pub out: &'a Path,
    pub options: &'a Options,
    /// The files of metadata.
    pub metadata: Vec<MetadataFile>,
    /// What is in them.
    pub metadata_identity: String,
    pub corrections: &'a [Correction],
    /// The settings file as findings name it.
    pub file: Option<&'a str>,
    /// The day by which corrections are overdue; without one, none is.
    pub today: Option<Date>,
}

/// What pages on disk were found to say.
#[derive(Debug, Serialize, Deserialize)]
struct Tree {
    includes: BTreeMap<String, String>,
    /// The hash of each file that pages include, by its path from the docs root.
    included: BTreeMap<String, String>,
    /// As [`Reading::said`].
    said: String,
}

/// What a run made of pages that say something.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    findings: Vec<Diagnostic>,
    summary: Summary,
    /// The hash of each file of the output, by its path there.
    files: BTreeMap<String, String>,
}

/// What a run would read and make.
#[derive(Debug)]
pub struct Recalled {
    /// All but the types and requests.
    pub reading: Reading,
    pub summary: Summary,
    /// The hash of each file of the output, by its path there.
    pub files: BTreeMap<String, String>,
}

/// What is known of docs.
pub enum Known<T, D> {
    /// A run before made the same of them, and found this of the output.
    Before(Box<Recalled>, T),
    Now(D),
}

/// What a run before made of the same, where `unchanged` finds that the output is that; else what `read` gives, on from what
/// `look` has found. Without a cache nothing is looked for.
///
/// # Errors
/// Those of `read`.
pub fn recall_or_read<T, E>(
    kept: Option<(&Cache, &Settings<'_>)>,
    look: impl FnOnce() -> Option<Survey>,
    read: impl FnOnce(Option<Survey>) -> Result<Pages, E>,
    unchanged: impl Fn(&Recalled) -> Option<T>,
) -> Result<Known<T, Pages>, E> {
    let Some((cache, settings)) = kept else { return read(None).map(Known::Now) };
    let survey = look();
    let of_same_docs = survey.as_ref().and_then(|survey| recall(cache, settings, survey));
    let is_known = of_same_docs.is_some();
    if let Some(recalled) = of_same_docs
        && let Some(answer) = unchanged(&recalled)
    {
        return Ok(Known::Before(Box::new(recalled), answer));
    }
    let pages = read(survey)?;
    if !is_known
        && let Some(recalled) = recall_said(cache, settings, pages.reading().clone())
        && let Some(answer) = unchanged(&recalled)
    {
        keep_tree(cache, &recalled.reading);
        return Ok(Known::Before(Box::new(recalled), answer));
    }
    Ok(Known::Now(pages))
}

/// What a run before made of the same docs; none when there was none, or its entry is lost.
fn recall(cache: &Cache, settings: &Settings<'_>, survey: &Survey) -> Option<Recalled> {
    let tree: Tree = serde_json::from_slice(&cache.get(TREES, &survey.hash)?).ok()?;
    if !survey.includes_are(&tree.includes) {
        return None;
    }
    let mut inputs = tree.included;
    inputs.extend(survey.inputs.clone());
    let reading = Reading {
        root: survey.root.clone(),
        versions: Vec::new(),
        diagnostics: Vec::new(),
        pages: survey.pages.clone(),
        products: BTreeMap::new(),
        inputs,
        loose: survey.loose,
        lost: Vec::new(),
        sources: Sources { pages: survey.hash.clone(), includes: tree.includes },
        said: Some(tree.said),
        built_from: BTreeMap::new(),
    };
    recall_said(cache, settings, reading)
}

/// What a run before made of pages that say the same, whatever else is in them. `read` is without anything that is made.
fn recall_said(cache: &Cache, settings: &Settings<'_>, read: Reading) -> Option<Recalled> {
    let record = cache.get(RUNS, &key(read.said.as_deref()?, settings))?;
    let Record { findings, summary, mut files } = serde_json::from_slice(&record).ok()?;
    // Where the docs lie beside the output, and what stands there already, is not of the docs.
    let options = Options { loose: read.loose, ..settings.options.clone() };
    let recipe = config::recipe(settings.docs, settings.out, &options, &settings.metadata, settings.corrections);
    files.insert(config::FILE_NAME.to_owned(), hash(recipe));
    Some(Recalled { reading: Reading { diagnostics: findings, ..read }, summary, files })
}

/// Keeps what docs were found to say.
fn keep_tree(cache: &Cache, reading: &Reading) {
    let Some(said) = reading.said.clone() else { return };
    let mut included = reading.inputs.clone();
    for page in &reading.pages {
        included.remove(&page.path);
    }
    let tree = Tree { includes: reading.sources.includes.clone(), included, said };
    cache.put_json(TREES, &reading.sources.pages, &tree);
}

/// Keeps what a run has read whole, and made.
pub fn keep(cache: &Cache, settings: &Settings<'_>, reading: &Reading, output: &Output) {
    let Some(said) = &reading.said else { return };
    let record =
        Record { findings: reading.diagnostics.clone(), summary: output.summary.clone(), files: output.tree.hashes() };
    cache.put_json(RUNS, &key(said, settings), &record);
    keep_tree(cache, reading);
}

fn key(said: &str, settings: &Settings<'_>) -> String {
    let Settings { docs: _, out: _, options, metadata: _, metadata_identity, corrections, file, today } = settings;
    // Which of them are overdue is another question each day.
    let day = corrections.iter().any(|correction| correction.until.is_some()).then_some(today);
    format!("{said} {options:?} {metadata_identity:?} {corrections:?} {file:?} {day:?}")
}
