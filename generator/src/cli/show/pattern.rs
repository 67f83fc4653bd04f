//! What is to be shown, as it is typed: a request, a function, a type, or a selector for a list of endpoints.

use crate::cli::CliError;
use crate::diagnostic::nearest;
use crate::emit;
use crate::model::UrlPath;
use crate::plan::{By, Called, Selector, UrlTemplate, ancestors, typed_shape};
use crate::source::ApiVersion;
use crate::surface::{Attribute, Fact, Subject, Surface};

/// What is to be shown.
#[derive(Debug)]
pub enum Pattern {
    Called(Called),
    /// With or without its namespace, in any case.
    Type(String),
    Selector(Selector),
}

/// The subject of a fact of one version, which owns it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    pub surface: &'s Surface,
    pub owner: &'s str,
    pub fact: &'s Fact,
}

impl Pattern {
    /// # Errors
    /// When it is a selector of what only docs know, or a glob that cannot be read.
    pub fn parse(text: &str) -> Result<Self, CliError> {
        if let Some(called) = Called::parse(text) {
            return Ok(Self::Called(called));
        }
        if !text.contains(['/', ':', '*']) {
            return Ok(Self::Type(text.trim().to_owned()));
        }
        let selector = Selector::parse(text.trim())?;
        match selector.by {
            By::Product => Err(CliError::ProductOfShow),
            By::Path | By::Type => Ok(Self::Selector(selector)),
        }
    }

    /// What it means in each version.
    pub fn find<'s>(&self, surfaces: &'s [Surface]) -> Vec<Shown<'s>> {
        surfaces.iter().flat_map(|surface| self.find_in(surface)).collect()
    }

    fn find_in<'s>(&self, surface: &'s Surface) -> Vec<Shown<'s>> {
        let shown = |(owner, fact): (&'s str, &'s Fact)| Shown { surface, owner, fact };
        let of = |subject| surface.all(subject).map(shown);
        match self {
            Self::Called(Called::Request { api, .. }) if api.is_some_and(|api| api != surface.api) => Vec::new(),
            Self::Called(Called::Request { method, path, .. }) => {
                let owner = format!("{} /{}", method.as_str(), typed_shape(path).join("/"));
                let exact = of(Subject::Endpoint).find(|shown| shown.owner == owner);
                let of_method = || of(Subject::Endpoint).filter(|shown| shown.method() == method.as_str());
                exact
                    .or_else(|| of_method().find(|shown| template(shown.path()).values(path).is_some()))
                    .into_iter()
                    .collect()
            }
            Self::Called(Called::Function(path)) if path[0] != surface.module() => Vec::new(),
            Self::Called(Called::Function(path)) => {
                let rust = path[1..].join("::");
                let all = of(Subject::Endpoint).chain(of(Subject::Type));
                all.filter(|shown| shown.rust() == rust).take(1).collect()
            }
            Self::Type(name) => {
                let name = name.to_lowercase();
                let short = name.strip_prefix("microsoft.graph.").unwrap_or(&name);
                let types = || of(Subject::Type).filter(|shown| !shown.owner.contains('/'));
                let last = |owner: &str| owner.rsplit('.').next().unwrap_or_default().to_lowercase();
                let exact = types().find(|shown| shown.owner.to_lowercase() == short);
                let by_last_name = exact.or_else(|| types().find(|shown| last(shown.owner) == short));
                by_last_name
                    .or_else(|| types().find(|shown| shown.name().to_lowercase() == short))
                    .into_iter()
                    .collect()
            }
            Self::Selector(selector) => of(Subject::Endpoint).filter(|shown| is_selected(selector, shown)).collect(),
        }
    }

    /// What is there and is spelled most like it.
    pub fn near(&self, surfaces: &[Surface]) -> Option<String> {
        let of = |subject| {
            let shown = move |surface| move |(owner, fact)| Shown { surface, owner, fact };
            surfaces.iter().flat_map(move |surface| surface.all(subject).map(shown(surface)))
        };
        let (wanted, known): (String, Vec<String>) = match self {
            Self::Called(Called::Request { method, path, .. }) => {
                let line = |shown: Shown<'_>| format!("{} {}", shown.method(), shown.path());
                let of_method = of(Subject::Endpoint).filter(|shown| shown.method() == method.as_str());
                (format!("{} {path}", method.as_str()), of_method.map(line).collect())
            }
            Self::Called(Called::Function(path)) => {
                let all = of(Subject::Endpoint).chain(of(Subject::Type));
                (path.join("::"), all.map(|shown| shown.code_path()).collect())
            }
            Self::Type(name) => (name.clone(), of(Subject::Type).map(|shown| shown.owner.to_owned()).collect()),
            Self::Selector(selector) => {
                let (stem, below) = selector.text.split_once("/*").unwrap_or((&selector.text, ""));
                let paths = of(Subject::Endpoint).flat_map(|shown| ancestors(shown.path()).collect::<Vec<_>>());
                let near = nearest(stem, paths.collect::<Vec<_>>().iter().map(String::as_str)).map(str::to_owned)?;
                return Some(if below.is_empty() { near } else { format!("{near}/*{below}") });
            }
        };
        nearest(&wanted, known.iter().map(String::as_str)).map(str::to_owned)
    }
}

fn template(path: &str) -> UrlTemplate {
    let shape: String = UrlPath::new(path).segments().iter().map(|segment| format!("/{}", segment.shape())).collect();
    UrlTemplate::new(&shape, None)
}

fn is_selected(selector: &Selector, shown: &Shown<'_>) -> bool {
    let exchanged = [Attribute::Body, Attribute::Returns].into_iter().filter_map(|attribute| shown.fact.get(attribute));
    match selector.by {
        By::Type => exchanged.map(type_in).any(|name| selector.matches(name) || selector.matches(&full(name))),
        By::Path | By::Product => selector.matches(shown.path()),
    }
}

/// The type of `Collection(user)`, and of `(operation)user`.
pub fn type_in(reference: &str) -> &str {
    let one = reference.trim_start_matches("(operation)");
    one.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(one)
}

/// A type's name with its namespace.
pub fn full(short: &str) -> String {
    if short.starts_with("Edm.") || short.starts_with("microsoft.") {
        short.to_owned()
    } else {
        format!("microsoft.graph.{short}")
    }
}

impl<'s> Shown<'s> {
    pub fn api(&self) -> ApiVersion {
        self.surface.api
    }

    pub fn method(&self) -> &'s str {
        self.owner.split(' ').next().unwrap_or_default()
    }

    /// As documented.
    pub fn path(&self) -> &'s str {
        self.fact.get(Attribute::Path).unwrap_or_default()
    }

    /// Below the module of the version.
    pub fn rust(&self) -> &'s str {
        self.fact.get(Attribute::Rust).unwrap_or_default()
    }

    /// The last part of [`Shown::rust`].
    pub fn name(&self) -> &'s str {
        self.rust().rsplit("::").next().unwrap_or_default()
    }

    /// Below the crate, as code.
    pub fn code_path(&self) -> String {
        format!("{}::{}", self.surface.module(), emit::spelled(self.rust()))
    }

    pub fn line(&self) -> String {
        format!("{} {}", self.method(), self.path())
    }
}
