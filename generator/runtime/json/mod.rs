//! Reading JSON of no documented type, and how much memory any JSON may take.

pub(super) mod budget;
pub(super) mod unreadable;
pub(super) mod value;
