//! Which functions of a generated crate a program calls, read from its source.

mod scopes;
mod tokens;
mod visit;

use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::visit_mut::VisitMut;
use walkdir::WalkDir;

use crate::diagnostic::Place;
use crate::paths::read_text;
use scopes::{Module, Scopes};
use visit::{Collector, Declarations};

/// How a program names what is in the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// In code.
    Code,
    /// Among what a macro is given.
    Macro,
    /// By a name alone, which a macro is given and no variable of the file has.
    Word,
    /// Up to where a macro puts the rest.
    Cut,
}

/// A function of the generated crate, where a program names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Below the crate: `v1`, `users`, `get`.
    pub path: Vec<String>,
    pub place: Place,
    pub naming: Naming,
    /// By a `use …::*` alone: the name may be another's.
    pub by_glob: bool,
}

/// What a source says.
#[derive(Debug, Default)]
pub struct Calls {
    pub calls: Vec<Call>,
    /// Files that are no Rust, each with why.
    pub unreadable: Vec<(Place, String)>,
    /// The name of the generated crate occurs somewhere.
    pub names_crate: bool,
}

/// A file, as the modules that it declares.
struct File {
    path: PathBuf,
    module: Module,
    syntax: syn::File,
}

/// Reads all Rust below a folder, or one file. `generated` says how the source names the generated crate, as in
/// `msgraph` or `crate::graph`; folders that `skip` takes are left out.
///
/// # Errors
/// When the folder cannot be read.
pub fn read(source: &Path, generated: &[String], skip: &dyn Fn(&Path) -> bool) -> std::io::Result<Calls> {
    let mut out = Calls::default();
    let mut files = Vec::new();
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let build = |path: &Path| path.join("CACHEDIR.TAG").is_file();
    let entries = WalkDir::new(source).sort_by_file_name().into_iter().filter_entry(|entry| {
        let path = entry.path();
        !entry.file_type().is_dir() || entry.depth() == 0 || !(hidden(path) || build(path) || skip(path))
    });
    for entry in entries {
        let path = entry?.into_path();
        if path.extension().is_none_or(|extension| extension != "rs") || !path.is_file() {
            continue;
        }
        let text = read_text(&path)?;
        out.names_crate = out.names_crate || generated.last().is_some_and(|name| words(&text).any(|word| word == name));
        match syn::parse_file(&text) {
            Ok(syntax) => files.push(File { module: module_of(&path), path, syntax }),
            Err(error) => out.unreadable.push((place(&path, error.span()), error.to_string())),
        }
    }
    let mut scopes = Scopes::new(generated);
    for file in &mut files {
        Declarations { scopes: &mut scopes, module: file.module.clone() }.visit_file_mut(&mut file.syntax);
    }
    for file in &mut files {
        let found = Collector::read(&scopes, file.module.clone(), &mut file.syntax);
        out.calls.extend(found.into_iter().map(|(resolved, span, naming)| {
            let place = place(&file.path, span);
            Call { path: resolved.path, place, naming, by_glob: resolved.by_glob }
        }));
    }
    Ok(out)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn place(path: &Path, span: Span) -> Place {
    let start = span.start();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place::new(path.to_string_lossy(), number(start.line), number(start.column.saturating_add(1)))
}

/// The module that a file is: below the nearest `src` by its path; a file of its own, as examples and tests are, elsewhere.
fn module_of(path: &Path) -> Module {
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let root_of_own = || Module { root: path.to_owned(), path: Vec::new() };
    let Some(src) = parts.iter().rposition(|part| part == "src") else { return root_of_own() };
    let mut below = parts[src + 1..parts.len() - 1].to_vec();
    // Each file of `src/bin` is a program.
    if below.first().is_some_and(|first| first == "bin") {
        return root_of_own();
    }
    let names_folder = stem == "mod" || below.is_empty() && matches!(stem.as_str(), "main" | "lib");
    below.extend((!names_folder).then_some(stem));
    Module { root: parts[..=src].iter().collect(), path: below }
}
