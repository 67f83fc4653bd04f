//! How far an upload is, for whoever wants to be told.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// How much of a content the service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadProgress {
    /// The bytes that the service has, as it says itself.
    pub acknowledged: u64,
    /// The bytes of the content.
    pub total: u64,
}

/// What is told when there is progress.
pub(super) struct Listener {
    /// Never locked: with it an upload can be shared between threads, although a listener can't.
    tell: Mutex<Box<dyn FnMut(UploadProgress) + Send>>,
    last: Option<UploadProgress>,
}

impl Listener {
    pub(super) fn new(tell: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        Self { tell: Mutex::new(Box::new(tell)), last: None }
    }

    /// Tells what it has not been told already.
    pub(super) fn tell(&mut self, progress: UploadProgress) {
        if self.last.replace(progress) != Some(progress) {
            (self.tell.get_mut().unwrap_or_else(PoisonError::into_inner))(progress);
        }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").field("last", &self.last).finish_non_exhaustive()
    }
}
