//! What every generated module builds on: how models read and write JSON, requests, responses and errors.
//!
//! These files are written by hand and copied. Each room uses those above it in this list: texts and JSON, what can go
//! wrong, the primitive types, models, what answers hold, what is sent. Features build on all of them.

mod encoding;
mod json;

mod error;

mod types;

mod model;

mod response;

mod request;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "notifications")]
pub mod notifications;
#[cfg(feature = "permissions")]
pub mod permissions;
#[cfg(feature = "properties")]
mod properties;

pub use error::Error;
pub use error::service_error::ServiceError;
pub use error::unexpected_content::UnexpectedContent;
pub use http::Method;
pub use model::extra::Extra;
pub use model::object::{Object, Reference};
pub use model::page::{Multiple, Page, Single};
pub use model::presence::{Presence, Removed};
pub use model::{AsModel, IsA, Model, extra, from_slice};
#[cfg(feature = "properties")]
pub use properties::{Absence, Properties, PropertyInfo, Returned};
pub use request::body::{Body, Optional, Payload, TypeNaming};
#[doc(inline)]
pub use request::filter::filter;
pub use request::item::{Item, ItemPlace};
pub use request::narrowing::NumberOf;
#[doc(inline)]
pub use request::search::search;
pub use request::{Request, filter, hosts, options, search};
pub use response::content::Content;
pub use response::long_running::LongRunning;
pub use response::{Reader, ResponseBody};
pub use types::number::{Decimal, Int64};
pub use types::open_enum::{Flags, OpenEnum, Unrecognized};
pub use types::scalar::Scalar;
pub use types::text::{Binary, Date, DateTimeOffset, Duration, Guid, TimeOfDay};

// What the engine reaches the fields of models by: for generated code, and no promise to anybody else.
#[doc(hidden)]
pub use model::{Field, FieldMut, TypeInfo, slot};
#[doc(hidden)]
pub use types::scalar::ScalarRef;

pub(crate) use model::engine;

// A slice may have no model, no enum or no query option.
#[allow(unused_imports)]
pub(crate) use model::{model_impls, model_impls_without_debug};
#[allow(unused_imports)]
pub(crate) use request::consistency::Consistency;
#[allow(unused_imports)]
pub(crate) use request::options::options;
#[allow(unused_imports)]
pub(crate) use response::long_running::DocumentedOperation;
#[allow(unused_imports)]
pub(crate) use types::open_enum::{self, open_enum_impls};
