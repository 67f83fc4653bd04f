//! What only the service and its subscriber should know.

use crate::runtime::types::scalar::{Scalar, ScalarRef};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt;

/// A text that is not shown, such as the client state of a subscription. It is written to JSON as it is.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text. To compare it, [`matches`](Self::matches) is safer.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether this is the text. How long that takes says nothing of where they differ.
    pub fn matches(&self, text: &str) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), text.as_bytes()).is_ok()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Scalar for Secret {
    fn from_scalar(value: ScalarRef<'_>) -> Option<Self> {
        String::from_scalar(value).map(Self)
    }

    fn to_scalar(&self) -> ScalarRef<'_> {
        ScalarRef::Str(&self.0)
    }
}
