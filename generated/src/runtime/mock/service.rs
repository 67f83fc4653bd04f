//! What is done with a request, from the time that it came to the time that it is answered.

use super::answer::{self, Answer, Content};
use super::batch;
use super::checks::{self, Objection};
use super::continuations::{Continuations, first_page};
use super::documentation::{Documentation, Documented, documentation};
use super::documented::Shown;
use super::expectation::Expected;
use super::fault::Fault;
use super::objects::Objects;
use super::refusal::{DocumentedRequest, Refusal};
use super::request::ReceivedRequest;
use super::schema::Schema;
use http::StatusCode;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is sent back.
pub(super) enum Outcome {
    Answer(Answer),
    /// Nothing.
    Cut,
    /// The answer, up to the middle of its body.
    CutBody(Answer),
}

/// The documentation as a service.
pub(super) struct Service {
    documentation: &'static Documentation,
    state: Mutex<State>,
}

/// What changes with the requests and what tests say of them.
struct State {
    continuations: Continuations,
    /// None where each answer is as the documentation shows it.
    objects: Option<Objects>,
    expected: Vec<Expected>,
    /// What goes wrong with the next requests, whichever they are.
    faults: VecDeque<Fault>,
    /// In how many pages lists come; none for as many as their pages show.
    pages: Option<usize>,
    requests: Vec<ReceivedRequest>,
    refusals: Vec<Refusal>,
}

/// What a request is answered with if it does not go wrong, and how it goes wrong.
struct Response {
    fault: Option<Fault>,
    answer: Option<Answer>,
}

