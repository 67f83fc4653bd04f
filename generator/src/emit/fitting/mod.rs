//! Fits a crate's files to what is decided when they are written: which features there are, and that they are a module
//! tree in somebody's crate rather than a crate.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::emit::{
    EmitError,
    layout::{HEADER, reformat},
    package,
};
use crate::file_tree::FileTree;

mod cfg;

use crate::plan::Options;

type Files = BTreeMap<String, String>;

/// # Errors
/// When a file is no Rust, which is a fault of the emitter.
pub fn fit(files: FileTree, options: &Options) -> Result<FileTree, EmitError> {
    if options.module.is_none() && !options.no_client {
        return Ok(files);
    }
    let decided = |feature: &str| options.feature(feature);
    let mut files: Files = files
        .0
        .into_par_iter()
        .map(|(path, text)| {
            let concerned = path.ends_with(".rs") && cfg::concerns(&text, &decided);
            let text = if concerned { resolve(&path, &text, &decided)? } else { text };
            Ok((path, text))
        })
        .collect::<Result<_, EmitError>>()?;
    drop_unreachable(&mut files, "src/lib.rs", "src/");
    drop_unreachable(&mut files, "tests/examples/main.rs", "tests/examples/");
    match &options.module {
        Some(module) => Ok(FileTree::from_files(
            files.into_iter().filter_map(|(path, text)| into_tree(&path, &text, module, options)),
        )?),
        None => Ok(FileTree(files)),
    }
}

fn resolve(path: &str, text: &str, decided: cfg::Decided<'_>) -> Result<String, EmitError> {
    let mut file = syn::parse_file(text).map_err(|source| EmitError::Format { path: path.to_owned(), source })?;
    cfg::resolve(&mut file, decided);
    Ok(if text.starts_with(HEADER) { HEADER.to_owned() + &reformat(&file) } else { reformat(&file) })
}

/// Drops the files below a folder that no `mod` of its root leads to, and no `include_str!` of those that are left.
fn drop_unreachable(files: &mut Files, root: &str, folder: &str) {
    let mut open = vec![root.to_owned()];
    let mut reached = BTreeSet::new();
    while let Some(path) = open.pop() {
        let Some(text) = files.get(&path) else { continue };
        let below = match path.strip_suffix("/mod.rs") {
            Some(below) => below,
            None if path == root => folder.trim_end_matches('/'),
            None => path.trim_end_matches(".rs"),
        };
        for name in text.lines().filter_map(declared_module) {
            open.extend([format!("{below}/{name}.rs"), format!("{below}/{name}/mod.rs")]);
        }
        if let Some((beside, _)) = path.rsplit_once('/') {
            reached.extend(included_files(text).map(|name| format!("{beside}/{name}")));
        }
        reached.insert(path);
    }
    // The examples of a slice are in a folder of its version, by an inline module.
    let inline = |path: &str| path.starts_with("tests/examples/") && path.matches('/').count() > 2;
    files.retain(|path, _| !path.starts_with(folder) || reached.contains(path) || inline(path));
}

/// `mock/users.jsonl` of `include_str!("mock/users.jsonl")`.
fn included_files(text: &str) -> impl Iterator<Item = &str> {
    text.split("include_str!(\"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// `users` of `pub mod users;`.
fn declared_module(line: &str) -> Option<&str> {
    let (before, name) = line.trim().strip_suffix(';')?.rsplit_once("mod ")?;
    let declares = before.is_empty() || before.starts_with("pub") && before.ends_with(' ');
    declares.then(|| name.trim_start_matches("r#"))
}

/// A file of the module tree; none for one that only a crate has.
fn into_tree(path: &str, text: &str, module: &str, options: &Options) -> Option<(String, String)> {
    let path = match path {
        "NOTICE.md" => return Some((path.to_owned(), text.to_owned())),
        "src/lib.rs" => "mod.rs",
        _ => path.strip_prefix("src/")?,
    };
    let mut text = with_silent_examples(text);
    if path == "mod.rs" {
        text.insert_str(HEADER.trim_end().len() + 1, &usage(module, options));
    }
    Some((path.to_owned(), text))
}

/// Code whose examples are for reading only, since from outside they cannot name what is in somebody's crate.
fn with_silent_examples(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut fenced = false;
    for line in text.lines() {
        let docs = line.trim_start();
        let info = docs.strip_prefix("/// ```").or_else(|| docs.strip_prefix("//! ```"));
        let fence = info.is_some();
        if let Some(info) = info.filter(|info| !fenced && matches!(*info, "" | "no_run" | "rust")) {
            out.push_str(&line[..line.len() - info.len()]);
            out.push_str("ignore\n");
        } else {
            out.push_str(line);
            out.push('\n');
        }
        fenced ^= fence;
    }
    out
}

/// What the crate that takes the tree has to say.
fn usage(module: &str, options: &Options) -> String {
    let dependencies: String =
        package::dependencies(options).iter().map(|(name, value)| format!("//     {name} = {value}\n")).collect();
    format!(
        "//\n// Stands at `crate::{module}`; elsewhere its paths lead nowhere. The crate that it stands in depends on:\n//\n{dependencies}"
    )
}
