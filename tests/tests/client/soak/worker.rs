//! One of the tasks of the program: it calls the service about objects of its own, one call after the other.

use super::objects::{Id, Version, change, object};
use super::service::Service;
use super::wire::Shared;
use fastrand::Rng;
use futures_util::TryStreamExt;
use msgraph::client::{Client, ClientError};
use msgraph::v1::device_management::device_management_partners as partners;
use msgraph::v1::users;
use msgraph::{Error, Page};
use std::collections::BTreeMap;
use std::future::Future;
use std::time::{Duration, Instant};

/// How many objects it has at a time.
const MANY: usize = 14;

/// How many requests it takes until everything has gone wrong that can, also where the machine is slow.
const FEWEST: u64 = 600;

/// How long what was sent before a call was given up takes to arrive.
const ARRIVAL: Duration = Duration::from_millis(50);

/// Why a call gave nothing.
#[derive(Debug)]
pub enum Failure {
    /// The program itself did not wait any longer.
    Dropped,
    Error(Error),
}

impl Failure {
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Error(error) => Some(error.service()?.status.as_u16()),
            Self::Dropped => None,
        }
    }

    fn is_early(&self) -> bool {
        let timeout =
            |error: &Error| matches!(error, Error::Client(error) if matches!(**error, ClientError::Timeout(_)));
        match self {
            Self::Dropped => true,
            Self::Error(error) => timeout(error),
        }
    }

    /// What it is called in the report; none for what no fault of the service explains.
    fn name(&self) -> Option<String> {
        let name = match self {
            Self::Dropped => "dropped",
            Self::Error(Error::Service(error)) => return Some(format!("status {}", error.status.as_u16())),
            Self::Error(Error::Json(_)) => "no JSON",
            Self::Error(Error::Client(error)) => match **error {
                ClientError::Transport(_) => "transport",
                ClientError::Timeout(_) => "timeout",
                ClientError::ForeignLink(_) => "foreign link",
                ClientError::Batch(_) => "unanswered in a batch",
                ClientError::BatchRound(_) => "round of a batch",
                _ => return None,
            },
            Self::Error(_) => return None,
        };
        Some(name.to_owned())
    }
}

pub struct Worker {
    pub client: Client,
    pub service: Shared,
    pub rng: Rng,
    owner: usize,
    created: usize,
    changed: Version,
    /// What it knows to be there.
    pub known: BTreeMap<Id, Version>,
}

impl Worker {
    pub fn new(owner: usize, client: Client, service: Shared, rng: Rng) -> Self {
        Self { client, service, rng, owner, created: 0, changed: 0, known: BTreeMap::new() }
    }

    pub async fn work(mut self, until: Instant, pause: Duration) {
        let goes_on = |service: &Service| Instant::now() < until || service.requests < FEWEST;
        while goes_on(&self.service.lock()) && self.service.lock().violations.is_empty() {
            self.step().await;
            tokio::time::sleep(pause.mul_f64(self.rng.f64())).await;
        }
        while let Some(id) = self.any() {
            self.remove(id).await;
        }
    }

    async fn step(&mut self) {
        let Some(id) = self.any() else { return self.create().await };
        match self.rng.u8(..20) {
            0..3 if self.known.len() < MANY => self.create().await,
            0..3 => self.remove(id).await,
            3..7 => self.get(id).await,
            7..9 => self.content(id).await,
            9 => self.download(id).await,
            10..14 => self.update(id).await,
            14..16 => self.items().await,
            16 => self.pages().await,
            17 => self.missing().await,
            _ => self.batch().await,
        }
    }

    pub fn any(&mut self) -> Option<Id> {
        self.rng.choice(self.known.keys().copied().collect::<Vec<_>>())
    }

    pub fn next_id(&mut self) -> Id {
        self.created += 1;
        Id { owner: self.owner, number: self.created - 1 }
    }

    pub fn next_version(&mut self) -> Version {
        self.changed += 1;
        self.changed
    }

    pub fn count(&self, kind: &str, failure: Option<&Failure>) {
        let mut service = self.service.lock();
        match failure.map(|failure| (failure, failure.name())) {
            None => service.count(format!("outcome {kind}: ok")),
            Some((_, Some(name))) => service.count(format!("outcome {kind}: {name}")),
            Some((failure, None)) => service.violation(format!("{kind} failed with {failure:?}")),
        }
    }

    /// The outcome of a call, for which the program does not always wait.
    pub async fn call<T>(&mut self, kind: &str, call: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        self.service.lock().count(format!("call {kind}"));
        let patience = if self.rng.u8(..50) == 0 { self.rng.u64(..20) } else { 3_600_000 };
        let outcome = match tokio::time::timeout(Duration::from_millis(patience), call).await {
            Ok(outcome) => outcome.map_err(Failure::Error),
            Err(_) => Err(Failure::Dropped),
        };
        self.count(kind, outcome.as_ref().err());
        if outcome.as_ref().is_err_and(Failure::is_early) {
            tokio::time::sleep(ARRIVAL).await;
        }
        outcome
    }

    async fn create(&mut self) {
        let id = self.next_id();
        let client = self.client.clone();
        let outcome = self.call("create", client.send(partners::create(object(id, 0)))).await;
        self.judge_created(id, outcome);
    }

    async fn get(&mut self, id: Id) {
        let (client, id_text, started) = (self.client.clone(), id.to_string(), Instant::now());
        let outcome = self.call("get", client.send(partners::get(&id_text))).await;
        self.judge_read(id, started, outcome);
    }

    /// Reads what never was.
    async fn missing(&mut self) {
        let (client, started) = (self.client.clone(), Instant::now());
        let id = self.next_id();
        let outcome = self.call("get of nothing", client.send(partners::get(&id.to_string()))).await;
        self.judge_read(id, started, outcome);
    }

    async fn update(&mut self, id: Id) {
        let (client, version) = (self.client.clone(), self.next_version());
        let request = partners::update(&id.to_string(), change(id, version));
        let outcome = self.call("update", client.send(request)).await;
        self.judge_updated(id, version, outcome);
    }

    async fn remove(&mut self, id: Id) {
        let client = self.client.clone();
        let outcome = self.call("delete", client.send(partners::delete(&id.to_string()))).await;
        self.judge_removed(id, outcome);
    }

    async fn content(&mut self, id: Id) {
        let client = self.client.clone();
        let outcome = self.call("content", client.send(users::photo::get_value(&id.to_string()))).await;
        self.judge_content(id, outcome.map(|content| content.bytes));
    }

    async fn download(&mut self, id: Id) {
        let client = self.client.clone();
        let whole = async {
            let download = client.download(users::photo::get_value(&id.to_string())).await?;
            download.try_fold(Vec::new(), |whole, part| async move { Ok([&whole, &*part].concat()) }).await
        };
        let outcome = self.call("download", whole).await;
        self.judge_content(id, outcome);
    }

    async fn items(&mut self) {
        let list = partners::list().query("owner", self.owner.to_string());
        let items = self.client.items(list);
        let outcome = self.call("items", items.try_collect()).await;
        self.judge_list(self.owner, outcome);
    }

    async fn pages(&mut self) {
        let list = partners::list().query("owner", self.owner.to_string());
        let pages = self.client.pages(list);
        let items = pages.try_fold(Vec::new(), |mut items, page: Page<_>| async move {
            items.extend(page.value.unwrap_or_default());
            Ok(items)
        });
        let outcome = self.call("pages", items).await;
        self.judge_list(self.owner, outcome);
    }
}
