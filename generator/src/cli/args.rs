//! The command line as it is typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use super::format::FormatName;
use super::help;
use crate::config::{DocsUrl, MetadataFile};
use crate::diagnostic::{Code, Deny, Severity};
use crate::plan::{Edition, Prefer};
use crate::source::ApiVersion;

/// Writes a typed Rust crate from Microsoft Graph's documentation pages.
#[derive(Debug, Parser)]
#[command(name = "msgraph-docgen", version, after_help = help::PROGRAM)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Clone, Debug, Args)]
pub struct Global {
    /// How results and findings are written
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: FormatName,
    /// The settings file [default: docgen.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write findings, changes and failures only: no progress, no summary
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// How many threads to use [default: one a core]; the output is the same for any number
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(flatten)]
    Task(Box<Task>),
    /// Print what makes a shell complete commands and options
    #[command(after_help = help::COMPLETIONS)]
    Completions {
        /// The shell that is to read it
        shell: Shell,
    },
    /// Print the manual page of the program, or of a command, for `man -l -` or a folder that `man` looks through
    Man {
        /// The command
        #[arg(value_parser = PossibleValuesParser::new(TASKS))]
        command: Option<String>,
    },
}

/// What is done with docs, or with what was made of them.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Write the crate
    #[command(after_help = help::GENERATE)]
    Generate(Generate),
    /// Say what `generate` would change, and write nothing
    #[command(after_help = help::CHECK)]
    Check(Target),
    /// List every finding in the docs, and how much of them comes through
    #[command(after_help = help::LINT)]
    Lint(Lint),
    /// Print the model of one API version as JSON
    Ir(IrDump),
    /// Say what changed in the API between two docs trees, dumps of `ir`, or generated crates
    #[command(after_help = help::DIFF)]
    Diff(Diff),
    /// Say which permissions an app needs at least to call the selected endpoints
    #[command(after_help = help::PERMISSIONS)]
    Permissions(Permissions),
    /// Show an endpoint or a type: its function, permissions, parameters, types and example
    #[command(after_help = help::SHOW)]
    Show(Show),
    /// Find endpoints and types by words of their names, URLs and descriptions
    #[command(after_help = help::SEARCH)]
    Search(Search),
    /// Answer documented requests with their documented responses, on this machine
    #[cfg(feature = "mock")]
    #[command(after_help = help::MOCK)]
    Mock(MockArgs),
}

impl Task {
    /// The metadata that counts beside the pages; none where the task reads pages alone.
    pub fn service(&self) -> Option<&Service> {
        match self {
            Self::Generate(generate) => Some(&generate.target.service),
            Self::Check(target) => Some(&target.service),
            Self::Ir(dump) => Some(&dump.service),
            Self::Diff(diff) => Some(&diff.service),
            _ => None,
        }
    }

    /// The docs that the task reads, where it reads one.
    pub fn docs(&self) -> Option<&Docs> {
        match self {
            Self::Generate(generate) => Some(&generate.target.docs),
            Self::Check(target) => Some(&target.docs),
            Self::Lint(lint) => Some(&lint.docs),
            Self::Ir(dump) => Some(&dump.docs),
            Self::Permissions(permissions) => Some(&permissions.docs),
            Self::Show(show) => Some(&show.library.docs),
            Self::Search(search) => Some(&search.library.docs),
            #[cfg(feature = "mock")]
            Self::Mock(mock) => Some(&mock.docs),
            Self::Diff(_) => None,
        }
    }
}

/// The tasks by their names, as those of a parser live as long as the program.
const TASKS: &[&str] = &[
    "generate",
    "check",
    "lint",
    "ir",
    "diff",
    "permissions",
    "show",
    "search",
    #[cfg(feature = "mock")]
    "mock",
];

#[cfg(feature = "mock")]
#[derive(Debug, Args)]
pub struct MockArgs {
    /// The port of 127.0.0.1 [default: one that is free]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Only these endpoints, as `generate` takes them; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    pub select: Vec<String>,
    /// Lists come in so many pages [default: two, where the docs show a link to the next one]
    #[arg(long, value_name = "N")]
    pub pages: Option<std::num::NonZeroU16>,
    /// Keep what is created, changed and deleted, so that requests which follow find it so
    #[arg(long)]
    pub stateful: bool,
    #[command(flatten)]
    pub docs: Docs,
}

