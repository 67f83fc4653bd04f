//! Reads Microsoft Graph's public documentation pages, and writes a typed Rust crate from them.
//!
//! Data flows one way: [`source`] → [`page`] → [`extract`] → [`build`] → emit → [`change`] → drift.
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
mod generator;
mod hash;
pub mod model;
pub mod page;
mod paths;
pub mod pipeline;
pub mod source;
pub mod surface;

pub use generator::{GenerateError, Generated, Generator};
