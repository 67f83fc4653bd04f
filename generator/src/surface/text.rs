//! Facts as text: one JSON object a line, whose first field says what it is of; a property belongs to the type above it,
//! a parameter to the endpoint. Places and words are kept in a second file, a line for each page, so that the first
//! changes with the API alone.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Attribute, Fact, Key, Subject, Surface};
use crate::diagnostic::escape_hidden;
use crate::hash::hash;
use crate::model::Source;
use crate::source::ApiVersion;

/// The folder of a crate that holds its facts.
pub const FOLDER: &str = "api";

/// Raised when the fields change their meaning.
const FORMAT: &str = "2";

/// Why facts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SurfaceError {
    #[error("line {line}: {why}")]
    Line { line: usize, why: String },
    #[error("its first line names no API version")]
    NoVersion,
    #[error("its format {0} is of another version of msgraph-docgen")]
    Format(String),
}

const SUBJECTS: &[(&str, Subject)] = &[
    ("version", Subject::Version),
    ("feature", Subject::Feature),
    ("scalar", Subject::Scalar),
    ("type", Subject::Type),
    ("property", Subject::Property),
    ("member", Subject::Member),
    ("endpoint", Subject::Endpoint),
    ("parameter", Subject::Parameter),
    ("permission", Subject::Permission),
];

const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("rust", Attribute::Rust),
    ("kind", Attribute::Kind),
    ("base", Attribute::Base),
    ("marks", Attribute::Marks),
    ("slices", Attribute::Slices),
    ("type", Attribute::Type),
    ("navigation", Attribute::Navigation),
    ("value", Attribute::Value),
    ("path", Attribute::Path),
    ("arguments", Attribute::Arguments),
    ("item", Attribute::Item),
    ("body", Attribute::Body),
    ("optional-body", Attribute::OptionalBody),
    ("returns", Attribute::Returns),
    ("query", Attribute::Query),
    ("options", Attribute::Options),
    ("required", Attribute::Required),
    ("names", Attribute::Names),
    ("default", Attribute::Default),
    ("deprecated", Attribute::Deprecated),
];

fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, v)| *v == value).map_or("", |(name, _)| name)
}

fn parse<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
}

impl Subject {
    pub fn name(self) -> &'static str {
        name_of(SUBJECTS, self)
    }
}

/// The files of a version in the crate: its facts, and where the docs say them.
pub fn paths(api: ApiVersion) -> [String; 2] {
    [format!("{FOLDER}/{api}.jsonl"), format!("{FOLDER}/{api}.pages.jsonl")]
}

/// The first 32 bits of SHA-256 of the words: their layout does not count.
pub(super) fn digest(texts: &[&str]) -> String {
    let words: String = texts.iter().flat_map(|t| t.split_whitespace()).flat_map(|word| [word, " "]).collect();
    if words.is_empty() { words } else { hash(words)[..8].to_owned() }
}

/// One fact of the first file.
struct Line<'a>(&'a Key, &'a Fact);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(key, fact) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(key.subject.name(), if area(key.subject) == key.subject { &key.owner } else { &key.name })?;
        if key.subject == Subject::Version {
            map.serialize_entry("format", FORMAT)?;
        }
        for (attribute, value) in fact.attributes() {
            map.serialize_entry(name_of(ATTRIBUTES, attribute), value)?;
        }
        map.end()
    }
}

/// A line's fields in their order.
struct Fields(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// One line of the second file.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Page {
    page: String,
    /// What the page says, by owner.
    facts: BTreeMap<String, Vec<Said>>,
}

/// Subject, name, line, and the hash of the words.
type Said = (String, String, u32, String);

/// The texts of [`paths`].
pub fn write(surface: &Surface) -> [String; 2] {
    let mut facts = String::new();
    let mut pages: BTreeMap<&str, Page> = BTreeMap::new();
    let mut ordered: Vec<(&Key, &Fact)> = surface.facts.iter().collect();
    ordered.sort_by_key(|(key, _)| area(key.subject));
    for (key, fact) in ordered {
        // Maps of text to text always serialise.
        facts.push_str(&escape_hidden(serde_json::to_string(&Line(key, fact)).unwrap_or_default()));
        facts.push('\n');
        let Some(source) = &fact.source else { continue };
        let page =
            pages.entry(&source.file).or_insert_with(|| Page { page: source.file.clone(), facts: BTreeMap::new() });
        let placed = (key.subject.name().to_owned(), key.name.clone(), source.line, fact.description.clone());
        page.facts.entry(key.owner.clone()).or_default().push(placed);
    }
    let lines =
        pages.values().map(|page| escape_hidden(serde_json::to_string(page).unwrap_or_default()) + "\n").collect();
    [facts, lines]
}

