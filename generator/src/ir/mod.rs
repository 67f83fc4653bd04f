//! The model between pages and code, and how it is built from what the pages say:
//! define (which types there are) → resolve (what names mean) → operations → infer (what no page defines).

mod audit;
mod bodies;
mod build;
mod define;
pub mod endpoint;
mod infer;
mod kinds;
pub mod model;
mod names;
mod observe;
mod operations;
mod paths;
mod property_facts;
mod resolve;
mod split;
mod text;
mod unknown;
mod verbs;

pub use build::{build, documented_nullability};
pub use endpoint::{Endpoint, EndpointBody, EndpointPage, Role};
pub use model::*;
pub use property_facts::{FilterOperator, PropertyFacts, Returned};
pub use verbs::begins_with_verb;
