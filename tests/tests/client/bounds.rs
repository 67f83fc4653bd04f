//! What can move between threads and outlive its maker.

use msgraph::client::{
    AccessToken, AzureCredential, Batch, BatchAnswers, BatchHandle, BatchStep, Bytes, Client, ClientBuilder,
    ClientError, Delta, DeltaRound, Download, Items, Pages, RetryOptions, StaticToken, TokenProvider, Upload,
};
use msgraph::v1::models::{ManagedDevice, User};
use msgraph::{Content, Error, Page, Reader, Request, ServiceError};
use std::error::Error as StdError;

fn is_shared<T: Send + Sync + 'static>() {}

fn is_sent<T: Send + 'static>() {}

fn is_error<T: StdError + Send + Sync + 'static>() {}

#[test]
fn clients_requests_models_and_answers_are_shared_between_threads() {
    is_shared::<Client>();
    is_shared::<ClientBuilder>();
    is_shared::<RetryOptions>();
    is_shared::<Box<dyn TokenProvider>>();
    is_shared::<(AccessToken, StaticToken, AzureCredential)>();
    is_shared::<Request<User, Page<ManagedDevice>>>();
    is_shared::<Reader<User>>();
    is_shared::<(User, Page<ManagedDevice>, Content, DeltaRound<User>)>();
    is_shared::<(Batch, BatchAnswers, BatchHandle<User>, BatchStep)>();
    is_shared::<Upload<Bytes>>();
}

#[test]
fn streams_move_between_threads() {
    is_sent::<(Pages<Page<User>>, Items<Page<User>>, Delta<User>, Download)>();
}

#[test]
fn errors_are_errors_and_are_shared_between_threads() {
    is_error::<Error>();
    is_error::<ServiceError>();
    is_error::<ClientError>();
}

#[test]
fn an_error_tells_its_cause() {
    let cause = |error: Error| StdError::source(&error).map(ToString::to_string);
    assert_eq!(cause(ClientError::Token("signed out".into()).into()).as_deref(), Some("signed out"));
    assert_eq!(cause(ClientError::RepeatedLink.into()), None);
    let json = serde_json::from_str::<u8>("x").unwrap_err();
    let message = json.to_string();
    assert_eq!(cause(json.into()), Some(message));
    assert!(StdError::source(&ClientError::Source(std::io::ErrorKind::NotFound.into())).is_some());
}
