//! Lists as streams, page by page or item by item.

use super::super::body::Payload;
use super::super::error::Error;
use super::super::model::Model;
use super::super::page::Page;
use super::super::request::Request;
use super::address::{self, same_origin};
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::transmit::Elsewhere;
use super::{Client, read};
use futures_util::stream::{BoxStream, unfold};
use futures_util::{Stream, StreamExt};
use http::Method;
use http::header::CONTENT_TYPE;
use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{fmt, vec};

impl Client {
    /// The pages of a list, each asked for when it is needed. An error ends the stream.
    ///
    /// The headers of the request go with each page. A next link is followed only to the host of the request, not
    /// from a page that a redirect gave from another host, and only to where the stream has not been.
    pub fn pages<B, T, O>(&self, request: Request<B, Page<T>, O>) -> Pages<T>
    where
        B: Payload,
        T: Model + Default,
    {
        Pages::new(self, self.outgoing(request))
    }

    /// The items of a list, over all of its pages. An error ends the stream. [`pages`](Client::pages) says more.
    pub fn items<B, T, O>(&self, request: Request<B, Page<T>, O>) -> Items<T>
    where
        B: Payload,
        T: Model + Default,
    {
        Items { pages: Some(self.pages(request)), page: Vec::new().into_iter() }
    }
}

/// The pages of a list. See [`Client::pages`].
#[must_use = "a stream asks for nothing until it is polled"]
pub struct Pages<T: Model + Default>(BoxStream<'static, Result<Page<T>, Error>>);

impl<T: Model + Default> Pages<T> {
    pub(super) fn new(client: &Client, first: Result<Outgoing, Error>) -> Self {
        let walk = Walk { client: client.clone(), next: Some(first), hasher: RandomState::new(), seen: HashSet::new() };
        // Whoever asks once more after the end gets the same answer.
        Self(unfold(walk, |mut walk| async move { Some((walk.page().await?, walk)) }).fuse().boxed())
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// The same as those of [`Client::send`], and [`ClientError::ForeignLink`] and [`ClientError::RepeatedLink`] where
    /// a next link leads to another host or comes from one, or leads to a page that has been read.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.0.next().await.transpose()
    }
}

impl<T: Model + Default> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
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
    async fn page<T: Model + Default>(&mut self) -> Option<Result<Page<T>, Error>> {
        let outgoing = match self.next.take()? {
            Ok(outgoing) => outgoing,
            Err(error) => return Some(Err(error)),
        };
        self.seen.insert(self.hasher.hash_one(outgoing.url.as_str()));
        let response = match self.client.exchange(&outgoing).await {
            Ok(response) => response,
            Err(error) => return Some(Err(error)),
        };
        let elsewhere = response.extensions().get::<Elsewhere>().cloned();
        let page = read::<Page<T>>(response).map(http::Response::into_body);
        if let Ok(page) = &page {
            // Whoever wrote a page elsewhere would choose what the token is sent for.
            let links = page.next_link.is_some() || page.delta_link.is_some();
            self.next = match (elsewhere.filter(|_| links), &page.next_link) {
                (Some(Elsewhere(host)), _) => Some(Err(ClientError::ForeignLink(host).into())),
                (None, Some(link)) => Some(self.follow(outgoing, link)),
                (None, None) => None,
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
        Ok(Outgoing { headers: outgoing.headers, ..Outgoing::empty(Method::GET, url) })
    }
}

/// The items of a list. See [`Client::items`].
#[must_use = "a stream asks for nothing until it is polled"]
pub struct Items<T: Model + Default> {
    /// None after an error.
    pages: Option<Pages<T>>,
    page: vec::IntoIter<T>,
}

impl<T: Model + Default> Items<T> {
    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// The same as those of [`Pages::try_next`], and [`Error::Shape`] where a page holds something else than objects.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }
}

impl<T: Model + Default> Unpin for Items<T> {}

impl<T: Model + Default> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(pages) = &mut self.pages else {
                return Poll::Ready(None);
            };
            match ready!(pages.poll_next_unpin(context)).map(|page| page.and_then(objects)) {
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

/// The page's objects. Anything else is kept in the extras, where someone who reads items would miss it.
pub(super) fn objects<T: Model + Default>(page: Page<T>) -> Result<Vec<T>, Error> {
    match (page.value, page.extra.contains("value") && !page.extra.is_null("value")) {
        (None, true) => Err(Error::Shape { name: "value", expected: "an array of objects" }),
        (items, _) => Ok(items.unwrap_or_default()),
    }
}

impl<T: Model + Default> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T: Model + Default> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("left", &self.page.len()).finish_non_exhaustive()
    }
}
