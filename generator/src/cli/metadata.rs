//! `--metadata`, and `metadata` in docgen.toml: files that are read once, when they are first asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::settings::Settings;
use super::{CliError, Run};
use crate::config::{LoadedMetadata, MetadataFile, ServiceError, services};
use crate::metadata::Metadata;
use crate::model::Ir;
use crate::pipeline::Reading;
use crate::source::ApiVersion;

/// The files from which a run takes what pages leave open.
#[derive(Debug, Default)]
pub struct Files {
    pub loaded: Vec<LoadedMetadata>,
    /// Those of docgen.toml may be of versions that the docs of this run do not hold.
    configured: bool,
    /// Differs where anything else can come of them.
    pub identity: String,
}

impl Files {
    /// Those that were typed, else those of docgen.toml.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn load(typed: &[MetadataFile], settings: &Settings) -> Result<Self, CliError> {
        let configured = typed.is_empty();
        let loaded = if configured {
            let load = |file: &MetadataFile| LoadedMetadata::load(file.clone(), settings.shown(&file.file));
            settings.config.metadata.iter().map(load).collect::<Result<Vec<_>, _>>()
        } else {
            load(typed, settings)
        };
        let loaded = loaded.map_err(ServiceError::from)?;
        let identity = loaded.iter().map(|one| format!("{:?} {:?} {}\n", one.file.version, one.shown, one.hash));
        Ok(Self { identity: identity.collect(), loaded, configured })
    }

    /// Those of some of these versions.
    fn of(&self, versions: &[ApiVersion]) -> Vec<LoadedMetadata> {
        let is_held = |file: &&LoadedMetadata| {
            !self.configured || file.file.version.is_none_or(|version| versions.contains(&version))
        };
        self.loaded.iter().filter(is_held).cloned().collect()
    }

    /// What they say of each version of the docs.
    ///
    /// # Errors
    /// When one is no metadata, or is not of one version.
    pub fn services(&self, versions: &[ApiVersion]) -> Result<BTreeMap<ApiVersion, Metadata>, CliError> {
        Ok(services(&self.of(versions), versions)?)
    }

    /// The hash of each by its version.
    pub fn hashes(&self, reading: &Reading) -> BTreeMap<ApiVersion, String> {
        let mut versions: Vec<ApiVersion> = reading.pages.iter().map(|page| page.version).collect();
        versions.sort();
        versions.dedup();
        let of_version = |file: LoadedMetadata| Some((file.version(&versions).ok()?, file.hash));
        self.of(&versions).into_iter().filter_map(of_version).collect()
    }

    /// Where they are.
    pub fn paths(&self) -> Vec<MetadataFile> {
        self.loaded.iter().map(|loaded| loaded.file.clone()).collect()
    }
}

impl Run<'_, '_> {
    /// The files from which this run takes what pages leave open.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn metadata(&self) -> Result<&Files, CliError> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        let files = Files::load(self.typed, &self.settings)?;
        Ok(self.files.get_or_init(|| files))
    }
}

/// Those that were typed, as they were.
fn load(typed: &[MetadataFile], settings: &Settings) -> Result<Vec<LoadedMetadata>, crate::metadata::MetadataError> {
    let path = |file: &PathBuf| settings.cwd.join(file);
    let load = |typed: &MetadataFile| {
        let file = MetadataFile { version: typed.version, file: path(&typed.file) };
        LoadedMetadata::load(file, typed.file.to_string_lossy().into_owned())
    };
    typed.iter().map(load).collect()
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
    let versions: Vec<ApiVersion> = reading.versions.iter().map(|ir| ir.api).collect();
    let loaded = load(files, settings).map_err(ServiceError::from)?;
    Ok(services(&loaded, &versions)?)
}

/// What the docs say of a version.
pub fn ir(reading: &Reading, version: ApiVersion) -> Option<&Ir> {
    reading.versions.iter().find(|ir| ir.api == version)
}
