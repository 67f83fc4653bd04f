//! That the docs advise against something, since when, until when, and what they name instead.

use serde::{Deserialize, Serialize};

/// That a page advises against it; what more it does not say is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Deprecation {
    /// When it was, or will be, deprecated; in the page's words, such as `July 2019`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// When it stops to work, or did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What to use instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

impl Deprecation {
    /// What there is to say, in a fixed form; empty where it is the bare fact.
    pub fn note(&self) -> String {
        let parts = [
            self.since.as_ref().map(|date| format!("since {date}")),
            self.until.as_ref().map(|date| format!("until {date}")),
            self.replacement.as_ref().map(|name| format!("use `{name}` instead")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
