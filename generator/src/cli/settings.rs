//! What a run works with: the command line, else docgen.toml, else the defaults.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::args::{Docs, Global, Service, Target};
use super::{CliError, Run};
use crate::config::{Config, DocsUrl, FILE_NAME, MetadataFile, check};
use crate::diagnostic::{Deny, Place};
use crate::drift;
use crate::paths::{lies_in, real};
use crate::pipeline::Reading;
use crate::plan::{Options, Prefer, spelled};
use crate::source::ApiVersion;

/// The settings file that a run found, and what it says.
#[derive(Debug)]
pub struct Settings {
    pub cwd: PathBuf,
    /// The settings file, with the name that findings give it.
    pub file: Option<(String, PathBuf)>,
    pub config: Config,
}

/// Where a crate comes from and goes to.
#[derive(Debug)]
pub struct Job {
    pub docs: PathBuf,
    pub out: PathBuf,
    pub options: Options,
    /// Where the parts of the selection stand in the settings file; empty for those that were typed.
    pub select_at: Vec<Place>,
    pub deny: Deny,
}

impl Settings {
    pub fn read(global: &Global, cwd: &Path) -> Result<Self, CliError> {
        let default = cwd.join(FILE_NAME);
        let file = match &global.config {
            Some(path) => Some((path.display().to_string(), cwd.join(path))),
            // Whatever stands under this name is meant: what it cannot be read as is an error.
            None => default.symlink_metadata().is_ok().then(|| (FILE_NAME.to_owned(), default)),
        };
        let config = file.as_ref().map(|(shown, path)| Config::read(path, shown)).transpose()?.unwrap_or_default();
        Ok(Self { cwd: cwd.to_owned(), file, config })
    }

    /// The settings file itself.
    pub fn path_of_file(&self) -> Option<&Path> {
        self.file.as_ref().map(|(_, path)| path.as_path())
    }

    pub fn docs(&self, docs: &Docs) -> PathBuf {
        self.path(docs.docs.as_ref(), self.config.docs.as_ref(), "docs-input")
    }

    /// Where the docs are on the web.
    pub fn docs_url<'s>(&'s self, typed: Option<&'s DocsUrl>) -> Option<&'s DocsUrl> {
        typed.or(self.config.docs_url.as_ref())
    }

    /// The only version of the docs that is read.
    pub fn api(&self, docs: Option<&Docs>) -> Option<ApiVersion> {
        docs.and_then(|docs| docs.api).or(self.config.api)
    }

    /// Whose word counts where pages and metadata contradict each other.
    pub fn prefer(&self, service: Option<&Service>) -> Prefer {
        service.and_then(|service| service.prefer).or(self.config.prefer).unwrap_or_default()
    }

    /// The job of a command that compares or writes a crate.
    ///
    /// # Errors
    /// When a setting cannot be, or the crate would lie in the docs.
    pub fn checked_job(&self, target: &Target) -> Result<Job, CliError> {
        let job = self.job(target);
        if let Some(wrong) = check(&job.options).into_iter().next() {
            return Err(CliError::Setting(wrong.why));
        }
        if lies_in(&job.out, &job.docs) { Err(CliError::OutInDocs { out: self.shown(&job.out) }) } else { Ok(job) }
    }

    pub fn deny(&self, deny: Option<Deny>) -> Deny {
        deny.or(self.config.deny).unwrap_or_default()
    }

    fn job(&self, target: &Target) -> Job {
        let config = &self.config;
        let several = |typed: &Vec<String>, configured: &Vec<String>| {
            if typed.is_empty() { configured.clone() } else { typed.clone() }
        };
        let set = config.options();
        let options = Options {
            crate_name: target.crate_name.clone().unwrap_or(set.crate_name),
            select: several(&target.select, &set.select).iter().map(|text| spelled(text)).collect(),
            edition: target.edition.unwrap_or(set.edition),
            no_client: target.no_client || set.no_client,
            module: target.module.clone().or(set.module),
            features: several(&target.features, &set.features),
            package: set.package,
            api: self.api(Some(&target.docs)),
            prefer: self.prefer(Some(&target.service)),
            loose: false,
        };
        let out = options.module.as_ref().map(|path| format!("src/{}", path.replace("::", "/")));
        let out = out.as_deref().unwrap_or("generated");
        Job {
            docs: self.docs(&target.docs),
            out: self.path(target.out.as_ref(), config.out.as_ref(), out),
            options,
            select_at: if target.select.is_empty() { config.select_at.clone() } else { Vec::new() },
            deny: self.deny(target.deny),
        }
    }

