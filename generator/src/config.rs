//! `docgen.toml`: the settings that the command line also takes, and corrections of what the docs say.

mod apply;
mod apply_endpoint;
mod apply_page;
mod apply_parameter;
mod check;
mod correction;
mod docs;
mod docs_url;
mod faults;
mod metadata_file;
#[cfg_attr(not(feature = "metadata"), path = "config/no_metadata_files.rs")]
mod metadata_files;
mod recipe;
mod suggestion;
mod wording;

use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Deny, Place};
use crate::plan::{Edition, Options, Package, Prefer};
use crate::source::ApiVersion;
use faults::Parsed;

pub use apply::apply;
pub use check::{Wrong, check, check_prefer};
pub use correction::{Correction, Exchanged, Subject};
pub use docs::{Docs, ReadError};
pub use docs_url::DocsUrl;
pub use faults::Fault;
pub use metadata_file::{MetadataFile, NamedBy};
#[cfg(feature = "metadata")]
pub use metadata_files::LoadedMetadata;
pub use metadata_files::{MetadataFiles, ServiceError};
pub use recipe::recipe;
pub use suggestion::{SuggestedChange, Suggestion};
pub use toml::value::Date;

/// The file that is read when `--config` names none.
pub const FILE_NAME: &str = "docgen.toml";

const NOT_UTF8: &str = "this is not UTF-8; save the file as UTF-8";

/// What the file says; paths are relative to its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Raw {
    docs: Option<PathBuf>,
    docs_url: Option<DocsUrl>,
    api: Option<ApiVersion>,
    out: Option<PathBuf>,
    select: Vec<String>,
    crate_name: Option<String>,
    edition: Option<Edition>,
    no_client: bool,
    module: Option<String>,
    features: Vec<String>,
    package: Package,
    deny: Option<Deny>,
    metadata: Files,
    prefer: Option<Prefer>,
    correction: Vec<Spanned<correction::Raw>>,
}

/// One file, or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected a file such as \"v1.0=metadata.xml\", or a list of such")]
enum Files {
    One(String),
    Several(Vec<String>),
}

impl Default for Files {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Files {
    fn below(self, folder: &Path) -> Vec<MetadataFile> {
        let written = match self {
            Self::One(file) => vec![file],
            Self::Several(files) => files,
        };
        let parsed = written.iter().filter_map(|text| text.parse::<MetadataFile>().ok());
        parsed.map(|MetadataFile { version, file }| MetadataFile { version, file: folder.join(file) }).collect()
    }
}

/// A `docgen.toml` that has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub docs: Option<PathBuf>,
    /// Where they are on the web, for links to their lines.
    pub docs_url: Option<DocsUrl>,
    /// The only version of them that is read.
    pub api: Option<ApiVersion>,
    pub out: Option<PathBuf>,
    pub select: Vec<String>,
    /// Where each of them stands.
    pub select_at: Vec<Place>,
    pub crate_name: Option<String>,
    pub edition: Option<Edition>,
    pub no_client: bool,
    pub module: Option<String>,
    pub features: Vec<String>,
    pub package: Package,
    pub deny: Option<Deny>,
    /// What pages leave open is taken from these files.
    pub metadata: Vec<MetadataFile>,
    /// What of them counts besides.
    pub prefer: Option<Prefer>,
    pub corrections: Vec<Correction>,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {}: {source}; name an existing file with --config", path.display())]
    Missing { path: PathBuf, source: std::io::Error },
    #[error("cannot read {}: {source}; make it readable, or take it away", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{} is no file; name a settings file with --config, or put one in its place", .0.display())]
    NotAFile(PathBuf),
    /// Each fault is a line.
    #[error("{}", faults.iter().map(|fault| fault.of(file)).collect::<Vec<_>>().join("\n"))]
    Invalid { file: String, faults: Vec<Fault> },
}

impl Config {
    /// Reads a file; `shown` is how messages name it.
    ///
    /// # Errors
    /// When it cannot be read, is not TOML, or says something that no setting means.
    pub fn read(path: &Path, shown: &str) -> Result<Self, ConfigError> {
        let failed = |source: std::io::Error| match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => ConfigError::Missing { path: shown.into(), source },
            _ => ConfigError::Unreadable { path: shown.into(), source },
        };
        // A pipe might never end.
        if !std::fs::metadata(path).map_err(failed)?.is_file() {
            return Err(ConfigError::NotAFile(shown.into()));
        }
        let text = String::from_utf8(std::fs::read(path).map_err(failed)?).map_err(|error| {
            let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
            let faults = vec![Fault::at(&valid, valid.len(), NOT_UTF8.to_owned())];
            ConfigError::Invalid { file: shown.to_owned(), faults }
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder, shown)
    }

