//! Which URLs are an endpoint's. The generator, which compiles this file, too, finds with it whose URL an example shows.

use percent_encoding::percent_decode_str;
use regex::Regex;
use std::sync::OnceLock;

/// What the paths of an endpoint look like, decoded.
#[derive(Debug)]
pub struct UrlTemplate {
    /// Up to the first argument, in lower case.
    begin: String,
    /// In lower case: a pattern that folds case takes many times as long to compile.
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
    /// Whether each argument stands in quotes.
    quoted: Vec<bool>,
}

impl UrlTemplate {
    /// Of a path with a `{}` for each argument. What stands before a `{}` says what it is: `'` a quoted argument, `:/` the
    /// path of a drive item, `=` an argument without quotes, all else a key.
    pub fn new(template: &str) -> Self {
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
        Self { begin, pattern: text, compiled: OnceLock::new(), quoted }
    }

    /// The values of the arguments in a path, if it is one of these.
    pub fn values(&self, path: &str) -> Option<Vec<String>> {
        let decoded = decode(path.trim_end_matches('/'));
        let lower = decoded.to_ascii_lowercase();
        if !lower.starts_with(&self.begin) {
            return None;
        }
        let compiled = self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()?;
        let captures = compiled.captures(&lower)?;
        let values = captures.iter().skip(1).flatten().map(|m| &decoded[m.range()]).zip(&self.quoted);
        Some(values.map(|(value, quoted)| if *quoted { value.replace("''", "'") } else { value.to_owned() }).collect())
    }
}

pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The names and values of a query, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let text = |part: &str| decode(&part.replace('+', " "));
    query.split('&').filter(|part| !part.is_empty()).map(move |part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (text(name), text(value))
    })
}
