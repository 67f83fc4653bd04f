//! How the files of the service's metadata are named.

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

/// Who names the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamedBy {
    /// One run, for these docs.
    #[default]
    Caller,
    /// Settings, for any docs: those of versions that the docs do not hold are left out.
    Settings,
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
