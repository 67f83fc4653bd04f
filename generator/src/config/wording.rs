//! What the parser of docgen.toml says, in one line that names the likely fix.

use std::ops::Range;

use crate::diagnostic::nearest;

/// Words that other tools use, and what this one calls it.
const MEANT: &[(&str, &str)] = &[("none", "nothing"), ("off", "nothing"), ("all", "note")];

/// The parser's message about this part of the file.
pub(super) fn explain(message: &str, text: &str, span: Option<Range<usize>>) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = span.and_then(|span| text.get(span)).unwrap_or_default().trim();
    match fix(&line, part) {
        Some(fix) => format!("{line}; {fix}"),
        None => line,
    }
}

fn fix(line: &str, part: &str) -> Option<String> {
    let wanted = line.split_once("expected ").or_else(|| line.split_once("wanted ")).map_or("", |(_, wanted)| wanted);
    let expects = |what: &str| wanted.contains(what);
    if line.starts_with("unknown ") {
        // Serde lists what it expected, between backticks, after the name that it found.
        let mut quoted = line.split('`').skip(1).step_by(2);
        let name = quoted.next()?;
        return Some(format!("did you mean `{}`?", meant(name, &quoted.collect::<Vec<_>>())?));
    }
    if line.contains("duplicate key") {
        return Some(format!("`{part}` stands here a second time: keep one of them"));
    }
    if expects("sequence") {
        let is_table = part.starts_with('[') || line.contains("map");
        return Some(if is_table { "write [[correction]]".to_owned() } else { format!("write [{part}]") });
    }
    let is_plain = !part.is_empty() && !part.contains(['\n', '"', '[', '{']);
    (expects("string") && is_plain).then(|| format!("write \"{part}\", in quotes"))
}

/// The name that was probably meant.
pub(super) fn meant<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = |known: &&&str| strsim::osa_distance(&name.to_lowercase(), &known.to_lowercase()) == 1;
    let other = MEANT.iter().find(|(word, _)| *word == name).map(|(_, meant)| *meant);
    known
        .iter()
        .copied()
        .find(|known| other == Some(*known))
        .or_else(|| nearest(name, known.iter().copied()))
        .or_else(|| known.iter().find(near).copied())
}
