//! What goes wrong with an answer, and the bytes that it then is.

use fastrand::Rng;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Nothing,
    /// It is refused, with the promise that nothing was done.
    Throttled,
    FailedBefore,
    FailedAfter,
    ClosedBefore,
    ClosedAfter,
    CutHead,
    CutBody,
    /// The length is more than what comes before the connection is closed.
    TooLong,
    /// The length is more than what comes, and the connection stays open.
    NeverWhole,
    /// The length is less than what comes.
    TooShort,
    ChunksCut,
    /// A chunk is said to be longer than the rest of the answer.
    ChunkTooLong,
    /// It is whole by its length, and no whole JSON.
    JsonCut,
    Late,
    /// Later than the program waits.
    TooLate,
    MovedHere,
    MovedAbroad,
    /// It was done, and the result is to be read elsewhere.
    SeeOther,
    /// It was done, and the answer of the batch does not mention it.
    Unanswered,
    /// What it waits for in a batch failed.
    Dependency,
}

/// How often each happens, of the sum of all.
pub const FAULTS: &[(Fault, u32)] = &[
    (Fault::Nothing, 130),
    (Fault::Throttled, 20),
    (Fault::FailedBefore, 6),
    (Fault::FailedAfter, 6),
    (Fault::ClosedBefore, 6),
    (Fault::ClosedAfter, 8),
    (Fault::CutHead, 6),
    (Fault::CutBody, 10),
    (Fault::TooLong, 8),
    (Fault::NeverWhole, 1),
    (Fault::TooShort, 4),
    (Fault::ChunksCut, 8),
    (Fault::ChunkTooLong, 4),
    (Fault::JsonCut, 4),
    (Fault::Late, 6),
    (Fault::TooLate, 1),
    (Fault::MovedHere, 12),
    (Fault::MovedAbroad, 6),
    (Fault::SeeOther, 6),
];

/// The same, of a request in a batch.
pub const FAULTS_IN_BATCHES: &[(Fault, u32)] = &[
    (Fault::Nothing, 40),
    (Fault::Throttled, 6),
    (Fault::FailedBefore, 2),
    (Fault::FailedAfter, 2),
    (Fault::Unanswered, 2),
];

impl Fault {
    pub fn choose(faults: &[(Self, u32)], rng: &mut Rng) -> Self {
        let all: u32 = faults.iter().map(|(_, weight)| weight).sum();
        let mut left = rng.u32(..all);
        let chosen = faults.iter().find(|(_, weight)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        chosen.map_or(Self::Nothing, |(fault, _)| *fault)
    }

    /// Whether it can befall a request of this kind.
    pub fn fits(self, kind: &str) -> bool {
        match self {
            Self::SeeOther => matches!(kind, "create" | "update"),
            // Nobody can tell that there is more of a content than its length says.
            Self::TooShort | Self::JsonCut => kind != "content",
            _ => true,
        }
    }

    /// Whether the service does what it is asked for.
    pub fn carries_out(self) -> bool {
        !(self.promises_nothing_done() || matches!(self, Self::FailedBefore | Self::ClosedBefore))
    }

    /// Whether the answer promises that nothing was done, so that even what writes may be sent again.
    pub fn promises_nothing_done(self) -> bool {
        matches!(self, Self::Throttled | Self::MovedHere | Self::MovedAbroad | Self::Dependency)
    }

    /// Whether the answer of the service comes as it is.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Nothing | Self::Late)
    }
}

/// What the service answers.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { status, headers, body: body.to_string().into_bytes() }
    }

    pub fn content(bytes: Vec<u8>) -> Self {
        Self { status: 200, headers: vec![("content-type", "image/jpeg".to_owned())], body: bytes }
    }

    fn is_json(&self) -> bool {
        self.headers.iter().any(|(_, value)| value == "application/json")
    }

    fn head(&self, framing: &str) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} \r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        format!("{head}{framing}\r\n").into_bytes()
    }

    fn with_length(&self, length: usize) -> Vec<u8> {
        self.head(&format!("content-length: {length}\r\n"))
    }
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Kept,
    Closed,
    /// It stays open for longer than the program waits, and nothing more comes.
    Hanging,
}

/// The bytes of an answer with which this goes wrong.
pub fn on_the_wire(answer: &Answer, fault: Fault, rng: &mut Rng) -> (Vec<u8>, After) {
    let length = answer.body.len();
    if length == 0 {
        return match fault {
            Fault::CutHead | Fault::CutBody | Fault::ChunksCut => cut_head(answer, rng),
            _ if answer.status == 204 => (answer.head(""), After::Kept),
            _ => (answer.with_length(0), After::Kept),
        };
    }
    let with_body = |mut head: Vec<u8>, body: &[u8]| {
        head.extend_from_slice(body);
        head
    };
    match fault {
        Fault::CutHead => cut_head(answer, rng),
        Fault::CutBody => (with_body(answer.with_length(length), &answer.body[..rng.usize(..length)]), After::Closed),
        Fault::TooLong => (with_body(answer.with_length(length + rng.usize(1..100)), &answer.body), After::Closed),
        Fault::NeverWhole => (with_body(answer.with_length(length + 1), &answer.body), After::Hanging),
        Fault::TooShort if answer.is_json() => {
            (with_body(answer.with_length(rng.usize(1..length)), &answer.body), After::Kept)
        }
        Fault::JsonCut if answer.is_json() => {
            let body = &answer.body[..rng.usize(1..length)];
            (with_body(answer.with_length(body.len()), body), After::Kept)
        }
        Fault::ChunksCut => {
            let body = &answer.body[..rng.usize(..=length)];
            (with_body(answer.head(CHUNKED), &chunks(body, rng)), After::Closed)
        }
        Fault::ChunkTooLong => {
            let chunk = [format!("{:x}\r\n", length + 50).as_bytes(), &answer.body, b"\r\n0\r\n\r\n"].concat();
            (with_body(answer.head(CHUNKED), &chunk), After::Closed)
        }
        _ => match rng.u8(..4) {
            0 => (with_body(answer.head("connection: close\r\n"), &answer.body), After::Closed),
            1 => {
                let chunks = with_body(chunks(&answer.body, rng), b"0\r\n\r\n");
                (with_body(answer.head(CHUNKED), &chunks), After::Kept)
            }
            _ => (with_body(answer.with_length(length), &answer.body), After::Kept),
        },
    }
}

const CHUNKED: &str = "transfer-encoding: chunked\r\n";

fn cut_head(answer: &Answer, rng: &mut Rng) -> (Vec<u8>, After) {
    let mut head = answer.with_length(answer.body.len());
    head.truncate(rng.usize(1..head.len()));
    (head, After::Closed)
}

/// A body in chunks, without the one that ends it.
fn chunks(mut body: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut chunks = Vec::new();
    while !body.is_empty() {
        let (chunk, rest) = body.split_at(rng.usize(1..=body.len()));
        chunks.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        body = rest;
    }
    chunks
}
