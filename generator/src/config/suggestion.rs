//! Corrections that follow from what was found, as they are written in `docgen.toml`.

use serde::Serialize;

use super::correction::{Exchanged, Raw, Subject};
use crate::model::TypeRef;
use crate::source::ApiVersion;

/// What a correction could say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub api: ApiVersion,
    pub subject: Subject,
    pub change: SuggestedChange,
    /// Why, in a sentence.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestedChange {
    /// Of a property or a parameter.
    Correct { set_type: Option<TypeRef>, rename: Option<String> },
    /// Leaves a property out that the docs have by its right name, too.
    Skip,
    /// Of an enum.
    AddMember(String),
    /// Of a parameter that the page leaves out.
    Add(TypeRef),
    /// Of a page.
    SetResponse(Exchanged),
}

#[derive(Serialize)]
struct Entry {
    correction: [Raw; 1],
}

impl Suggestion {
    /// Two findings on one property, parameter or answer are one correction.
    pub fn merge(suggestions: Vec<Self>) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        for suggestion in suggestions {
            match out.iter_mut().find(|known| known.takes(&suggestion)) {
                Some(known) => known.add(suggestion),
                None => out.push(suggestion),
            }
        }
        out
    }

    fn takes(&self, other: &Self) -> bool {
        // An enum may lack several members.
        let is_another = matches!(self.change, SuggestedChange::AddMember(_)) && self.change != other.change;
        self.api == other.api && self.subject == other.subject && !is_another
    }

    fn add(&mut self, other: Self) {
        use SuggestedChange::{Correct, Skip};

        match (&mut self.change, other.change) {
            (Correct { .. }, Skip) => {
                *self = Self { change: Skip, ..other };
                return;
            }
            (Correct { set_type, rename }, Correct { set_type: other_type, rename: other_name }) => {
                *set_type = set_type.take().or(other_type);
                *rename = rename.take().or(other_name);
            }
            (Skip, _) => return,
            _ => {}
        }
        // A page that calls the same at several URLs is wrong once.
        if self.reason != other.reason {
            self.reason = format!("{}; {}", self.reason, other.reason);
        }
    }

    /// The entry in `docgen.toml`.
    pub fn to_toml(&self) -> String {
        let mut raw = Raw::of(&self.subject);
        raw.api = Some(self.api);
        raw.reason.clone_from(&self.reason);
        match &self.change {
            SuggestedChange::Correct { set_type, rename } => {
                raw.set_type = set_type.as_ref().map(TypeRef::to_string);
                raw.rename.clone_from(rename);
            }
            SuggestedChange::Skip => raw.skip = true,
            SuggestedChange::AddMember(member) => raw.add_member = Some(member.clone()),
            SuggestedChange::Add(ty) => (raw.set_type, raw.add) = (Some(ty.to_string()), true),
            SuggestedChange::SetResponse(response) => raw.set_response = Some(response.to_string()),
        }
        // Texts always serialise.
        toml::to_string(&Entry { correction: [raw] }).unwrap_or_default()
    }
}
