//! How grave something is: a sign and a word, beside which colour says nothing new.

use super::markup::{Element, element};
use crate::change::Level;
use crate::diagnostic::Severity;

const GRAVEST: &str = "mark grave";

/// A degree of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub word: &'static str,
    sign: &'static str,
    class: &'static str,
}

impl Mark {
    /// It is what is to be seen first.
    pub fn is_gravest(self) -> bool {
        self.class == GRAVEST
    }

    pub fn shown(self) -> Element {
        let sign = element("span").attribute("aria-hidden", "true").with(self.sign);
        element("span").class(self.class).with(sign).with(" ").with(self.word)
    }
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self { word: "error", sign: "✖", class: GRAVEST },
            Severity::Warning => Self { word: "warning", sign: "▲", class: "mark middling" },
            Severity::Note => Self { word: "note", sign: "●", class: "mark light" },
        }
    }
}

/// Of a change; of no level is what changes words alone.
impl From<Option<Level>> for Mark {
    fn from(level: Option<Level>) -> Self {
        match level {
            Some(Level::Major) => Self { word: "breaking", sign: "✖", class: GRAVEST },
            Some(Level::Minor) => Self { word: "addition", sign: "✚", class: "mark good" },
            Some(Level::Patch) => Self { word: "other", sign: "●", class: "mark light" },
            None => Self { word: "words", sign: "¶", class: "mark light" },
        }
    }
}
