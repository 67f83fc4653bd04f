//! From the IR to the files of an output.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::config::{self, Correction, MetadataFile};
use crate::emit::{EmitError, KeptOutput, emit};
use crate::file_tree::FileTree;
use crate::hash::hash;
use crate::pipeline::Reading;
use crate::plan::{Options, PlanError, Sibling, plan, siblings};
use crate::source::ApiVersion;

/// How much of a version of the docs the output holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub api: ApiVersion,
    /// One for each model.
    pub types: usize,
    /// One for each function.
    pub endpoints: usize,
}

/// Why there is no output: the settings ask for what cannot be, or the emitter is at fault.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Emit(#[from] EmitError),
}

/// What is to be written.
pub struct Output {
    pub tree: FileTree,
    pub summary: Summary,
}

/// What is said of an output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// What it holds of each version of the docs.
    pub held: Vec<Held>,
    /// The selectors that match little, with what was perhaps meant.
    pub siblings: Vec<Sibling>,
}

/// What the settings in the output folder say beside the options, with the paths that they name.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    pub docs: &'a Path,
    pub out: &'a Path,
    pub metadata: &'a [MetadataFile],
    pub corrections: &'a [Correction],
}

/// What is to be in the output folder: what is emitted, and the settings by which it is.
pub fn files_of(
    reading: &Reading,
    options: &Options,
    written: Written<'_>,
    cache: Option<&Cache>,
) -> Result<Output, OutputError> {
    let (Written { docs, out, metadata, corrections }, versions) = (written, &reading.versions);
    let plan = plan(versions, options)?;
    let kept =
        cache.map(|cache| KeptOutput { cache: cache.of_output(out), made_of: made_of(reading, options, corrections) });
    let mut tree = emit(&plan, kept.as_ref())?;
    tree.0.insert(config::FILE_NAME.to_owned(), config::recipe(docs, out, options, metadata, corrections));
    let of_version = |api| plan.versions.iter().find(|version| version.ir.api == api);
    let held = versions.iter().map(|ir| {
        let version = of_version(ir.api);
        let (types, endpoints) = version.map_or((0, 0), |version| (version.models.len(), version.endpoints.len()));
        Held { api: ir.api, types, endpoints }
    });
    let summary = Summary { held: held.collect(), siblings: siblings(versions, &options.select)? };
    Ok(Output { tree, summary })
}

/// Of each version, what differs where its part of the output can.
fn made_of(reading: &Reading, options: &Options, corrections: &[Correction]) -> BTreeMap<ApiVersion, String> {
    let with_settings = |said: &String| hash(format!("{said} {options:?} {corrections:?}"));
    reading.built_from.iter().map(|(api, said)| (*api, with_settings(said))).collect()
}
