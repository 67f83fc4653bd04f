//! What the service holds, what it does, and what it notices that must not be.

use super::faults::{Answer, FAULTS, Fault};
use super::objects::{Id, Version, change, content, object, version_of};
use fastrand::Rng;
use msgraph::v1::models::DeviceManagementPartner;
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

pub const PARTNERS: &str = "/v1.0/deviceManagement/deviceManagementPartners";

/// Of how many requests it knows whether they come once more.
const RECENT: usize = 2000;

/// A request as it comes.
#[derive(Clone, Default)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: String,
    pub request_id: String,
    pub authorized: bool,
    pub body: Vec<u8>,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}?{}", self.method, self.path, self.query)
    }
}

impl Asked {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|each| each.strip_prefix(name)?.strip_prefix('='))
    }

    /// Its address, with one more parameter.
    pub fn address_with(&self, host: &str, parameter: &str) -> String {
        let separator = if self.query.is_empty() { "" } else { "&" };
        format!("{host}{}?{}{separator}{parameter}", self.path, self.query)
    }

    fn object(&self) -> Option<Id> {
        self.path.strip_prefix(PARTNERS)?.strip_prefix('/')?.parse().ok()
    }

    /// What it makes of which object, where doing so twice is not the same as once.
    pub fn write(&self) -> Option<(Id, Version)> {
        let sent: DeviceManagementPartner = serde_json::from_slice(&self.body).ok()?;
        let id = match self.method.as_str() {
            "POST" if self.path == PARTNERS => sent.id.as_ref()?.parse().ok(),
            "PATCH" => self.object(),
            _ => None,
        };
        Some((id?, version_of(&sent)?))
    }

    pub fn members(&self) -> Vec<(Value, Asked)> {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let members = body["requests"].as_array().cloned().unwrap_or_default().into_iter();
        let asked = |member: &Value| Asked {
            method: member["method"].as_str().unwrap_or_default().to_owned(),
            path: format!("/v1.0{}", member["url"].as_str().unwrap_or_default()),
            body: member.get("body").map(|body| body.to_string().into_bytes()).unwrap_or_default(),
            ..Asked::default()
        };
        members.map(|member| (member.clone(), asked(&member))).collect()
    }

    fn is_batch(&self) -> bool {
        self.path == "/v1.0/$batch"
    }

    fn writes(&self) -> Vec<(Id, Version)> {
        match self.is_batch() {
            true => self.members().iter().filter_map(|(_, member)| member.write()).collect(),
            false => self.write().into_iter().collect(),
        }
    }

    fn kind(&self) -> &'static str {
        match (self.method.as_str(), self.object()) {
            _ if self.is_batch() => "batch",
            ("GET", Some(_)) => "get",
            ("GET", None) if self.path == PARTNERS => "page",
            ("GET", None) => "content",
            ("POST", _) => "create",
            ("PATCH", _) => "update",
            ("DELETE", _) => "delete",
            _ => "other",
        }
    }
}

/// What became of a write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Write {
    pub done: u32,
    /// An answer was given that does not promise that nothing was done.
    settled: bool,
    /// The answer is one to another request.
    pub seen_elsewhere: bool,
}

pub struct Service {
    pub rng: Rng,
    home: String,
    abroad: String,
    held: BTreeMap<Id, Vec<(Instant, Option<Version>)>>,
    writes: BTreeMap<(Id, Version), Write>,
    /// How often each object was created: by its owner, and its number.
    pub creations: Vec<Vec<u8>>,
    recent: VecDeque<u64>,
    faults: Vec<Fault>,
    pub requests: u64,
    turn: u64,
    pub connections: u64,
    pub counts: BTreeMap<String, u64>,
    pub violations: Vec<String>,
}

impl Service {
    pub fn new(seed: u64, owners: usize, home: String, abroad: String) -> Self {
        Self {
            rng: Rng::with_seed(seed),
            home,
            abroad,
            held: BTreeMap::new(),
            writes: BTreeMap::new(),
            creations: vec![Vec::new(); owners],
            recent: VecDeque::new(),
            faults: Vec::new(),
            requests: 0,
            turn: 0,
            connections: 0,
            counts: BTreeMap::new(),
            violations: Vec::new(),
        }
    }

    pub fn count(&mut self, what: impl Into<String>) {
        *self.counts.entry(what.into()).or_default() += 1;
    }

    pub fn violation(&mut self, what: String) {
        self.violations.push(what);
    }

    pub fn current(&self, id: Id) -> Option<Version> {
        self.held.get(&id)?.last()?.1
    }

