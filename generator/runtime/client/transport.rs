//! What carries requests to the service and their answers back.

use super::error::ClientError;
use super::token::BoxFuture;
use bytes::Bytes;
use futures_util::stream::{BoxStream, iter, try_unfold};
use futures_util::{Stream, StreamExt, TryStreamExt};
use http::{Request, Response};
use reqwest::Url;
use std::{fmt, sync::Arc};

/// What carries a request to the service and its answer back: a `reqwest::Client`, which is the default, middleware
/// around one, recorded answers, or a fake.
///
/// It is asked once for each attempt and each redirect, with the token in the request, and knows nothing of retries,
/// pages and batches. It follows no redirects itself: the client does, without the token where they leave the service.
pub trait Transport: Send + Sync {
    /// The answer to a request, whatever its status is.
    ///
    /// # Errors
    /// [`ClientError::Connect`] where the request was not sent, so that it can be sent again, and
    /// [`ClientError::Transport`] where it may have been.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<TransportBody>, ClientError>>;
}

/// The body of an answer, as it comes.
pub struct TransportBody(BoxStream<'static, Result<Bytes, ClientError>>);

impl TransportBody {
    /// A body that comes in parts.
    pub fn from_stream(parts: impl Stream<Item = Result<Bytes, ClientError>> + Send + 'static) -> Self {
        Self(parts.boxed())
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// What the stream fails with, such as [`ClientError::Transport`] where the connection breaks.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, ClientError> {
        self.0.try_next().await
    }
}

impl<T: Into<Bytes>> From<T> for TransportBody {
    fn from(whole: T) -> Self {
        Self::from_stream(iter([Ok(whole.into())]))
    }
}

impl fmt::Debug for TransportBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportBody").finish_non_exhaustive()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<TransportBody>, ClientError>> {
        (**self).send(request)
    }
}

impl Transport for reqwest::Client {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<TransportBody>, ClientError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let url = Url::parse(&head.uri.to_string()).map_err(|error| ClientError::Address(error.to_string()))?;
            let mut sent = reqwest::Request::new(head.method, url);
            *sent.headers_mut() = head.headers;
            if !body.is_empty() {
                *sent.body_mut() = Some(body.into());
            }
            let mut response = self.execute(sent).await?;
            let mut head = Response::new(());
            *head.status_mut() = response.status();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            let parts =
                try_unfold(
                    response,
                    |mut response| async move { Ok(response.chunk().await?.map(|part| (part, response))) },
                );
            Ok(head.map(|()| TransportBody::from_stream(parts)))
        })
    }
}
