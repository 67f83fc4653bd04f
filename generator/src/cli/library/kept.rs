//! What is looked up in docs, kept for the next run that finds the same docs and has the same settings.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Words, answer_of, name, words_of_docs};
use crate::cache::{Bundle, Cache, Shelf, to_json};
use crate::cli::Run;
use crate::cli::show::{FunctionCode, TypeCode, function, model};
use crate::emit;
use crate::hash::hash;
use crate::pipeline::{self, Reading, Sources};
use crate::plan::{Options, Plan, VersionPlan};
use crate::source::ApiVersion;
use crate::surface::{self, Attribute, Subject, Surface};

/// The entries of a few docs trees: one of facts, and for each version one of words and one of code.
const LOOKUPS: Shelf = Shelf { name: "lookups", most: 20 };

/// What is needed beside the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Words,
    Code,
}

/// What a run before made of the same docs.
#[derive(Debug, Default)]
pub struct Kept {
    words: BTreeMap<ApiVersion, BTreeMap<String, Words>>,
    code: BTreeMap<ApiVersion, Bundle>,
}

/// What is told of a function or a type, by its path below the version's module.
#[derive(Debug, Serialize, Deserialize)]
enum Item {
    Function(FunctionCode, Option<Value>),
    Type(TypeCode),
}

/// The names of texts in the bundle of facts.
const INCLUDES: &str = "includes";
const FACTS: [&str; 2] = ["facts", "pages"];

/// Where runs with the same settings keep what they look up.
#[derive(Debug)]
pub struct Lookups {
    cache: Cache,
    /// All that decides what is looked up, apart from the docs.
    settings: String,
}

/// A version as it was kept.
type Recalled = (Surface, ApiVersion, Entry);

enum Entry {
    Words(BTreeMap<String, Words>),
    Code(Bundle),
}

impl Lookups {
    /// None where nothing is to be kept.
    pub fn new(run: &Run<'_, '_>) -> Option<Self> {
        let (cache, config) = (run.cache()?.clone(), &run.settings.config);
        let options = Options { select: Vec::new(), api: run.api, prefer: run.prefer, ..config.options() };
        let metadata = run.metadata().ok()?.identity();
        Some(Self { cache, settings: format!("{options:?} {metadata:?} {:?}", config.corrections) })
    }

    /// None when there was no such run, or one of its entries is lost.
    pub fn recall(&self, docs: &Path, api: Option<ApiVersion>, part: Part) -> Option<(Vec<Surface>, Kept)> {
        let survey = pipeline::survey(docs, api).ok()?;
        let key = self.key(&survey.hash, survey.loose);
        let facts = Bundle::open(self.cache.get(LOOKUPS, &key)?)?;
        let includes: BTreeMap<String, String> = parsed(facts.get(INCLUDES)?)?;
        if !survey.includes_are(&includes) {
            return None;
        }
        let version = |api: ApiVersion| -> Option<Option<Recalled>> {
            let [Some(text), Some(pages)] = FACTS.map(|name| facts.get(&format!("{api} {name}"))) else {
                return Some(None);
            };
            let entry = self.cache.get(LOOKUPS, &key_of_part(&key, &includes, api, part))?;
            let entry = match part {
                Part::Words => Entry::Words(parsed(&entry)?),
                Part::Code => Entry::Code(Bundle::open(entry)?),
            };
            let surface = surface::read(std::str::from_utf8(text).ok()?, std::str::from_utf8(pages).ok()?).ok()?;
            Some(Some((surface, api, entry)))
        };
        let versions: Vec<Option<Recalled>> = ApiVersion::ALL.into_par_iter().map(version).collect::<Option<_>>()?;
        let (mut surfaces, mut kept) = (Vec::new(), Kept::default());
        for (surface, api, entry) in versions.into_iter().flatten() {
            surfaces.push(surface);
            match entry {
                Entry::Words(words) => drop(kept.words.insert(api, words)),
                Entry::Code(code) => drop(kept.code.insert(api, code)),
            }
        }
        Some((surfaces, kept))
    }

