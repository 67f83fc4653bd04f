//! The client for programs without `async`: the same methods, each of which returns when it is done.
//!
//! ```no_run
//! use msgraph::client::{StaticToken, blocking::Client};
//! use msgraph::{Object, Page, Request};
//!
//! fn show_all(token: String, list: Request<(), Page<Object>>) -> Result<(), msgraph::Error> {
//!     for item in Client::new(StaticToken::new(token))?.items(list) {
//!         println!("{:?}", item?);
//!     }
//!     Ok(())
//! }
//! ```

mod operation;

pub use operation::Poller;

use super::{
    Batch, BatchAnswers, BoxError, Bytes, ClientError, Continuation, DeltaRound, ListPage, TokenProvider,
    UploadProgress, UploadSource,
};
use crate::runtime::error::Error;
use crate::runtime::model::Model;
use crate::runtime::model::page::Page;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use crate::runtime::response::ResponseBody;
use crate::runtime::response::long_running::LongRunning;
use http::{HeaderMap, Response, StatusCode};
use std::{fmt, future::Future, sync::Arc};
use tokio::runtime::{self, Runtime};

/// Sends requests to one host of the service, and waits for each. Clones share connections.
///
/// A call from within an asynchronous task is [`ClientError::Setup`]: it would keep the other tasks of its thread waiting.
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    waiting: Waiting,
}

/// What runs the asynchronous client while a thread waits for it.
#[derive(Clone)]
struct Waiting(Arc<Owned>);

/// None once it is dropped.
struct Owned(Option<Runtime>);

impl Drop for Owned {
    fn drop(&mut self) {
        // To wait for its end would be a panic within an asynchronous task.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Waiting {
    fn on<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match &self.0.0 {
            Some(runtime) if runtime::Handle::try_current().is_err() => runtime.block_on(work),
            _ => {
                let error: BoxError = "a blocking client is called from within an asynchronous task".into();
                Err(ClientError::Setup(error).into())
            }
        }
    }

    /// The next of something that ends with an error.
    fn next<T>(
        &self,
        ended: &mut bool,
        next: impl Future<Output = Result<Option<T>, Error>>,
    ) -> Option<Result<T, Error>> {
        let next = if *ended { None } else { self.on(next).transpose() };
        *ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl Client {
    /// A client of the global service.
    ///
    /// # Errors
    /// [`ClientError::Setup`] where the system offers no TLS or no means to wait.
    pub fn new(token: impl TokenProvider + 'static) -> Result<Self, Error> {
        Self::of(super::Client::new(token)?)
    }

    /// One that sends by way of this asynchronous client, with its settings.
    ///
    /// # Errors
    /// [`ClientError::Setup`] where the system offers no means to wait.
    pub fn of(client: super::Client) -> Result<Self, Error> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| ClientError::Setup(error.into()))?;
        Ok(Self { client, waiting: Waiting(Arc::new(Owned(Some(runtime)))) })
    }

    /// See [`Client::send`](super::Client::send).
    ///
    /// # Errors
    /// The same as there.
    pub fn send<B: Payload, R: ResponseBody, O>(&self, request: Request<B, R, O>) -> Result<R, Error> {
        self.waiting.on(self.client.send(request))
    }

    /// See [`Client::response`](super::Client::response).
    ///
    /// # Errors
    /// The same as there.
    pub fn response<B: Payload, R: ResponseBody, O>(&self, request: Request<B, R, O>) -> Result<Response<R>, Error> {
        self.waiting.on(self.client.response(request))
    }

    /// See [`Client::pages`](super::Client::pages).
    pub fn pages<B: Payload, P: ListPage, O>(&self, request: Request<B, P, O>) -> Pages<P> {
        Pages { ended: false, pages: self.client.pages(request), waiting: self.waiting.clone() }
    }

    /// See [`Client::pages_from`](super::Client::pages_from).
    pub fn pages_from<P: ListPage>(&self, from: impl Into<Continuation>) -> Pages<P> {
        Pages { ended: false, pages: self.client.pages_from(from), waiting: self.waiting.clone() }
    }

    /// See [`Client::items`](super::Client::items).
    pub fn items<B: Payload, P: ListPage, O>(&self, request: Request<B, P, O>) -> Items<P> {
        Items { ended: false, items: self.client.items(request), waiting: self.waiting.clone() }
    }

    /// See [`Client::items_from`](super::Client::items_from).
    pub fn items_from<P: ListPage>(&self, from: impl Into<Continuation>) -> Items<P> {
        Items { ended: false, items: self.client.items_from(from), waiting: self.waiting.clone() }
    }

    /// See [`Client::delta`](super::Client::delta): the whole round.
    ///
    /// # Errors
    /// Those of [`Delta::collect`](super::Delta::collect).
    pub fn delta<B, T, O>(&self, request: Request<B, Page<T>, O>) -> Result<DeltaRound<T>, Error>
    where
        B: Payload,
        T: Model + Default,
    {
        self.waiting.on(self.client.delta(request).collect())
    }

    /// See [`Client::delta_since`](super::Client::delta_since): the whole round.
    ///
    /// # Errors
    /// Those of [`Delta::collect`](super::Delta::collect).
    pub fn delta_since<T: Model + Default>(&self, link: &str) -> Result<DeltaRound<T>, Error> {
        self.waiting.on(self.client.delta_since(link).collect())
    }