    fn parse(text: &str, folder: &Path, shown: &str) -> Result<Self, ConfigError> {
        let mut parsed = Parsed::new(text);
        let raw = std::mem::take(&mut parsed.raw);
        let mut corrections = Vec::new();
        for (nth, entry) in raw.correction.into_iter().enumerate() {
            let span = entry.span();
            // What an entry lacks may be what was wrong in it.
            if parsed.maimed.contains(&span.start) {
                continue;
            }
            let line = u32::try_from(faults::position(text, span.start).0).unwrap_or(u32::MAX);
            match Correction::new(entry.into_inner(), shown, line) {
                Ok(correction) => corrections.push(correction),
                Err(wrongs) => wrongs.into_iter().for_each(|wrong| {
                    let at = wrong.key.and_then(|key| span_in_correction(&parsed.table, nth, key));
                    parsed.add(Some(at.unwrap_or(span.clone())), wrong.why);
                }),
            }
        }
        let place = |nth| {
            let span = span_of(&parsed.table, &["select"], Some(nth)).unwrap_or_default();
            let before = text.get(..span.start).unwrap_or_default();
            let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Place::new(shown, number(faults::position(text, span.start).0), number(column))
        };
        let config = Self {
            docs: raw.docs.map(|p| folder.join(p)),
            docs_url: raw.docs_url,
            out: raw.out.map(|p| folder.join(p)),
            select_at: (0..raw.select.len()).map(place).collect(),
            select: raw.select,
            crate_name: raw.crate_name,
            edition: raw.edition,
            no_client: raw.no_client,
            module: raw.module,
            features: raw.features,
            package: raw.package,
            deny: raw.deny,
            metadata: raw.metadata.below(folder),
            api: raw.api,
            prefer: raw.prefer,
            corrections,
        };
        for wrong in check(&config.alone()) {
            parsed.add(span_of(&parsed.table, wrong.key, wrong.nth), wrong.why);
        }
        let mut faults = parsed.faults;
        faults.sort();
        if faults.is_empty() { Ok(config) } else { Err(ConfigError::Invalid { file: shown.to_owned(), faults }) }
    }

    /// The options by themselves: what they make together with the command line is judged there.
    fn alone(&self) -> Options {
        let options = self.options();
        let module = options.module.or_else(|| (!options.features.is_empty()).then(|| "graph".to_owned()));
        Options { module, no_client: false, ..options }
    }
}

impl Config {
    /// What the output is to be, with the defaults of what the file leaves open.
    pub fn options(&self) -> Options {
        let default = Options::default();
        Options {
            crate_name: self.crate_name.clone().unwrap_or(default.crate_name),
            select: self.select.clone(),
            edition: self.edition.unwrap_or_default(),
            no_client: self.no_client,
            module: self.module.clone(),
            features: self.features.clone(),
            package: self.package.clone(),
            api: self.api,
            prefer: self.prefer.unwrap_or_default(),
            loose: false,
        }
    }
}

/// The place of a value; that of the whole where it has no such part.
fn span_of(table: &DeTable<'_>, key: &[&str], nth: Option<usize>) -> Option<Range<usize>> {
    let (first, rest) = key.split_first()?;
    let mut value = table.get(*first)?;
    for key in rest {
        value = value.get_ref().get(*key)?;
    }
    let nth = nth.and_then(|nth| value.get_ref().get(nth));
    Some(nth.unwrap_or(value).span())
}

/// The place of a value of an entry.
fn span_in_correction(table: &DeTable<'_>, nth: usize, key: &str) -> Option<Range<usize>> {
    Some(table.get("correction")?.get_ref().get(nth)?.get_ref().get(key)?.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Config::parse(text, Path::new(""), FILE_NAME).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_the_place_and_the_likely_fix() {
        let message = error("docs = \"d\"\nselct = []\n");
        assert!(message.starts_with("docgen.toml:2:1: unknown field `selct`"), "{message}");
        assert!(message.ends_with("did you mean `select`?"), "{message}");
        assert!(!message.contains('\n'), "{message}");
    }

    #[test]
    fn all_faults_are_said_at_once_each_on_a_line() {
        let text = r#"docs = 3
selct = []
select = ["/{[", "/users", "/[x"]
deny = "warnin"

[package]
licence = "MIT"
version = "1.x"

[[correction]]
type = "user"
set-typ = "Edm.String"
property = 1

[[correction]]
type = "user"
rename = "a b"
until = "soon"

[[correction]]
reason = "the one above is right"
page = "api/user-get.md"
skip = "yes"
"#;
        let message = error(text);
        let places = |message: &str| {
            let place = |line: &str| line.splitn(4, ':').skip(1).take(2).collect::<Vec<_>>().join(":");
            message.lines().map(place).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(places(&message), "1:8 2:1 3:11 3:28 4:8 7:1 8:11 12:1 13:12 15:1 17:10 18:9 23:8", "{message}");
        for fix in ["write \"3\", in quotes", "`select`?", "`warning`?", "`set-type`?", "`soon` is no date"] {
            assert!(message.contains(fix), "{fix}: {message}");
        }
        let message = error("docs = \"a\"\ndocs = \"b\"\nselct = []\n");
        assert_eq!(places(&message), "2:1 3:1", "{message}");
        let message = error("docs = \nselct = []\n\nout \n");
        assert!(message.lines().count() <= 2 && !message.contains("selct"), "{message}");
        assert!(error(&"x = 1\n[[correction]]\n".repeat(3000)).lines().count() <= 3200);
    }

    #[test]
    fn a_correction_needs_a_reason_and_something_to_do() {
        let head = "\n[[correction]]\ntype = \"microsoft.graph.user\"\n";
        assert!(error(&format!("{head}rename = \"person\"\n")).contains("`reason` is missing"));
        let message = error(&format!("{head}reason = \"r\"\n"));
        assert!(message.starts_with("docgen.toml:2:1: ") && message.contains("set-type"), "{message}");
        assert!(error(&format!("{head}reason = \"r\"\nset-type = \"Edm.String\"\n")).contains("property"));
        assert!(
            error(&format!("{head}reason = \"r\"\nproperty = \"p\"\nset-type = \"Edm.Strin\"\n"))
                .contains("Edm.String")
        );
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let config = Config::parse("docs = \"pages\"\ndeny = \"warning\"\n", Path::new("/repo"), FILE_NAME).unwrap();
        assert_eq!(config.docs.as_deref(), Some(Path::new("/repo/pages")));
        assert_eq!(config.deny, Some(Deny::Warning));
    }
}
