//! What runs before made of the same docs, and where that is kept.

use std::path::Path;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use super::Run;
use super::settings::Job;
use crate::cache::Cache;
use crate::config::MetadataFile;
use crate::generator::Output;
use crate::pipeline::Reading;
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

impl Run<'_, '_> {
    /// None where nothing is to be kept.
    pub fn cache(&self) -> Option<&Cache> {
        let open = || if self.no_cache { None } else { (self.environment.cache)() };
        self.cache.get_or_init(open).as_ref()
    }

    /// What a run before made of the same; none when there was none.
    pub fn recall(&self, job: &Job) -> Option<Recalled> {
        let cache = self.cache()?;
        let files = self.metadata().ok()?;
        let (metadata, identity) = (files.paths(), files.identity());
        let settings = self.recorded_by(job, &metadata, &identity);
        self.pool.install(|| record::recall(cache, settings))
    }

    pub fn keep(&self, job: &Job, reading: &Reading, output: &Output) {
        if let (Some(cache), Ok(files)) = (self.cache(), self.metadata()) {
            let (metadata, identity) = (files.paths(), files.identity());
            let settings = self.recorded_by(job, &metadata, &identity);
            self.pool.install(|| record::keep(cache, settings, reading, output));
        }
    }

    fn recorded_by<'j>(
        &'j self,
        job: &'j Job,
        metadata: &'j [MetadataFile],
        identity: &'j str,
    ) -> record::Settings<'j> {
        record::Settings {
            docs: &job.docs,
            out: &job.out,
            options: &job.options,
            metadata,
            metadata_identity: identity,
            corrections: &self.settings.config.corrections,
            file: self.settings.file.as_ref().map(|(shown, _)| shown.as_str()),
            today: self.environment.today,
        }
    }
}
