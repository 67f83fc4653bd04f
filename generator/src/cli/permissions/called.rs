//! The endpoints that are named, and those that a program's source calls.

use std::path::PathBuf;

use super::super::args::Permissions;
use super::super::{CliError, Run};
use crate::calls::{self, Call, Calls, Naming};
use crate::diagnostic::Place;
use crate::drift::MANIFEST;
use crate::paths::read_text;
use crate::plan::{self, Called, Options, Plan, VersionPlan};

pub type Endpoint<'p, 'a> = (&'p VersionPlan<'a>, &'p plan::Endpoint<'a>);

/// The calls that are named on the command line and in lists, each as it was typed.
///
/// # Errors
/// When a list cannot be read, or a line of it is no call.
pub fn named(run: &mut Run<'_, '_>, asked: &Permissions) -> Result<Vec<(String, Called)>, CliError> {
    let mut lines = asked.calls.clone();
    if let Some(list) = &asked.list {
        let unreadable = |source| CliError::List { path: list.clone(), source };
        let text = if list.as_os_str() == "-" {
            std::io::read_to_string(&mut *run.environment.input).map_err(unreadable)?
        } else {
            read_text(&run.environment.cwd.join(list)).map_err(unreadable)?
        };
        let of_list = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
        lines.extend(of_list.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned));
    }
    let parse = |line: String| match Called::parse(&line) {
        Some(called) => Ok((line, called)),
        None => Err(CliError::NoCall { call: line }),
    };
    lines.into_iter().map(parse).collect()
}

/// What the sources of a program say, with their places from the current directory.
///
/// # Errors
/// When a source cannot be read, or none of them names the generated crate: then its name is probably another.
pub fn sources(run: &Run<'_, '_>, asked: &[PathBuf], options: &Options) -> Result<Calls, CliError> {
    let calls = read(run, asked, options)?;
    if asked.is_empty() || calls.names_crate || !calls.unreadable.is_empty() {
        return Ok(calls);
    }
    Err(CliError::NotNamed { name: generated(options).join("::"), sources: asked[0].clone() })
}

/// What the sources say that a program is compared with, which may not have had the crate yet.
///
/// # Errors
/// When a source cannot be read.
pub fn read(run: &Run<'_, '_>, sources: &[PathBuf], options: &Options) -> Result<Calls, CliError> {
    let generated = generated(options);
    let mut out = Calls::default();
    for source in sources {
        let path = run.environment.cwd.join(source);
        let read = calls::read(&path, &generated, &|folder| folder.join(MANIFEST).is_file());
        let read = read.map_err(|error| CliError::List { path: source.clone(), source: error })?;
        let shown = |place: Place| Place { file: run.settings.shown(place.file.as_ref()), ..place };
        out.calls.extend(read.calls.into_iter().map(|call| calls::Call { place: shown(call.place), ..call }));
        out.unreadable.extend(read.unreadable.into_iter().map(|(place, why)| (shown(place), why)));
        out.names_crate |= read.names_crate;
    }
    Ok(out)
}

/// How a program names the generated crate.
fn generated(options: &Options) -> Vec<String> {
    match &options.module {
        Some(module) => ["crate"].into_iter().chain(module.split("::")).map(str::to_owned).collect(),
        None => vec![options.crate_name.replace('-', "_")],
    }
}

/// The endpoints that are named.
pub struct Named<'p, 'a>(Vec<Endpoint<'p, 'a>>);

impl<'p, 'a> Named<'p, 'a> {
    /// # Errors
    /// When the docs know none of that name.
    pub fn find(plan: &'p Plan<'a>, named: &[(String, Called)]) -> Result<Self, CliError> {
        let find = |(typed, called): &(String, Called)| {
            called.find(plan).ok_or_else(|| CliError::NoEndpoint { request: typed.clone(), near: called.near(plan) })
        };
        Ok(Self(named.iter().map(find).collect::<Result<_, _>>()?))
    }

    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint<'p, 'a>> {
        self.0.iter().copied()
    }
}

/// A call that a source makes.
pub struct SourceCall<'p, 'a> {
    pub place: Place,
    pub endpoint: Endpoint<'p, 'a>,
}

impl SourceCall<'_, '_> {
    pub fn line(&self) -> String {
        self.endpoint.0.line(self.endpoint.1)
    }

    pub fn function(&self) -> String {
        self.endpoint.1.function(self.endpoint.0.module)
    }
}

/// What a source calls, and what of it is not known.
pub struct Source<'p, 'a> {
    pub calls: Vec<SourceCall<'p, 'a>>,
    pub unresolved: Vec<(Place, String)>,
}

impl<'p, 'a> Source<'p, 'a> {
    pub fn find(plan: &'p Plan<'a>, source: Calls) -> Self {
        let not_read = |(place, why)| (place, format!("this file cannot be read as Rust: {why}"));
        let mut out = Self { calls: Vec::new(), unresolved: source.unreadable.into_iter().map(not_read).collect() };
        for call in source.calls {
            let called = Called::parse(&call.path.join("::"));
            match (call.naming, called.as_ref().and_then(|called| called.find(plan))) {
                (Naming::Code | Naming::Macro, Some(endpoint)) => {
                    out.calls.push(SourceCall { place: call.place, endpoint });
                }
                (_, endpoint) => {
                    let why = unresolved(plan, &call, called.is_some(), endpoint.is_some());
                    out.unresolved.extend(why.map(|why| (call.place, why)));
                }
            }
        }
        out
    }

    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint<'p, 'a>> {
        self.calls.iter().map(|call| call.endpoint)
    }
}

/// Functions whose requests are what the program says.
const CUSTOM: &[&str] = &["Request::custom", "Request::from_url"];

/// What is to be said of what a program names and the docs do not tell the endpoint of; nothing of what calls none.
fn unresolved(plan: &Plan<'_>, call: &Call, is_function: bool, is_known: bool) -> Option<String> {
    let path = call.path.join("::");
    let names_module = names_module(plan, &call.path);
    match call.naming {
        _ if names_type(&call.path) && !CUSTOM.contains(&path.as_str()) => None,
        Naming::Cut => Some(format!("what follows `{path}::` is what a macro puts there")),
        Naming::Word | Naming::Macro if names_module => {
            Some(format!("`{path}` is given to a macro, which may call what is in it"))
        }
        Naming::Word => is_known.then(|| format!("`{path}` is given to a macro, which may call it")),
        _ if CUSTOM.contains(&path.as_str()) => Some(format!("`{path}` calls what the program says")),
        // A variable can have the name of a module that is imported, as `messages` may.
        Naming::Code | Naming::Macro => {
            (is_function && !call.by_glob && !names_module).then(|| format!("the docs know no function `{path}`"))
        }
    }
}

fn names_module(plan: &Plan<'_>, path: &[String]) -> bool {
    let Some((first, below)) = path.split_first() else { return true };
    let of_version = plan.versions.iter().filter(|version| version.module == first);
    of_version.flat_map(|version| &version.endpoints).any(|endpoint| endpoint.module.starts_with(below))
}

/// `v1::models::User::default` calls nothing, nor does `v1::users::SendMailBody`.
fn names_type(path: &[String]) -> bool {
    path.iter().any(|part| part == "models" || part.starts_with(|c: char| c.is_ascii_uppercase()))
}
