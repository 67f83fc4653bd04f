//! Why a run could not be made, and what to do about it: each in one line.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::report::counted;
use crate::config::{ConfigError, ReadError, ServiceError};
use crate::drift::DriftError;
use crate::output::OutputError;
use crate::plan::PlanError;
use crate::source::SourceError;
use crate::surface::SurfaceError;

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{source}; {}", remedy(source, "name the docs with --docs"))]
    Docs {
        #[from]
        source: SourceError,
    },
    #[error("{source}; {}", remedy(source, SIDES))]
    DocsOfSide { source: SourceError },
    #[error("{0}")]
    Setting(String),
    /// Parts of the selection, with their places.
    #[error("{}", .0.join("\n"))]
    NothingSelected(Vec<String>),
    #[error("cannot set the version in {}: {source}; make it readable and writable", path.display())]
    Settings { path: PathBuf, source: io::Error },
    #[error("cannot add corrections to {}: {source}; make it readable and writable", path.display())]
    Corrections { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Metadata(#[from] ServiceError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Generate(#[from] OutputError),
    #[error(transparent)]
    Drift(#[from] DriftError),
    #[error(
        "the output folder {out} lies in the docs, which would then hold what is made of them; name another one with --out"
    )]
    OutInDocs { out: String },
    #[error(
        "{file} holds settings of its own, which this run would write over; take them from it with `{command}`, or delete it"
    )]
    ForeignSettings { file: String, command: String },
    #[error("a crate holds what it was generated with: --select chooses from docs and dumps; leave it out")]
    SelectOfCrate,
    #[error("{} is no crate with a version, which --fail-on version compares", .0.display())]
    NoVersionOfSide(PathBuf),
    #[error("the docs hold {0}; choose one with --api")]
    SeveralVersions(String),
    #[error("{}: {source}; generate the crate again", path.display())]
    Facts { path: PathBuf, source: SurfaceError },
    #[error("{} holds no facts of the API; generate the crate again, or name its docs, as a module tree has no facts", .0.display())]
    NoFacts(PathBuf),
    #[error("{} is no dump of the model: {source}; write one with `msgraph-docgen ir`, or {SIDES}", path.display())]
    Dump { path: PathBuf, source: serde_json::Error },
    #[error("cannot read {}: {source}; {}", path.display(), readable(source, SIDES))]
    Side { path: PathBuf, source: io::Error },
    #[error("{} is neither a file nor a folder; {SIDES}", .0.display())]
    NoSide(PathBuf),
    #[error("{} and {} hold no API version in common", .0.display(), .1.display())]
    NothingInCommon(PathBuf, PathBuf),
    #[error("`{command}` does not write {asked}; choose one of {written} with --format")]
    NotWritten { command: &'static str, asked: &'static str, written: String },
    #[error("cannot start {}: {source}; {}", if *threads == 0 { "the threads".to_owned() } else { counted(*threads, "thread") }, fewer(*threads))]
    Threads { threads: usize, source: rayon::ThreadPoolBuildError },
    #[error("the docs know no endpoint `{request}`{}", near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    NoEndpoint { request: String, near: Option<String> },
    #[error("there is no endpoint, function or type `{pattern}`; {}", near.as_ref().map_or_else(|| "look for it with `msgraph-docgen search`".to_owned(), |near| format!("did you mean `{near}`?")))]
    NothingToShow { pattern: String, near: Option<String> },
    #[error("nothing has all of the words `{words}`; leave one out, or write only its beginning")]
    NothingFound { words: String },
    #[error("`show` takes no selector of products; write a path such as '/users/*', or 'type:user'")]
    ProductOfShow,
    #[error("{} is no generated crate; name one with --crate, or docs with --docs", .0.display())]
    NoCrate(PathBuf),
    #[error("`{call}` is no call; write a request such as 'GET /users/{{id}}', or a function such as v1::users::get")]
    NoCall { call: String },
    #[error("no Rust in {} names `{name}`; say how it names the crate with --crate-name, or a module tree with --module", sources.display())]
    NotNamed { name: String, sources: PathBuf },
    #[error("cannot read {}: {source}; {}", path.display(), readable(source, "name one that is there"))]
    List { path: PathBuf, source: io::Error },
    #[error("{} holds no service principal: {source}; save what GET /servicePrincipals(appId='00000003-0000-0000-c000-000000000000') answers", path.display())]
    AppRoles { path: PathBuf, source: serde_json::Error },
    #[cfg(feature = "mock")]
    #[error("cannot serve at port {port} of 127.0.0.1: {source}; name another one with --port, or none")]
    Port { port: u16, source: io::Error },
    #[error("cannot print the model: {0}")]
    Json(#[from] serde_json::Error),
    #[error("cannot write the answer: {0}")]
    Answer(#[from] io::Error),
}

/// What a side of a comparison can be.
const SIDES: &str = "name docs, a dump, or a generated crate";

/// What helps when a file cannot be read; `name` is how others are named.
fn readable<'n>(error: &io::Error, name: &'n str) -> &'n str {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => name,
        ErrorKind::InvalidData => "save it as UTF-8",
        _ => "make it readable",
    }
}

/// Against a system that starts no more threads.
fn fewer(threads: usize) -> &'static str {
    if threads == 1 {
        "end other programs of this user, or raise the limit of its processes"
    } else {
        "try --threads 1"
    }
}

impl CliError {
    /// What is said of it: a line, or one for each thing that is wrong with the settings.
    pub fn messages(&self) -> Vec<String> {
        match self {
            Self::Config(ConfigError::Invalid { file, faults }) => faults.iter().map(|fault| fault.of(file)).collect(),
            Self::Plan(PlanError::NothingSelected(parts)) => parts.iter().map(ToString::to_string).collect(),
            Self::NothingSelected(parts) => parts.clone(),
            _ => vec![self.to_string()],
        }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Source(error) => error.into(),
            ReadError::Service(error) => error.into(),
        }
    }
}

/// What helps when docs cannot be read; `name` is how others are named.
fn remedy(error: &SourceError, name: &str) -> String {
    match error {
        SourceError::Unreadable { source, .. } => readable(source, name).to_owned(),
        SourceError::NoneReadable { .. } => "make them readable".to_owned(),
        SourceError::Lost { .. } => "make it readable, so that what it says is not lost".to_owned(),
        SourceError::Nothing { .. } => "check that the docs are complete".to_owned(),
        SourceError::Link { .. } => format!("put the folder itself there, or {name}"),
        SourceError::Above { near, .. } if name.ends_with("--docs") => format!("use --docs {}", near.display()),
        SourceError::Above { near, .. } => format!("name {}", near.display()),
        SourceError::NotAFolder { .. } | SourceError::Empty { .. } | SourceError::Foreign { .. } => name.to_owned(),
        SourceError::NoVersion { .. } => "leave out --api, or name other docs".to_owned(),
    }
}
