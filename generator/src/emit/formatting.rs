//! The files of code, and their texts: formatted now, or by a run before from the same code.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::EmitError;
use super::layout::format_file;
use crate::cache::{Cache, PARTS, Part, Shelf, part_of};
use crate::hash::hash;

/// Both versions of a few outputs, and what each holds beside them.
const FORMATTED: Shelf = Shelf { name: "formatted", most: 12 * PARTS };

/// What those versions were made of.
const MADE: Shelf = Shelf { name: "made", most: 12 };

/// A file, whose code is made when it is formatted, on whichever thread that is.
pub struct Unformatted<'a> {
    pub path: String,
    pub content: Content<'a>,
}

pub enum Content<'a> {
    Code(Box<dyn Fn() -> TokenStream + Send + Sync + 'a>),
    /// It stays as it is.
    Text(String),
}

impl<'a> Unformatted<'a> {
    pub fn code(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), content: Content::Code(Box::new(tokens)) }
    }

    pub fn text((path, text): (String, String)) -> Self {
        Self { path, content: Content::Text(text) }
    }

    fn format(self) -> Result<(String, String), EmitError> {
        let text = self.content.source().format(&self.path)?;
        Ok((self.path, text))
    }
}

impl Content<'_> {
    #[cfg(feature = "cli")]
    pub fn into_code(self) -> Option<TokenStream> {
        match self {
            Self::Code(tokens) => Some(tokens()),
            Self::Text(_) => None,
        }
    }

    fn source(self) -> Source {
        match self {
            Self::Code(tokens) => Source::Code(tokens()),
            Self::Text(text) => Source::Text(text),
        }
    }
}

/// What a file is formatted from.
enum Source {
    Code(TokenStream),
    Text(String),
}

impl Source {
    fn hash(&self) -> String {
        match self {
            Self::Code(tokens) => hash(tokens.to_string()),
            Self::Text(text) => hash(text),
        }
    }

    fn format(self, path: &str) -> Result<String, EmitError> {
        match self {
            Self::Code(tokens) => format_file(tokens, path),
            Self::Text(text) => Ok(text),
        }
    }
}

/// What is kept of some files of an output that are made together.
#[derive(Clone, Copy)]
pub struct Kept<'c> {
    /// That of the output.
    pub cache: &'c Cache,
    /// Tells them from the others.
    pub name: &'c str,
    /// Differs where any of them can; none where nothing tells.
    pub made_of: Option<&'c str>,
}

/// Which files were made.
#[derive(Serialize, Deserialize)]
struct Made {
    /// As [`Kept::made_of`].
    of: String,
    /// The hash of what each was formatted from, by its path.
    files: BTreeMap<String, String>,
}

/// The texts of files by their paths, in no order.
///
/// # Errors
/// When the tokens of one are no Rust file, which is a fault of the emitter.
pub fn format(files: Vec<Unformatted<'_>>, kept: Option<Kept<'_>>) -> Result<Vec<(String, String)>, EmitError> {
    let Some(kept) = kept else {
        return files.into_par_iter().map(Unformatted::format).collect();
    };
    let mut parts: BTreeMap<usize, Vec<Unformatted<'_>>> = BTreeMap::new();
    for file in files {
        parts.entry(part_of(&file.path)).or_default().push(file);
    }
    let formatted: Result<Vec<Vec<Formatted>>, EmitError> =
        parts.into_par_iter().map(|(part, files)| format_part(files, kept.part(part))).collect();
    let formatted: Vec<Formatted> = formatted?.into_iter().flatten().collect();
    let files: BTreeMap<String, String> = formatted.iter().map(|file| (file.path.clone(), file.from.clone())).collect();
    // Two files of one path are a fault, which the next run shall find as well.
    if let Some(of) = kept.made_of.filter(|_| files.len() == formatted.len()) {
        kept.cache.put_json(MADE, kept.name, &Made { of: of.to_owned(), files });
    }
    Ok(formatted.into_iter().map(|file| (file.path, file.text)).collect())
}

struct Formatted {
    path: String,
    /// The hash of what it was formatted from.
    from: String,
    text: String,
}

impl<'c> Kept<'c> {
    fn part(self, part: usize) -> Part<'c> {
        Part::open(self.cache, FORMATTED, format!("{} {part}", self.name))
    }

    /// All files as a run before formatted them, where they were made of the same.
    pub fn recall(self) -> Option<Vec<(String, String)>> {
        let made: Made = serde_json::from_slice(&self.cache.get(MADE, self.name)?).ok()?;
        if self.made_of? != made.of {
            return None;
        }
        let mut parts: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
        for (path, from) in made.files {
            parts.entry(part_of(&path)).or_default().push((path, from));
        }
        let recall_part = |(part, files): (usize, Vec<(String, String)>)| {
            let kept = self.part(part);
            let text = |(path, from): (String, String)| Some((recall(&kept, &path, &from)?, path));
            files.into_iter().map(text).collect::<Option<Vec<_>>>()
        };
        let texts: Option<Vec<Vec<(String, String)>>> = parts.into_par_iter().map(recall_part).collect();
        Some(texts?.into_iter().flatten().map(|(text, path)| (path, text)).collect())
    }
}

fn format_part(files: Vec<Unformatted<'_>>, mut kept: Part<'_>) -> Result<Vec<Formatted>, EmitError> {
    let mut formatted = Vec::with_capacity(files.len());
    for Unformatted { path, content } in files {
        let source = content.source();
        let from = source.hash();
        let text = match recall(&kept, &path, &from) {
            Some(text) => {
                kept.leave(path.clone());
                text
            }
            None => {
                let text = source.format(&path)?;
                kept.put(path.clone(), [from.as_bytes(), text.as_bytes()].concat());
                text
            }
        };
        formatted.push(Formatted { path, from, text });
    }
    kept.close();
    Ok(formatted)
}

/// The text that was formatted from what has this hash.
fn recall(kept: &Part<'_>, path: &str, from: &str) -> Option<String> {
    let entry = kept.before()?.get(path)?;
    String::from_utf8(entry.strip_prefix(from.as_bytes())?.to_vec()).ok()
}
