//! The files of the service's metadata, and which of them is of which version of the docs.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::source::ApiVersion;

/// `v1.0=metadata.xml`, or a file alone where the docs hold one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataFile {
    pub version: Option<ApiVersion>,
    pub file: PathBuf,
}

impl fmt::Display for MetadataFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = self.version.map(|version| format!("{version}=")).unwrap_or_default();
        write!(f, "{version}{}", self.file.display())
    }
}

impl FromStr for MetadataFile {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let version = text.split_once('=').and_then(|(name, file)| Some((ApiVersion::from_segment(name)?, file)));
        Ok(match version {
            Some((version, file)) => Self { version: Some(version), file: file.into() },
            None => Self { version: None, file: text.into() },
        })
    }
}

#[cfg(feature = "cli")]
mod loaded {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::MetadataFile;
    use crate::fill::fill;
    use crate::hash::hash;
    use crate::metadata::{self, Metadata, MetadataError};
    use crate::pipeline::{Pages, Reading};
    use crate::source::ApiVersion;

    /// Why files of metadata are of no use for the docs.
    #[derive(Debug, thiserror::Error)]
    pub enum ServiceError {
        #[error(transparent)]
        Metadata(#[from] MetadataError),
        #[error("two files of metadata are of {0}; leave one out")]
        Several(ApiVersion),
        #[error("the docs hold {held}; say of which the metadata is, as in --metadata {first}={}", file.display())]
        OfWhich { held: String, first: ApiVersion, file: PathBuf },
        #[error("the docs hold no {wanted}; they hold {held}")]
        NoVersion { wanted: ApiVersion, held: String },
    }

    /// A file's bytes.
    #[derive(Clone, Debug)]
    pub struct LoadedMetadata {
        pub file: MetadataFile,
        /// What findings call it.
        pub shown: String,
        pub hash: String,
        bytes: Vec<u8>,
    }

    impl LoadedMetadata {
        /// # Errors
        /// When it cannot be read from disk, or is larger than any metadata.
        pub fn load(file: MetadataFile, shown: String) -> Result<Self, MetadataError> {
            let bytes = metadata::load(&file.file, &shown)?;
            Ok(Self { hash: hash(&bytes), file, shown, bytes })
        }

        /// What it says.
        ///
        /// # Errors
        /// When it is no metadata.
        pub fn parse(&self) -> Result<Metadata, MetadataError> {
            metadata::parse(&self.shown, &self.bytes)
        }

        /// Which of these versions it is of.
        ///
        /// # Errors
        /// When it is of none, or may be of several.
        pub fn version(&self, versions: &[ApiVersion]) -> Result<ApiVersion, ServiceError> {
            let held = || versions.iter().map(|api| api.segment()).collect::<Vec<_>>().join(" and ");
            match (self.file.version, versions) {
                (Some(wanted), versions) if versions.contains(&wanted) => Ok(wanted),
                (Some(wanted), _) => Err(ServiceError::NoVersion { wanted, held: held() }),
                (None, [only]) => Ok(*only),
                (None, versions) => {
                    let first = versions.first().copied().unwrap_or(ApiVersion::V1);
                    Err(ServiceError::OfWhich { held: held(), first, file: self.shown.clone().into() })
                }
            }
        }
    }

    /// The metadata of each version of the docs.
    ///
    /// # Errors
    /// When a file is no metadata, or is not of one of the versions.
    pub fn services(
        files: &[LoadedMetadata],
        versions: &[ApiVersion],
    ) -> Result<BTreeMap<ApiVersion, Metadata>, ServiceError> {
        let mut services = BTreeMap::new();
        for file in files {
            let version = file.version(versions)?;
            if services.contains_key(&version) {
                return Err(ServiceError::Several(version));
            }
            services.insert(version, file.parse()?);
        }
        Ok(services)
    }

    /// What the pages say together, with what they leave open from the metadata.
    pub fn build(pages: Pages, services: &BTreeMap<ApiVersion, Metadata>) -> Reading {
        pages.build(&|unfilled| {
            if let Some(metadata) = services.get(&unfilled.ir.api) {
                fill(unfilled, metadata);
            }
        })
    }
}

#[cfg(feature = "cli")]
pub use loaded::{LoadedMetadata, ServiceError, build, services};
