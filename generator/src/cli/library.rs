//! Where endpoints and types are looked up: docs, or a generated crate, which holds their facts and their code.

mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::args::Library as Asked;
use super::show::{FunctionCode, TypeCode, function, model};
use super::side::Side;
use super::{CliError, Run};
use crate::emit;
use crate::model::ExampleBody;
use crate::paths::read_text;
use crate::pipeline::Reading;
use crate::plan::{Endpoint, ModelPlan, Options, Plan, VersionPlan, plan};
use crate::source::ApiVersion;
use crate::surface::{self, Attribute, Fact, Subject, Surface};
use kept::{Kept, Lookups};

pub use kept::Part;

/// The facts of each version, and what else their origin says.
pub struct Library<'a> {
    pub surfaces: Vec<Surface>,
    origin: Origin<'a>,
}

enum Origin<'a> {
    Docs(&'a Plan<'a>),
    Crate(PathBuf),
    /// The same docs, as a run before read them.
    Kept(Kept),
}

/// Gives what is looked up to `answer`, which the docs outlive; `part` is what it needs beside the facts.
///
/// # Errors
/// When docs or crate cannot be read, hold no such version, or the answer cannot be given.
pub fn with<T>(
    run: &mut Run<'_, '_>,
    asked: &Asked,
    part: Part,
    answer: impl FnOnce(&mut Run<'_, '_>, &Library<'_>) -> Result<T, CliError>,
) -> Result<T, CliError> {
    if let Some(folder) = &asked.krate {
        let folder = run.settings.cwd.join(folder);
        let Side::Crate { mut surfaces, .. } = Side::read(run, &folder)? else {
            return Err(CliError::NoCrate(folder));
        };
        surfaces.retain(|surface| asked.docs.api.is_none_or(|api| surface.api == api));
        return answer(run, &Library { surfaces, origin: Origin::Crate(folder) });
    }
    let docs = run.settings.docs(&asked.docs);
    let lookups = Lookups::new(run);
    let (api, pool) = (run.api, &run.pool);
    let recalled = lookups.as_ref().and_then(|lookups| pool.install(|| lookups.recall(&docs, api, part)));
    if let Some((surfaces, kept)) = recalled {
        return answer(run, &Library { surfaces, origin: Origin::Kept(kept) });
    }
    let reading = run.read(&docs, Reading::require_crate)?;
    let options = Options { select: Vec::new(), loose: reading.loose, ..run.settings.config.options() };
    let plan = plan(&reading.versions, &options)?;
    let surfaces = run.pool.install(|| surface::lower(&plan));
    let library = Library { surfaces, origin: Origin::Docs(&plan) };
    let answered = answer(run, &library);
    if let Some(lookups) = &lookups {
        // Who asked reads the answer meanwhile.
        run.environment.out.flush()?;
        run.pool.install(|| lookups.keep(&reading, &plan, &library.surfaces));
    }
    answered
}

impl Library<'_> {
    /// The function that has this path below its version's module, and the JSON that its main page shows as its answer, which
    /// a crate does not hold.
    pub fn function(&self, api: ApiVersion, rust: &str) -> (FunctionCode, Option<Value>) {
        if let Origin::Kept(kept) = &self.origin {
            return kept.function(api, rust).unwrap_or_default();
        }
        let code = self.code(api, rust).and_then(|file| function(&file, name(rust)));
        (code.unwrap_or_default(), self.shown_answer(api, rust))
    }

    /// The type that has this path below its version's module.
    pub fn model(&self, api: ApiVersion, rust: &str) -> TypeCode {
        if let Origin::Kept(kept) = &self.origin {
            return kept.model(api, rust).unwrap_or_default();
        }
        self.code(api, rust).map(|file| model(&file, name(rust))).unwrap_or_default()
    }

    fn code(&self, api: ApiVersion, rust: &str) -> Option<syn::File> {
        let path = format!("src/{}/{}.rs", api.module(), self.file(api, rust)?);
        match &self.origin {
            Origin::Docs(plan) => syn::parse2(emit::code_of(version(plan, api)?, &path)?).ok(),
            Origin::Crate(folder) => syn::parse_file(&read_text(&folder.join(path)).ok()?).ok(),
            Origin::Kept(_) => None,
        }
    }

    /// Without its ending: the module of a function; a type is re-exported from a module of its own.
    fn file(&self, api: ApiVersion, rust: &str) -> Option<String> {
        let (modules, name) = rust.rsplit_once("::")?;
        let folder = modules.replace("::", "/");
        if modules.split("::").next() != Some("models") {
            return Some(folder);
        }
        match &self.origin {
            Origin::Docs(plan) => {
                let mut models = version(plan, api)?.models.values();
                models.find(|model| model.rust_path(&model.ident) == rust).map(ModelPlan::file_path)
            }
            Origin::Crate(root) => {
                let index = read_text(&root.join(format!("src/{}/{folder}/mod.rs", api.module()))).ok()?;
                let exports = index.split(';').filter_map(|item| item.split_once("pub use ")?.1.split_once("::"));
                let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let names = |items: &str| items.split(|c| !is_word(c)).any(|item| item == name);
                let file = exports.into_iter().find(|(_, items)| names(items))?.0;
                Some(format!("{folder}/{file}"))
            }
            Origin::Kept(_) => None,
        }
    }

    fn shown_answer(&self, api: ApiVersion, rust: &str) -> Option<Value> {
        let Origin::Docs(plan) = &self.origin else { return None };
        let is_it = |endpoint: &&Endpoint<'_>| endpoint.rust_path() == rust;
        answer_of(version(plan, api)?.endpoints.iter().find(is_it)?).cloned()
    }

    /// The title, where it is known, and the words of endpoints and types, by their path below the version's module.
    pub fn words(&self, api: ApiVersion) -> BTreeMap<String, Words> {
        match &self.origin {
            Origin::Docs(plan) => version(plan, api).map(words_of_docs).unwrap_or_default(),
            Origin::Crate(folder) => words_of_crate(folder, &self.surfaces, api),
            Origin::Kept(kept) => kept.words(api),
        }
    }
}

