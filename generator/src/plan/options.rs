//! What the caller may decide about the output.

use serde::{Deserialize, Serialize};

use super::PlanError;
use crate::source::ApiVersion;

/// The settings that decide the output, apart from the docs. A manifest records them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Options {
    /// The package's name.
    pub crate_name: String,
    /// What to write, as [`Selection`](super::Selection) reads it; empty selects everything.
    pub select: Vec<String>,
    /// The edition of the crate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub edition: Edition,
    /// Leaves out the client, and the crates that it depends on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_client: bool,
    /// Writes a module tree that stands at this path, such as `graph` or `vendor::graph`, instead of a crate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub module: Option<String>,
    /// The features of a module tree, such as `permissions`. A crate has them all, for its users to choose.
    #[serde(default, skip_serializing_if = "is_default")]
    pub features: Vec<String>,
    /// What the crate's `Cargo.toml` says for a registry.
    #[serde(default, skip_serializing_if = "is_default")]
    pub package: Package,
    /// The only version of the docs that is read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub api: Option<ApiVersion>,
    /// Whose word counts where pages and the service's metadata contradict each other.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefer: Prefer,
    /// The docs hold no version folders: they are a selection by themselves.
    #[serde(skip)]
    pub loose: bool,
}

/// Whose word counts where a page of the docs says one thing and the service's metadata another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Prefer {
    /// The page's.
    #[default]
    Docs,
    /// The metadata's.
    Metadata,
}

impl Prefer {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Metadata => "metadata",
        }
    }
}

/// An edition of Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Edition {
    #[serde(rename = "2021")]
    #[cfg_attr(feature = "cli", value(name = "2021"))]
    E2021,
    #[default]
    #[serde(rename = "2024")]
    #[cfg_attr(feature = "cli", value(name = "2024"))]
    E2024,
}

impl Edition {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::E2021 => "2021",
            Self::E2024 => "2024",
        }
    }
}

/// Fields of `[package]` that only the publisher of a crate knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Package {
    #[serde(skip_serializing_if = "is_default")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub repository: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub homepage: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub documentation: Option<String>,
    /// `false` keeps `cargo publish` from it.
    #[serde(skip_serializing_if = "is_default")]
    pub publish: Option<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            crate_name: "msgraph".to_owned(),
            select: Vec::new(),
            edition: Edition::default(),
            no_client: false,
            module: None,
            features: Vec::new(),
            package: Package::default(),
            api: None,
            prefer: Prefer::default(),
            loose: false,
        }
    }
}

impl Options {
    /// A selection is compiled as a whole unless its user asks for less; the whole of the docs only in slices.
    pub(crate) fn is_selection(&self) -> bool {
        self.loose || !self.select.is_empty()
    }

    /// How the users of the output name its root.
    pub(crate) fn root(&self) -> String {
        self.tree_root().unwrap_or_else(|| self.crate_name.replace('-', "_"))
    }

    /// How its own code does.
    pub(crate) fn inner_root(&self) -> String {
        self.tree_root().unwrap_or_else(|| "crate".to_owned())
    }

    /// The root of a module tree in somebody's crate.
    pub(crate) fn tree_root(&self) -> Option<String> {
        self.module.as_ref().map(|module| format!("crate::{module}"))
    }

    /// What is decided of a feature when the code is written; none when the user of the crate decides.
    pub(crate) fn feature(&self, name: &str) -> Option<bool> {
        let optional = super::features::is_optional(name);
        match &self.module {
            Some(_) => Some(!optional || self.features.iter().any(|f| super::features::turns_on(f, name))),
            None => (self.no_client && super::features::needs_client(name)).then_some(false),
        }
    }

    /// # Errors
    /// When a name, the module or the features cannot be.
    pub fn validate(&self) -> Result<(), PlanError> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// All that does not make sense.
    pub fn faults(&self) -> Vec<PlanError> {
        let is_path = |path: &&String| path.split("::").all(|part| syn::parse_str::<syn::Ident>(part).is_ok());
        let module =
            self.module.iter().find(|path| !is_path(path)).map(|path| PlanError::Module { path: path.clone() });
        let of_crate = (self.module.is_none() && !self.features.is_empty()).then_some(PlanError::FeaturesOfCrate);
        let of_client = self.features.iter().filter(|name| self.no_client && super::features::needs_client(name));
        let of_client = of_client.map(|name| PlanError::FeatureOfClient { name: name.clone() });
        let unknown = self.features.iter().filter(|name| !super::features::is_optional(name));
        let known = || super::optional_features().join(", ");
        let unknown = unknown.map(|name| PlanError::Feature { name: name.clone(), known: known() });
        let name = check_crate_name(&self.crate_name).err();
        name.into_iter().chain(module).chain(of_crate).chain(of_client).chain(unknown).collect()
    }
}

fn check_crate_name(name: &str) -> Result<(), PlanError> {
    let valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && name.len() <= 64;
    let module = name.replace('-', "_");
    let keyword = syn::parse_str::<syn::Ident>(&module).is_err();
    if valid && !keyword { Ok(()) } else { Err(PlanError::CrateName { name: name.to_owned() }) }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
