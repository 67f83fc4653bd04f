//! Where the docs are on the web.

use std::str::FromStr;

use serde::Deserialize;

use crate::paths::uri;

/// The address of the folder that the docs are, such as
/// `https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DocsUrl(String);

impl DocsUrl {
    /// The line of a page, which is named from the docs root.
    pub fn line(&self, page: &str, line: u32) -> String {
        // GitHub and GitLab show a page as it looks, which has no lines, unless they are asked for its text.
        format!("{}/{}?plain=1#L{line}", self.0, uri(page))
    }
}

impl FromStr for DocsUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        if host.is_none_or(|host| host.is_empty() || host.contains(|c: char| c.is_whitespace() || "?#".contains(c))) {
            return Err(
                "not the address of a folder, such as https://github.com/OWNER/DOCS/blob/main/api-reference".into()
            );
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl TryFrom<String> for DocsUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_that_of_the_text_of_the_page() {
        let url: DocsUrl = "https://example.com/docs/blob/main/".parse().unwrap();
        let address = "https://example.com/docs/blob/main/v1.0/api/a%20%22b%23.md?plain=1#L7";
        assert_eq!(url.line("v1.0/api/a \"b#.md", 7), address);
    }

    #[test]
    fn what_a_browser_would_run_is_no_address() {
        for text in ["javascript:alert(1)", "https://", "docs", "https://example.com/?a", "https://example.com/a b"] {
            assert!(text.parse::<DocsUrl>().is_err(), "{text}");
        }
    }
}
