//! The YAML block at the head of a page.

use std::collections::BTreeMap;

/// The front matter's top-level keys with their plain values.
///
/// It is read line by line and not as YAML, since real pages hold unquoted colons and stray quotes
/// that a YAML parser rejects together with the whole block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter(BTreeMap<String, String>);

impl FrontMatter {
    pub fn parse(block: &str) -> Self {
        let pairs = block.lines().filter_map(|line| {
            let (key, value) = line.split_once(':')?;
            if key.starts_with([' ', '\t', '-', '#']) {
                return None;
            }
            let value = value.trim().trim_matches(['"', '\'']).trim();
            Some((key.trim().to_ascii_lowercase(), value.to_owned()))
        });
        Self(pairs.collect())
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str).filter(|v| !v.is_empty())
    }

    /// The product area: `ms.subservice` (2024 on), else `ms.prod` (2018 to 2023).
    pub fn product(&self) -> Option<&str> {
        self.get("ms.subservice").or_else(|| self.get("ms.prod"))
    }
}
