//! What a page says of OData's query options: which it supports, which it does not, and whether it speaks of them at all.

use serde::{Deserialize, Serialize};

use super::option_rules::{
    CUSTOMIZES, EXCEPTION, Join, NAMES_OPTIONS, NOT_SUPPORTED, OF_PROPERTIES, QUERY_OPTION, QUERY_SEGMENT, RESTRICTED,
    SOME, UNDER_CONDITION, WHOLLY_UNSUPPORTED, WITHOUT, clauses,
};
use super::sections::{Sections, Topic};
use crate::page::{Block, Row};

/// What the section on query options says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryOptionFacts {
    /// Those that it names as supported, without `$`.
    pub named: Vec<String>,
    /// Those that it names as not supported.
    pub refused: Vec<String>,
    /// What it says of options in general; none when it speaks of other parameters only, or there is no section.
    pub general: Option<General>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum General {
    /// "This method supports the OData query parameters."
    Supported,
    /// "This method does not support OData query parameters."
    Refused,
}

/// Every option that a list can take, without `$`.
pub const ALL_OPTIONS: [&str; 8] = ["count", "expand", "filter", "orderby", "search", "select", "skip", "top"];
/// Those that apply to one object.
pub const OPTIONS_OF_ONE: [&str; 2] = ["expand", "select"];

pub fn parse(sections: &Sections<'_, '_>) -> QueryOptionFacts {
    let mut reader = Reader::default();
    for section in sections.of_topic(Topic::QueryParameters) {
        reader.list = None;
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if !paragraph.item {
                        reader.list = None;
                    }
                    reader.paragraph(&paragraph.inline.plain());
                }
                Block::Table(table) => table.rows.iter().for_each(|row| reader.row(row)),
                _ => {}
            }
        }
    }
    let mut facts = reader.facts;
    facts.named.retain(|name| !facts.refused.contains(name));
    facts.named.sort();
    facts.refused.sort();
    facts
}

/// Whether a clause says that what it names works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    Supported,
    Refused,
    /// It holds for some uses only, or says nothing of support.
    Open,
}

#[derive(Default)]
struct Reader {
    facts: QueryOptionFacts,
    /// What the list below "The following options are not supported:" says of its items.
    list: Option<Claim>,
}

impl Reader {
    fn paragraph(&mut self, text: &str) {
        let is_none = text.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("none");
        if is_none || WHOLLY_UNSUPPORTED.is_match(text) {
            self.facts.general = Some(General::Refused);
            return;
        }
        self.text(text);
    }

    /// `|$filter|Not supported.|`, or a row of a list of what is not.
    fn row(&mut self, row: &Row<'_>) {
        let cells: Vec<String> = row.cells.iter().map(|c| c.plain()).collect();
        let refused = self.list == Some(Claim::Refused) || cells.iter().any(|text| WHOLLY_UNSUPPORTED.is_match(text));
        match cells.first() {
            Some(first) if refused => self.name(first, Claim::Refused),
            _ => cells.iter().for_each(|text| self.text(text)),
        }
    }

    fn text(&mut self, text: &str) {
        let text = QUERY_SEGMENT.replace_all(text, "");
        let outer = self.list.unwrap_or(Claim::Supported);
        let (mut claim, mut outside) = (outer, outer);
        for (join, clause) in clauses(&text) {
            match join {
                Join::New => claim = outer,
                Join::Opens => outside = claim,
                Join::Closes => claim = outside,
                Join::Continues => {}
            }
            claim = said(clause).unwrap_or(claim);
            self.clause(clause, claim);
        }
        if claim == Claim::Refused && text.trim_end().ends_with(':') && !QUERY_OPTION.is_match(&text) {
            self.list = Some(claim);
        }
    }

    fn clause(&mut self, whole: &str, claim: Claim) {
        // "does not support OData query parameters other than `$filter`"
        let (text, excepted) = match EXCEPTION.find(whole) {
            Some(found) => (&whole[..found.start()], Some(&whole[found.end()..])),
            None => (whole, None),
        };
        self.name(text, claim);
        if let Some(excepted) = excepted.filter(|_| whole.contains("support")) {
            let opposite = match claim {
                Claim::Supported => Claim::Refused,
                Claim::Refused => Claim::Supported,
                Claim::Open => Claim::Open,
            };
            self.name(excepted, opposite);
        }
        if QUERY_OPTION.is_match(text) || !NAMES_OPTIONS.is_match(text) {
            return;
        }
        match claim {
            Claim::Refused if !SOME.is_match(text) => self.facts.general = Some(General::Refused),
            Claim::Supported if CUSTOMIZES.is_match(whole) && self.facts.general.is_none() => {
                self.facts.general = Some(General::Supported);
            }
            _ => {}
        }
    }

    fn name(&mut self, text: &str, claim: Claim) {
        let known = match claim {
            Claim::Supported => &mut self.facts.named,
            Claim::Refused => &mut self.facts.refused,
            Claim::Open => return,
        };
        for found in QUERY_OPTION.captures_iter(text) {
            let name = found[1].to_lowercase();
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }
}

/// What a clause says of support; none when it only names options.
fn said(text: &str) -> Option<Claim> {
    let Some(found) = NOT_SUPPORTED.find(text) else {
        if WITHOUT.is_match(text) {
            return Some(Claim::Open);
        }
        return text.contains("support").then_some(Claim::Supported);
    };
    let (before, after) = (&text[..found.start()], &text[found.end()..]);
    let names_before = QUERY_OPTION.is_match(before);
    // "The **name** property doesn't support `$filter`": others may.
    let of_properties = !names_before && OF_PROPERTIES.is_match(before);
    // The condition stands after the verb, or after what it names.
    let named = QUERY_OPTION.find_iter(after).last().filter(|_| !names_before);
    let tails = [Some(after), named.map(|last| &after[last.end()..])];
    let restricted = tails
        .into_iter()
        .flatten()
        .any(|tail| RESTRICTED.find(tail).is_some_and(|preposition| !says_here(&tail[preposition.end()..])));
    let open = of_properties || restricted || UNDER_CONDITION.is_match(before);
    Some(if open { Claim::Open } else { Claim::Refused })
}

/// Whether what follows "for", "on", "in" means the request itself, as in "in this case".
fn says_here(text: &str) -> bool {
    const HERE: &[&str] = &["this", "these", "the api", "the response", "the request", "the service", "the method"];
    let text = text.trim_start().to_lowercase();
    HERE.iter().any(|here| text.starts_with(here))
}
