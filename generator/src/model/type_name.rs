//! The full names of types.

/// A type's full name, such as `microsoft.graph.callRecords` and `session`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
