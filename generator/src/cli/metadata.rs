//! `--metadata`, and `metadata` in docgen.toml: files that are read once, when they are first asked for.

use std::collections::BTreeMap;

use super::settings::Settings;
use super::{CliError, Run};
use crate::config::{MetadataFile, MetadataFiles, NamedBy};
use crate::metadata::Metadata;
use crate::model::Ir;
use crate::pipeline::Reading;
use crate::source::ApiVersion;

impl Run<'_, '_> {
    /// The files from which this run takes what pages leave open.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn metadata(&self) -> Result<&MetadataFiles, CliError> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        let settings = &self.settings;
        let files = if self.typed.is_empty() {
            let configured = settings.config.metadata.iter();
            MetadataFiles::load(configured.map(|file| (file.clone(), settings.shown(&file.file))), NamedBy::Settings)
        } else {
            MetadataFiles::load(typed(self.typed, settings), NamedBy::Caller)
        };
        let files = files?;
        Ok(self.files.get_or_init(|| files))
    }
}

/// Files as they were typed.
fn typed(files: &[MetadataFile], settings: &Settings) -> impl Iterator<Item = (MetadataFile, String)> {
    files.iter().map(|MetadataFile { version, file }| {
        let found = MetadataFile { version: *version, file: settings.cwd.join(file) };
        (found, file.to_string_lossy().into_owned())
    })
}

/// Reads each file, for the version of the docs that it is of.
///
/// # Errors
/// When a file is no metadata, or is not of one version that the docs hold.
pub fn read(
    files: &[MetadataFile],
    reading: &Reading,
    settings: &Settings,
) -> Result<BTreeMap<ApiVersion, Metadata>, CliError> {
    Ok(MetadataFiles::load(typed(files, settings), NamedBy::Caller)?.services(&reading.held_versions())?)
}

/// What the docs say of a version.
pub fn ir(reading: &Reading, version: ApiVersion) -> Option<&Ir> {
    reading.versions.iter().find(|ir| ir.api == version)
}
