//! The docs tree as it comes: a folder with `v1.0/` and `beta/`, an `api-reference/` root, a single
//! version's folder, or loose pages.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Place};

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ApiVersion {
    #[serde(rename = "v1.0")]
    V1,
    #[serde(rename = "beta")]
    Beta,
}

impl ApiVersion {
    pub const ALL: [Self; 2] = [Self::V1, Self::Beta];

    /// The version as it stands in a URL and as a folder's name.
    pub fn segment(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The version's module in the crate.
    pub fn module(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::Beta => "beta",
        }
    }

    pub fn from_segment(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.segment().eq_ignore_ascii_case(segment))
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.segment())
    }
}

/// What the folder says of a page's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Api,
    Resources,
    Loose,
}

/// A page as it lies on disk, with its place in the tree.
#[derive(Clone, Debug)]
pub struct SourcePage {
    pub version: ApiVersion,
    pub folder: Folder,
    /// The path from the docs root, with `/` between its parts: what diagnostics name.
    pub path: String,
    /// The path from the version's folder, such as `api/user-update.md`: what the IR names.
    pub file: String,
    pub text: String,
}

/// Why a docs tree could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("cannot read the docs folder {}: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error(
        "no pages in {}: expected v1.0/ and beta/ folders, an api-reference/ folder, or .md files",
        path.display()
    )]
    Empty { path: PathBuf },
}

/// The pages of a docs tree, in the order of their paths, not read yet.
#[derive(Debug)]
pub struct Tree {
    /// The folder that holds everything that pages may include.
    pub root: PathBuf,
    pub pages: Vec<ListedPage>,
}

/// A page's place in the tree.
#[derive(Debug)]
pub struct ListedPage {
    /// As the folders say; a loose page says it itself.
    version: Option<ApiVersion>,
    pub folder: Folder,
    path: String,
    file: String,
}

impl Tree {
    /// Lists every page under `docs`.
    ///
    /// # Errors
    /// When the folder cannot be listed, or holds no page.
    pub fn list(docs: &Path) -> Result<Self, SourceError> {
        let root = docs.canonicalize().map_err(|source| SourceError::Unreadable { path: docs.into(), source })?;
        let root = if root.join("api-reference").is_dir() { root.join("api-reference") } else { root };
        let mut pages = Vec::new();
        let versions: Vec<_> = ApiVersion::ALL.into_iter().filter(|v| root.join(v.segment()).is_dir()).collect();
        for version in &versions {
            list(&root, &root.join(version.segment()), Some(*version), &mut pages)?;
        }
        if versions.is_empty() {
            let named = root.file_name().and_then(|n| ApiVersion::from_segment(&n.to_string_lossy()));
            let single = root.join("api").is_dir() || root.join("resources").is_dir();
            list(&root, &root, named.filter(|_| single), &mut pages)?;
        }
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        if pages.is_empty() {
            return Err(SourceError::Empty { path: docs.into() });
        }
        Ok(Self { root, pages })
    }
}

/// Lists the pages under `base`: those of `api/` and `resources/` where it has them, else all.
fn list(root: &Path, base: &Path, version: Option<ApiVersion>, out: &mut Vec<ListedPage>) -> Result<(), SourceError> {
    let folders: Vec<_> = [("api", Folder::Api), ("resources", Folder::Resources)]
        .into_iter()
        .map(|(name, folder)| (base.join(name), folder))
        .filter(|(path, _)| path.is_dir())
        .collect();
    let folders = if folders.is_empty() { vec![(base.to_owned(), Folder::Loose)] } else { folders };
    for (path, folder) in folders {
        // Links are not followed, so nothing outside the docs root is ever read.
        for entry in WalkDir::new(&path).follow_links(false) {
            let entry = entry.map_err(|e| SourceError::Unreadable { path: path.clone(), source: e.into() })?;
            let is_page =
                entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("md"));
            if !is_page {
                continue;
            }
            let path = slashed(entry.path().strip_prefix(root).unwrap_or(entry.path()));
            let file = slashed(entry.path().strip_prefix(base).unwrap_or(entry.path()));
            if folder == Folder::Loose && file.split('/').any(|part| part == "includes") {
                continue;
            }
            out.push(ListedPage { version, folder, path, file });
        }
    }
    Ok(())
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl ListedPage {
    /// Reads the page. One that cannot be read, or is not UTF-8, is a finding.
    pub fn read(self, root: &Path) -> (Option<SourcePage>, Option<Diagnostic>) {
        let bytes = match std::fs::read(root.join(&self.path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                let place = Place::new(&self.path, 1, 0);
                let found = format!("cannot read the page: {error}");
                return (None, Some(Diagnostic::new(Code::UnreadablePage, place, found, "the page was left out")));
            }
        };
        let (text, bad_line) = decode(bytes);
        let diagnostic = bad_line.map(|line| {
            let place = Place::new(&self.path, line, 0);
            Diagnostic::new(Code::InvalidUtf8, place, "bytes that are not UTF-8", "they were read as U+FFFD")
                .with_help("save the page as UTF-8")
        });
        let version = self.version.unwrap_or_else(|| version_of_examples(&text));
        let page = SourcePage { version, folder: self.folder, path: self.path, file: self.file, text };
        (Some(page), diagnostic)
    }
}

/// The page's text with `\n` line ends and no byte order mark, and the first line that is not UTF-8.
fn decode(bytes: Vec<u8>) -> (String, Option<u32>) {
    let (text, bad_line) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let (valid, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
            let line = 1 + bytes[..valid].iter().filter(|b| **b == b'\n').count();
            (String::from_utf8_lossy(bytes).into_owned(), Some(u32::try_from(line).unwrap_or(u32::MAX)))
        }
    };
    (with_plain_lines(text.strip_prefix('\u{feff}').unwrap_or(&text)), bad_line)
}

/// A text whose lines end in `\n` alone.
fn with_plain_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'\r', text.as_bytes()) {
        out.push_str(&text[from..at]);
        if text.as_bytes().get(at + 1) != Some(&b'\n') {
            out.push('\n');
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out
}

/// A loose page is of the version that its example URLs name; v1.0 when they name none.
fn version_of_examples(text: &str) -> ApiVersion {
    let count = |version: ApiVersion| text.matches(&format!("graph.microsoft.com/{version}/")).count();
    if count(ApiVersion::Beta) > count(ApiVersion::V1) { ApiVersion::Beta } else { ApiVersion::V1 }
}
