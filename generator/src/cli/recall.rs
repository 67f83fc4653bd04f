//! What runs before made of the same docs, and where that is kept.

use std::mem::ManuallyDrop;
use std::path::Path;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use super::settings::Job;
use super::{CliError, Run};
use crate::cache::Cache;
use crate::generator::Output;
use crate::pipeline::{self, Reading};
use crate::record::{self, Recalled};

/// Names the folder of the cache; empty, there is none.
const FOLDER: &str = "MSGRAPH_DOCGEN_CACHE";

/// The cache of whoever runs this program: in the folder that `MSGRAPH_DOCGEN_CACHE` names, else where the system has those
/// of its users. None where the variable is empty, or the program cannot read itself.
pub fn user_cache(cwd: &Path) -> Option<Cache> {
    let folder = match std::env::var_os(FOLDER) {
        Some(folder) if folder.is_empty() => return None,
        Some(folder) => cwd.join(folder),
        None => choose_native_strategy().ok()?.cache_dir().join("msgraph-docgen"),
    };
    Cache::of_this_program(folder)
}

/// What is known of docs.
pub enum Known<T> {
    /// A run before made the same of them, and found this of the output.
    Before(Recalled, T),
    /// The process ends with its command: freeing a million texts first would take a thirtieth of the run.
    Now(ManuallyDrop<Reading>),
}

impl Run<'_, '_> {
    /// None where nothing is to be kept.
    pub fn cache(&self) -> Option<&Cache> {
        let open = || if self.no_cache { None } else { (self.environment.cache)() };
        self.cache.get_or_init(open).as_ref()
    }

    /// What a run before made of the same, where `unchanged` finds that the output is that; else the docs, read whole.
    pub fn recall_or_read<T>(
        &self,
        job: &Job,
        unchanged: impl Fn(&Recalled) -> Option<T>,
    ) -> Result<Known<T>, CliError> {
        // What cannot be looked at has its findings when it is read.
        let look = || pipeline::survey(&job.docs, job.options.api).ok();
        let survey = if self.cache().is_some() { self.pool.install(look) } else { None };
        let recall =
            |survey| self.with_record(job, |cache, settings| record::recall(cache, settings, survey)).flatten();
        let of_same_docs = survey.as_ref().and_then(recall);
        let is_known = of_same_docs.is_some();
        if let Some(recalled) = of_same_docs
            && let Some(answer) = unchanged(&recalled)
        {
            return Ok(Known::Before(recalled, answer));
        }
        let pages = self.read_pages(&job.docs, survey)?;
        let of_other_docs = || {
            self.with_record(job, |cache, settings| record::recall_said(cache, settings, pages.reading().clone()))
                .flatten()
        };
        if !is_known
            && let Some(recalled) = of_other_docs()
            && let Some(answer) = unchanged(&recalled)
        {
            if let Some(cache) = self.cache() {
                record::keep_tree(cache, &recalled.reading);
            }
            return Ok(Known::Before(recalled, answer));
        }
        Ok(Known::Now(ManuallyDrop::new(self.complete(&job.docs, pages, Reading::require_crate)?)))
    }

    pub fn keep(&self, job: &Job, reading: &Reading, output: &Output) {
        self.with_record(job, |cache, settings| record::keep(cache, settings, reading, output));
    }

    /// Does something with the cache and what decides what comes out; nothing without a cache.
    fn with_record<T: Send>(&self, job: &Job, act: impl FnOnce(&Cache, record::Settings<'_>) -> T + Send) -> Option<T> {
        let (cache, files) = (self.cache()?, self.metadata().ok()?);
        let (metadata, identity) = (files.paths(), files.identity());
        let settings = record::Settings {
            docs: &job.docs,
            out: &job.out,
            options: &job.options,
            metadata: &metadata,
            metadata_identity: &identity,
            corrections: &self.settings.config.corrections,
            file: self.settings.file.as_ref().map(|(shown, _)| shown.as_str()),
            today: self.environment.today,
        };
        Some(self.pool.install(|| act(cache, settings)))
    }
}
