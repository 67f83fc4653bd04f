//! The URLs that examples show.

use std::sync::LazyLock;

use regex::Regex;

#[path = "../../runtime/mock/url_template.rs"]
mod url_template;

pub use url_template::{UrlTemplate, pairs};

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:https?://[^/]+/(?:v1\.0|beta|\{[^}]*\}))?(/[^?]*)(?:\?(.*))?$"));

#[allow(clippy::expect_used, reason = "the pattern is a literal of this file")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// The path and the query of a URL below host and version.
pub fn parts(url: &str) -> Option<(&str, Option<&str>)> {
    let captures = ADDRESS.captures(url)?;
    Some((captures.get(1)?.as_str(), captures.get(2).map(|m| m.as_str())))
}
