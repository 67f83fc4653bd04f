//! What a run works with: the command line, else docgen.toml, else the defaults.

use std::collections::BTreeMap;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::CliError;
use super::args::{Docs, Global, Target};
use crate::config::{Config, Correction, FILE_NAME};
use crate::diagnostic::Deny;
use crate::drift::{self, hash};

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
    pub select: Vec<String>,
    pub crate_name: String,
    pub deny: Deny,
}

impl Settings {
    pub fn read(global: &Global, cwd: &Path) -> Result<Self, CliError> {
        let default = cwd.join(FILE_NAME);
        let file = match &global.config {
            Some(path) => Some((path.display().to_string(), cwd.join(path))),
            None => default.is_file().then(|| (FILE_NAME.to_owned(), default)),
        };
        let config = file.as_ref().map(|(shown, path)| Config::read(path, shown)).transpose()?.unwrap_or_default();
        Ok(Self { cwd: cwd.to_owned(), file, config })
    }

    pub fn docs(&self, docs: &Docs) -> PathBuf {
        self.path(docs.docs.as_ref(), self.config.docs.as_ref(), "docs-input")
    }

    /// The job of a command that compares or writes a crate.
    ///
    /// # Errors
    /// When the crate would lie in the docs.
    pub fn checked_job(&self, target: &Target) -> Result<Job, CliError> {
        let job = self.job(target);
        let real = |path: &Path| path.ancestors().find_map(|at| at.canonicalize().ok());
        match (real(&job.out), job.docs.canonicalize()) {
            (Some(out), Ok(docs)) if out.starts_with(&docs) => Err(CliError::OutInDocs { out: self.shown(&job.out) }),
            _ => Ok(job),
        }
    }

    pub fn deny(&self, deny: Option<Deny>) -> Deny {
        deny.or(self.config.deny).unwrap_or_default()
    }

    fn job(&self, target: &Target) -> Job {
        let select = if target.select.is_empty() { &self.config.select } else { &target.select };
        let crate_name = target.crate_name.as_ref().or(self.config.crate_name.as_ref());
        Job {
            docs: self.docs(&target.docs),
            out: self.path(target.out.as_ref(), self.config.out.as_ref(), "generated"),
            select: select.clone(),
            crate_name: crate_name.map_or_else(|| "msgraph".to_owned(), Clone::clone),
            deny: self.deny(target.deny),
        }
    }

    fn path(&self, typed: Option<&PathBuf>, configured: Option<&PathBuf>, default: &str) -> PathBuf {
        self.cwd.join(typed.or(configured).map_or(Path::new(default), PathBuf::as_path))
    }

    /// A path as somebody in the current directory would type it, with `/` between its parts.
    pub fn shown(&self, path: &Path) -> String {
        let real = |p: &Path| p.canonicalize().unwrap_or_else(|_| p.to_owned());
        let inside = path
            .strip_prefix(&self.cwd)
            .map(Path::to_owned)
            .or_else(|_| real(path).strip_prefix(real(&self.cwd)).map(Path::to_owned));
        let shown = inside.unwrap_or_else(|_| path.to_owned()).to_string_lossy().replace(MAIN_SEPARATOR, "/");
        if shown.is_empty() { ".".to_owned() } else { shown }
    }
}

impl Job {
    pub fn inputs(&self, pages: BTreeMap<String, String>, corrections: &[Correction]) -> drift::Inputs {
        let text = serde_json::to_string(corrections).unwrap_or_default();
        drift::Inputs {
            settings: drift::Settings {
                crate_name: self.crate_name.clone(),
                select: self.select.clone(),
                corrections: (!corrections.is_empty()).then(|| hash(text)),
            },
            pages,
        }
    }
}

/// The command that makes the crate what it should be, as it can be pasted into a shell.
pub fn generate_command(global: &Global, target: &Target) -> String {
    let path = |p: &PathBuf| p.display().to_string();
    let options = [
        ("--config", global.config.as_ref().map(path)),
        ("--docs", target.docs.docs.as_ref().map(path)),
        ("--out", target.out.as_ref().map(path)),
    ];
    let select = target.select.iter().map(|glob| ("--select", Some(glob.clone())));
    let name = [("--crate-name", target.crate_name.clone())];
    let given = options.into_iter().chain(select).chain(name).filter_map(|(option, value)| Some((option, value?)));
    given.fold("msgraph-docgen generate".to_owned(), |command, (option, value)| {
        format!("{command} {option} {}", quoted(&value))
    })
}

fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}
