//! The docs tree as it comes: a folder with `v1.0/` and `beta/`, an `api-reference/` root, a single
//! version's folder, or loose pages.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::near::docs_below;
use super::text::decode;
use crate::diagnostic::{Code, Diagnostic, Place, is_hidden, printable};

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    #[error("{} is not a folder", path.display())]
    NotAFolder { path: PathBuf },
    #[error(
        "no pages in {}: expected v1.0/ and beta/ folders, an api-reference/ folder, or .md files",
        path.display()
    )]
    Empty { path: PathBuf },
    #[error("the docs hold no {wanted}; they hold {held}")]
    NoVersion { wanted: ApiVersion, held: ApiVersion },
    #[error("{} is a symbolic link, which is not followed", path.display())]
    Link { path: PathBuf },
    #[error("no page of the API in {}: its .md files document neither types nor requests", path.display())]
    Foreign { path: PathBuf },
    #[error("the docs are not in {} itself, but in {}", path.display(), near.display())]
    Above { path: PathBuf, near: PathBuf },
    #[error("none of the {pages} pages in {} can be read; {}: {why}", path.display(), first)]
    NoneReadable { path: PathBuf, pages: usize, first: String, why: String },
    #[error("{}: {why}", page.display())]
    Lost { page: PathBuf, why: String },
    #[error("no type and no request in {}: there would be nothing in the crate", path.display())]
    Nothing { path: PathBuf },
}

/// The pages of a docs tree, in the order of their paths, not read yet.
#[derive(Debug)]
pub struct Tree {
    /// The folder that holds everything that pages may include.
    pub root: PathBuf,
    pub pages: Vec<ListedPage>,
    /// The links that were not followed, the names that cannot be shown, and the folders that are missing.
    pub findings: Vec<Diagnostic>,
}

/// A page's place in the tree.
#[derive(Clone, Debug)]
pub struct ListedPage {
    /// As the folders say; a loose page says it itself.
    pub version: Option<ApiVersion>,
    pub folder: Folder,
    path: String,
    file: String,
}

impl Tree {
    /// Lists every page under `docs`, or those of one version. The folder itself may be a link; links in it are findings.
    ///
    /// # Errors
    /// When the folder cannot be listed, or holds no page of that version.
    pub fn list(docs: &Path, api: Option<ApiVersion>) -> Result<Self, SourceError> {
        let root = docs.canonicalize().map_err(|source| SourceError::Unreadable { path: docs.into(), source })?;
        if !root.is_dir() {
            return Err(SourceError::NotAFolder { path: docs.into() });
        }
        let reference = root.join("api-reference");
        let root = if is_folder(&reference) { reference } else { root };
        let mut tree = Self { root: root.clone(), pages: Vec::new(), findings: Vec::new() };
        let versions = ApiVersion::ALL.map(|version| (version, root.join(version.segment())));
        let has_versions = versions.iter().any(|(_, folder)| is_folder(folder));
        // Without any of them the root is listed, links included.
        let is_wanted = |version: ApiVersion| api.is_none_or(|only| only == version);
        let mut other = None;
        for (version, folder) in versions.into_iter().filter(|_| has_versions) {
            if !is_wanted(version) {
                other = is_folder(&folder).then_some(version).or(other);
            } else if is_folder(&folder) {
                tree.list_version(&folder, Some(version))?;
            } else if folder.is_symlink() {
                tree.report_link(&folder);
            }
        }
        if !has_versions {
            let named = root.file_name().and_then(|n| ApiVersion::from_segment(&n.to_string_lossy()));
            let single = is_folder(&root.join("api")) || is_folder(&root.join("resources"));
            // Its pages would be read as loose ones, without their versions.
            if let Some(near) = docs_below(&root).filter(|_| !single) {
                return Err(SourceError::Above { path: docs.into(), near });
            }
            match named.filter(|_| single) {
                Some(version) if !is_wanted(version) => other = Some(version),
                version => tree.list_version(&root, version)?,
            }
        }
        tree.pages.sort_by(|a, b| a.path.cmp(&b.path));
        match (api, other) {
            _ if !tree.pages.is_empty() => Ok(tree),
            (Some(wanted), Some(held)) => Err(SourceError::NoVersion { wanted, held }),
            _ => Err(tree.nothing(docs)),
        }
    }

    /// Why there are no pages, as far as what was found says.
    fn nothing(&self, docs: &Path) -> SourceError {
        if let Some(link) = self.link(docs) {
            return link;
        }
        let mut named = self.findings.iter().filter(|finding| finding.code == Code::UnreadablePage);
        match named.next() {
            Some(first) => SourceError::NoneReadable {
                path: docs.into(),
                pages: 1 + named.count(),
                first: first.place.file.clone(),
                why: first.found.clone(),
            },
            None => SourceError::Empty { path: docs.into() },
        }
    }

    /// The link where the docs may be, if there is one.
    pub(crate) fn link(&self, docs: &Path) -> Option<SourceError> {
        let link = self.findings.iter().find(|finding| finding.code == Code::SymbolicLink)?;
        Some(SourceError::Link { path: docs.join(&link.place.file) })
    }

