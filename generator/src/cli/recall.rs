//! What runs before made of the same docs, and where that is kept.

use std::mem::ManuallyDrop;
use std::path::Path;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use super::settings::Job;
use super::{CliError, Run};
use crate::cache::Cache;
use crate::output::Output;
use crate::pipeline::{self, Reading};
use crate::record::{self, Known, Recalled};

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

/// A program's process ends with its command: freeing a million texts first would take a thirtieth of the run.
pub type Unfreed = ManuallyDrop<Reading>;

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
    ) -> Result<Known<T, Unfreed>, CliError> {
        // What cannot be looked at has its findings when it is read.
        let look = || self.pool.install(|| pipeline::survey(&job.docs, job.options.api).ok());
        let read = |survey| self.read_pages(&job.docs, survey);
        let settings = self.record_settings(job);
        let kept = self.cache().zip(settings.as_ref());
        Ok(match record::recall_or_read(kept, look, read, unchanged)? {
            Known::Before(recalled, answer) => Known::Before(recalled, answer),
            Known::Now(pages) => Known::Now(Unfreed::new(self.complete(&job.docs, pages, Reading::require_crate)?)),
        })
    }

    pub fn keep(&self, job: &Job, reading: &Reading, output: &Output) {
        let settings = self.record_settings(job);
        if let Some((cache, settings)) = self.cache().zip(settings.as_ref()) {
            self.pool.install(|| record::keep(cache, settings, reading, output));
        }
    }

    /// What decides what comes out; none where the files of metadata cannot be read.
    fn record_settings<'j>(&'j self, job: &'j Job) -> Option<record::Settings<'j>> {
        let files = self.metadata().ok()?;
        Some(record::Settings {
            docs: &job.docs,
            out: &job.out,
            options: &job.options,
            metadata: files.paths(),
            metadata_identity: files.identity(),
            corrections: &self.settings.config.corrections,
            file: self.settings.file.as_ref().map(|(shown, _)| shown.as_str()),
            today: Some(self.environment.today),
        })
    }
}