#[derive(Debug, Args)]
pub struct Permissions {
    /// What is called: a request as the docs write it, such as 'GET /users/{id}', or a function, such as v1::users::get
    #[arg(value_name = "CALL")]
    pub calls: Vec<String>,
    /// A file with a call a line; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// What the source of a program calls: a folder, or a file of Rust; may be repeated
    #[arg(long, value_name = "PATH")]
    pub from_source: Vec<PathBuf>,
    /// Say what is needed more than by the source in this folder, and end with 1 when there is such a permission
    #[arg(long, value_name = "PATH", requires = "from_source")]
    pub against: Option<PathBuf>,
    /// What the source calls the generated crate [default: msgraph]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// The path at which the source has the module tree that stands in for a crate, such as graph
    #[arg(long, value_name = "PATH")]
    pub module: Option<String>,
    /// A file of the service principal of Graph, which holds the identifiers of permissions
    #[arg(long, value_name = "FILE")]
    pub app_roles: Option<PathBuf>,
    #[command(flatten)]
    pub docs: Docs,
    /// Only for these endpoints, as `generate` takes them; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    pub select: Vec<String>,
    /// Only for tokens of this kind [default: each of them]
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<Kind>,
}

#[derive(Debug, Args)]
pub struct Show {
    /// A request, such as 'GET /users/{id}'; a function, such as v1::users::get; a type, such as user; or a selector, such as
    /// '/users/*' or 'type:user', for a list of endpoints
    pub pattern: String,
    #[command(flatten)]
    pub library: Library,
}

#[derive(Debug, Args)]
pub struct Search {
    /// What all of is looked for, such as: managed device wipe
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub library: Library,
}

/// Where endpoints and types are looked up.
#[derive(Debug, Args)]
pub struct Library {
    #[command(flatten)]
    pub docs: Docs,
    /// A generated crate, in place of docs
    #[arg(long = "crate", value_name = "DIR", conflicts_with = "docs")]
    pub krate: Option<PathBuf>,
}

/// Who makes the calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// A user with a work or school account.
    Delegated,
    /// A user with a personal account.
    DelegatedPersonal,
    /// The app itself.
    Application,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// What there was
    pub old: PathBuf,
    /// What there is now
    pub new: PathBuf,
    /// Only these endpoints, with the types that they reach, as `generate` takes them; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    pub select: Vec<String>,
    #[command(flatten)]
    pub service: Service,
    /// End with 1 when there are such changes
    #[arg(long, value_name = "CHANGES", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Where the new docs are on the web, for the links of --format html
    #[arg(long, value_name = "URL")]
    pub docs_url: Option<DocsUrl>,
}

/// Which changes make `diff` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// What breaks callers of the crate.
    Breaking,
    /// What asks tokens for more: a permission that allowed a call does so no longer.
    Permissions,
    /// Everything but other words in the docs.
    Any,
    /// What the version of the new crate does not make known: it is lower than what follows from that of the old one.
    Version,
}

#[derive(Debug, Default, Args)]
pub struct Generate {
    #[command(flatten)]
    pub target: Target,
    /// Write nothing, and say why this type is in the output, or what this endpoint is made of: `user`, `GET /users/{id}`
    #[arg(long, value_name = "TYPE|ENDPOINT")]
    pub explain: Option<String>,
    /// Set the version that follows from what changed, under [package] in docgen.toml
    #[arg(long, conflicts_with_all = ["explain", "module"])]
    pub bump: bool,
}

