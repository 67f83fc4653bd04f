//! The files of the service's metadata that a run reads, and which of them is of which version of the docs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::correction::{Change, Correction, Subject};
use super::metadata_file::{MetadataFile, NamedBy};
use crate::build::Unfilled;
use crate::fill::{Preference, fill};
use crate::hash::hash;
use crate::metadata::{self, Metadata, MetadataError};
use crate::pipeline::{Fill, Pages, Reading};
use crate::plan::Prefer;
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
    hash: String,
    bytes: Vec<u8>,
}

impl LoadedMetadata {
    fn load(file: MetadataFile, shown: String) -> Result<Self, MetadataError> {
        let bytes = metadata::load(&file.file, &shown)?;
        Ok(Self { hash: hash(&bytes), file, shown, bytes })
    }

    /// Which of these versions it is of.
    fn version(&self, versions: &[ApiVersion]) -> Result<ApiVersion, ServiceError> {
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

/// The files from which a run takes what pages leave open.
#[derive(Clone, Debug, Default)]
pub struct MetadataFiles {
    pub loaded: Vec<LoadedMetadata>,
    named_by: NamedBy,
}

impl MetadataFiles {
    /// Reads files from disk, each with what findings call it.
    ///
    /// # Errors
    /// When one cannot be read, or is larger than any metadata.
    pub fn load(
        files: impl IntoIterator<Item = (MetadataFile, String)>,
        named_by: NamedBy,
    ) -> Result<Self, ServiceError> {
        let loaded = files.into_iter().map(|(file, shown)| LoadedMetadata::load(file, shown));
        Ok(Self { loaded: loaded.collect::<Result<_, _>>()?, named_by })
    }

    /// Those for docs of these versions.
    fn of<'f>(&'f self, versions: &'f [ApiVersion]) -> impl Iterator<Item = &'f LoadedMetadata> {
        self.loaded.iter().filter(|loaded| {
            let version = loaded.file.version.filter(|_| self.named_by == NamedBy::Settings);
            version.is_none_or(|version| versions.contains(&version))
        })
    }

    /// What they say of each version of the docs.
    ///
    /// # Errors
    /// When one is no metadata, or is not of one of the versions.
    pub fn services(&self, versions: &[ApiVersion]) -> Result<BTreeMap<ApiVersion, Metadata>, ServiceError> {
        let mut services = BTreeMap::new();
        for loaded in self.of(versions) {
            let version = loaded.version(versions)?;
            if services.contains_key(&version) {
                return Err(ServiceError::Several(version));
            }
            services.insert(version, metadata::parse(&loaded.shown, &loaded.bytes)?);
        }
        Ok(services)
    }

    /// What the pages say together, with what they leave open from the metadata, and where its word counts also what they say
    /// otherwise.
    ///
    /// # Errors
    /// As [`services`](Self::services).
    pub fn complete(&self, pages: Pages, prefer: Prefer, corrections: &[Correction]) -> Result<Reading, ServiceError> {
        let versions = pages.versions();
        let services = self.services(&versions)?;
        let files = self.of(&versions).filter_map(|loaded| Some((loaded.version(&versions).ok()?, loaded))).collect();
        Ok(pages.build(&Services { services, files, prefer, corrections }))
    }

    /// The hash of each by the version that it is of.
    pub fn hashes(&self, versions: &[ApiVersion]) -> BTreeMap<ApiVersion, String> {
        let of_version = |loaded: &LoadedMetadata| Some((loaded.version(versions).ok()?, loaded.hash.clone()));
        self.of(versions).filter_map(of_version).collect()
    }

    /// Where they are.
    pub fn paths(&self) -> Vec<MetadataFile> {
        self.loaded.iter().map(|loaded| loaded.file.clone()).collect()
    }

    /// Differs where anything else can come of them.
    pub fn identity(&self) -> String {
        let file = |one: &LoadedMetadata| format!("\n{:?} {:?} {}", one.file.version, one.shown, one.hash);
        let files: String = self.loaded.iter().map(file).collect();
        format!("{:?}{files}", self.named_by)
    }
}

/// What the files say, and whose word counts.
struct Services<'c> {
    services: BTreeMap<ApiVersion, Metadata>,
    files: BTreeMap<ApiVersion, &'c LoadedMetadata>,
    prefer: Prefer,
    corrections: &'c [Correction],
}

impl Services<'_> {
    fn preference(&self, api: ApiVersion) -> Preference {
        preference(api, self.prefer, self.corrections)
    }
}

impl Fill for Services<'_> {
    fn fill(&self, unfilled: &mut Unfilled<'_>) {
        if let Some(metadata) = self.services.get(&unfilled.ir.api) {
            fill(unfilled, metadata, &self.preference(unfilled.ir.api));
        }
    }

    fn identity(&self, api: ApiVersion) -> String {
        let file = self.files.get(&api).map(|loaded| (&loaded.shown, &loaded.hash));
        format!("{file:?} {:?}", self.preference(api))
    }
}

/// Of which types of a version the metadata's word counts.
fn preference(api: ApiVersion, prefer: Prefer, corrections: &[Correction]) -> Preference {
    let of_version = corrections.iter().filter(|correction| correction.api.is_none_or(|wanted| wanted == api));
    let of_types = of_version.filter_map(|correction| match (&correction.subject, &correction.change) {
        (Subject::Type(name), Change::Prefer(prefer)) => Some((name.clone(), *prefer == Prefer::Metadata)),
        _ => None,
    });
    Preference { metadata: prefer == Prefer::Metadata, of_types: of_types.collect() }
}
