//! The full names of types.

/// What a schema says of them.
#[cfg(test)]
pub(super) const FULL_NAME: &str = r"^[^.\s]+(\.[^.\s]+)+$";

/// A type's full name, such as `microsoft.graph.callRecords.session`: its namespace, and its name after the last dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(from = "String", into = "String", extend("pattern" = FULL_NAME)))]
pub struct TypeName {
    pub namespace: String,
    pub name: String,
}

impl TypeName {
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), name: name.into() }
    }

    /// Splits `microsoft.graph.callRecords.session` at its last dot; a name without one is of `microsoft.graph`.
    pub fn parse(full: &str) -> Self {
        match full.rsplit_once('.') {
            Some((namespace, name)) => Self::new(namespace, name),
            None => Self::new("microsoft.graph", full),
        }
    }
}
