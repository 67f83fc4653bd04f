//! What a run made of docs, kept for the next one that finds the same docs and has the same settings.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Shelf};
use crate::config::{self, Correction, Date, MetadataFile};
use crate::diagnostic::Diagnostic;
use crate::generator::{Output, Summary};
use crate::hash::hash;
use crate::pipeline::{self, Reading, Sources};
use crate::plan::Options;

/// A few crates of several branches.
const RUNS: Shelf = Shelf { name: "runs", most: 32 };

/// What decides what comes out, apart from what the docs hold.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    pub docs: &'a Path,
    pub out: &'a Path,
    pub options: &'a Options,
    /// The files of metadata.
    pub metadata: &'a [MetadataFile],
    /// What is in them.
    pub metadata_identity: &'a str,
    pub corrections: &'a [Correction],
    /// The settings file as findings name it.
    pub file: Option<&'a str>,
    pub today: Date,
}

/// The entry of a run.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    includes: BTreeMap<String, String>,
    /// The hash of each file that pages include, by its path from the docs root.
    included: BTreeMap<String, String>,
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

/// What a run before made of the same; none when there was none, or its entry is lost.
pub fn recall(cache: &Cache, settings: Settings<'_>) -> Option<Recalled> {
    let survey = pipeline::survey(settings.docs, settings.options.api).ok()?;
    let record: Record = serde_json::from_slice(&cache.get(RUNS, &key(&survey.hash, settings))?).ok()?;
    if !survey.includes_are(&record.includes) {
        return None;
    }
    let mut inputs = record.included;
    inputs.extend(survey.inputs);
    let mut files = record.files;
    // Where the docs lie beside the output, and what stands there already, is not of the docs.
    let options = Options { loose: survey.loose, ..settings.options.clone() };
    let recipe = config::recipe(settings.docs, settings.out, &options, settings.metadata, settings.corrections);
    files.insert(config::FILE_NAME.to_owned(), hash(recipe));
    let reading = Reading {
        root: survey.root,
        versions: Vec::new(),
        diagnostics: record.findings,
        pages: survey.pages,
        products: BTreeMap::new(),
        inputs,
        loose: survey.loose,
        lost: Vec::new(),
        sources: Sources { pages: survey.hash, includes: record.includes },
    };
    Some(Recalled { reading, summary: record.summary, files })
}

/// Keeps what a run has read whole, and made.
pub fn keep(cache: &Cache, settings: Settings<'_>, reading: &Reading, output: &Output) {
    let mut included = reading.inputs.clone();
    for page in &reading.pages {
        included.remove(&page.path);
    }
    let record = Record {
        includes: reading.sources.includes.clone(),
        included,
        findings: reading.diagnostics.clone(),
        summary: output.summary.clone(),
        files: output.tree.hashes(),
    };
    // Texts, numbers and lists of them always serialise.
    let entry = serde_json::to_vec(&record).unwrap_or_default();
    cache.put(RUNS, &key(&reading.sources.pages, settings), &entry);
}

fn key(pages: &str, settings: Settings<'_>) -> String {
    let Settings { docs: _, out: _, options, metadata: _, metadata_identity, corrections, file, today } = settings;
    // Which of them are overdue is another question each day.
    let day = corrections.iter().any(|correction| correction.until.is_some()).then_some(today);
    format!("{pages} {options:?} {metadata_identity:?} {corrections:?} {file:?} {day:?}")
}
