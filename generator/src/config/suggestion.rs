//! Corrections that follow from what was found, as they are written in `docgen.toml`.

use serde::Serialize;

use super::correction::Raw;
use crate::model::{TypeName, TypeRef};
use crate::source::ApiVersion;

/// What a correction could say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub api: ApiVersion,
    pub subject: SuggestedFor,
    pub change: SuggestedChange,
    /// Why, in a sentence.
    pub reason: String,
}

/// What the docs are wrong about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestedFor {
    Type(TypeName),
    /// From the version's folder, such as `api/user-sendmail.md`.
    Page(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestedChange {
    /// Of a property, as the page names it.
    Property {
        name: String,
        set_type: Option<TypeRef>,
        rename: Option<String>,
    },
    /// Leaves a property out that the docs have by its right name, too.
    SkipProperty(String),
    AddMember(String),
    /// Of what a page calls, as the page names it.
    Parameter {
        name: String,
        set_type: Option<TypeRef>,
        rename: Option<String>,
    },
    AddParameter(String, TypeRef),
}

#[derive(Serialize)]
struct Entry {
    correction: [Raw; 1],
}

impl SuggestedChange {
    /// The property or parameter that it is of.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Property { name, .. } | Self::SkipProperty(name) | Self::Parameter { name, .. } => Some(name),
            Self::AddMember(_) | Self::AddParameter(..) => None,
        }
    }
}

impl Suggestion {
    /// Two findings on one property or parameter are one correction.
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
        let names = self.change.name().zip(other.change.name());
        names.map_or(self == other, |(name, same)| {
            self.api == other.api && self.subject == other.subject && name == same
        })
    }

    fn add(&mut self, other: Self) {
        if let SuggestedChange::SkipProperty(_) = other.change {
            *self = other;
        } else if let (
            SuggestedChange::Property { set_type, rename, .. } | SuggestedChange::Parameter { set_type, rename, .. },
            SuggestedChange::Property { set_type: other_type, rename: other_name, .. }
            | SuggestedChange::Parameter { set_type: other_type, rename: other_name, .. },
        ) = (&mut self.change, other.change)
        {
            *set_type = set_type.take().or(other_type);
            *rename = rename.take().or(other_name);
            // A page that calls the same at several URLs is wrong once.
            if self.reason != other.reason {
                self.reason = format!("{}; {}", self.reason, other.reason);
            }
        }
    }

    /// The entry in `docgen.toml`.
    pub fn to_toml(&self) -> String {
        let mut raw = Raw::default();
        raw.api = Some(self.api);
        match &self.subject {
            SuggestedFor::Type(ty) => raw.ty = Some(ty.to_string()),
            SuggestedFor::Page(page) => raw.page = Some(page.clone()),
        }
        match &self.change {
            SuggestedChange::Property { name, set_type, rename } => {
                raw.property = Some(name.clone());
                raw.set_type = set_type.as_ref().map(TypeRef::to_string);
                raw.rename.clone_from(rename);
            }
            SuggestedChange::SkipProperty(name) => {
                raw.property = Some(name.clone());
                raw.skip = true;
            }
            SuggestedChange::AddMember(member) => raw.add_member = Some(member.clone()),
            SuggestedChange::Parameter { name, set_type, rename } => {
                raw.parameter = Some(name.clone());
                raw.set_type = set_type.as_ref().map(TypeRef::to_string);
                raw.rename.clone_from(rename);
            }
            SuggestedChange::AddParameter(name, ty) => {
                raw.parameter = Some(name.clone());
                raw.set_type = Some(ty.to_string());
                raw.add = true;
            }
        }
        raw.reason.clone_from(&self.reason);
        // Texts always serialise.
        toml::to_string(&Entry { correction: [raw] }).unwrap_or_default()
    }
}
