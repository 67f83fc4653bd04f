//! The output before it is written, checked or compared: paths, with `/` between their parts, and contents.

use std::collections::BTreeMap;

/// The files of a crate, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree(pub BTreeMap<String, String>);
