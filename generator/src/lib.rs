//! Reads Microsoft Graph's public documentation pages, and writes a typed Rust crate from them.
//!
//! [`Generator`] is generation as a call, such as from a `build.rs`; what it finds in the docs are [`Diagnostic`]s. [`model`] is what
//! the docs say, as data, which `msgraph-docgen ir` prints. The stages between are public for the tests of this workspace alone,
//! and follow no version. The feature `cli`, which is on by default, is the command line; `metadata`, which comes with it, reads
//! the service's metadata.
#![forbid(unsafe_code)]
// Parts of the runtime are modules of the rooms that write for it, and all of it is what `mock` serves with.
#![cfg_attr(feature = "mock", allow(clippy::duplicate_mod))]

#[doc(hidden)]
pub mod build;
#[doc(hidden)]
pub mod cache;
#[doc(hidden)]
#[cfg(feature = "cli")]
pub mod calls;
#[doc(hidden)]
pub mod change;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[cfg(feature = "metadata")]
#[doc(hidden)]
pub mod contradictions;
#[doc(hidden)]
pub mod coverage;
#[doc(hidden)]
pub mod diagnostic;
#[cfg(feature = "metadata")]
mod differences;
#[doc(hidden)]
pub mod drift;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod extract;
mod file_tree;
#[cfg(feature = "metadata")]
#[doc(hidden)]
pub mod fill;
mod generator;
mod hash;
#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "metadata")]
mod matching;
#[cfg(feature = "metadata")]
#[doc(hidden)]
pub mod metadata;
#[cfg(feature = "mock")]
mod mock;
pub mod model;
mod output;
#[doc(hidden)]
pub mod page;
mod paths;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod plan;
mod record;
#[cfg(feature = "mock")]
#[path = "../runtime/mod.rs"]
#[allow(
    clippy::panic,
    dead_code,
    unexpected_cfgs,
    unused_imports,
    unused_macros,
    reason = "the mock service is all of it that is used here"
)]
mod runtime;
#[cfg(test)]
mod schema;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod surface;

pub use diagnostic::{Code, Diagnostic, Place, Severity};
#[doc(hidden)]
pub use file_tree::FileTree;
pub use generator::{GenerateError, Generated, Generator};
pub use output::Held;
pub use plan::{Edition, Prefer};
pub use source::ApiVersion;

// Where the runtime looks for what a crate holds.
#[cfg(feature = "mock")]
use mock::{DOCUMENTED, PERMISSIONS};
