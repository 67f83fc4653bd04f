//! The answers to the requests of a batch.

use super::super::error::ClientError;
use super::{BatchHandle, BatchStep};
use crate::runtime::error::Error;
use crate::runtime::error::service_error::ServiceError;
use crate::runtime::response::{ResponseBody, Success, read_body};
use http::{HeaderMap, StatusCode};
use std::{fmt, sync::Arc};

/// The answers to the requests of a batch, each to be taken once.
pub struct BatchAnswers {
    batch: u64,
    fates: Vec<Fate>,
}

/// What became of a request.
enum Fate {
    Answered(Answer),
    /// What its answer was, which has been taken.
    Taken(StatusCode),
    /// Its round was sent, and that failed.
    Lost(Arc<Error>),
    Unanswered,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    /// Whether the body says what went wrong, and nothing else.
    pub(super) refused: bool,
}

/// What one round was answered, with the index of each step.
#[derive(Default)]
pub(super) struct Round {
    pub(super) answers: Vec<(usize, Answer)>,
    /// The requests that were sent last, and why that failed.
    pub(super) lost: Option<(Vec<usize>, Error)>,
}

impl BatchAnswers {
    /// The answers of all rounds, or why there is none.
    pub(super) fn from_rounds(batch: u64, steps: usize, mut rounds: Vec<Round>) -> Result<Self, Error> {
        let unanswered = rounds.iter().all(|round| round.answers.is_empty());
        let lost = unanswered.then(|| rounds.iter_mut().find_map(|round| round.lost.take())).flatten();
        if let Some((_, error)) = lost {
            return Err(error);
        }
        let mut fates: Vec<Fate> = (0..steps).map(|_| Fate::Unanswered).collect();
        for round in rounds {
            for (index, answer) in round.answers {
                fates[index] = Fate::Answered(answer);
            }
            let (lost, error) = round.lost.map(|(lost, error)| (lost, Arc::new(error))).unzip();
            for (index, error) in lost.into_iter().flatten().zip(error.iter().cycle()) {
                fates[index] = Fate::Lost(Arc::clone(error));
            }
        }
        Ok(Self { batch, fates })
    }

    /// The status of the answer to this request, taken or not; `None` where there is no answer.
    pub fn status(&self, step: impl Into<BatchStep>) -> Option<StatusCode> {
        let step = step.into();
        match self.fates.get(step.index).filter(|_| step.batch == self.batch)? {
            Fate::Answered(answer) => Some(answer.status),
            Fate::Taken(status) => Some(*status),
            Fate::Lost(_) | Fate::Unanswered => None,
        }
    }

    /// The requests that have no answer of success, in the order in which they were added, each with its error.
    pub fn failed(&self) -> impl Iterator<Item = (BatchStep, Error)> + '_ {
        let step = |index| BatchStep { batch: self.batch, index };
        self.fates.iter().enumerate().filter_map(move |(index, fate)| Some((step(index), fate.error()?)))
    }

    /// The answer to this request.
    ///
    /// # Errors
    /// [`Error::Service`] where the service answered it with an error, [`Error::Json`] where the answer can't be read,
    /// [`ClientError::BatchRound`] where its round failed, and [`ClientError::Batch`] where there is no answer, it has been
    /// taken, or the handle is of another batch.
    pub fn take<R: ResponseBody>(&mut self, handle: BatchHandle<R>) -> Result<R, Error> {
        Ok(self.take_response(handle)?.into_body())
    }

    /// Like [`take`](Self::take), with the answer's status and headers.
    ///
    /// # Errors
    /// The same as those of [`take`](Self::take).
    pub fn take_response<R: ResponseBody>(&mut self, handle: BatchHandle<R>) -> Result<http::Response<R>, Error> {
        if handle.step.batch != self.batch {
            return Err(ClientError::Batch("the handle is of another batch").into());
        }
        let fate = self.fates.get_mut(handle.step.index).ok_or(ClientError::Batch(UNANSWERED))?;
        if let Some(error) = fate.error() {
            return Err(error);
        }
        let answer = fate.take().ok_or(ClientError::Batch("the answer has been taken"))?;
        let success = Success { status: answer.status, headers: &answer.headers, endpoint: "" };
        let mut response = http::Response::new(read_body(success, &answer.body)?);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}

const UNANSWERED: &str = "the service did not answer the request";

impl Fate {
    /// The error that it is, unless it is a success.
    fn error(&self) -> Option<Error> {
        match self {
            Self::Answered(answer) => answer.error(),
            Self::Taken(_) => None,
            Self::Lost(error) => Some(ClientError::BatchRound(Arc::clone(error)).into()),
            Self::Unanswered => Some(ClientError::Batch(UNANSWERED).into()),
        }
    }

    fn take(&mut self) -> Option<Answer> {
        let Self::Answered(Answer { status, .. }) = *self else { return None };
        match std::mem::replace(self, Self::Taken(status)) {
            Self::Answered(answer) => Some(answer),
            _ => None,
        }
    }
}

impl Answer {
    /// The error that it is, unless it is a success.
    pub(super) fn error(&self) -> Option<Error> {
        let error = || Error::Service(Box::new(ServiceError::new(self.status, &self.headers, &self.body)));
        (self.refused || !self.status.is_success()).then(error)
    }
}

impl fmt::Debug for BatchAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = |index| BatchStep { batch: self.batch, index };
        f.debug_list().entries((0..self.fates.len()).map(|index| self.status(step(index)))).finish()
    }
}