/// What is said of an endpoint or a type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    pub title: String,
    pub description: String,
}

fn version<'p, 'a>(plan: &'p Plan<'a>, api: ApiVersion) -> Option<&'p VersionPlan<'a>> {
    plan.versions.iter().find(|version| version.ir.api == api)
}

/// What a path ends with.
fn name(rust: &str) -> &str {
    rust.rsplit("::").next().unwrap_or_default()
}

/// The JSON that the main page shows of what comes back.
fn answer_of<'e>(endpoint: &'e Endpoint<'_>) -> Option<&'e Value> {
    let responses = endpoint.main_page().examples.iter().filter_map(|example| example.response.as_ref());
    // What goes wrong is shown by pages, too.
    let good = responses.filter(|response| response.status < 300);
    good.map(|response| &response.body).find_map(ExampleBody::json)
}

fn words_of_docs(version: &VersionPlan<'_>) -> BTreeMap<String, Words> {
    let endpoints = version.endpoints.iter().map(|endpoint| {
        let page = endpoint.main_page();
        (endpoint.rust_path(), Words { title: page.title.clone(), description: page.description.clone() })
    });
    let models = version.models.values().map(|model| {
        let words = Words { title: String::new(), description: model.ty.description.clone() };
        (model.rust_path(&model.ident), words)
    });
    endpoints.chain(models).collect()
}

/// Reads the first paragraph of the documentation of each function and type.
fn words_of_crate(folder: &Path, surfaces: &[Surface], api: ApiVersion) -> BTreeMap<String, Words> {
    let Some(surface) = surfaces.iter().find(|surface| surface.api == api) else { return BTreeMap::new() };
    let modules = |subject| surface.all(subject).filter_map(|(_, fact)| module_of(fact));
    let functions: BTreeSet<&str> = modules(Subject::Endpoint).collect();
    let source = folder.join("src").join(api.module());
    let of_functions = functions.into_par_iter().flat_map_iter(|module| {
        let text = read_text(&source.join(format!("{}.rs", module.replace("::", "/")))).unwrap_or_default();
        documented(&text, "pub fn ", module)
    });
    let folders: BTreeSet<&str> = modules(Subject::Type).collect();
    let of_types = folders.into_par_iter().flat_map(|module| {
        let files = std::fs::read_dir(source.join(module.replace("::", "/"))).into_iter().flatten().flatten();
        let files: Vec<PathBuf> = files.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        files.into_par_iter().flat_map_iter(move |path| {
            let text = read_text(&path).unwrap_or_default();
            ["pub struct ", "pub enum "].into_iter().flat_map(move |item| documented(&text, item, module))
        })
    });
    of_functions.chain(of_types).collect()
}

fn module_of(fact: &Fact) -> Option<&str> {
    fact.get(Attribute::Rust)?.rsplit_once("::").map(|(module, _)| module)
}

/// The items that begin like this at the start of a line, each with its first paragraph.
fn documented(text: &str, item: &str, module: &str) -> Vec<(String, Words)> {
    let (mut out, mut paragraph, mut ended) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("///") {
            ended |= words.is_empty();
            if !ended {
                paragraph += words;
            }
        } else if let Some(rest) = line.strip_prefix(item) {
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
            let description = std::mem::take(&mut paragraph).trim().to_owned();
            out.push((format!("{module}::{name}"), Words { title: String::new(), description }));
            ended = false;
        } else if !line.starts_with(['#', ' ', ')', ']']) {
            paragraph.clear();
            ended = false;
        }
    }
    out
}
