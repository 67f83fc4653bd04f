//! Requests, which are built here and sent by any HTTP client.

// First, so that the documentation shows how a request is made before what narrows it.
mod building;

mod below;
pub(super) mod body;
pub(super) mod consistency;
pub mod filter;
mod headers;
pub mod hosts;
pub(super) mod item;
pub(super) mod narrowing;
mod next_page;
pub mod options;
mod parts;
pub(super) mod path;
mod query_fields;
pub mod search;
mod shown;

pub use building::Request;
#[cfg(feature = "client")]
pub(crate) use shown::host;
