//! `--metadata`: which file is of which version of the docs.

use super::CliError;
use super::args::MetadataFile;
use super::settings::Settings;
use crate::metadata::{self, Metadata};
use crate::model::Ir;
use crate::pipeline::Reading;
use crate::source::ApiVersion;

/// Reads each file, for the version of the docs that it is of.
///
/// # Errors
/// When a file is no metadata, or is not of one version that the docs hold.
pub fn read(
    files: &[MetadataFile],
    reading: &Reading,
    settings: &Settings,
) -> Result<Vec<(ApiVersion, Metadata)>, CliError> {
    let mut services: Vec<(ApiVersion, Metadata)> = Vec::new();
    for file in files {
        let version = version(file, reading)?;
        if services.iter().any(|(known, _)| *known == version) {
            return Err(CliError::SeveralMetadata(version));
        }
        let shown = file.file.to_string_lossy();
        services.push((version, metadata::read(&settings.cwd.join(&file.file), &shown)?));
    }
    Ok(services)
}

fn version(file: &MetadataFile, reading: &Reading) -> Result<ApiVersion, CliError> {
    let versions: Vec<ApiVersion> = reading.versions.iter().map(|ir| ir.api).collect();
    let held = || versions.iter().map(|api| api.segment()).collect::<Vec<_>>().join(" and ");
    match (file.version, versions.as_slice()) {
        (Some(wanted), versions) if versions.contains(&wanted) => Ok(wanted),
        (Some(wanted), _) => Err(CliError::NoVersion { wanted, held: held() }),
        (None, [only]) => Ok(*only),
        (None, versions) => {
            let first = versions.first().copied().unwrap_or(ApiVersion::V1);
            Err(CliError::MetadataOfWhich { held: held(), first, file: file.file.clone() })
        }
    }
}

/// What the docs say of a version.
pub fn ir(reading: &Reading, version: ApiVersion) -> Option<&Ir> {
    reading.versions.iter().find(|ir| ir.api == version)
}
