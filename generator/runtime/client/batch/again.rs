//! Which requests of a batch are sent once more.

use super::super::challenge;
use super::super::retry::may_repeat;
use super::Step;
use super::answers::Answer;
use http::StatusCode;
use http::header::AUTHORIZATION;
use std::time::Duration;

/// The requests to be sent again, and how long the service asks to wait before.
pub(super) struct Again {
    pub(super) steps: Vec<usize>,
    pub(super) asked: Option<Duration>,
}

/// Those of the requests that may be sent again, those whose token was refused, and those that failed only because one of
/// them did.
pub(super) fn again(steps: &[Step], answers: &[(usize, Answer)], open: &[usize], refused: &[usize]) -> Again {
    let mut asked = None;
    let steps = with_waiting(steps, answers, open, |index, step, answer| {
        let Some(error) = answer.error().filter(|error| may_repeat(error, step.outgoing.idempotent)) else {
            return refused.contains(&index);
        };
        asked = asked.max(error.service().and_then(|error| error.retry_after));
        true
    });
    Again { steps, asked }
}

/// Those whose token was refused alone, with those that failed only because one of them did.
pub(super) fn alone(steps: &[Step], answers: &[(usize, Answer)], open: &[usize], refused: &[usize]) -> Vec<usize> {
    with_waiting(steps, answers, open, |index, _, _| refused.contains(&index))
}

fn with_waiting(
    steps: &[Step],
    answers: &[(usize, Answer)],
    open: &[usize],
    mut is_chosen: impl FnMut(usize, &Step, &Answer) -> bool,
) -> Vec<usize> {
    let mut again = Vec::new();
    // What a step waits for is before it.
    for &index in open {
        let answer = answers.iter().find(|(answered, _)| *answered == index);
        let (Some(step), Some((_, answer))) = (steps.get(index), answer) else {
            continue;
        };
        let waited =
            answer.status == StatusCode::FAILED_DEPENDENCY && step.after.iter().any(|step| again.contains(step));
        if waited || is_chosen(index, step, answer) {
            again.push(index);
        }
    }
    again
}

/// The requests whose token the service refuses within a batch that it takes.
pub(super) struct Refusal {
    pub(super) steps: Vec<usize>,
    /// What it wants the next token to have, as JSON.
    pub(super) claims: Option<String>,
}

impl Refusal {
    /// Those that were not sent once more for that already, and have no token of the caller's.
    pub(super) fn find(steps: &[Step], answers: &[(usize, Answer)], open: &[usize], renewed: &[usize]) -> Option<Self> {
        let is_refused = |index: &usize, answer: &Answer| {
            let own = steps.get(*index).is_some_and(|step| !step.outgoing.headers.contains_key(AUTHORIZATION));
            own && answer.status == StatusCode::UNAUTHORIZED && open.contains(index) && !renewed.contains(index)
        };
        let refused = answers.iter().filter(|(index, answer)| is_refused(index, answer));
        let claims = refused.clone().find_map(|(_, answer)| challenge::claims(&answer.headers));
        let steps: Vec<usize> = refused.map(|(index, _)| *index).collect();
        (!steps.is_empty()).then_some(Self { steps, claims })
    }
}
