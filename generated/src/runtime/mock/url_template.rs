//! Which URLs are an endpoint's. The generator, which compiles this file, too, finds with it whose URL an example shows.

use percent_encoding::percent_decode_str;
use regex::Regex;
use std::sync::OnceLock;

/// What the paths of an endpoint look like, decoded.
#[derive(Debug)]
pub struct UrlTemplate(Shape);

#[derive(Debug)]
enum Shape {
    /// Each argument is a segment by itself: the literal of each other segment.
    Segments(Vec<Option<String>>),
    Pattern(Pattern),
}

#[derive(Debug)]
struct Pattern {
    /// What stands before, between and after the arguments, in lower case.
    literals: Vec<String>,
    /// In lower case: a pattern that folds case takes many times as long to compile.
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
    /// Whether each argument stands in quotes.
    quoted: Vec<bool>,
    /// The argument that is an item of a drive, and the segment before its id with a slash after it.
    item: Option<(usize, String)>,
}

impl UrlTemplate {
    /// Of a path with a `{}` for each argument. What stands before a `{}` says what it is: `'` a quoted argument, `:/` the
    /// path of a drive item, `=` an argument without quotes, all else a key. One of them can be an item of a drive.
    pub fn new(template: &str, item: Option<usize>) -> Self {
        let plain = (item.is_none() && !template.contains(":/{}")).then(|| whole_segments(template)).flatten();
        Self(plain.map_or_else(|| Shape::Pattern(Pattern::new(template, item)), Shape::Segments))
    }

    /// The values of the arguments in a path, if it is one of these. An item of a drive that is not given by its id is what
    /// stands in the path, with the slash before it: `/root:/Reports`.
    pub fn values(&self, path: &str) -> Option<Vec<String>> {
        let decoded = decode(path.trim_end_matches('/'));
        match &self.0 {
            Shape::Segments(segments) => values_of_segments(segments, &decoded),
            Shape::Pattern(pattern) => pattern.values(&decoded),
        }
    }
}

/// The segments of a template of which no argument is a part of one.
fn whole_segments(template: &str) -> Option<Vec<Option<String>>> {
    let segments = template.split('/').map(|segment| match segment {
        "{}" => Some(None),
        literal => (!literal.contains("{}")).then(|| Some(decode(literal))),
    });
    segments.collect()
}

fn values_of_segments(segments: &[Option<String>], path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut shown = path.split('/');
    for segment in segments {
        match (segment, shown.next()?) {
            (Some(literal), shown) if literal.eq_ignore_ascii_case(shown) => {}
            (None, shown) if !shown.is_empty() => values.push(shown.to_owned()),
            _ => return None,
        }
    }
    shown.next().is_none().then_some(values)
}

impl Pattern {
    fn new(template: &str, item: Option<usize>) -> Self {
        let mut literals: Vec<String> = template.split("{}").map(|piece| decode(piece).to_ascii_lowercase()).collect();
        let item = item.and_then(|index| {
            let before = literals.get_mut(index)?;
            let slash = before.trim_end_matches('/').rfind('/')?;
            Some((index, before.split_off(slash + 1)))
        });
        let mut text = format!("(?s)^{}", regex::escape(&literals[0]));
        for (index, (at, _)) in template.match_indices("{}").enumerate() {
            let after = &literals[index + 1];
            match (&item, &template[..at]) {
                (Some((at, collection)), _) if *at == index => text.push_str(&item_pattern(collection, after)),
                (_, b) if b.ends_with('\'') => text.push_str("((?:[^']|'')*)"),
                (_, b) if b.ends_with(":/") => text.push_str("(.+?)"),
                (_, b) if b.ends_with('=') => text.push_str("([^,)]*)"),
                _ => text.push_str("([^/]+?)"),
            }
            text.push_str(&regex::escape(after));
        }
        text.push('$');
        let quoted = template.match_indices("{}").map(|(i, _)| template[..i].ends_with('\'')).collect();
        Self { literals, pattern: text, compiled: OnceLock::new(), quoted, item }
    }

    fn values(&self, decoded: &str) -> Option<Vec<String>> {
        let lower = decoded.to_ascii_lowercase();
        if !self.may_be(&lower) {
            return None;
        }
        let compiled = self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()?;
        let captures = compiled.captures(&lower)?;
        let values = captures.iter().skip(1).flatten().map(|m| &decoded[m.range()]).zip(&self.quoted).enumerate();
        let value = |(index, (value, quoted)): (usize, (&str, &bool))| match &self.item {
            Some((at, collection)) if *at == index => address(value, collection),
            _ if *quoted => value.replace("''", "'"),
            _ => value.to_owned(),
        };
        Some(values.map(value).collect())
    }

    /// Whether a path has all that stands around the arguments, one after the other: most URLs are another endpoint's, and
    /// compiling a pattern takes longer than to see that.
    fn may_be(&self, path: &str) -> bool {
        let mut literals = self.literals.iter();
        let begin = literals.next().and_then(|begin| path.strip_prefix(begin.as_str()));
        let all = begin.and_then(|rest| literals.try_fold(rest, |rest, literal| Some(rest.split_once(literal)?.1)));
        all.is_some() && self.literals.last().is_some_and(|end| path.ends_with(end.as_str()))
    }
}

/// An item of a drive by its id, as the root or in a special folder, or at a path below one of them. A colon ends the path
/// where more follows.
fn item_pattern(collection: &str, after: &str) -> String {
    let collection = regex::escape(collection);
    let end = if after.is_empty() { ":?" } else { ":" };
    format!("({collection}[^/]+?|root|special/[^/]+?|(?:{collection}[^/:]+|root|special/[^/:]+):/[^:]+?{end})")
}

fn address(text: &str, collection: &str) -> String {
    let begins = text.get(..collection.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(collection));
    match &text[if begins { collection.len() } else { 0 }..] {
        id if begins && !id.contains(":/") => id.to_owned(),
        _ => format!("/{}", text.trim_end_matches(':')),
    }
}

pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The names and values of a query, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let text = |part: &str| decode(&part.replace('+', " "));
    query.split('&').filter(|part| !part.is_empty()).map(move |part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (text(name), text(value))
    })
}
