//! An asynchronous client on `reqwest`: it sends requests, again where that is safe, and follows pages.
//!
//! ```no_run
//! use msgraph::client::{Client, StaticToken};
//! use msgraph::{Object, Page, Request};
//!
//! // `list` stands for what a function gives, such as `managed_devices::list().top(100)`.
//! async fn show_all(token: String, list: Request<(), Page<Object>>) -> Result<(), msgraph::Error> {
//!     let client = Client::new(StaticToken::new(token))?;
//!     let mut items = client.items(list);
//!     while let Some(item) = items.try_next().await? {
//!         println!("{item:?}");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Dropping a future or a stream cancels what it does.

// In this order the documentation shows what a client does: how it is made, how it sends, and the items of lists.
mod builder;

mod sending;

mod paging;

mod address;
#[cfg(feature = "azure-core")]
mod azure;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod challenge;
mod delta;
#[cfg(feature = "device-code")]
mod device_code;
mod download;
mod error;
mod exchange;
mod operation;
mod outgoing;
mod rate_limit;
mod retry;
mod token;
mod transmit;
mod transport;
mod upload;

#[cfg(feature = "azure-core")]
pub use azure::AzureCredential;
pub use batch::{Batch, BatchAnswers, BatchHandle, BatchStep};
pub use builder::ClientBuilder;
pub use delta::{Delta, DeltaRound};
#[cfg(feature = "device-code")]
pub use device_code::{DeviceCodeCredential, DeviceCodeError, DeviceCodePrompt};
pub use download::Download;
pub use error::ClientError;
pub use operation::{Operation, OperationStatus, Poller};
pub use paging::{Continuation, Items, ListPage, Pages};
pub use rate_limit::RateLimit;
pub use retry::RetryOptions;
pub use sending::Client;
pub use token::{AccessToken, BoxError, BoxFuture, StaticToken, TokenProvider, TokenRequest};
pub use transport::{Transport, TransportBody};
pub use upload::{Upload, UploadProgress, UploadSource};

// What contents and streams of this module are, so that naming them takes no other crate.
pub use bytes::Bytes;
pub use futures_util::Stream;
