//! SARIF 2.1.0, which code scanning takes: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::collections::BTreeMap;

use serde::Serialize;

use super::annotations::Annotation;
use crate::diagnostic::{Place, Severity, printable_lines};
use crate::paths::uri;

#[derive(Serialize)]
pub struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
}

/// The annotations as the results of one run.
pub fn log(annotations: &[Annotation]) -> Log {
    let mut rules: BTreeMap<&'static str, Rule> = BTreeMap::new();
    for Annotation { rule, about, .. } in annotations {
        let text = |text: &str| Some(Message { text: text.to_owned() }).filter(|message| !message.text.is_empty());
        rules.entry(rule).or_insert_with(|| Rule { id: rule, short_description: text(about), help: text(about) });
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let result = |annotation: &Annotation| SarifResult {
        rule_id: annotation.rule,
        rule_index: index.get(annotation.rule).copied().unwrap_or_default(),
        level: match annotation.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: Message { text: printable_lines(&annotation.message) },
        locations: vec![location(&annotation.place)],
        related_locations: annotation.related.iter().map(location).collect(),
    };
    let results = annotations.iter().map(result).collect();
    let driver =
        Driver { name: "msgraph-docgen", version: env!("CARGO_PKG_VERSION"), rules: rules.into_values().collect() };
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    }
}

fn location(place: &Place) -> Location {
    let region = Region { start_line: place.line.max(1), start_column: (place.column > 0).then_some(place.column) };
    let uri = uri(&place.file);
    Location { physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region } }
}