    fn path(&self, typed: Option<&PathBuf>, configured: Option<&PathBuf>, default: &str) -> PathBuf {
        self.cwd.join(typed.or(configured).map_or(Path::new(default), PathBuf::as_path))
    }

    /// A path as somebody in the current directory would type it, with `/` between its parts.
    pub fn shown(&self, path: &Path) -> String {
        let inside = path
            .strip_prefix(&self.cwd)
            .map(Path::to_owned)
            .or_else(|_| real(path).strip_prefix(real(&self.cwd)).map(Path::to_owned));
        let shown = inside.unwrap_or_else(|_| path.to_owned()).to_string_lossy().replace(MAIN_SEPARATOR, "/");
        if shown.is_empty() { ".".to_owned() } else { shown }
    }
}

impl Run<'_, '_> {
    /// What decides the output of a job: settings, pages and metadata.
    ///
    /// # Errors
    /// When a file of metadata cannot be read.
    pub fn inputs(&self, job: &Job, reading: &Reading) -> Result<drift::Inputs, CliError> {
        let settings = drift::Settings::new(job.options.clone(), &self.settings.config.corrections);
        let metadata = self.metadata()?.hashes(&reading.held_versions());
        Ok(drift::Inputs::new(settings, reading.inputs.clone(), metadata))
    }
}

/// The command that makes the crate by the settings in its own folder.
pub fn own_command(run: &Run<'_, '_>, file: &Path, target: &Target) -> String {
    let global = Global { config: Some(run.settings.shown(file).into()), ..run.global.clone() };
    let out = file.parent().map(|out| run.settings.shown(out).into());
    generate_command(&global, &Target { docs: target.docs.clone(), out, ..Target::default() })
}

/// The command that lists the findings, as it can be pasted into a shell.
pub fn lint_command(global: &Global, docs: &Docs, metadata: &[MetadataFile]) -> String {
    let metadata = metadata.iter().map(|file| ("--metadata", Some(file.to_string())));
    command("msgraph-docgen lint", sources(global, docs).chain(metadata))
}

/// The command that lists the findings of what is generated, which takes typed metadata from the settings beside the crate.
pub fn findings_command(run: &Run<'_, '_>, job: &Job, target: &Target) -> String {
    if target.service.metadata.is_empty() {
        return lint_command(run.global, &target.docs, &[]);
    }
    let file = run.settings.shown(&job.out.join(FILE_NAME));
    lint_command(&Global { config: Some(file.into()), ..run.global.clone() }, &Docs::default(), &[])
}

/// Where a command reads from.
fn sources(global: &Global, docs: &Docs) -> impl Iterator<Item = (&'static str, Option<String>)> {
    let path = |p: &PathBuf| p.display().to_string();
    let api = docs.api.map(|api| api.segment().to_owned());
    let (config, folder) = (global.config.as_ref().map(path), docs.docs.as_ref().map(path));
    [("--config", config), ("--docs", folder), ("--api", api)].into_iter()
}

/// The command that makes the crate what it should be, as it can be pasted into a shell.
pub fn generate_command(global: &Global, target: &Target) -> String {
    let out = ("--out", target.out.as_ref().map(|path| path.display().to_string()));
    let metadata = target.service.metadata.iter().map(|file| ("--metadata", Some(file.to_string())));
    let prefer = ("--prefer", target.service.prefer.map(|prefer| prefer.as_str().to_owned()));
    let select = target.select.iter().map(|glob| ("--select", Some(glob.clone())));
    let rest = [
        ("--crate-name", target.crate_name.clone()),
        ("--edition", target.edition.map(|edition| edition.as_str().to_owned())),
        ("--module", target.module.clone()),
        ("--features", (!target.features.is_empty()).then(|| target.features.join(","))),
    ];
    let flag = if target.no_client { " --no-client" } else { "" };
    let options = sources(global, &target.docs).chain(metadata).chain([prefer, out]).chain(select).chain(rest);
    command(&format!("msgraph-docgen generate{flag}"), options)
}

/// A command with those of its options that have a value.
fn command(start: &str, options: impl Iterator<Item = (&'static str, Option<String>)>) -> String {
    let given = options.filter_map(|(option, value)| Some((option, value?)));
    given.fold(start.to_owned(), |command, (option, value)| format!("{command} {option} {}", quoted(&value)))
}

fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}
