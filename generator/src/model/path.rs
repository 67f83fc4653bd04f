//! Paths of URLs, read once.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Part, Placeholder, Segment, folded_shape};

/// The path of a URL as it is written, without host, version and query, and what it consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(extend("pattern" = "^/")))]
#[serde(from = "String", into = "String")]
pub struct UrlPath {
    text: String,
    segments: Vec<Segment>,
}

impl UrlPath {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { segments: parse_path(&text), text }
    }

    pub fn from_segments(segments: &[Segment]) -> Self {
        Self::new(segments.iter().map(|segment| format!("/{}", segment.documented())).collect::<String>())
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The same for all spellings of one URL.
    pub fn folded_shape(&self) -> Vec<String> {
        folded_shape(&self.segments)
    }

    /// Whether it ends in this very text: `$ref`, `content`.
    pub fn ends_in(&self, literal: &str) -> bool {
        self.segments.last().and_then(Segment::literal) == Some(literal)
    }

    pub fn ends_in_key(&self) -> bool {
        self.segments.last().is_some_and(|last| last.key().is_some())
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<String> for UrlPath {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<UrlPath> for String {
    fn from(path: UrlPath) -> Self {
        path.text
    }
}

/// Splits a path (without host and query) at its slashes; a slash inside braces, parentheses or quotes splits nothing.
fn parse_path(path: &str) -> Vec<Segment> {
    let (segments, closed) = split(path, true);
    // `range(address='{address}'/entireRow`: a parenthesis that is never closed holds nothing back.
    if closed { segments } else { split(path, false).0 }
}

/// The segments, and whether all parentheses are closed.
fn split(path: &str, within_parentheses: bool) -> (Vec<Segment>, bool) {
    let mut segments = Vec::new();
    let mut current = String::new();
    let (mut braces, mut parens) = (0_i32, 0_i32);
    for c in path.chars() {
        match c {
            '{' | '<' => braces += 1,
            '}' | '>' => braces -= 1,
            '(' => parens += 1,
            ')' => parens -= 1,
            '/' if braces <= 0 && (parens <= 0 || !within_parentheses) => {
                push(&mut segments, &mut current);
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    push(&mut segments, &mut current);
    (segments, parens <= 0)
}

fn push(segments: &mut Vec<Segment>, current: &mut String) {
    let text = std::mem::take(current);
    let text = text.trim();
    if !text.is_empty() {
        let open = text.matches('(').count() > text.matches(')').count();
        segments.push(Segment { parts: parts(&if open { format!("{text})") } else { text.to_owned() }) });
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    let mut called = false;
    while let Some(open) = rest.find(['{', '<']) {
        let close = if rest[open..].starts_with('{') { '}' } else { '>' };
        let Some(len) = rest[open..].find(close) else { break };
        literal.push_str(&rest[..open]);
        let inner = rest[open + 1..open + len].trim_matches(['{', '}', ' ']);
        let after = &rest[open + len + 1..];
        let quoted = literal.ends_with('\'');
        called |= literal.contains('(');
        // `(q='{text}')`, `(startDateTime={timestamp},endDateTime={timestamp})`, `(TimeZoneStandard=microsoft.graph.timeZoneStandard'{format}')`
        let argument = literal
            .rsplit(['(', ','])
            .next()
            .filter(|_| called)
            .and_then(|l| l.split_once('='))
            .map(|(name, _)| name.trim().to_owned());
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(Part::Placeholder(Placeholder {
            text: inner.to_owned(),
            quoted,
            argument: argument.filter(|a| !a.is_empty()),
        }));
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    parts
}
