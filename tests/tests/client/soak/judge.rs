//! Whether what the program is told is what the service holds.

use super::objects::{Id, Version, content, object};
use super::worker::{Failure, Worker};
use msgraph::v1::models::DeviceManagementPartner;
use std::time::Instant;

/// Answers that promise that nothing was done, but for 503, which needs a time to wait for that.
const NOTHING_DONE: [u16; 5] = [307, 308, 424, 429, 509];

type Outcome<T> = Result<T, Failure>;

impl Worker {
    fn check(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.service.lock().violation(what());
        }
    }

    /// How often it was made, where the outcome says something about that.
    fn check_done<T>(&self, id: Id, version: Version, outcome: &Outcome<T>) {
        let write = self.service.lock().write(id, version);
        let refused = |failure: &Failure| failure.status().is_some_and(|status| NOTHING_DONE.contains(&status));
        let most = match outcome {
            Err(failure) if refused(failure) && !write.seen_elsewhere => 0,
            _ => 1,
        };
        let expected = if outcome.is_ok() { write.done == 1 } else { write.done <= most };
        let failure = outcome.as_ref().err();
        self.check(expected, || format!("{id}/{version} was made {} times: {failure:?}", write.done));
    }

    /// Notes what is there now, which has to be one of these.
    fn settle(&mut self, id: Id, allowed: &[Option<Version>]) {
        let current = self.service.lock().current(id);
        self.check(allowed.contains(&current), || format!("{id} is {current:?}, and not {allowed:?}"));
        match current {
            Some(version) => drop(self.known.insert(id, version)),
            None => {
                self.known.remove(&id);
                self.service.lock().forget(id);
            }
        }
    }

    pub fn judge_created(&mut self, id: Id, outcome: Outcome<DeviceManagementPartner>) {
        self.check_done(id, 0, &outcome);
        match outcome {
            Ok(created) => {
                self.check(created == object(id, 0), || format!("created {id}: {created:?}"));
                self.settle(id, &[Some(0)]);
            }
            Err(_) => self.settle(id, &[Some(0), None]),
        }
    }

    pub fn judge_updated(&mut self, id: Id, version: Version, outcome: Outcome<DeviceManagementPartner>) {
        self.check_done(id, version, &outcome);
        let before = self.known.get(&id).copied();
        match outcome {
            Ok(updated) => {
                let empty = DeviceManagementPartner::default();
                self.check(updated == empty || updated == object(id, version), || format!("updated {id}: {updated:?}"));
                self.settle(id, &[Some(version)]);
            }
            Err(failure) => {
                self.check(failure.status() != Some(404), || format!("{id} is not found"));
                self.settle(id, &[before, Some(version)]);
            }
        }
    }

    pub fn judge_removed(&mut self, id: Id, outcome: Outcome<()>) {
        let before = self.known.get(&id).copied();
        match outcome {
            Ok(()) => self.settle(id, &[None]),
            // The answer to the first attempt was lost.
            Err(failure) if failure.status() == Some(404) => self.settle(id, &[None]),
            Err(_) => self.settle(id, &[None, before]),
        }
    }

    pub fn judge_read(&mut self, id: Id, started: Instant, outcome: Outcome<DeviceManagementPartner>) {
        let was = self.service.lock().since(id, started);
        match outcome {
            Ok(read) => {
                let held = was.iter().flatten().any(|version| read == object(id, *version));
                self.check(held, || format!("{id} is {was:?}, and read as {read:?}"));
            }
            Err(failure) if failure.status() == Some(404) => {
                self.check(was.contains(&None), || format!("{id} is {was:?}, and not found"));
            }
            Err(_) => {}
        }
        let known = self.known.get(&id).copied();
        self.settle(id, &[known]);
    }

    pub fn judge_content(&self, id: Id, outcome: Outcome<Vec<u8>>) {
        if let Ok(read) = outcome {
            let kept = content(id);
            self.check(read == kept, || format!("{} bytes of {id}, and not {}", read.len(), kept.len()));
        }
    }

    pub fn judge_list(&self, owner: usize, outcome: Outcome<Vec<DeviceManagementPartner>>) {
        let Ok(read) = outcome else { return };
        let held = self.service.lock().list(owner);
        let known: Vec<_> = self.known.iter().map(|(id, version)| (*id, *version)).collect();
        self.check(held == known, || format!("{held:?} is held, and {known:?} known"));
        let same = held.len() == read.len()
            && held.iter().zip(&read).all(|((id, version), read)| *read == object(*id, *version));
        let ids = || read.iter().map(|each| each.id.clone().unwrap_or_default()).collect::<Vec<_>>();
        self.check(same, || format!("{held:?} is listed as {:?}", ids()));
    }
}
