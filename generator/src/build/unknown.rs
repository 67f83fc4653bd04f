//! Names that no page defines.

use std::collections::BTreeMap;

use super::names::Names;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::TypeName;

/// Each suggestion is a look at every type: of many unknown names the first get one.
const MAX_SUGGESTIONS: usize = 100;

/// Reports unknown names, with the types that they may have meant.
pub struct Unknown<'n> {
    known: BTreeMap<&'n str, &'n TypeName>,
    suggestions_left: usize,
}

impl<'n> Unknown<'n> {
    pub fn new(names: &'n Names) -> Self {
        Self { known: names.shorts(), suggestions_left: MAX_SUGGESTIONS }
    }

    /// What is said of a name: `done` is what became of the thing that it names.
    pub fn report(&mut self, name: &str, place: Place, done: &str) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::UnknownType, place, format!("no type `{name}`"), done);
        let Some(left) = self.suggestions_left.checked_sub(1) else { return diagnostic };
        self.suggestions_left = left;
        match nearest(name, self.known.keys().copied()) {
            Some(near) => diagnostic.with_help(format!("did you mean `{}`?", self.known[near].name)),
            None => diagnostic,
        }
    }
}
