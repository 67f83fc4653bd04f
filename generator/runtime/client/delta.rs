//! Delta rounds: what has changed since the last, and the link from which the next goes on.

use super::error::ClientError;
use super::outgoing::Outgoing;
use super::paging::{Continuation, ListPage, Pages};
use super::sending::Client;
use crate::runtime::error::Error;
use crate::runtime::model::Model;
use crate::runtime::model::page::Page;
use crate::runtime::request::body::Payload;
use crate::runtime::request::{Request, host};
use std::fmt::{self, Debug};

impl Client {
    /// Begins a delta query: its first round gives all objects. [`delta_since`](Client::delta_since) does the next.
    pub fn delta<B, T, O>(&self, request: Request<B, Page<T>, O>) -> Delta<T>
    where
        B: Payload,
        T: Model + Default,
    {
        Delta::new(self, self.outgoing(request))
    }

    /// Goes on with a delta query from the link that its last round gave. Where it is too old, the round fails with
    /// an error that [requires to start again](Error::is_resync_required).
    pub fn delta_since<T: Model + Default>(&self, link: &str) -> Delta<T> {
        Delta::new(self, self.resumed(Continuation::from(link)).map_err(Error::from))
    }
}

/// One round of a delta query. See [`Client::delta`].
#[must_use = "a round asks for nothing until its pages are"]
pub struct Delta<T: Model + Default> {
    pages: Pages<Page<T>>,
    link: Option<String>,
}

/// What one round of a delta query gave.
#[non_exhaustive]
pub struct DeltaRound<T> {
    /// The objects that are new or changed, and what is left of those that are [gone](Model::removed).
    pub items: Vec<T>,
    /// From where the next round goes on: to be kept for [`Client::delta_since`].
    pub link: String,
}

impl<T: Model + Default> Delta<T> {
    fn new(client: &Client, first: Result<Outgoing, Error>) -> Self {
        Self { pages: Pages::new(client, first), link: None }
    }

    /// The round's next page; `None` after the last.
    ///
    /// # Errors
    /// The same as those of [`Pages::try_next`].
    pub async fn next_page(&mut self) -> Result<Option<Page<T>>, Error> {
        let page = self.pages.try_next().await?;
        if let Some(link) = page.as_ref().and_then(|page| page.delta_link.as_ref()) {
            self.link = Some(link.clone());
        }
        Ok(page)
    }

    /// From where the next round goes on, once this one's last page has been read.
    pub fn delta_link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// The rest of the round.
    ///
    /// # Errors
    /// The same as those of [`Pages::try_next`], [`Error::Shape`] where a page holds something else than objects, and
    /// [`ClientError::NoDeltaLink`] where the last page does not say from where to go on.
    pub async fn collect(mut self) -> Result<DeltaRound<T>, Error> {
        let mut items = Vec::new();
        while let Some(page) = self.next_page().await? {
            items.extend(page.into_items()?);
        }
        let link = self.link.ok_or(ClientError::NoDeltaLink)?;
        Ok(DeltaRound { items, link })
    }
}

/// Shows of the link its host alone: the rest holds what the query asked for.
impl<T: Debug> Debug for DeltaRound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaRound").field("items", &self.items).field("link", &host(&self.link)).finish()
    }
}

impl<T: Model + Default> Debug for Delta<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delta").field("link", &self.link.as_deref().map(host)).finish_non_exhaustive()
    }
}
