//! Whether a content may have been stored although nothing says so.

use super::super::error::ClientError;
use crate::runtime::error::Error;

/// The error after which all of a content was sent and nothing said what became of it, if there is one.
#[derive(Default)]
pub(super) struct Doubt(Option<Error>);

impl Doubt {
    /// Notes what the last part failed with; the first time is the one that tells most.
    pub(super) fn begin(&mut self, error: Error) {
        self.0.get_or_insert(error);
    }

    /// What an error of the session means: one that ends it after all was sent says nothing of the content.
    pub(super) fn interpret(&mut self, error: Error) -> Error {
        let refuses = error.service().is_some_and(|error| error.status.is_client_error());
        if refuses { self.take().unwrap_or(error) } else { error }
    }

    /// That the content may have been stored, where that is in doubt.
    pub(super) fn take(&mut self) -> Option<Error> {
        Some(ClientError::MayBeStored(Box::new(self.0.take()?)).into())
    }
}
