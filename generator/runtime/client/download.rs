//! Contents as they come, without all of them in memory.

use super::ClientError;
use super::sending::Client;
use super::transmit::host;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use bytes::Bytes;
use futures_util::stream::{BoxStream, try_unfold};
use futures_util::{Stream, TryStreamExt};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Response, StatusCode};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

impl Client {
    /// Sends a request, and gives the content of the answer as it comes: a file, a photo, a report, or any other body
    /// as bytes. A redirect to where the content is kept is followed, without the token where that is another host.
    ///
    /// It is sent again as with [`send`](Client::send), but not once the answer has begun: a `Range` header, such as
    /// `bytes=1000-`, asks for the rest of a file.
    ///
    /// # Errors
    /// The same as those of [`send`](Client::send), but for those of the content.
    pub async fn download<B, R, O>(&self, request: Request<B, R, O>) -> Result<Download, Error>
    where
        B: Payload,
    {
        let outgoing = self.outgoing(request)?;
        let limit = outgoing.timeout.unwrap_or(self.0.timeout);
        let (head, body) = self.open(&outgoing).await?.into_parts();
        let head = Response::from_parts(head, ());
        let from = host(&head, &outgoing);
        let chunks = try_unfold((body, from), move |(mut body, from)| async move {
            let chunk = tokio::time::timeout(limit, body.try_next()).await;
            let chunk = chunk.map_err(|_| ClientError::Timeout(limit))?.map_err(|error| error.at(|| from.clone()))?;
            Ok(chunk.map(|chunk| (chunk, (body, from))))
        });
        Ok(Download { head, chunks: Box::pin(chunks) })
    }
}

/// A content as a stream of its bytes. See [`Client::download`].
#[must_use = "a content is not read until its stream is polled"]
pub struct Download {
    head: Response<()>,
    chunks: BoxStream<'static, Result<Bytes, Error>>,
}

impl Download {
    /// The status: 206 for a part that a `Range` header asked for.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The media type, such as `image/jpeg`.
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The number of bytes, where the service tells it; a content that ends before is an error.
    pub fn content_length(&self) -> Option<u64> {
        self.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// [`ClientError::Transport`] where the connection breaks, and
    /// [`ClientError::Timeout`] where nothing comes for as long as an attempt may take.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        self.chunks.try_next().await
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.as_mut().poll_next(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
