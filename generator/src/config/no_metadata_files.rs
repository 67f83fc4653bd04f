//! In place of the files of metadata, where nothing reads XML.

use std::collections::BTreeMap;

use super::correction::Correction;
use super::metadata_file::{MetadataFile, NamedBy};
use crate::pipeline::{Pages, Reading};
use crate::plan::Prefer;
use crate::source::ApiVersion;

/// Why files of metadata are of no use.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("the settings name metadata, which msgraph-docgen reads with its feature `metadata` alone; turn it on")]
    NoReader,
}

/// No files.
#[derive(Clone, Copy, Debug, Default)]
pub struct MetadataFiles;

impl MetadataFiles {
    /// # Errors
    /// When there is one.
    pub fn load(files: impl IntoIterator<Item = (MetadataFile, String)>, _: NamedBy) -> Result<Self, ServiceError> {
        if files.into_iter().next().is_none() { Ok(Self) } else { Err(ServiceError::NoReader) }
    }

    /// What the pages say together.
    ///
    /// # Errors
    /// None.
    pub fn complete(self, pages: Pages, _: Prefer, _: &[Correction]) -> Result<Reading, ServiceError> {
        Ok(pages.build(&()))
    }

    /// Where they are.
    pub fn paths(self) -> Vec<MetadataFile> {
        Vec::new()
    }

    /// Differs where anything else can come of them.
    pub fn identity(self) -> String {
        String::new()
    }

    pub fn hashes(self, _: &[ApiVersion]) -> BTreeMap<ApiVersion, String> {
        BTreeMap::new()
    }
}
