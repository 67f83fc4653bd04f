//! How much memory may be taken by what is read from one body, however little of its text that is.

use serde::de;
use std::cell::Cell;

/// What the models and values of one answer may take: an element of two bytes can be a struct of thousands.
const LIMIT: usize = 256 << 20;

/// The memory that is left for one body, in bytes; nothing once it did not suffice.
pub(crate) struct Budget(Cell<Option<usize>>);

impl Budget {
    /// What there is for one answer.
    pub(crate) fn new() -> Self {
        Self::with_limit(LIMIT)
    }

    pub(crate) fn with_limit(bytes: usize) -> Self {
        Self(Cell::new(Some(bytes)))
    }

    /// For what is in memory already and takes another form.
    pub(crate) fn unlimited() -> Self {
        Self::with_limit(usize::MAX)
    }

    /// Takes this many bytes out, or fails where they are not there.
    pub(crate) fn spend<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().and_then(|left| left.checked_sub(bytes));
        self.0.set(left);
        if left.is_some() { Ok(()) } else { Err(exceeded()) }
    }

    /// Whether it did not suffice.
    pub(crate) fn is_exceeded(&self) -> bool {
        self.0.get().is_none()
    }
}

/// What is wrong where a budget does not suffice.
#[cold]
pub(crate) fn exceeded<E: de::Error>() -> E {
    E::custom("as models and values it takes too much memory")
}
