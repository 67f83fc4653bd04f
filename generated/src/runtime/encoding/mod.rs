//! The texts that bytes and moments are written as.

pub(super) mod base64;
pub(super) mod moment;