impl Service {
    pub(super) fn new(uri: String) -> Self {
        let state = State {
            continuations: Continuations::new(uri),
            objects: None,
            expected: Vec::new(),
            faults: VecDeque::new(),
            pages: None,
            requests: Vec::new(),
            refusals: Vec::new(),
        };
        Self { documentation: documentation(), state: Mutex::new(state) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn expect(&self, request: ReceivedRequest) -> usize {
        let mut state = self.state();
        state.expected.push(Expected::new(request));
        state.expected.len() - 1
    }

    pub(super) fn with_expected(&self, index: usize, change: impl FnOnce(&mut Expected)) {
        if let Some(expected) = self.state().expected.get_mut(index) {
            change(expected);
        }
    }

    pub(super) fn fail_next(&self, fault: Fault) {
        self.state().faults.push_back(fault);
    }

    pub(super) fn set_pages(&self, pages: usize) {
        self.state().pages = Some(pages.max(1));
    }

    pub(super) fn set_stateful(&self, stateful: bool) {
        self.state().objects = stateful.then(Objects::default);
    }

    pub(super) fn requests(&self) -> Vec<ReceivedRequest> {
        self.state().requests.clone()
    }

    pub(super) fn take_requests(&self) -> Vec<ReceivedRequest> {
        std::mem::take(&mut self.state().requests)
    }

    pub(super) fn take_refusals(&self) -> Vec<Refusal> {
        std::mem::take(&mut self.state().refusals)
    }

    /// What was refused, and what was expected and has not come.
    pub(super) fn complaints(&self) -> Vec<String> {
        let state = self.state();
        let refused = state.refusals.iter().map(ToString::to_string);
        refused.chain(state.expected.iter().filter_map(Expected::unmet)).collect()
    }

    /// Answers a request, or each of the requests in a batch.
    pub(super) fn respond(&self, request: ReceivedRequest) -> Outcome {
        let Some(version) = batch::version(&request) else { return self.respond_one(request) };
        let version = version.to_owned();
        Outcome::Answer(batch::answer(&request, &version, |part| match self.respond_one(part) {
            Outcome::Answer(answer) => answer,
            // A part of an answer can be missing, but not cut.
            Outcome::Cut | Outcome::CutBody(_) => Answer::documented_error(None, StatusCode::SERVICE_UNAVAILABLE),
        }))
    }

    fn respond_one(&self, request: ReceivedRequest) -> Outcome {
        let mut state = self.state();
        state.requests.push(request.clone());
        if let Some(answer) = state.continuations.answer(&request) {
            return Outcome::Answer(answer);
        }
        let documented = self.documentation.find(request.method.as_str(), &request.path);
        let response = match self.judge(&mut state, documented, &request) {
            Ok(response) => response,
            Err(objection) => return Outcome::Answer(self.refuse(&mut state, documented, request, objection)),
        };
        // What goes wrong before the answer does nothing.
        let answer = || match (response.answer, documented) {
            (Some(answer), _) => answer,
            (None, Some(documented)) => state.documented_answer(self.documentation, documented, &request),
            (None, None) => Answer::empty(StatusCode::OK),
        };
        match response.fault {
            None => Outcome::Answer(answer()),
            Some(Fault::Cut) => Outcome::Cut,
            Some(Fault::CutBody) => Outcome::CutBody(answer()),
            Some(Fault::Throttle(wait)) => Outcome::Answer(Answer::throttled(wait.as_secs())),
            Some(Fault::Error(status)) => Outcome::Answer(Answer::documented_error(documented, status)),
        }
    }

    /// Whether the request may be answered, and how.
    fn judge(
        &self,
        state: &mut State,
        documented: Option<&Documented>,
        request: &ReceivedRequest,
    ) -> Result<Response, Objection> {
        if let Some(documented) = documented {
            checks::check(self.documentation, documented, &first_page(request))?;
        }
        let asked = fault_asked_for(request)?;
        let Some(index) = state.find_expected(request) else {
            if state.expected.is_empty() && documented.is_some() {
                return Ok(Response { fault: asked.or_else(|| state.faults.pop_front()), answer: None });
            }
            return Err(Objection {
                status: StatusCode::NOT_FOUND,
                code: "Request_ResourceNotFound",
                reason: state.unexpected(request),
            });
        };
        let fault = asked.or_else(|| state.faults.pop_front());
        let expected = &mut state.expected[index];
        let fault = fault.or_else(|| expected.faults.pop_front());
        if fault.is_none() {
            expected.came += 1;
        }
        Ok(Response { fault, answer: expected.answer.clone() })
    }

    fn refuse(
        &self,
        state: &mut State,
        documented: Option<&Documented>,
        request: ReceivedRequest,
        objection: Objection,
    ) -> Answer {
        let nearest = documented.or_else(|| self.documentation.nearest(request.method.as_str(), &request.path));
        let nearest = nearest.map(|documented| DocumentedRequest::new(documented, &request));
        let refusal = Refusal { request, reason: objection.reason, nearest };
        let answer = Answer::error(objection.status, objection.code, &refusal.to_string());
        state.refusals.push(refusal);
        answer
    }
}

impl State {
    /// An expectation that the request meets: of several, one that is still due.
    fn find_expected(&self, request: &ReceivedRequest) -> Option<usize> {
        // A page of the mock's own is expected with the first.
        let first = first_page(request);
        let meets = |expected: &Expected| {
            request.differences(&expected.request).is_empty() || first.differences(&expected.request).is_empty()
        };
        let met = || self.expected.iter().enumerate().filter(|(_, expected)| meets(expected));
        let due = met().find(|(_, expected)| expected.is_due());
        due.or_else(|| met().next_back()).map(|(index, _)| index)
    }

    fn unexpected(&self, request: &ReceivedRequest) -> String {
        let differences = self.expected.iter().map(|expected| (request.differences(&expected.request), expected));
        match differences.min_by_key(|(differences, _)| differences.len()) {
            None => "nothing like it is documented for the slices that are compiled".to_owned(),
            Some((differences, expected)) => {
                let shown = differences[..differences.len().min(5)].join(", ");
                format!("it is not expected; the nearest that is expected is {}, but {shown}", expected.request)
            }
        }
    }

    fn documented_answer(
        &mut self,
        documentation: &'static Documentation,
        documented: &Documented,
        request: &ReceivedRequest,
    ) -> Answer {
        let schema = Schema { documentation, version: documented.version };
        let content = match &mut self.objects {
            Some(objects) => objects.respond(schema, documented, request),
            None => Ok(answer::content(schema, documented, &first_page(request))),
        };
        let Content { status, body } = match content {
            Ok(content) => content,
            Err(error) => return error,
        };
        let answer = match body {
            Shown::Nothing => Answer::empty(status),
            Shown::Text(text) => {
                let media_type =
                    if documented.endpoint.answer.content { "application/octet-stream" } else { "text/plain" };
                Answer::bytes(status, media_type, text.into_bytes())
            }
            Shown::Json(mut json) => {
                let asked = request.header("mock-pages").and_then(|pages| pages.parse().ok());
                self.continuations.rewrite(&mut json, request, asked.or(self.pages));
                Answer::json(status, &json)
            }
        };
        self.continuations.locate(answer, documented.endpoint.answer.long_running)
    }
}

fn fault_asked_for(request: &ReceivedRequest) -> Result<Option<Fault>, Objection> {
    let asked = request.header("mock-fault").map(str::parse::<Fault>).transpose();
    asked.map_err(|reason| Objection { status: StatusCode::BAD_REQUEST, code: "BadRequest", reason })
}
