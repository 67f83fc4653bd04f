//! Operations that go on after the answer to the request that began them.

use super::ResponseBody;
use crate::runtime::error::Error;
use http::HeaderMap;
use http::header::LOCATION;
use std::{fmt, marker::PhantomData};

/// What the page of an operation says of how to ask for it.
#[derive(Debug)]
#[allow(dead_code)] // Read by the client.
pub(crate) struct DocumentedOperation {
    /// Where its state stands, as a JSON pointer; empty where the page does not show it.
    pub(crate) state: &'static str,
    /// How many seconds to wait between two questions; 0 where the page does not say.
    pub(crate) pace: u32,
}

#[cfg(feature = "client")]
impl DocumentedOperation {
    /// How long to wait between two questions.
    pub(crate) fn pace(&self) -> Option<std::time::Duration> {
        (self.pace > 0).then(|| std::time::Duration::from_secs(self.pace.into()))
    }
}

/// What an endpoint is answered with that begins an operation whose result is an `R`: where to ask how it is.
///
/// The client's `start` makes a poller of it.
pub struct LongRunning<R> {
    /// `Operation-Location` or `Location`, as the service wrote it: it can be relative, without even a version, and an
    /// address of another host holds a key. `None` where the service answered with the result at once.
    pub location: Option<String>,
    /// The body of the answer: the result, or the operation as it is at its beginning.
    pub body: Vec<u8>,
    headers: HeaderMap,
    result: PhantomData<fn() -> R>,
}

impl<R> ResponseBody for LongRunning<R> {
    fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        let named = headers.get("operation-location").or_else(|| headers.get(LOCATION));
        let location = named.and_then(|location| location.to_str().ok()).map(str::to_owned);
        Ok(Self { location, body: body.to_vec(), headers: headers.clone(), result: PhantomData })
    }
}

impl<R: ResponseBody> LongRunning<R> {
    /// The body as the result, where the service answered with it at once.
    ///
    /// # Errors
    /// [`Error::Json`] where it is not the JSON that it should be.
    pub fn into_result(self) -> Result<R, Error> {
        R::from_body(&self.headers, &self.body)
    }
}

/// Shows what is no secret: the address holds keys.
impl<R> fmt::Debug for LongRunning<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongRunning").field("location", &self.location.is_some()).finish_non_exhaustive()
    }
}