#[derive(Debug, Default, Args)]
pub struct Target {
    #[command(flatten)]
    pub docs: Docs,
    #[command(flatten)]
    pub service: Service,
    /// The folder that is written to [default: generated, or src/PATH for --module PATH]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only these endpoints, with the types that they reach: '/users/**' by path, 'type:managedDevice' by what they send
    /// or give back, 'product:intune' by the ms.subservice or ms.prod of their page; all are globs, and may be repeated
    #[arg(long, value_name = "SELECTOR")]
    pub select: Vec<String>,
    /// The name of the crate [default: msgraph]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// The edition of the crate [default: 2024]
    #[arg(long, value_name = "YEAR")]
    pub edition: Option<Edition>,
    /// A crate without the client and its dependencies
    #[arg(long)]
    pub no_client: bool,
    /// No crate, but a module tree that stands at this path of one, such as graph or vendor::graph
    #[arg(long, value_name = "PATH")]
    pub module: Option<String>,
    /// The features of the module tree, such as permissions,client
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub features: Vec<String>,
    /// Fail on findings of this severity or above [default: error]
    #[arg(long, value_name = "SEVERITY")]
    pub deny: Option<Deny>,
}

/// What the service says of itself.
#[derive(Debug, Default, Args)]
pub struct Service {
    /// The service's metadata (CSDL 4.0 in XML), for what pages leave open; may be repeated, for each version
    #[arg(long, value_name = "[VERSION=]FILE")]
    pub metadata: Vec<MetadataFile>,
    /// Whose word counts where pages and metadata contradict each other [default: docs]
    #[arg(long, value_name = "SIDE")]
    pub prefer: Option<Prefer>,
}

#[derive(Clone, Debug, Default, Args)]
pub struct Docs {
    /// The docs: a folder with v1.0/ and beta/, an api-reference/ root, or loose pages [default: docs-input]
    #[arg(long, value_name = "DIR")]
    pub docs: Option<PathBuf>,
    /// Only this version of them
    #[arg(long, value_name = "VERSION", value_parser = version_parser())]
    pub api: Option<ApiVersion>,
    /// Neither look for what runs before made of the same docs, nor keep it for the next one; the output is the same
    #[arg(long)]
    pub no_cache: bool,
}

#[derive(Debug, Args)]
pub struct Lint {
    #[command(flatten)]
    pub docs: Docs,
    /// The service's metadata (CSDL 4.0 in XML): what contradicts it is a finding; may be repeated, for each version
    #[arg(long, value_name = "[VERSION=]FILE")]
    pub metadata: Vec<MetadataFile>,
    /// Print the corrections for docgen.toml that follow where examples are on the metadata's side, in place of findings; or add
    /// them to this file
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", requires = "metadata")]
    pub fix_config: Option<PathBuf>,
    /// Only findings of this severity or above; `note` shows all of them in full
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub severity: Option<Severity>,
    /// Only findings of this code, such as unknown-type; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code_parser())]
    pub code: Vec<Code>,
    /// Only findings on pages whose path ends like this: user-get, 'resources/*'
    #[arg(long, value_name = "GLOB")]
    pub page: Option<String>,
    /// Fail on findings of this severity or above [default: error]
    #[arg(long, value_name = "SEVERITY")]
    pub deny: Option<Deny>,
    /// Where the docs are on the web, for the links of --format html
    #[arg(long, value_name = "URL")]
    pub docs_url: Option<DocsUrl>,
}

#[derive(Debug, Args)]
pub struct IrDump {
    #[command(flatten)]
    pub docs: Docs,
    #[command(flatten)]
    pub service: Service,
    /// Indent the JSON
    #[arg(long)]
    pub pretty: bool,
}

impl Lint {
    /// Whether only some of the findings are asked for.
    pub fn chooses(&self) -> bool {
        self.severity.is_some() || !self.code.is_empty() || self.page.is_some()
    }
}

fn code_parser() -> impl TypedValueParser<Value = Code> {
    let find = |id: String| Code::from_id(&id).ok_or("no such code");
    PossibleValuesParser::new(Code::ALL.iter().map(|code| code.id())).try_map(find)
}

fn version_parser() -> impl TypedValueParser<Value = ApiVersion> {
    let names = ApiVersion::ALL.map(ApiVersion::segment);
    PossibleValuesParser::new(names).try_map(|name| ApiVersion::from_segment(&name).ok_or("no such version"))
}
