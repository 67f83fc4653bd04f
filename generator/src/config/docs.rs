//! How every run reads docs, whoever asks for it.

use std::path::Path;

use super::{Correction, Date, MetadataFiles, ServiceError, apply};
use crate::cache::Cache;
use crate::pipeline::{self, Pages, Progress, Reading, Survey};
use crate::plan::Prefer;
use crate::source::{ApiVersion, SourceError};

/// Docs, and what is known beside them.
#[derive(Clone, Copy, Debug)]
pub struct Docs<'a> {
    pub path: &'a Path,
    /// The only version that is read.
    pub api: Option<ApiVersion>,
    pub metadata: &'a MetadataFiles,
    /// Whose word counts where pages and metadata contradict each other; corrections say otherwise of single types.
    pub prefer: Prefer,
    pub corrections: &'a [Correction],
    /// The day by which corrections are overdue; without one, none is.
    pub today: Option<Date>,
    /// Where what pages say is kept from run to run.
    pub cache: Option<&'a Cache>,
}

/// Why docs could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Docs<'_> {
    /// Reads all pages, and makes of them what [`Docs::complete`] does.
    ///
    /// # Errors
    /// When the docs cannot be read; otherwise as [`Docs::complete`].
    pub fn read(
        &self,
        require: impl Fn(&Reading) -> Result<(), SourceError>,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Reading, ReadError> {
        self.complete(self.read_pages(None, progress)?, require)
    }

    /// Reads each page by itself, on from a survey where there is one.
    ///
    /// # Errors
    /// When the docs cannot be read.
    pub fn read_pages(
        &self,
        survey: Option<Survey>,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Pages, SourceError> {
        match survey {
            Some(survey) => survey.read(self.cache, progress),
            None => pipeline::read_pages(self.path, self.api, self.cache, progress),
        }
    }

    /// Fills in from the metadata what pages leave open, requires something of them, and corrects what the settings say is
    /// wrong in them.
    ///
    /// # Errors
    /// When the docs lack what is required of them; when the metadata is none, or not that of the docs.
    pub fn complete(
        &self,
        pages: Pages,
        require: impl Fn(&Reading) -> Result<(), SourceError>,
    ) -> Result<Reading, ReadError> {
        let mut reading = self.metadata.complete(pages, self.prefer, self.corrections)?;
        require(&reading)?;
        apply(&mut reading, &self.corrections_of_read_versions(), self.today);
        Ok(reading)
    }

    /// Those of a version that is left out correct nothing, which is no finding.
    fn corrections_of_read_versions(&self) -> Vec<&Correction> {
        let is_read = |api: ApiVersion| self.api.is_none_or(|only| only == api);
        self.corrections.iter().filter(|correction| correction.api.is_none_or(is_read)).collect()
    }
}
