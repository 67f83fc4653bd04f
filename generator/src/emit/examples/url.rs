//! Which of an endpoint's URLs an example shows.

use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::emit::endpoints::Endpoint;

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:https?://[^/]+/(?:v1\.0|beta|\{[^}]*\}))?(/[^?]*)(?:\?(.*))?$"));

#[allow(clippy::expect_used, reason = "the pattern is a literal of this file, or escaped")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// What the URLs of an endpoint look like, decoded.
pub struct Template {
    /// Up to the first argument, in lower case.
    begin: String,
    /// In lower case: a pattern that folds case takes many times as long to compile.
    pattern: String,
    compiled: OnceCell<Regex>,
    /// Whether each argument stands in quotes.
    quoted: Vec<bool>,
}

impl Template {
    pub fn of(endpoint: &Endpoint<'_>) -> Self {
        let template = endpoint.template();
        let mut pieces = template.split("{}");
        let mut before = pieces.next().unwrap_or_default().to_owned();
        let begin = decode(&before).to_ascii_lowercase();
        let mut text = format!("(?s)^{}", regex::escape(&begin));
        for piece in pieces {
            text.push_str(match before.as_str() {
                b if b.ends_with('\'') => "((?:[^']|'')*)",
                b if b.ends_with(":/") => "(.+?)",
                b if b.ends_with('=') => "([^,)]*)",
                _ => "([^/]+?)",
            });
            text.push_str(&regex::escape(&decode(piece).to_ascii_lowercase()));
            before.push_str("{}");
            before.push_str(piece);
        }
        text.push('$');
        let quoted = template.match_indices("{}").map(|(i, _)| template[..i].ends_with('\'')).collect();
        Self { begin, pattern: text, compiled: OnceCell::new(), quoted }
    }

    /// The values of the arguments in a URL, if it is one of these.
    pub fn values(&self, url: &str) -> Option<Vec<String>> {
        let decoded = decode(ADDRESS.captures(url)?.get(1)?.as_str().trim_end_matches('/'));
        let lower = decoded.to_ascii_lowercase();
        if !lower.starts_with(&self.begin) {
            return None;
        }
        let captures = self.compiled.get_or_init(|| pattern(&self.pattern)).captures(&lower)?;
        let values = captures.iter().skip(1).flatten().map(|m| &decoded[m.range()]).zip(&self.quoted);
        Some(values.map(|(value, quoted)| if *quoted { value.replace("''", "'") } else { value.to_owned() }).collect())
    }
}

pub fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The names and values of a query, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let text = |part: &str| decode(&part.replace('+', " "));
    query.split('&').filter(|part| !part.is_empty()).map(move |part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (text(name), text(value))
    })
}

/// The path and the query of a URL below host and version.
pub fn parts(url: &str) -> Option<(&str, Option<&str>)> {
    let captures = ADDRESS.captures(url)?;
    Some((captures.get(1)?.as_str(), captures.get(2).map(|m| m.as_str())))
}
