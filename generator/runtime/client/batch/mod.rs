//! JSON batches: many requests in few.

mod again;
mod answers;
mod rounds;
mod wire;

pub use answers::BatchAnswers;

use super::address::{self, same_origin};
use super::error::ClientError;
use super::outgoing::Outgoing;
use super::retry::Budget;
use super::sending::{Client, Inner};
use super::token::AccessToken;
use super::transmit::SentWith;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use crate::runtime::request::hosts;
use again::{Refusal, again};
use answers::{Answer, Round};
use futures_util::{StreamExt, stream};
use std::{fmt, marker::PhantomData};

/// How many requests the service takes in one.
const MAX_ROUND: usize = 20;

/// Requests of one API version that are sent together, in as many rounds as their number takes.
#[derive(Debug)]
pub struct Batch {
    /// Tells handles of one batch from those of another.
    id: u64,
    steps: Vec<Step>,
    round_size: usize,
    parallel_rounds: usize,
}

struct Step {
    outgoing: Outgoing,
    after: Vec<usize>,
}

/// Stands for a request of a batch whose answer is an `R`. [`BatchAnswers::take`] gives that.
pub struct BatchHandle<R> {
    step: BatchStep,
    answer: PhantomData<fn() -> R>,
}

/// A request of a batch, whatever its answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BatchStep {
    batch: u64,
    index: usize,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self { id: fastrand::u64(..), steps: Vec::new(), round_size: MAX_ROUND, parallel_rounds: 1 }
    }

    /// How many requests are sent in one round: from 1 to 20, which is what the service takes and the default. A mailbox
    /// processes 4 at a time and throttles the others.
    #[must_use]
    pub fn round_size(mut self, requests: usize) -> Self {
        self.round_size = requests.clamp(1, MAX_ROUND);
        self
    }

    /// How many rounds are under way at the same time; 1 by default.
    #[must_use]
    pub fn parallel_rounds(mut self, rounds: usize) -> Self {
        self.parallel_rounds = rounds.max(1);
        self
    }

    /// The number of requests.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is no request.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Adds a request that may be processed at the same time as others.
    ///
    /// # Errors
    /// What [`Request::into_http`] can fail with.
    pub fn add<B, R, O>(&mut self, request: Request<B, R, O>) -> Result<BatchHandle<R>, Error>
    where
        B: Payload,
    {
        self.add_after(request, [] as [BatchStep; 0])
    }

    /// Adds a request that is processed after others, and fails with the status 424 where one of them fails:
    /// `[handle.step(), other.step()]`, or the handles themselves where they are of one type. All of them are sent in
    /// one round.
    ///
    /// # Errors
    /// [`ClientError::Batch`] where one of the others is of another batch, and what [`Request::into_http`] can fail with.
    pub fn add_after<B, R, O>(
        &mut self,
        request: Request<B, R, O>,
        after: impl IntoIterator<Item: Into<BatchStep>>,
    ) -> Result<BatchHandle<R>, Error>
    where
        B: Payload,
    {
        let after = after.into_iter().map(Into::into).collect();
        let line = request.line();
        let outgoing = Outgoing { line, ..Outgoing::new(request.into_http()?)? };
        let step = self.push(outgoing, after)?;
        Ok(BatchHandle { step, answer: PhantomData })
    }

    fn push(&mut self, outgoing: Outgoing, after: Vec<BatchStep>) -> Result<BatchStep, ClientError> {
        if after.iter().any(|step| step.batch != self.id) {
            return Err(ClientError::Batch("a step is of another batch"));
        }
        let index = self.steps.len();
        let mut after: Vec<usize> = after.into_iter().map(|step| step.index).collect();
        after.sort_unstable();
        after.dedup();
        self.steps.push(Step { outgoing, after });
        Ok(BatchStep { batch: self.id, index })
    }
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    /// Sends the requests of a batch, up to 20 together. Those that the service does not process because there are too
    /// many are sent again, as single requests are, with those that wait for them.
    ///
    /// # Errors
    /// [`ClientError::Batch`] where its requests are of different API versions, [`ClientError::BatchGroup`] where more of
    /// them wait for each other than a round takes, [`ClientError::ForeignLink`] where one is for another host, and the
    /// errors of [`Client::send`] where no round has an answer. What single requests fail with, and what rounds fail with
    /// when there are answers to others, is what [`BatchAnswers::take`] fails with.
    pub async fn batch(&self, batch: Batch) -> Result<BatchAnswers, Error> {
        let version = version(&self.0, &batch.steps)?;
        let rounds = rounds::rounds(&batch.steps, batch.round_size)?;
        let under_way = rounds.into_iter().map(|open| self.answered(version, &batch.steps, open));
        let rounds: Vec<Round> = stream::iter(under_way).buffered(batch.parallel_rounds).collect().await;
        BatchAnswers::from_rounds(batch.id, batch.steps.len(), rounds)
    }

    /// What becomes of the requests of one round, after as many attempts as they take and may have.
    async fn answered(&self, version: &str, steps: &[Step], mut open: Vec<usize>) -> Round {
        let mut round = Round::default();
        let mut budget = Budget::new(&self.0.retry);
        // The requests whose token was refused, each of which is sent once more for that, and the token for them.
        let (mut renewed, mut token) = (Vec::new(), None);
        while !open.is_empty() {
            // An answer of an attempt before says no more what became of a request.
            round.answers.retain(|(index, _)| !open.contains(index));
            let (answers, sent_with) = match self.round(version, steps, &open, token.take()).await {
                Ok(answered) => answered,
                // What the attempts before were answered would be lost with the error, and done twice.
                Err(error) => {
                    round.lost = Some((open, error));
                    break;
                }
            };
            let mut awaited = open.clone();
            for (index, answer) in answers {
                // A second answer to one request is none.
                if let Some(at) = awaited.iter().position(|each| *each == index) {
                    awaited.swap_remove(at);
                    round.answers.push((index, answer));
                }
            }
            let mut refused = Vec::new();
            if let (Some(refusal), Some(sent_with)) = (Refusal::find(steps, &round.answers, &open, &renewed), sent_with)
            {
                renewed.extend(&refusal.steps);
                match self.0.fresh_token(&sent_with, refusal.claims).await {
                    Ok(None) => {}
                    Ok(fresh) => (token, refused) = (fresh, refusal.steps),
                    Err(error) => {
                        round.lost = Some((refusal.steps, error.into()));
                        break;
                    }
                }
            }
            let throttled = again(steps, &round.answers, &open, &[]);
            let waited = !throttled.steps.is_empty() && budget.wait(throttled.asked).await;
            open = match waited {
                true => again(steps, &round.answers, &open, &refused).steps,
                false => again::alone(steps, &round.answers, &open, &refused),
            };
        }
        round
    }

    /// The answers to these requests, and the token that they were sent with.
    async fn round(
        &self,
        version: &str,
        steps: &[Step],
        open: &[usize],
        token: Option<AccessToken>,
    ) -> Result<(Vec<(usize, Answer)>, Option<AccessToken>), Error> {
        let request = Outgoing { token, ..wire::request(&self.0, version, steps, open)? };
        let response = self.exchange(&request).await?;
        let sent_with = response.extensions().get().map(|SentWith(token)| token.clone());
        Ok((wire::answers(&response)?, sent_with))
    }
}

