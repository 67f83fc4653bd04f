//! Why nothing can be planned: what the user of the generator asked for cannot be.

/// A fault of the settings or of the selection.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error("the glob `{glob}` cannot be read: {source}")]
    Glob { glob: String, source: globset::Error },
    /// Each of them is a line.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    NothingSelected(Vec<Unmatched>),
    #[error("`{name}` is not a package name: use letters, digits, `-` and `_`, beginning with a letter")]
    CrateName { name: String },
    #[error("`{path}` is not where a module can stand: write it like `graph` or `vendor::graph`")]
    Module { path: String },
    #[error("a crate has all features, for its users to choose: `features` is for a module tree, with `module`")]
    FeaturesOfCrate,
    #[error("the feature `{name}` needs the client, which `no-client` leaves out; drop one of the two")]
    FeatureOfClient { name: String },
    #[error("there is no feature `{name}` to choose; there are: {known}")]
    Feature { name: String, known: String },
    #[error("the docs know no type `{name}`; {help}")]
    NoType { name: String, help: String },
}

/// A part of a selection that selects nothing.
#[derive(Debug, thiserror::Error)]
#[error("nothing matches '{selector}'; {help}")]
pub struct Unmatched {
    /// Which part it is.
    pub nth: usize,
    pub selector: String,
    pub help: String,
}