    /// What an object was at some time since then.
    pub fn since(&self, id: Id, then: Instant) -> Vec<Option<Version>> {
        let history = self.held.get(&id).map(Vec::as_slice).unwrap_or_default();
        let before = history.partition_point(|(at, _)| *at <= then);
        let first = before.checked_sub(1).and_then(|last| history[last].1);
        [first].into_iter().chain(history[before..].iter().map(|(_, version)| *version)).collect()
    }

    /// All that one owner has, in the order of lists.
    pub fn list(&self, owner: usize) -> Vec<(Id, Version)> {
        let all = self.held.range(Id { owner, number: 0 }..Id { owner: owner + 1, number: 0 });
        all.filter_map(|(id, history)| Some((*id, history.last()?.1?))).collect()
    }

    pub fn write(&self, id: Id, version: Version) -> Write {
        self.writes.get(&(id, version)).copied().unwrap_or_default()
    }

    /// Nothing is asked about this object any more.
    pub fn forget(&mut self, id: Id) {
        self.held.remove(&id);
        self.writes.retain(|(of, _), _| *of != id);
    }

    /// What becomes of a request to the service itself.
    pub fn take(&mut self, asked: &Asked) -> (Fault, Answer) {
        let kind = asked.kind();
        self.requests += 1;
        self.count(format!("request {kind}"));
        self.note_again(asked);
        let from_abroad = asked.parameter("abroad").is_some();
        if asked.authorized == from_abroad {
            self.violation(format!("the token went along: {}, to {asked}", asked.authorized));
        }
        if asked.parameter("planted").is_some() {
            self.violation(format!("a link of another host was followed: {asked}"));
        }
        if from_abroad {
            return (Fault::Nothing, Answer::json(401, &json!({})));
        }
        let writes = asked.writes();
        for write in &writes {
            let state = self.writes.entry(*write).or_default();
            if state.settled {
                let what = format!("{} {}/{} is sent again: {state:?}", asked.method, write.0, write.1);
                self.violation(what);
            }
        }
        let fault = self.next_fault(kind);
        let fault_of_member = asked.is_batch() && fault.is_whole();
        if !fault.promises_nothing_done() && !fault_of_member {
            writes.iter().for_each(|write| self.settle(*write));
        }
        let mut answer = self.outcome(asked, fault);
        match writes.first() {
            Some(write) if fault == Fault::SeeOther && answer.status < 300 => {
                self.writes.entry(*write).or_default().seen_elsewhere = true;
                answer = Answer::empty(303);
                answer.headers.push(("location", format!("{PARTNERS}/{}", write.0)));
            }
            _ => {}
        }
        if fault != Fault::Nothing {
            self.count(format!("fault {fault:?}"));
        }
        (fault, answer)
    }

    /// What becomes of a request to another host, to which the service sends away.
    pub fn take_abroad(&mut self, asked: &Asked) -> Answer {
        self.count("request abroad");
        if asked.authorized || asked.method != "GET" || !asked.request_id.is_empty() {
            self.violation(format!("sent to another host: {asked}"));
        }
        if self.rng.u8(..4) == 0 {
            let mut back = Answer::empty(self.rng.choice([301, 302, 303, 307, 308]).unwrap_or(302));
            back.headers.push(("location", asked.address_with(&self.home, "abroad=1")));
            return back;
        }
        self.answer(asked)
    }

    /// The next of the faults in their random order that this request can have.
    fn next_fault(&mut self, kind: &str) -> Fault {
        if self.faults.is_empty() {
            let all = FAULTS.iter().flat_map(|(fault, times)| std::iter::repeat_n(*fault, *times as usize));
            self.faults.extend(all);
            self.rng.shuffle(&mut self.faults);
        }
        let next = self.faults.iter().position(|fault| fault.fits(kind));
        next.map_or(Fault::Nothing, |next| self.faults.swap_remove(next))
    }

