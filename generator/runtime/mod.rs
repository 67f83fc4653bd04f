//! What every generated module builds on: how models read and write JSON, requests, responses and errors.
//!
//! These files are written by hand and copied.

mod base64;
mod body;
mod budget;
#[cfg(feature = "client")]
pub mod client;
mod consistency;
mod convert;
mod duration;
pub(crate) mod engine;
mod error;
mod error_body;
pub mod extra;
pub mod filter;
mod gaps;
pub mod hosts;
mod item;
mod lack;
mod long_running;
#[cfg(feature = "mock")]
pub mod mock;
mod model;
mod narrowing;
#[cfg(feature = "notifications")]
pub mod notifications;
mod number;
mod object;
pub(crate) mod open_enum;
pub mod options;
mod page;
mod parts;
mod path;
#[cfg(feature = "permissions")]
pub mod permissions;
mod presence;
#[cfg(feature = "properties")]
mod properties;
mod query_fields;
mod read;
mod request;
mod request_options;
mod response;
mod retry_after;
mod scalar;
pub mod search;
#[doc(hidden)]
pub mod slot;
mod text;
mod time;
mod unexpected_content;
mod value;
mod write;

pub use body::{Body, Content, Optional, Payload, TypeNaming};
pub use error::{Error, ServiceError};
pub use extra::Extra;
#[doc(inline)]
pub use filter::filter;
pub use http::Method;
pub use item::{Item, ItemPlace};
pub use long_running::LongRunning;
pub use model::{AsModel, IsA, Model, from_slice};
pub use narrowing::NumberOf;
pub use number::{Decimal, Int64};
pub use object::{Object, Reference};
pub use open_enum::{Flags, OpenEnum, Unrecognized};
pub use page::{Multiple, Page, Single};
pub use presence::{Presence, Removed};
#[cfg(feature = "properties")]
pub use properties::{Absence, Properties, PropertyInfo, Returned};
pub use request::Request;
pub use response::{Reader, ResponseBody};
pub use scalar::Scalar;
#[doc(inline)]
pub use search::search;
pub use text::{Binary, Date, DateTimeOffset, Duration, Guid, TimeOfDay};
pub use unexpected_content::UnexpectedContent;

// What the engine reaches the fields of models by: for generated code, and no promise to anybody else.
#[doc(hidden)]
pub use model::{Field, FieldMut, TypeInfo};
#[doc(hidden)]
pub use scalar::ScalarRef;

// A slice may have no model, no enum or no query option.
#[allow(unused_imports)]
pub(crate) use consistency::Consistency;
#[allow(unused_imports)]
pub(crate) use long_running::DocumentedOperation;
#[allow(unused_imports)]
pub(crate) use model::{model_impls, model_impls_without_debug};
#[allow(unused_imports)]
pub(crate) use open_enum::open_enum_impls;
#[allow(unused_imports)]
pub(crate) use options::options;
