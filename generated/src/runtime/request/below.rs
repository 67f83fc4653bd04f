//! What of an address comes after the path of its list.

use std::fmt;

/// What follows the path of the endpoint in the URL.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Below {
    /// The full name of a type.
    pub(crate) cast: Option<&'static str>,
    pub(crate) count: bool,
}

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.cast {
            write!(f, "/{name}")?;
        }
        f.write_str(if self.count { "/$count" } else { "" })
    }
}
