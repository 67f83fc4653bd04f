//! The answers to the requests of a batch.

use super::super::super::error::{Error, ServiceError};
use super::super::super::response::{ResponseBody, read_body};
use super::super::error::ClientError;
use super::BatchHandle;
use http::{HeaderMap, StatusCode};
use std::{fmt, sync::Arc};

/// The answers to the requests of a batch, each to be taken once.
pub struct BatchAnswers {
    batch: u64,
    answers: Vec<Option<Answer>>,
    /// The requests that were sent again, and why that failed.
    lost: Option<(Vec<usize>, Arc<Error>)>,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl BatchAnswers {
    pub(super) fn new(batch: u64, answers: Vec<Option<Answer>>) -> Self {
        Self { batch, answers, lost: None }
    }

    /// These requests were sent again, and that failed.
    pub(super) fn without(self, steps: Vec<usize>, error: Error) -> Self {
        Self { lost: Some((steps, Arc::new(error))), ..self }
    }

    /// The answer to this request.
    ///
    /// # Errors
    /// [`Error::Service`] where the service answered it with an error, [`Error::Json`] where the answer can't be read,
    /// [`ClientError::BatchAgain`] where it was sent again and that failed, and [`ClientError::Batch`] where there is
    /// none, it has been taken, or the handle is of another batch.
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
        if let Some((_, error)) = self.lost.as_ref().filter(|(steps, _)| steps.contains(&handle.step.index)) {
            return Err(ClientError::BatchAgain(Arc::clone(error)).into());
        }
        let answer = self.answers.get_mut(handle.step.index).and_then(Option::take);
        let answer = answer.ok_or(ClientError::Batch("there is no answer, or it has been taken"))?;
        if let Some(error) = answer.error() {
            return Err(error);
        }
        let mut response = http::Response::new(read_body(answer.status, &answer.headers, &answer.body)?);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}

impl Answer {
    /// The error that it is, unless it is a success.
    pub(super) fn error(&self) -> Option<Error> {
        let error = || Error::Service(Box::new(ServiceError::new(self.status, &self.headers, &self.body)));
        (!self.status.is_success()).then(error)
    }
}

impl fmt::Debug for BatchAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.answers.iter().map(|answer| answer.as_ref().map(|answer| answer.status));
        f.debug_list().entries(statuses).finish()
    }
}
