//! Code of the crate, as tokens.

mod condition;
mod deprecation;
mod facts;
mod functions;
mod hierarchy;
mod lints;
mod mock;
mod model_docs;
mod models;
mod modules;
mod open_enums;
mod operation;
mod options;
mod parameters;
mod permissions;

pub use mock::Documented as MockDocumented;
pub use models::emit as emit_model;
pub use modules::{EndpointModule, endpoint_module, model_index, root, version};
pub use parameters::{emit as emit_parameters, emit_index as emit_parameter_index};
pub use permissions::Documented;
