//! The files of code, and their texts: formatted now, or by a run before from the same code.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use rayon::prelude::*;

use super::EmitError;
use super::layout::format_file;
use crate::cache::{Cache, PARTS, Part, Shelf, part_of};
use crate::hash::hash;

/// A few outputs.
const FORMATTED: Shelf = Shelf { name: "formatted", most: 6 * PARTS };

/// A file of code, whose tokens are made when it is formatted, on whichever thread that is.
pub struct CodeFile<'a> {
    pub path: String,
    pub tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> CodeFile<'a> {
    pub fn new(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), tokens: Box::new(tokens) }
    }
}

/// The texts of files by their paths, in no order.
///
/// # Errors
/// When the tokens of one are no Rust file, which is a fault of the emitter.
pub fn format(files: Vec<CodeFile<'_>>, cache: Option<&Cache>) -> Result<Vec<(String, String)>, EmitError> {
    let Some(cache) = cache else {
        let format = |file: CodeFile<'_>| Ok((format_file((file.tokens)(), &file.path)?, file.path));
        let formatted: Result<Vec<(String, String)>, EmitError> = files.into_par_iter().map(format).collect();
        return Ok(formatted?.into_iter().map(|(text, path)| (path, text)).collect());
    };
    let mut parts: BTreeMap<usize, Vec<CodeFile<'_>>> = BTreeMap::new();
    for file in files {
        parts.entry(part_of(&file.path)).or_default().push(file);
    }
    let format = |(name, files)| format_part(files, Part::open(cache, FORMATTED, format!("{name}")));
    let formatted: Result<Vec<_>, EmitError> = parts.into_par_iter().map(format).collect();
    Ok(formatted?.into_iter().flatten().collect())
}

fn format_part(files: Vec<CodeFile<'_>>, mut kept: Part<'_>) -> Result<Vec<(String, String)>, EmitError> {
    let mut formatted = Vec::with_capacity(files.len());
    for CodeFile { path, tokens } in files {
        let tokens = tokens();
        let code = hash(tokens.to_string());
        let text = match kept.before(&path).and_then(|entry| recall(entry, &code)) {
            Some(text) => {
                kept.leave(path.clone());
                text
            }
            None => {
                let text = format_file(tokens, &path)?;
                kept.put(path.clone(), [code.as_bytes(), text.as_bytes()].concat());
                text
            }
        };
        formatted.push((path, text));
    }
    kept.close();
    Ok(formatted)
}

/// The text that was made of this code.
fn recall(entry: &[u8], code: &str) -> Option<String> {
    String::from_utf8(entry.strip_prefix(code.as_bytes())?.to_vec()).ok()
}
