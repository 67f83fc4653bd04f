//! A call, as people and programs name it: a request as the docs write it, or a function of the crate.

use super::Plan;
use super::endpoint::Endpoint;
use super::version::VersionPlan;
use crate::diagnostic::nearest;
use crate::model::{Method, UrlPath, folded_shape};
use crate::source::ApiVersion;

/// What is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// `GET /users/{id}`, with any placeholders or values; with a version or a whole address before the path, too.
    Request { api: Option<ApiVersion>, method: Method, path: String },
    /// `v1::users::get`
    Function(Vec<String>),
}

/// The shape of a path as somebody types it: a star stands for a key in selectors.
pub fn typed_shape(path: &str) -> Vec<String> {
    UrlPath::new(path.replace("/*", "/{}")).folded_shape()
}

impl Called {
    /// None of what is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((method, url)) = text.split_once(char::is_whitespace) {
            let method = Method::parse(&method.to_uppercase())?;
            let url =
                url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest.trim_start_matches(|c| c != '/'));
            let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            let version = path.strip_prefix('/')?.split('/').next().and_then(ApiVersion::from_segment);
            let below = version.map_or(path, |api| &path[1 + api.segment().len()..]);
            return Some(Self::Request { api: version, method, path: below.to_owned() });
        }
        let plain = |part: &str| part.strip_prefix("r#").unwrap_or(part).to_owned();
        let path: Vec<String> = text.split("::").map(plain).collect();
        let begins = path.iter().position(|part| ApiVersion::ALL.iter().any(|api| api.module() == part))?;
        (path.len() > begins + 2).then(|| Self::Function(path[begins..].to_vec()))
    }

    /// The endpoint, of the first version that has it where none is named.
    pub fn find<'p, 'a>(&self, plan: &'p Plan<'a>) -> Option<(&'p VersionPlan<'a>, &'p Endpoint<'a>)> {
        plan.versions.iter().find_map(|version| Some((version, self.find_in(version)?)))
    }

    fn find_in<'p, 'a>(&self, version: &'p VersionPlan<'a>) -> Option<&'p Endpoint<'a>> {
        match self {
            Self::Function(path) => {
                let (module, name) = (&path[1..path.len() - 1], &path[path.len() - 1]);
                let is_called = |endpoint: &&Endpoint<'_>| endpoint.module == module && endpoint.name == *name;
                version.endpoints.iter().filter(|_| version.module == path[0]).find(is_called)
            }
            Self::Request { api, .. } if api.is_some_and(|api| api != version.ir.api) => None,
            Self::Request { method, path, .. } => {
                let wanted = typed_shape(path);
                let of_method = || version.endpoints.iter().filter(|endpoint| endpoint.method == *method);
                of_method()
                    .find(|endpoint| folded_shape(endpoint.segments) == wanted)
                    .or_else(|| of_method().find(|endpoint| endpoint.url_template().values(path).is_some()))
            }
        }
    }

    /// What the docs have that is spelled like it.
    pub fn near(&self, plan: &Plan<'_>) -> Option<String> {
        let endpoints = || plan.versions.iter().flat_map(|version| version.endpoints.iter().map(move |e| (version, e)));
        let (wanted, known): (String, Vec<String>) = match self {
            Self::Function(path) => {
                (path.join("::"), endpoints().map(|(version, e)| e.function(version.module)).collect())
            }
            Self::Request { method, path, .. } => {
                let of_method = endpoints().filter(|(_, endpoint)| endpoint.method == *method);
                let line = |path: &str| format!("{} {path}", method.as_str());
                (line(path), of_method.map(|(_, endpoint)| line(&endpoint.documented_path())).collect())
            }
        };
        nearest(&wanted, known.iter().map(String::as_str)).map(str::to_owned)
    }
}
