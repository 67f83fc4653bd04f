//! Lists as streams, page by page or item by item.

mod continuation;
mod list;
mod looping;
mod offset;

pub use continuation::Continuation;
pub use list::ListPage;

use super::address::{self, same_origin};
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::sending::{Client, read};
use super::transmit::Elsewhere;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use futures_util::stream::{BoxStream, unfold};
use futures_util::{Stream, StreamExt};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};
use std::{fmt, vec};

impl Client {
    /// The pages of a list, each asked for when it is needed. An error ends the stream.
    ///
    /// The headers of the request go with each page. A next link is followed with `GET`, only to the host of the request,
    /// not from a page that a redirect gave from another host, and only to where the stream has not been. A search that
    /// has more results is asked for these, since it has no next link.
    pub fn pages<B, P, O>(&self, request: Request<B, P, O>) -> Pages<P>
    where
        B: Payload,
        P: ListPage,
    {
        Pages::new(self, self.outgoing(request))
    }

    /// The items of a list, over all of its pages. An error ends the stream. [`pages`](Client::pages) says more.
    pub fn items<B, P, O>(&self, request: Request<B, P, O>) -> Items<P>
    where
        B: Payload,
        P: ListPage,
    {
        Items::new(self.pages(request))
    }

    /// The rest of a list, perhaps of one that another process began, from a [`Continuation`], its text, or a next link:
    /// `client.pages_from::<Page<User>>(&saved)`.
    pub fn pages_from<P: ListPage>(&self, from: impl Into<Continuation>) -> Pages<P> {
        Pages::new(self, self.resumed(from.into()).map_err(Error::from))
    }

    /// Like [`pages_from`](Client::pages_from), item by item.
    pub fn items_from<P: ListPage>(&self, from: impl Into<Continuation>) -> Items<P> {
        Items::new(self.pages_from(from))
    }
}

/// The pages of a list, as a stream. See [`Client::pages`].
///
/// `while let Some(page) = pages.try_next().await?` goes through them; `for` does so over those of
/// `client::blocking::Client`.
#[must_use = "a stream asks for nothing until it is polled"]
pub struct Pages<P> {
    stream: BoxStream<'static, Result<(P, Option<Continuation>), Error>>,
    continuation: Option<Continuation>,
}

impl<P: ListPage> Pages<P> {
    pub(super) fn new(client: &Client, first: Result<Outgoing, Error>) -> Self {
        let walk = Walk { client: client.clone(), next: Some(first), hasher: RandomState::new(), seen: HashSet::new() };
        // Whoever asks once more after the end gets the same answer.
        let stream = unfold(walk, |mut walk| async move {
            let page = walk.page().await?;
            Some((page.map(|page| (page, walk.continuation())), walk))
        });
        Self { stream: stream.fuse().boxed(), continuation: None }
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// The same as those of [`Client::send`], and [`ClientError::ForeignLink`] and [`ClientError::RepeatedLink`] where
    /// a next link leads to another host or comes from one, or leads to a page that has been read.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        self.next().await.transpose()
    }

    /// Where the list goes on after the last page that was given, for [`Client::pages_from`]; `None` before the first
    /// and after the last, and where the next page has no link.
    pub fn continuation(&self) -> Option<&Continuation> {
        self.continuation.as_ref()
    }
}

impl<P> Unpin for Pages<P> {}

impl<P: ListPage> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(self.stream.poll_next_unpin(context));
        Poll::Ready(next.map(|next| {
            let (page, continuation) = next?;
            // After an error it is still where the page is that failed.
            self.continuation = continuation;
            Ok(page)
        }))
    }
}

/// Where a stream of pages is.
struct Walk {
    client: Client,
    next: Option<Result<Outgoing, Error>>,
    hasher: RandomState,
    /// The hashes of the addresses that have been read: a long list has many, and each is long.
    seen: HashSet<u64>,
}

impl Walk {
    /// Where the page after this one is, if a link says so.
    fn continuation(&self) -> Option<Continuation> {
        let next = self.next.as_ref()?.as_ref().ok()?;
        (next.method == Method::GET).then(|| Continuation::from_request(next))
    }

    async fn page<P: ListPage>(&mut self) -> Option<Result<P, Error>> {
        let outgoing = match self.next.take()? {
            Ok(outgoing) => outgoing,
            Err(error) => return Some(Err(error)),
        };
        self.seen.insert(self.hasher.hash_one(outgoing.url.as_str()));
        let response = match self.client.exchange(&outgoing).await {
            Ok(response) => response,
            Err(error) => return Some(Err(error)),
        };
        if response.status() == StatusCode::NO_CONTENT {
            return None;
        }
        let elsewhere = response.extensions().get::<Elsewhere>().cloned();
        let further = match outgoing.method {
            Method::POST => offset::next(&outgoing.body, response.body()),
            _ => None,
        };
        let page = read::<P>(response, &outgoing).map(http::Response::into_body);
        if let Ok(page) = &page {
            // Whoever wrote a page elsewhere would choose what the token is sent for.
            let links = page.next_link().is_some() || page.delta_link().is_some();
            self.next = match (elsewhere.filter(|_| links), page.next_link(), further) {
                (Some(Elsewhere(host)), ..) => Some(Err(ClientError::ForeignLink(host).into())),
                (None, Some(link), _) => Some(self.follow(outgoing, link)),
                (None, None, Some(body)) => {
                    Some(Ok(Outgoing { body: body.into(), result: OnceLock::new(), ..outgoing }))
                }
                (None, None, None) => None,
            };
        }
        Some(page)
    }

    fn follow(&self, mut outgoing: Outgoing, link: &str) -> Result<Outgoing, Error> {
        let url = address::join(&outgoing.url, link)?;
        if !same_origin(&url, &outgoing.url) {
            return Err(ClientError::ForeignLink(address::origin(&url)).into());
        }
        if self.seen.contains(&self.hasher.hash_one(url.as_str())) {
            return Err(ClientError::RepeatedLink.into());
        }
        outgoing.headers.remove(CONTENT_TYPE);
        Ok(Outgoing { headers: outgoing.headers, timeout: outgoing.timeout, ..Outgoing::empty(Method::GET, url) })
    }
}

/// The items of a list, as a stream. See [`Client::items`].
///
/// `while let Some(item) = items.try_next().await?` goes through them; `for` does so over those of
/// `client::blocking::Client`.
#[must_use = "a stream asks for nothing until it is polled"]
pub struct Items<P: ListPage> {
    /// None after an error.
    pages: Option<Pages<P>>,
    page: vec::IntoIter<P::Item>,
}

impl<P: ListPage> Items<P> {
    fn new(pages: Pages<P>) -> Self {
        Self { pages: Some(pages), page: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// The same as those of [`Pages::try_next`], and [`Error::Shape`] where a page holds something else than items.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        self.next().await.transpose()
    }

    /// Where the list goes on after the page of the last item that was given: see [`Pages::continuation`].
    pub fn continuation(&self) -> Option<&Continuation> {
        self.pages.as_ref()?.continuation()
    }
}

impl<P: ListPage> Unpin for Items<P> {}

impl<P: ListPage> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(pages) = &mut self.pages else {
                return Poll::Ready(None);
            };
            match ready!(pages.poll_next_unpin(context)).map(|page| page.and_then(P::into_items)) {
                Some(Ok(items)) => self.page = items.into_iter(),
                Some(Err(error)) => {
                    self.pages = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<P: ListPage> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("left", &self.page.len()).finish_non_exhaustive()
    }
}