    fn note_again(&mut self, asked: &Asked) {
        let mut hasher = DefaultHasher::new();
        (&asked.request_id, &asked.method, &asked.path, &asked.query).hash(&mut hasher);
        let hash = hasher.finish();
        if self.recent.contains(&hash) {
            self.count(format!("again {}", asked.kind()));
        } else {
            self.recent.push_back(hash);
        }
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }
    }

    pub fn settle(&mut self, write: (Id, Version)) {
        self.writes.entry(write).or_default().settled = true;
    }

    fn refusal(&mut self, asked: &Asked, fault: Fault) -> Answer {
        let reads = asked.method == "GET";
        let error = json!({"error": {"code": format!("{fault:?}"), "message": "No."}});
        self.turn += 1;
        match fault {
            Fault::Throttled => {
                let mut answer = Answer::json(self.rng.choice([429, 503, 509]).unwrap_or(429), &error);
                let seconds = u8::from(self.rng.u8(..40) == 0);
                answer.headers.push(("retry-after", seconds.to_string()));
                answer
            }
            Fault::MovedHere | Fault::MovedAbroad => {
                let statuses = if reads { [301, 302, 303, 307, 308].as_slice() } else { [307, 308].as_slice() };
                let mut answer = Answer::empty(self.rng.choice(statuses).copied().unwrap_or(307));
                let host = if fault == Fault::MovedAbroad { self.abroad.as_str() } else { "" };
                answer.headers.push(("location", asked.address_with(host, &format!("hop={}", self.turn))));
                answer
            }
            Fault::Dependency => Answer::json(424, &error),
            _ => Answer::json(self.rng.choice(FAILURES).unwrap_or(500), &error),
        }
    }

    pub fn outcome(&mut self, asked: &Asked, fault: Fault) -> Answer {
        let answer = fault.carries_out().then(|| self.answer(asked));
        answer.filter(|_| fault != Fault::FailedAfter).unwrap_or_else(|| self.refusal(asked, fault))
    }

    /// Does what it is asked for.
    fn answer(&mut self, asked: &Asked) -> Answer {
        let whole = |status, id, version| Answer::json(status, &json!(object(id, version)));
        let id = asked.object();
        let held = id.and_then(|id| Some((id, self.current(id)?)));
        match (asked.method.as_str(), held) {
            _ if asked.is_batch() => self.batch(asked),
            ("GET", None) if id.is_none() => self.read(asked),
            ("GET", Some((id, version))) => whole(200, id, version),
            ("POST", _) if asked.path == PARTNERS => {
                let Some((id, version)) = self.checked(asked) else { return Answer::empty(400) };
                let created = &mut self.creations[id.owner];
                created.resize(created.len().max(id.number + 1), 0);
                created[id.number] = created[id.number].saturating_add(1);
                self.put(id, version);
                whole(201, id, version)
            }
            ("PATCH", Some(_)) => {
                let Some((id, version)) = self.checked(asked) else { return Answer::empty(400) };
                self.put(id, version);
                if self.rng.bool() { whole(200, id, version) } else { Answer::empty(204) }
            }
            ("DELETE", Some((id, _))) => {
                self.held.entry(id).or_default().push((Instant::now(), None));
                Answer::empty(204)
            }
            _ => Answer::json(404, &json!({"error": {"code": "NotFound", "message": "No."}})),
        }
    }

    fn put(&mut self, id: Id, version: Version) {
        self.held.entry(id).or_default().push((Instant::now(), Some(version)));
        let write = self.writes.entry((id, version)).or_default();
        write.done += 1;
        if write.done > 1 {
            self.violation(format!("{id}/{version} was made twice"));
        }
    }

    /// What is to be written, which has to be what the program made.
    fn checked(&mut self, asked: &Asked) -> Option<(Id, Version)> {
        let (id, version) = asked.write()?;
        let made = if asked.method == "POST" { object(id, version) } else { change(id, version) };
        let mut sent: Value = serde_json::from_slice(&asked.body).ok()?;
        sent.as_object_mut()?.remove("@odata.type");
        if sent != json!(made) {
            self.violation(format!("the body came as another: {asked}: {sent}"));
        }
        Some((id, version))
    }

    fn read(&mut self, asked: &Asked) -> Answer {
        if asked.path != PARTNERS {
            let id = asked.path.split('/').find_map(|segment| segment.parse().ok());
            return id.map_or(Answer::empty(400), |id| Answer::content(content(id)));
        }
        let number = |name| asked.parameter(name).and_then(|number| number.parse().ok()).unwrap_or(0);
        let (owner, skipped) = (number("owner"), number("skip"));
        let all = self.list(owner);
        // There are pages without an item.
        let rest = all.get(skipped..).unwrap_or_default();
        let page = &rest[..self.rng.usize(..6).min(rest.len())];
        let items: Vec<_> = page.iter().map(|(id, version)| object(*id, *version)).collect();
        let mut body = json!({ "value": items });
        if page.len() < rest.len() || self.rng.u8(..8) == 0 {
            self.turn += 1;
            let next = skipped + page.len();
            let mut link = format!("{}{PARTNERS}?owner={owner}&skip={next}&turn={}", self.home, self.turn);
            if !asked.authorized {
                link.push_str("&planted=1");
            }
            body["@odata.nextLink"] = link.into();
        }
        Answer::json(200, &body)
    }
}

const FAILURES: [u16; 4] = [500, 502, 503, 504];