/// The version that all requests name first in their paths.
fn version<'a>(client: &Inner, steps: &'a [Step]) -> Result<&'a str, ClientError> {
    let mut common = None;
    let global = address::parse(hosts::GLOBAL)?;
    for step in steps {
        let url = &step.outgoing.url;
        if !same_origin(url, &client.origin) && !same_origin(url, &global) {
            return Err(ClientError::ForeignLink(address::origin(url)));
        }
        let version = url.path_segments().and_then(|mut segments| segments.next()).unwrap_or_default();
        if *common.get_or_insert(version) != version {
            return Err(ClientError::Batch("its requests are of different API versions"));
        }
    }
    Ok(common.unwrap_or_default())
}

impl BatchStep {
    /// Its place in the batch, counted from 0.
    pub fn index(&self) -> usize {
        self.index
    }
}

impl<R> BatchHandle<R> {
    /// The request, whatever its answer is.
    pub fn step(&self) -> BatchStep {
        self.step
    }
}

impl<R> From<BatchHandle<R>> for BatchStep {
    fn from(handle: BatchHandle<R>) -> Self {
        handle.step
    }
}

impl<R> From<&BatchHandle<R>> for BatchStep {
    fn from(handle: &BatchHandle<R>) -> Self {
        handle.step
    }
}

impl<R> Clone for BatchHandle<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for BatchHandle<R> {}

impl<R> fmt::Debug for BatchHandle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BatchHandle<{}>({})", std::any::type_name::<R>(), self.step.index)
    }
}

/// Shows the method, the host and the path without its keys: all else can be secret.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.outgoing.line.split_once(' ').map_or("", |(_, path)| path);
        write!(f, "{} {}{path}", self.outgoing.method, address::origin(&self.outgoing.url))
    }
}
