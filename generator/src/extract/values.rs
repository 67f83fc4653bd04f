//! Values that a description lists: "Possible values are: `a`, `b`", "0 - notPaid, 1 - paid".

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::rules::{VALUE_INTRO, compile};
use crate::model::Member;
use crate::page::{Inline, Style};

/// The listed values, in order; empty when the description lists none, or only numbers.
pub fn parse(description: &Inline<'_>) -> Vec<Member> {
    let text = marked(description);
    let mut best: Vec<Member> = Vec::new();
    let mut numbers: Vec<Member> = Vec::new();
    let mut read = 0;
    for intro in VALUE_INTRO.find_iter(&text) {
        // A phrase among values that were read is one of them.
        if intro.start() < read {
            continue;
        }
        let (found, used) = list(&text[intro.end()..]);
        if !found.is_empty() {
            read = intro.end() + used;
        }
        // "either printed or engraved" is prose; "either `a` or `b`" lists values. One value alone needs its marks too.
        let weak = intro.as_str().len() < 8 && !intro.as_str().contains(':');
        let marked = text[intro.end()..].trim_start_matches([':', ' ']).starts_with(['`', '"', '“', '\'']);
        if found.len() < usize::from(weak || !marked) + 1 || weak && !marked {
            continue;
        }
        if found.iter().any(|m| m.value.is_some()) {
            numbers.clone_from(&found);
        }
        if found.len() > best.len() {
            best = found;
        }
    }
    for member in &mut best {
        if let Some(number) = numbers.iter().find(|n| n.name == member.name) {
            member.value = number.value;
        }
    }
    let all_numbers = best.iter().all(|m| m.name.parse::<f64>().is_ok());
    let truth = best.iter().all(|m| matches!(m.name.as_str(), "true" | "false" | "null"));
    if all_numbers || truth { Vec::new() } else { best.into_iter().filter(|m| m.name != "null").collect() }
}

/// The text with code and bold runs in backticks.
fn marked(inline: &Inline<'_>) -> String {
    let mut out = String::new();
    for span in &inline.spans {
        match span.style {
            Style::Code | Style::Strong => {
                out.push('`');
                out.push_str(&span.text.replace('`', ""));
                out.push('`');
            }
            Style::Break => out.push_str(" , "),
            Style::Plain => out.push_str(&span.text),
        }
    }
    out
}

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| compile(r"^(\d{1,10})\s*(?:-|–|=|:)\s*`?([A-Za-z_]\w*)`?"));
static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| compile(r"^([A-Za-z_]\w*)\s*=\s*(-?\d{1,10})"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| compile(r#"^["“'‘]([^"”'’`]{1,60})["”'’]"#));
static BARE: LazyLock<Regex> = LazyLock::new(|| compile(r"^([A-Za-z_]\w*)\s*(?:$|[,.;、，。)]|(?:or|and)\b|\()"));
static JOINER: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^(?:[,;:、，：/|]|and/or\b|or\b|and\b|和|或|以及|\bthe following\b|values?\b|<br/?>|•|\*)\s*")
});
static REMARK: LazyLock<Regex> = LazyLock::new(|| compile(r"^(?:\([^)]{0,200}\)|(?:-|–|=|:)\s*[^,;`]{0,160})"));

/// More than stand between two values of any list.
const MAX_JOINERS: usize = 16;
/// More than any list has.
const MAX_VALUES: usize = 1000;

/// Reads values as long as they follow each other, up to a sentence's end; also how many bytes they take.
fn list(text: &str) -> (Vec<Member>, usize) {
    let mut out: Vec<Member> = Vec::new();
    let mut known = HashSet::new();
    let mut rest = text.trim_start();
    let mut marked = None;
    let mut joiners = 0;
    while !rest.is_empty() && out.len() < MAX_VALUES && joiners < MAX_JOINERS {
        if let Some(joiner) = JOINER.find(rest) {
            rest = rest[joiner.end()..].trim_start();
            joiners += 1;
            continue;
        }
        joiners = 0;
        let is_marked = rest.starts_with(['`', '"', '“', '\'', '‘']);
        // Bare words after a list in code are prose, not values.
        if marked.is_some_and(|m| m && !is_marked) {
            match REMARK.find(rest).filter(|m| !m.is_empty()) {
                Some(remark) => {
                    rest = rest[remark.end()..].trim_start();
                    continue;
                }
                None => break,
            }
        }
        let Some((names, value, used)) = item(rest) else { break };
        marked.get_or_insert(is_marked);
        for name in names {
            if known.insert(name.clone()) {
                out.push(Member { name, value, description: String::new(), line: None, deprecated: None });
            }
        }
        rest = rest[used..].trim_start();
    }
    (out, text.len() - rest.len())
}

/// One value, or several in one code span; the number it is given; how many bytes it takes.
fn item(text: &str) -> Option<(Vec<String>, Option<i64>, usize)> {
    if let Some(rest) = text.strip_prefix('`') {
        let inner = rest.split('`').next()?;
        let used = inner.len() + 2;
        if used > text.len() {
            return None;
        }
        let names: Vec<_> = inner
            .split(',')
            .map(|n| n.trim().trim_matches(['"', '\'', '.', '“', '”']).to_owned())
            .filter(|n| is_value(n))
            .collect();
        return Some((names, None, used));
    }
    if let Some(m) = NUMBERED.captures(text) {
        return Some((vec![m[2].to_owned()], m[1].parse().ok(), m[0].len()));
    }
    if let Some(m) = ASSIGNED.captures(text) {
        return Some((vec![m[1].to_owned()], m[2].parse().ok(), m[0].len()));
    }
    if let Some(m) = QUOTED.captures(text) {
        return Some((vec![m[1].to_owned()], None, m[0].len()));
    }
    let m = BARE.captures(text)?;
    Some((vec![m[1].to_owned()], None, m[1].len()))
}

fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text.chars().all(|c| !c.is_control() && !matches!(c, '{' | '}' | '<' | '>' | '$' | '\\'))
}
