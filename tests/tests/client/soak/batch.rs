//! What the service does with a batch.

use super::faults::{Answer, FAULTS_IN_BATCHES, Fault};
use super::service::{Asked, Service};
use serde_json::{Map, Value, json};

impl Service {
    pub fn batch(&mut self, asked: &Asked) -> Answer {
        let (mut answers, mut failed): (Vec<Value>, Vec<Value>) = Default::default();
        for (member, asked) in asked.members() {
            self.count("request in a batch");
            let after = member["dependsOn"].as_array().cloned().unwrap_or_default();
            let fault = match after.iter().any(|id| failed.contains(id)) {
                true => Fault::Dependency,
                false => Fault::choose(FAULTS_IN_BATCHES, &mut self.rng),
            };
            if fault != Fault::Nothing {
                self.count(format!("fault in a batch {fault:?}"));
            }
            if let (false, Some(write)) = (fault.promises_nothing_done(), asked.write()) {
                self.settle(write);
            }
            let answer = self.outcome(&asked, fault);
            if fault == Fault::Unanswered || answer.status >= 400 {
                failed.push(member["id"].clone());
            }
            if fault != Fault::Unanswered {
                answers.push(written(&member["id"], &answer));
            }
        }
        // In any order, as the service has them.
        self.rng.shuffle(&mut answers);
        Answer::json(200, &json!({ "responses": answers }))
    }
}

fn written(id: &Value, answer: &Answer) -> Value {
    let headers = answer.headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into()));
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    json!({"id": id, "status": answer.status, "headers": headers.collect::<Map<_, _>>(), "body": body})
}
