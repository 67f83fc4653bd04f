//! Change notifications: what Microsoft Graph posts to the address of a subscription, checked and decrypted.
//!
//! It needs no web framework: whichever one is used hands over what was posted, and sends back what comes out.
//!
//! ```
//! use msgraph::notifications::{self, ChangeNotificationCollection, DecryptionKeys, KeySet, LifecycleEvent, TokenValidator};
//! use msgraph::{Object, from_slice};
//!
//! struct App {
//!     client_state: String,      // as in the subscription
//!     keys: DecryptionKeys,      // the private keys of the certificates in the subscriptions
//!     validator: TokenValidator, // whose notifications are expected
//!     signing_keys: KeySet,      // of login.microsoftonline.com/common/discovery/v2.0/keys, kept for hours
//! }
//!
//! /// Answers a POST to the notification URL.
//! fn answer(app: &App, request: http::Request<Vec<u8>>) -> http::Response<String> {
//!     let (head, body) = request.into_parts();
//!     if let Some(response) = notifications::validation_response(&head) {
//!         return response;
//!     }
//!     // The answer is the same whatever comes of it, so that nobody learns what passes the checks.
//!     if let Err(error) = process(app, &body) {
//!         eprintln!("refused: {error}");
//!     }
//!     let mut response = http::Response::default();
//!     *response.status_mut() = http::StatusCode::ACCEPTED;
//!     response
//! }
//!
//! fn process(app: &App, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!     let collection: ChangeNotificationCollection = from_slice(body)?;
//!     app.validator.check(&collection, &app.signing_keys)?;
//!     for notification in collection.items().iter().filter(|each| each.has_client_state(&app.client_state)) {
//!         match (&notification.lifecycle_event, &notification.encrypted_content) {
//!             (Some(LifecycleEvent::ReauthorizationRequired), _) => { /* renew the subscription */ }
//!             (Some(_), _) => { /* read again what was missed */ }
//!             (None, Some(content)) => println!("{:?}", content.decrypt_as::<Object>(&app.keys)?),
//!             (None, None) => println!("{:?} {:?}", notification.change_type, notification.resource),
//!         }
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The service waits three seconds for an answer: who takes longer keeps the collection, which can be written as JSON again,
//! and answers first.

mod collection;
mod decryption_error;
mod decryption_keys;
mod encrypted_content;
mod handshake;
mod jwt;
mod key_set;
mod kinds;
mod models;
mod notification;
mod resource_data;
mod secret;
mod token_error;
mod token_validator;

pub use collection::ChangeNotificationCollection;
pub use decryption_error::DecryptionError;
pub use decryption_keys::DecryptionKeys;
pub use encrypted_content::ChangeNotificationEncryptedContent;
pub use handshake::{validation_response, validation_token};
pub use key_set::KeySet;
pub use kinds::{ChangeType, LifecycleEvent};
pub use notification::ChangeNotification;
pub use resource_data::ResourceData;
pub use secret::Secret;
pub use token_error::TokenError;
pub use token_validator::{Origin, TokenValidator};
