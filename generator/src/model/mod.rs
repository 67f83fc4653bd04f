//! What the docs of one API version say, as data: the IR and all that it is made of. Every room above reads it; the steps that
//! make it are in `build`.

mod deprecation;
mod endpoint;
mod example;
mod ir;
mod method;
mod on_page;
mod operation;
mod path;
mod permissions;
mod primitive;
mod property_facts;
mod request;
mod segment;
mod source;
mod text;
mod type_name;
mod type_ref;
mod types;
mod verbs;

pub use deprecation::Deprecation;
pub use endpoint::{CREATE_IF_MISSING, Cast, Consistency, Endpoint, EndpointBody, EndpointPage, Role};
pub use example::{Example, ExampleBody, ExampleRequest, ExampleResponse};
pub use ir::Ir;
pub use method::Method;
pub use on_page::{ParameterOnPage, PropertyOnPage, ResponseOnPage, TypeOnPage};
pub use operation::{Body, Operation, Response};
pub use path::UrlPath;
pub use permissions::{PermissionKind, Permissions};
pub use primitive::{JsonForm, Primitive};
pub use property_facts::{FilterOperator, PropertyFacts, Returned};
pub use request::{Header, Parameter, ParameterPlace, Request};
pub use segment::{Part, Placeholder, Segment, SegmentKind, fold_name, folded_shape, unqualified};
pub use source::Source;
pub use type_name::TypeName;
pub use type_ref::{RefName, TypeRef};
pub use types::{Inference, Kind, Member, Property, PropertyFact, Type, TypeFact, TypeProse};
pub use verbs::begins_with_verb;
