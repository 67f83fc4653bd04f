//! Where endpoints and types are looked up: docs, or a generated crate, which holds their facts and their code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::Library as Asked;
use super::side::Side;
use super::{CliError, Run};
use crate::emit;
use crate::model::ExampleBody;
use crate::paths::read_text;
use crate::pipeline::Reading;
use crate::plan::{Endpoint, Options, Plan, VersionPlan, plan};
use crate::source::ApiVersion;
use crate::surface::{self, Attribute, Fact, Subject, Surface};

/// The facts of each version, and what else their origin says.
pub struct Library<'a> {
    pub surfaces: Vec<Surface>,
    origin: Origin<'a>,
}

enum Origin<'a> {
    Docs(&'a Plan<'a>),
    Crate(PathBuf),
}

/// Gives what is looked up to `answer`, which the docs outlive.
///
/// # Errors
/// When docs or crate cannot be read, hold no such version, or the answer cannot be given.
pub fn with<T>(
    run: &mut Run<'_, '_>,
    asked: &Asked,
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
    let reading = run.read(&run.settings.docs(&asked.docs), Reading::require_crate)?;
    let options = Options { select: Vec::new(), loose: reading.loose, ..run.settings.config.options() };
    let plan = plan(&reading.versions, &options)?;
    let surfaces = run.pool.install(|| surface::lower(&plan));
    answer(run, &Library { surfaces, origin: Origin::Docs(&plan) })
}

impl Library<'_> {
    /// The code of the function or the type that has this path below its version's module.
    pub fn code(&self, api: ApiVersion, rust: &str) -> Option<syn::File> {
        let path = format!("src/{}/{}.rs", api.module(), self.file(api, rust)?);
        match &self.origin {
            Origin::Docs(plan) => syn::parse2(emit::code_of(version(plan, api)?, &path)?).ok(),
            Origin::Crate(folder) => syn::parse_file(&read_text(&folder.join(path)).ok()?).ok(),
        }
    }

    /// Without its ending: the module of a function; a type is re-exported from a module of its own.
    fn file(&self, api: ApiVersion, rust: &str) -> Option<String> {
        let (modules, name) = rust.rsplit_once("::")?;
        let folder = modules.replace("::", "/");
        if modules.split("::").next() != Some("models") {
            return Some(folder);
        }
        let file = match &self.origin {
            Origin::Docs(plan) => {
                let namespace: Vec<&str> = modules.split("::").skip(1).collect();
                let models = version(plan, api)?.models.values();
                models.filter(|model| model.ident == name).find(|model| model.namespace == namespace)?.file.clone()
            }
            Origin::Crate(root) => {
                let index = read_text(&root.join(format!("src/{}/{folder}/mod.rs", api.module()))).ok()?;
                let exports = index.split(';').filter_map(|item| item.split_once("pub use ")?.1.split_once("::"));
                let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let names = |items: &str| items.split(|c| !is_word(c)).any(|item| item == name);
                exports.into_iter().find(|(_, items)| names(items))?.0.to_owned()
            }
        };
        Some(format!("{folder}/{file}"))
    }

    /// The JSON that the main page of an endpoint shows as its answer; a crate does not hold it.
    pub fn shown_answer(&self, api: ApiVersion, rust: &str) -> Option<serde_json::Value> {
        let Origin::Docs(plan) = &self.origin else { return None };
        let is_it = |endpoint: &&Endpoint<'_>| rust_path(endpoint) == rust;
        let endpoint = version(plan, api)?.endpoints.iter().find(is_it)?;
        let responses = endpoint.main_page().examples.iter().filter_map(|example| example.response.as_ref());
        // What goes wrong is shown by pages, too.
        let good = responses.filter(|response| response.status < 300);
        good.map(|response| &response.body).find_map(ExampleBody::json).cloned()
    }

    /// The title, where it is known, and the words of endpoints and types, by their path below the version's module.
    pub fn words(&self, api: ApiVersion) -> BTreeMap<String, Words> {
        match &self.origin {
            Origin::Docs(plan) => version(plan, api).map(words_of_docs).unwrap_or_default(),
            Origin::Crate(folder) => words_of_crate(folder, &self.surfaces, api),
        }
    }
}

/// What is said of an endpoint or a type.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub title: String,
    pub description: String,
}

fn version<'p, 'a>(plan: &'p Plan<'a>, api: ApiVersion) -> Option<&'p VersionPlan<'a>> {
    plan.versions.iter().find(|version| version.ir.api == api)
}

fn rust_path(endpoint: &Endpoint<'_>) -> String {
    format!("{}::{}", endpoint.module.join("::"), endpoint.name)
}

fn words_of_docs(version: &VersionPlan<'_>) -> BTreeMap<String, Words> {
    let endpoints = version.endpoints.iter().map(|endpoint| {
        let page = endpoint.main_page();
        (rust_path(endpoint), Words { title: page.title.clone(), description: page.description.clone() })
    });
    let models = version.models.values().map(|model| {
        let path: Vec<&str> = model.namespace.iter().map(String::as_str).chain([model.ident.as_str()]).collect();
        let words = Words { title: String::new(), description: model.ty.description.clone() };
        (format!("models::{}", path.join("::")), words)
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
