//! Where a page says something.

use serde::{Deserialize, Serialize};

/// A page, relative to its version's folder, and a line in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source {
    /// Such as `api/user-update.md`.
    pub file: String,
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u32,
}

impl Source {
    /// The page's name without its folder and ending, which is also that of the published page.
    pub fn page(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md")
    }
}
