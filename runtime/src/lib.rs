//! The runtime of generated crates, compiled where it stands, with stubs for what is generated.

#![allow(dead_code, unused_imports, unused_macros, reason = "generated code calls what nothing here does")]

#[path = "../../generator/runtime/mod.rs"]
mod runtime;

pub use runtime::*;

/// A crate has the permissions of its endpoints here.
#[cfg(feature = "permissions")]
static PERMISSIONS: &[&[permissions::Slice]] = &[];

/// And here what its mock service knows.
#[cfg(feature = "mock")]
static DOCUMENTED: &[(&str, &mock::documented::Files)] = &[];
