//! The model between pages and code, and how it is built from what the pages say:
//! define (which types there are) → resolve (what names mean) → operations → infer (what no page defines).

mod audit;
mod bodies;
mod build;
mod define;
mod deprecation;
pub mod endpoint;
mod example;
mod example_urls;
mod facts;
mod infer;
mod kinds;
mod media_type;
mod members;
pub mod model;
mod names;
mod narrow;
mod observe;
mod operations;
mod paths;
mod permissions;
mod property_facts;
mod request;
mod resolve;
mod shown;
mod split;
mod text;
mod unknown;
mod verbs;

pub use build::{build, documented_nullability};
pub use deprecation::Deprecation;
pub use endpoint::{Cast, Consistency, Endpoint, EndpointBody, EndpointPage, Role};
pub use example::{Example, ExampleBody, ExampleRequest, ExampleResponse};
pub use model::*;
pub use permissions::{PermissionKind, Permissions};
pub use property_facts::{FilterOperator, PropertyFacts, Returned};
pub use verbs::begins_with_verb;
