//! Batches of the program.

use super::objects::{Id, Version, change, object};
use super::worker::{Failure, Worker};
use msgraph::Request;
use msgraph::client::{Batch, BatchAnswers, BatchHandle, BatchStep};
use msgraph::v1::device_management::device_management_partners as partners;
use msgraph::v1::models::DeviceManagementPartner;
use std::time::Instant;

/// A request of a batch, and what it is about.
enum Step {
    Create(Id, BatchHandle<DeviceManagementPartner>),
    Get(Id, BatchHandle<DeviceManagementPartner>),
    Update(Id, Version, BatchHandle<DeviceManagementPartner>),
    Remove(Id, BatchHandle<()>),
}

impl Worker {
    /// Sends some requests together, each about an object of its own.
    pub async fn batch(&mut self) {
        let mut batch = Batch::new().round_size(self.rng.usize(3..=20)).parallel_rounds(self.rng.usize(1..=2));
        let (mut steps, mut last) = (Vec::new(), None);
        let mut ids: Vec<_> = self.known.keys().copied().collect();
        self.rng.shuffle(&mut ids);
        ids.truncate(self.rng.usize(1..=ids.len()));
        // A batch without writes is sent again as a whole.
        let reads = self.rng.u8(..4) == 0;
        for id in ids {
            let kind = if reads { 9 } else { self.rng.u8(..10) };
            // No more than three of them wait for each other.
            let after = last.filter(|_| steps.len() % 3 > 0 && self.rng.bool());
            let step = match kind {
                0..2 => {
                    let id = self.next_id();
                    Step::Create(id, added(&mut batch, partners::create(object(id, 0)), after))
                }
                2..5 => {
                    let version = self.next_version();
                    let request = partners::update(&id.to_string(), change(id, version));
                    Step::Update(id, version, added(&mut batch, request, after))
                }
                5 => Step::Remove(id, added(&mut batch, partners::delete(&id.to_string()), after)),
                _ => Step::Get(id, added(&mut batch, partners::get(&id.to_string()), after)),
            };
            last = Some(step.step());
            steps.push(step);
        }
        let (client, started) = (self.client.clone(), Instant::now());
        let mut answers = self.call("batch", client.batch(batch)).await;
        for step in steps {
            match step {
                Step::Create(id, handle) => {
                    let outcome = self.taken("create in a batch", &mut answers, handle);
                    self.judge_created(id, outcome);
                }
                Step::Get(id, handle) => {
                    let outcome = self.taken("get in a batch", &mut answers, handle);
                    self.judge_read(id, started, outcome);
                }
                Step::Update(id, version, handle) => {
                    let outcome = self.taken("update in a batch", &mut answers, handle);
                    self.judge_updated(id, version, outcome);
                }
                Step::Remove(id, handle) => {
                    let outcome = self.taken("delete in a batch", &mut answers, handle);
                    self.judge_removed(id, outcome);
                }
            }
        }
    }

    fn taken<R: msgraph::ResponseBody>(
        &self,
        kind: &str,
        answers: &mut Result<BatchAnswers, Failure>,
        handle: BatchHandle<R>,
    ) -> Result<R, Failure> {
        // What became of it is not known, as if the program had not waited.
        let Ok(answers) = answers else { return Err(Failure::Dropped) };
        let outcome = answers.take(handle).map_err(Failure::Error);
        self.count(kind, outcome.as_ref().err());
        outcome
    }
}

fn added<B: msgraph::Payload, R, O>(
    batch: &mut Batch,
    request: Request<B, R, O>,
    after: Option<BatchStep>,
) -> BatchHandle<R> {
    batch.add_after(request, after).unwrap()
}

impl Step {
    fn step(&self) -> BatchStep {
        match self {
            Self::Create(_, handle) | Self::Get(_, handle) | Self::Update(_, _, handle) => handle.step(),
            Self::Remove(_, handle) => handle.step(),
        }
    }
}