    /// Keeps what was read whole.
    pub fn keep(&self, reading: &Reading, plan: &Plan<'_>, surfaces: &[Surface]) {
        let Sources { pages, includes } = &reading.sources;
        let key = self.key(pages, reading.loose);
        let mut facts = vec![(INCLUDES.to_owned(), to_json(includes))];
        for (version, surface) in plan.versions.iter().zip(surfaces) {
            let api = surface.api;
            let put = |part, content: &[u8]| self.cache.put(LOOKUPS, &key_of_part(&key, includes, api, part), content);
            put(Part::Words, &to_json(&words_of_docs(version)));
            put(Part::Code, &Bundle::pack(items(version, surface)));
            let texts = surface::write(surface).map(String::into_bytes);
            facts.extend(FACTS.iter().zip(texts).map(|(name, text)| (format!("{api} {name}"), text)));
        }
        // Last, as what is found first promises the others.
        self.cache.put(LOOKUPS, &key, &Bundle::pack(facts));
    }

    fn key(&self, pages: &str, loose: bool) -> String {
        format!("{pages} {loose} {}", self.settings)
    }
}

/// Pages that are the same have other words where what they include is not.
fn key_of_part(key: &str, includes: &BTreeMap<String, String>, api: ApiVersion, part: Part) -> String {
    format!("{key} {} {api} {part:?}", hash(to_json(includes)))
}

fn parsed<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    serde_json::from_slice(text).ok()
}

/// What is told of each function and type of a version.
fn items(version: &VersionPlan<'_>, surface: &Surface) -> Vec<(String, Vec<u8>)> {
    let mut answers: BTreeMap<String, Option<&Value>> = BTreeMap::new();
    for endpoint in &version.endpoints {
        answers.entry(endpoint.rust_path()).or_insert_with(|| answer_of(endpoint));
    }
    let files: BTreeMap<String, String> =
        version.models.values().map(|model| (model.rust_path(&model.ident), model.file_path())).collect();
    let mut by_file: BTreeMap<String, Vec<(Subject, &str)>> = BTreeMap::new();
    for subject in [Subject::Endpoint, Subject::Type] {
        for rust in surface.all(subject).filter_map(|(_, fact)| fact.get(Attribute::Rust)) {
            let file = match subject {
                Subject::Type => files.get(rust).cloned(),
                _ => rust.rsplit_once("::").map(|(modules, _)| modules.replace("::", "/")),
            };
            if let Some(file) = file {
                by_file.entry(format!("src/{}/{file}.rs", version.module)).or_default().push((subject, rust));
            }
        }
    }
    let item = |file: &syn::File, subject: Subject, rust: &str| {
        let item = match subject {
            Subject::Type => Item::Type(model(file, name(rust))),
            _ => {
                let answer = answers.get(rust).copied().flatten().cloned();
                Item::Function(function(file, name(rust)).unwrap_or_default(), answer)
            }
        };
        (rust.to_owned(), to_json(&item))
    };
    let of_file = |path: &str, tokens: &dyn Fn() -> proc_macro2::TokenStream| -> Vec<(String, Vec<u8>)> {
        let Some(wanted) = by_file.get(path) else { return Vec::new() };
        let Ok(file) = syn::parse2(tokens()) else { return Vec::new() };
        wanted.iter().map(|(subject, rust)| item(&file, *subject, rust)).collect()
    };
    emit::map_code(version, of_file).into_iter().flatten().collect()
}

impl Kept {
    pub fn words(&self, api: ApiVersion) -> BTreeMap<String, Words> {
        self.words.get(&api).cloned().unwrap_or_default()
    }

    pub fn function(&self, api: ApiVersion, rust: &str) -> Option<(FunctionCode, Option<Value>)> {
        match self.item(api, rust)? {
            Item::Function(code, answer) => Some((code, answer)),
            Item::Type(_) => None,
        }
    }

    pub fn model(&self, api: ApiVersion, rust: &str) -> Option<TypeCode> {
        match self.item(api, rust)? {
            Item::Type(code) => Some(code),
            Item::Function(..) => None,
        }
    }

    fn item(&self, api: ApiVersion, rust: &str) -> Option<Item> {
        parsed(self.code.get(&api)?.get(rust)?)
    }
}
