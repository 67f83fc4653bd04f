//! The list of what the generator owns in the output folder, and of what it was made from.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

use semver::Version;
use serde::{Deserialize, Serialize};

use super::DriftError;
use crate::diagnostic::escape_hidden;
use crate::hash::hash;
use crate::plan::Options;
use crate::source::ApiVersion;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "docgen-manifest.json";

/// Raised when the fields change their meaning.
const FORMAT: u64 = 1;

/// What manifests of all formats have in common.
#[derive(Deserialize)]
struct Format {
    format: u64,
}

/// What a crate was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    pub settings: Settings,
    /// The hash of every page and include, by its path from the docs root.
    pub pages: BTreeMap<String, String>,
    /// The hash of the metadata of each version, where what pages leave open was taken from some.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<ApiVersion, String>,
    /// The version that follows from all that changed since the crate's own was set; none where the crate has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_due: Option<Version>,
    /// The settings are somebody's own, in the file in the folder itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_settings: bool,
}

impl Inputs {
    /// Those of a run, before it is known which version is due.
    pub fn new(settings: Settings, pages: BTreeMap<String, String>, metadata: BTreeMap<ApiVersion, String>) -> Self {
        Self { settings, pages, metadata, version_due: None, own_settings: false }
    }
}

/// The settings that decide the output, apart from the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    #[serde(flatten)]
    pub options: Options,
    /// A hash of the corrections in docgen.toml; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<String>,
}

impl Settings {
    pub fn new<C: Serialize>(options: Options, corrections: &[C]) -> Self {
        // Texts and lists of them always serialise.
        let text = serde_json::to_string(corrections).unwrap_or_default();
        Self { options, corrections: (!corrections.is_empty()).then(|| hash(text)) }
    }
}

/// The file itself. It holds no time, no absolute path and no machine's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub about: String,
    pub format: u64,
    /// The generator's version.
    pub generator: String,
    #[serde(flatten)]
    pub inputs: Inputs,
    /// The hash of every file that the generator owns, by its path from the output folder.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// `files` are the hashes of those that the generator owns.
    pub fn new(files: BTreeMap<String, String>, inputs: Inputs) -> Self {
        Self {
            about: "Written by msgraph-docgen, which owns the files listed here. Do not edit.".to_owned(),
            format: FORMAT,
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            inputs,
            files,
        }
    }

    /// Reads the manifest of a folder; none when there is none.
    pub(super) fn read(out: &Path) -> Result<Option<Self>, DriftError> {
        let path = out.join(MANIFEST);
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(DriftError::Io { path, source }),
        };
        let bad = |why: String| DriftError::BadManifest { path: path.clone(), why };
        let text = text.map_err(|_| bad("it is not UTF-8".to_owned()))?;
        // Another format may have another shape.
        match serde_json::from_str(&text) {
            Ok(Format { format: FORMAT }) => {}
            Ok(Format { format }) if format > FORMAT => return Err(DriftError::NewerManifest { path, format }),
            Ok(Format { format }) => return Err(bad(format!("there is no format {format}"))),
            Err(error) => return Err(bad(error.to_string())),
        }
        let manifest: Self = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        for file in manifest.files.keys() {
            require_inside(file, path.display())?;
        }
        Ok(Some(manifest))
    }

    pub(super) fn to_text(&self) -> String {
        // Maps of text to text always serialise.
        escape_hidden(serde_json::to_string_pretty(self).unwrap_or_default()) + "\n"
    }
}

/// A path inside the output folder is relative, goes only downwards, and names nothing hidden: neither what the generator
/// works with, nor the hooks in `.git`.
pub(super) fn require_inside(path: &str, origin: impl Display) -> Result<(), DriftError> {
    let normal = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if path.split('/').all(normal) && path != MANIFEST {
        Ok(())
    } else {
        Err(DriftError::BadPath { path: path.to_owned(), origin: origin.to_string() })
    }
}