/// What belongs together stands together: a type with its properties, an endpoint with its parameters.
fn area(subject: Subject) -> Subject {
    match subject {
        Subject::Property | Subject::Member => Subject::Type,
        Subject::Parameter | Subject::Permission => Subject::Endpoint,
        alone => alone,
    }
}

/// Reads what [`write`] wrote; without the second text the facts have no places and no words.
///
/// # Errors
/// When a line is not one of [`write`]'s.
pub fn read(facts: &str, pages: &str) -> Result<Surface, SurfaceError> {
    let mut surface: Option<Surface> = None;
    let mut owner = String::new();
    for (i, text) in facts.lines().enumerate() {
        let bad = |why: String| SurfaceError::Line { line: i + 1, why };
        let Fields(fields) = serde_json::from_str(text).map_err(|e| bad(e.to_string()))?;
        let surface = match &mut surface {
            Some(surface) => surface,
            None => surface.insert(Surface::new(version(&fields)?)),
        };
        let (key, fact) = fact(fields, &owner).ok_or_else(|| bad("no fact of the API".to_owned()))?;
        owner.clone_from(&key.owner);
        surface.facts.insert(key, fact);
    }
    let mut surface = surface.ok_or(SurfaceError::NoVersion)?;
    for (i, text) in pages.lines().enumerate() {
        let page: Page =
            serde_json::from_str(text).map_err(|e| SurfaceError::Line { line: i + 1, why: e.to_string() })?;
        let placed =
            page.facts.into_iter().flat_map(|(owner, facts)| facts.into_iter().map(move |fact| (owner.clone(), fact)));
        for (owner, (subject, name, line, description)) in placed {
            let key = parse(SUBJECTS, &subject).map(|subject| Key { owner, subject, name });
            if let Some(fact) = key.and_then(|key| surface.facts.get_mut(&key)) {
                fact.source = Some(Source { file: page.page.clone(), line });
                fact.description = description;
            }
        }
    }
    Ok(surface)
}

/// Whether two texts of the second file say the same but for the lines on which it is said.
pub fn differ_in_lines_alone(old: &str, new: &str) -> bool {
    let without_lines = |text: &str| -> Option<Vec<Page>> {
        let mut pages: Vec<Page> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
        pages.iter_mut().flat_map(|page| page.facts.values_mut()).flatten().for_each(|(.., line, _)| *line = 0);
        Some(pages)
    };
    without_lines(old).is_some_and(|old| without_lines(new) == Some(old))
}

fn version(fields: &[(String, String)]) -> Result<ApiVersion, SurfaceError> {
    let field = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let api = field("version").and_then(ApiVersion::from_segment).ok_or(SurfaceError::NoVersion)?;
    match field("format") {
        Some(FORMAT) => Ok(api),
        other => Err(SurfaceError::Format(other.unwrap_or_default().to_owned())),
    }
}

/// `owner` is that of the line above.
fn fact(fields: Vec<(String, String)>, owner: &str) -> Option<(Key, Fact)> {
    let mut fields = fields.into_iter();
    let (subject, named) = fields.next()?;
    let subject = parse(SUBJECTS, &subject)?;
    let key = if area(subject) == subject { Key::new(named, subject, "") } else { Key::new(owner, subject, named) };
    let mut fact = Fact::default();
    for (field, value) in fields {
        match field.as_str() {
            "format" if key.subject == Subject::Version => {}
            _ => fact = fact.with(parse(ATTRIBUTES, &field)?, value),
        }
    }
    Some((key, fact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_alone_differ_where_subjects_names_and_words_are_the_same() {
        let page = |line: u32, words: &str| {
            format!("{{\"page\":\"resources/user.md\",\"facts\":{{\"user\":[[\"type\",\"\",{line},\"{words}\"]]}}}}\n")
        };
        assert!(differ_in_lines_alone(&page(1, "a"), &page(2, "a")));
        assert!(!differ_in_lines_alone(&page(1, "a"), &page(1, "b")));
        assert!(!differ_in_lines_alone(&page(1, "a"), &(page(1, "a") + &page(1, "a"))));
        assert!(!differ_in_lines_alone("no page", "no page"));
    }
}
