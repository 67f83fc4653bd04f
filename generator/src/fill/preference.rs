//! Whose word counts where pages and the service's metadata contradict each other.

use std::collections::BTreeMap;

use crate::model::TypeName;

/// Where the metadata's word counts. Without any, what pages say stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preference {
    /// Wherever nothing else is said.
    pub metadata: bool,
    /// For single types of the pages.
    pub of_types: BTreeMap<TypeName, bool>,
}

impl Preference {
    pub(super) fn is_of(&self, ty: &TypeName) -> bool {
        self.of_types.get(ty).copied().unwrap_or(self.metadata)
    }

    pub(super) fn is_stated(&self) -> bool {
        self.metadata || !self.of_types.is_empty()
    }
}