    /// See [`Client::batch`](super::Client::batch).
    ///
    /// # Errors
    /// The same as there.
    pub fn batch(&self, batch: Batch) -> Result<BatchAnswers, Error> {
        self.waiting.on(self.client.batch(batch))
    }

    /// See [`Client::download`](super::Client::download).
    ///
    /// # Errors
    /// The same as there.
    pub fn download<B: Payload, R, O>(&self, request: Request<B, R, O>) -> Result<Download, Error> {
        let download = self.waiting.on(self.client.download(request))?;
        Ok(Download { ended: false, download, waiting: self.waiting.clone() })
    }

    /// See [`Client::upload`](super::Client::upload).
    pub fn upload<S: UploadSource>(&self, url: impl Into<String>, source: S) -> Upload<S> {
        Upload { upload: self.client.upload(url, source), waiting: self.waiting.clone() }
    }

    /// See [`Client::cancel_upload`](super::Client::cancel_upload).
    ///
    /// # Errors
    /// The same as there.
    pub fn cancel_upload(&self, url: &str) -> Result<(), Error> {
        self.waiting.on(self.client.cancel_upload(url))
    }

    /// See [`Client::commit_upload`](super::Client::commit_upload).
    ///
    /// # Errors
    /// The same as there.
    pub fn commit_upload<R: ResponseBody>(&self, url: &str) -> Result<R, Error> {
        self.waiting.on(self.client.commit_upload(url))
    }

    /// See [`Client::start`](super::Client::start).
    ///
    /// # Errors
    /// The same as there.
    pub fn start<B: Payload, R, O>(&self, request: Request<B, LongRunning<R>, O>) -> Result<Poller<R>, Error> {
        let poller = self.waiting.on(self.client.start(request))?;
        Ok(Poller::new(poller, self.waiting.clone()))
    }

    /// See [`Client::poller`](super::Client::poller).
    ///
    /// # Errors
    /// The same as there.
    pub fn poller<R>(&self, link: &str) -> Result<Poller<R>, Error> {
        Ok(Poller::new(self.client.poller(link)?, self.waiting.clone()))
    }

    /// See [`Client::watch`](super::Client::watch).
    ///
    /// # Errors
    /// The same as there.
    pub fn watch<R, O>(&self, request: Request<(), R, O>) -> Result<Poller<R>, Error> {
        Ok(Poller::new(self.client.watch(request)?, self.waiting.clone()))
    }
}

/// The pages of a list.
#[must_use = "pages are asked for one by one"]
pub struct Pages<P> {
    ended: bool,
    pages: super::Pages<P>,
    waiting: Waiting,
}

impl<P: ListPage> Pages<P> {
    /// See [`Pages::continuation`](super::Pages::continuation).
    pub fn continuation(&self) -> Option<&Continuation> {
        self.pages.continuation()
    }
}

impl<P: ListPage> Iterator for Pages<P> {
    type Item = Result<P, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.waiting.next(&mut self.ended, self.pages.try_next())
    }
}

/// The items of a list.
#[must_use = "pages are asked for one by one"]
pub struct Items<P: ListPage> {
    ended: bool,
    items: super::Items<P>,
    waiting: Waiting,
}

impl<P: ListPage> Items<P> {
    /// See [`Items::continuation`](super::Items::continuation).
    pub fn continuation(&self) -> Option<&Continuation> {
        self.items.continuation()
    }
}

impl<P: ListPage> Iterator for Items<P> {
    type Item = Result<P::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.waiting.next(&mut self.ended, self.items.try_next())
    }
}

/// A content as it comes, part by part.
#[must_use = "a content is not read until its parts are"]
pub struct Download {
    ended: bool,
    download: super::Download,
    waiting: Waiting,
}

impl Download {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.download.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.download.headers()
    }
}

impl Iterator for Download {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.waiting.next(&mut self.ended, self.download.try_next())
    }
}

/// An upload that has not begun.
#[must_use = "an upload does nothing until it is sent"]
pub struct Upload<S> {
    upload: super::Upload<S>,
    waiting: Waiting,
}

impl<S: UploadSource> Upload<S> {
    /// See [`Upload::chunk_size`](super::Upload::chunk_size).
    pub fn chunk_size(self, bytes: usize) -> Self {
        Self { upload: self.upload.chunk_size(bytes), ..self }
    }

    /// See [`Upload::resume`](super::Upload::resume).
    pub fn resume(self) -> Self {
        Self { upload: self.upload.resume(), ..self }
    }

    /// See [`Upload::on_progress`](super::Upload::on_progress).
    pub fn on_progress(self, listener: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        Self { upload: self.upload.on_progress(listener), ..self }
    }

    /// See [`Upload::send`](super::Upload::send).
    ///
    /// # Errors
    /// The same as there.
    pub fn send<R: ResponseBody>(self) -> Result<R, Error> {
        self.waiting.on(self.upload.send())
    }

    /// See [`Upload::response`](super::Upload::response).
    ///
    /// # Errors
    /// The same as there.
    pub fn response<R: ResponseBody>(self) -> Result<Response<R>, Error> {
        self.waiting.on(self.upload.response())
    }
}

macro_rules! shown_as {
    ($($name:ident<$($parameter:ident $(: $bound:ident)?),*> $field:ident;)*) => {$(
        impl<$($parameter $(: $bound)?),*> fmt::Debug for $name<$($parameter),*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.$field.fmt(f)
            }
        }
    )*};
}
shown_as! {
    Client<> client;
    Pages<P> pages;
    Items<P: ListPage> items;
    Download<> download;
    Upload<S> upload;
}
