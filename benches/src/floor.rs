//! The least that a regeneration takes: read the pages, drain the Markdown events, parse and unparse the output, write it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use rayon::prelude::*;

use crate::inputs::files;

/// Runs as a process of its own, with the same threads as the generator, since whole processes are compared.
#[derive(Args)]
pub struct Floor {
    docs: PathBuf,
    /// A crate that the generator wrote: parsed and unparsed
    #[arg(long)]
    output: Option<PathBuf>,
    /// Where its files are written again
    #[arg(long)]
    write: Option<PathBuf>,
}

pub fn run(floor: &Floor) -> Result<()> {
    let events: usize = files(&floor.docs, "md")
        .par_iter()
        .filter(|page| !page.components().any(|part| part.as_os_str() == "includes"))
        .map(|page| {
            let bytes = fs::read(page)?;
            let text = String::from_utf8_lossy(&bytes);
            Ok(pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_TABLES)
                .into_offset_iter()
                .count())
        })
        .sum::<Result<usize, std::io::Error>>()?;
    println!("{events} events");
    if let Some(output) = &floor.output {
        files(output, "rs").par_iter().try_for_each(|file| reformat(file, output, floor.write.as_deref()))?;
    }
    Ok(())
}

fn reformat(file: &Path, root: &Path, write: Option<&Path>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let code = prettyplease::unparse(&syn::parse_file(&text).with_context(|| file.display().to_string())?);
    if let Some(write) = write {
        let to = write.join(file.strip_prefix(root)?);
        fs::create_dir_all(to.parent().unwrap_or(write))?;
        fs::write(to, code)?;
    }
    Ok(())
}
