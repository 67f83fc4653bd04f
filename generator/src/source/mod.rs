//! Finds the pages of a docs tree, and reads them and the files they include.

mod front_matter;
mod include;
mod near;
mod text;
mod tree;

pub use front_matter::FrontMatter;
pub use include::{IncludeError, Included, Includes};
pub use tree::{ApiVersion, Folder, ListedPage, SourceError, SourcePage, Tree};