    /// Lists the pages under `base`: those of `api/` and `resources/` where it has them, else all.
    fn list_version(&mut self, base: &Path, version: Option<ApiVersion>) -> Result<(), SourceError> {
        let known = [("api", Folder::Api), ("resources", Folder::Resources)];
        let (folders, others): (Vec<_>, Vec<_>) =
            known.into_iter().map(|(name, folder)| (base.join(name), folder)).partition(|(path, _)| is_folder(path));
        if folders.is_empty() {
            return self.walk(base, base, Folder::Loose, version);
        }
        for (path, folder) in &others {
            if path.is_symlink() { self.report_link(path) } else { self.report_missing(path, *folder) }
        }
        folders.iter().try_for_each(|(path, folder)| self.walk(base, path, *folder, version))
    }

    fn walk(
        &mut self,
        base: &Path,
        path: &Path,
        folder: Folder,
        version: Option<ApiVersion>,
    ) -> Result<(), SourceError> {
        const RENAME: &str = "give the page another name";
        // Links are not followed, so nothing outside the docs root is ever read.
        for entry in WalkDir::new(path).follow_links(false) {
            let entry = entry
                .map_err(|e| SourceError::Unreadable { path: e.path().unwrap_or(path).to_owned(), source: plain(e) })?;
            let is_page = entry.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("md"));
            if entry.path_is_symlink() && (is_page || entry.path().is_dir()) {
                self.report_link(entry.path());
            }
            if is_page && !entry.file_type().is_file() && !entry.file_type().is_dir() && !entry.path_is_symlink() {
                // A pipe or a device has no end.
                let path = self.below_root(entry.path());
                self.leave_out(&path, "a page that is no regular file", "put a file there");
            }
            if !entry.file_type().is_file() || !is_page {
                continue;
            }
            let file = slashed(entry.path().strip_prefix(base).unwrap_or(entry.path()));
            if folder == Folder::Loose && file.split('/').any(|part| part == "includes") {
                continue;
            }
            let path = self.below_root(entry.path());
            if entry.path().strip_prefix(&self.root).unwrap_or(entry.path()).to_str().is_none() {
                self.leave_out(&path, "a page whose name is not UTF-8", RENAME);
                continue;
            }
            // Such a name is shown wherever the page is; in a log it could pass for a command to the runner.
            if path.contains(|c| c == ':' || is_hidden(c)) {
                self.leave_out(&path, "a page whose name holds a colon, or a character that cannot be seen", RENAME);
                continue;
            }
            self.pages.push(ListedPage { version, folder, path, file });
        }
        Ok(())
    }

    fn report_link(&mut self, link: &Path) {
        let place = Place::new(self.below_root(link), 1, 0);
        self.findings.push(
            Diagnostic::new(Code::SymbolicLink, place, "a symbolic link", "what it leads to was not read")
                .with_help("put the files themselves there, or name their folder with --docs"),
        );
    }

    /// A checkout of a part of the docs may have left it out.
    fn report_missing(&mut self, path: &Path, folder: Folder) {
        let lost = match folder {
            Folder::Api => "this version has no requests",
            Folder::Resources | Folder::Loose => "this version has no types but those that examples show",
        };
        let place = Place::new(self.below_root(path), 1, 0);
        let found = format!("no folder `{}`", place.file);
        self.findings.push(
            Diagnostic::new(Code::MissingFolder, place, found, lost).with_help("check that the docs are complete"),
        );
    }

    fn leave_out(&mut self, path: &str, found: &str, help: &str) {
        let place = Place::new(printable(path), 1, 0);
        self.findings.push(Diagnostic::new(Code::UnreadablePage, place, found, "it was left out").with_help(help));
    }

    fn below_root(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

/// A folder itself, not a link to one, which could lead anywhere.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// The error of the system alone: its walk names the path as well.
fn plain(error: walkdir::Error) -> std::io::Error {
    let why = error.to_string();
    error.into_io_error().unwrap_or_else(|| std::io::Error::other(why))
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl ListedPage {
    /// From the docs root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads the page, and says what is wrong with its bytes.
    ///
    /// # Errors
    /// When it cannot be read from disk.
    pub fn read(self, root: &Path) -> std::io::Result<(SourcePage, Option<Diagnostic>)> {
        let bytes = std::fs::read(root.join(&self.path))?;
        let (text, diagnostic) = decode(&self.path, bytes);
        let version = self.version.unwrap_or_else(|| version_of_examples(&text));
        let page = SourcePage { version, folder: self.folder, path: self.path, file: self.file, text };
        Ok((page, diagnostic))
    }
}

/// A loose page is of the version that its example URLs name; v1.0 when they name none.
fn version_of_examples(text: &str) -> ApiVersion {
    let count = |version: ApiVersion| text.matches(&format!("graph.microsoft.com/{version}/")).count();
    if count(ApiVersion::Beta) > count(ApiVersion::V1) { ApiVersion::Beta } else { ApiVersion::V1 }
}
