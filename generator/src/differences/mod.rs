//! Where a page says one thing and the service's metadata another. What is decided here is what `contradictions` reports, and what
//! `fill` takes the metadata's word for where that is preferred.

mod calls;
mod members;
mod properties;
mod types;

pub use calls::{Call, NO_CONTENT, ParameterTypes, Responses, Takes, calls, is_stream};
pub use members::{ListedMembers, more_members, no_members, same_member};
pub use properties::Relationships;
pub use types::{Bases, Counterpart};

use crate::matching::Names;
use crate::metadata::Metadata;
use crate::model::Ir;

/// What the pages say, and what the metadata says.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub ir: &'a Ir,
    pub metadata: &'a Metadata,
    pub names: &'a Names<'a>,
}

/// `a`, `b` and 3 more, in backticks.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 6;
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [names @ .., last] if !names.is_empty() && names.len() < SHOWN => format!("{} and {last}", names.join(", ")),
        [shown @ .., _] if shown.len() >= SHOWN => {
            format!("{} and {} more", shown[..SHOWN].join(", "), quoted.len() - SHOWN)
        }
        _ => quoted.concat(),
    }
}
