//! Upload sessions: large contents in parts, going on after a cut where the service says.

mod doubt;
mod progress;
mod session;
mod source;

pub use progress::UploadProgress;
pub use source::UploadSource;

use super::address;
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::retry::{Budget, may_repeat};
use super::sending::{Client, read};
use crate::runtime::error::Error;
use crate::runtime::response::ResponseBody;
use doubt::Doubt;
use http::header::{CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderValue, Method, Response, StatusCode};
use progress::Listener;
use reqwest::Url;
use session::{Session, expected};
use std::fmt;
use std::ops::Range;

/// Parts are a multiple of this many bytes, but for the last.
const UNIT: usize = 320 << 10;

impl Client {
    /// Uploads to the `uploadUrl` of an upload session. The token is not sent there, since the address holds a key.
    pub fn upload<S: UploadSource>(&self, url: impl Into<String>, source: S) -> Upload<S> {
        Upload { client: self.clone(), url: url.into(), source, chunk: 12 * UNIT, resume: false, progress: None }
    }

    /// Gives an upload session up, with all that has been uploaded to it.
    ///
    /// # Errors
    /// The same as those of [`send`](Client::send).
    pub async fn cancel_upload(&self, url: &str) -> Result<(), Error> {
        self.exchange(&anonymous(Method::DELETE, self.session_url(url)?)).await.map(drop)
    }

    /// Ends an upload session that was begun with `deferCommit` and took all parts: what was uploaded becomes the file.
    ///
    /// # Errors
    /// The same as those of [`send`](Client::send).
    pub async fn commit_upload<R: ResponseBody>(&self, url: &str) -> Result<R, Error> {
        let commit = anonymous(Method::POST, self.session_url(url)?);
        Ok(read(self.exchange(&commit).await?, &commit)?.into_body())
    }

    /// The address of a session, which holds a key.
    fn session_url(&self, url: &str) -> Result<Url, Error> {
        let url = address::parse(url)?;
        if address::is_downgrade(&self.0.origin, &url) {
            return Err(ClientError::Address("the upload address begins with `http://`".to_owned()).into());
        }
        Ok(url)
    }
}

fn anonymous(method: Method, url: Url) -> Outgoing {
    Outgoing { anonymous: true, ..Outgoing::empty(method, url) }
}

/// An upload that has not begun. See [`Client::upload`].
#[must_use = "an upload does nothing until it is sent"]
pub struct Upload<S> {
    client: Client,
    url: String,
    source: S,
    chunk: usize,
    resume: bool,
    progress: Option<Listener>,
}

impl<S: UploadSource> Upload<S> {
    /// How many bytes are sent at once, rounded down to a multiple of 320 KiB; 3840 KiB by default, which is the most
    /// that attachments of messages take. Files take up to 60 MiB.
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.chunk = (bytes / UNIT).max(1) * UNIT;
        self
    }

    /// Goes on with a session to which parts have been uploaded, by this program or an earlier run of it.
    pub fn resume(mut self) -> Self {
        self.resume = true;
        self
    }

    /// Calls this with how much of the content the service has, when the upload begins and whenever that changes. A part
    /// that has to be sent again counts once.
    pub fn on_progress(mut self, listener: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        self.progress = Some(Listener::new(listener));
        self
    }

    /// Uploads all that is missing, and reads the answer to the last part: the file, or `()` where there is none.
    ///
    /// # Errors
    /// [`Error::Service`] where the session has ended or the service refuses the content, [`ClientError::MayBeStored`] where
    /// it ends after all was sent, without an answer that says so, [`ClientError::Upload`] where it asks for what there is not, takes little of each part or ends before it has all, [`ClientError::Source`] where
    /// the content can't be read, and all that [`Client::send`] can fail with. The session lasts, for another upload
    /// that [resumes](Self::resume) it.
    pub async fn send<R: ResponseBody>(self) -> Result<R, Error> {
        Ok(self.response().await?.into_body())
    }

    /// Like [`send`](Self::send), with the answer's status and headers: `Location` has the address of an attachment.
    ///
    /// # Errors
    /// The same as those of [`send`](Self::send).
    pub async fn response<R: ResponseBody>(mut self) -> Result<Response<R>, Error> {
        let url = self.client.session_url(&self.url)?;
        let size = self.source.size().map_err(ClientError::Source)?;
        if size == 0 {
            return Err(ClientError::Upload("there is nothing to upload").into());
        }
        let retry = self.client.0.retry.clone();
        let mut budget = Budget::new(&retry);
        let asked = if self.resume { self.wanted(&url, size).await? } else { std::iter::once(0..size).collect() };
        let mut session = Session::new(asked, self.chunk as u64)?;
        let mut doubt = Doubt::default();
        loop {
            self.tell(session.acknowledged(size), size);
            let part = session.part();
            let outgoing = self.part(&url, &part, size).await?;
            let error = match self.client.attempt(&outgoing, budget.attempt()).await {
                Ok(response) => {
                    let asked = expected(response.body(), size)?;
                    if !session.took(&part, &asked, response.status())? {
                        let whole = read(response, &outgoing)?;
                        self.tell(size, size);
                        return Ok(whole);
                    }
                    if session.is_ahead() {
                        budget.reset();
                    } else if !budget.wait(None).await {
                        return Err(ClientError::Upload("the service takes too little of each part").into());
                    }
                    continue;
                }
                Err(error) => error,
            };
            let asked = error.service().and_then(|error| error.retry_after);
            // Parts that are there already are refused, after an answer that was lost.
            let refused = error.service().is_some_and(|error| error.status == StatusCode::RANGE_NOT_SATISFIABLE);
            if !(refused || may_repeat(&error, true)) || !budget.wait(asked).await {
                return Err(doubt.interpret(error));
            }
            if session.is_last(&part) {
                doubt.begin(error);
            }
            let asked = self.wanted(&url, size).await.map_err(|error| doubt.interpret(error))?;
            if let Some(error) = asked.is_empty().then(|| doubt.take()).flatten() {
                return Err(error);
            }
            session.lost(&part, &asked)?;
            if session.is_ahead() {
                budget.reset();
            }
        }
    }

    fn tell(&mut self, acknowledged: u64, total: u64) {
        if let Some(listener) = &mut self.progress {
            listener.tell(UploadProgress { acknowledged, total });
        }
    }

    async fn part(&mut self, url: &Url, part: &Range<u64>, size: u64) -> Result<Outgoing, Error> {
        let body = self.source.read(part.clone()).await.map_err(ClientError::Source)?;
        if body.len() as u64 != part.end - part.start {
            return Err(ClientError::Upload("the source gave another number of bytes than asked for").into());
        }
        let mut outgoing = Outgoing { body, ..anonymous(Method::PUT, url.clone()) };
        let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
        outgoing.headers.insert(CONTENT_RANGE, HeaderValue::try_from(range).map_err(http::Error::from)?);
        outgoing.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        Ok(outgoing)
    }

    /// The ranges that the service still wants.
    async fn wanted(&self, url: &Url, size: u64) -> Result<Vec<Range<u64>>, Error> {
        let response = self.client.exchange(&anonymous(Method::GET, url.clone())).await?;
        Ok(expected(response.body(), size)?)
    }
}

impl<S> fmt::Debug for Upload<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("chunk", &self.chunk).field("resume", &self.resume).finish_non_exhaustive()
    }
}
