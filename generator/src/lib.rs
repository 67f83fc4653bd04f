//! Reads Microsoft Graph's public documentation pages, and writes a typed Rust crate from them.
//!
//! Data flows one way: [`source`] → [`page`] → [`extract`] → [`build`] → [`plan`] → [`emit`] → [`change`] → drift.
#![forbid(unsafe_code)]

pub mod build;
pub mod change;
pub mod cli;
pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod drift;
pub mod emit;
pub mod extract;
mod file_tree;
mod generator;
mod hash;
pub mod model;
pub mod page;
mod paths;
pub mod pipeline;
pub mod plan;
pub mod source;
pub mod surface;

pub use file_tree::FileTree;
pub use generator::{GenerateError, Generated, Generator};
