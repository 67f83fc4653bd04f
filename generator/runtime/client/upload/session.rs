//! How far an upload session is, by what was sent and what the service asks for.

use super::super::error::ClientError;
use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::read_value;
use http::StatusCode;
use serde_json::Value;
use std::ops::Range;

/// An upload session under way.
pub(super) struct Session {
    chunk: u64,
    next: Range<u64>,
    /// What the service last said that it wants.
    asked: Vec<Range<u64>>,
    /// What the service has not been sent, as far as it did not say that it was there when the upload began.
    missing: Vec<Range<u64>>,
    /// From where the next whole part counts as progress.
    furthest: u64,
}

impl Session {
    /// A session that wants these ranges, in parts of `chunk` bytes.
    pub(super) fn new(asked: Vec<Range<u64>>, chunk: u64) -> Result<Self, ClientError> {
        let next = first(&asked)?;
        let furthest = next.start;
        Ok(Self { chunk, next, missing: asked.clone(), asked, furthest })
    }

    /// The part to send next.
    pub(super) fn part(&self) -> Range<u64> {
        self.next.start..self.next.end.min(self.next.start.saturating_add(self.chunk))
    }

    /// Notes that the service took the part and asks for these ranges; whether there is more to send.
    pub(super) fn took(
        &mut self,
        part: &Range<u64>,
        asked: &[Range<u64>],
        status: StatusCode,
    ) -> Result<bool, ClientError> {
        self.sent(part);
        self.asked = asked.to_vec();
        self.next = match (asked, self.missing.first()) {
            ([], None) => return Ok(false),
            ([], Some(missing)) if status == StatusCode::ACCEPTED => missing.clone(),
            ([], Some(_)) => return Err(ClientError::Upload("the service ends the session before it has all parts")),
            (asked, _) => first(asked)?,
        };
        if self.next.start <= part.start {
            return Err(ClientError::Upload("the service takes a part and then asks for it again"));
        }
        Ok(true)
    }

    /// Notes that the answer to a part was lost, after which the service asks for these ranges.
    pub(super) fn lost(&mut self, part: &Range<u64>, asked: &[Range<u64>]) -> Result<(), ClientError> {
        self.sent(part);
        self.asked = asked.to_vec();
        self.next = first(asked)?;
        Ok(())
    }

    fn sent(&mut self, part: &Range<u64>) {
        let rest = |gap: &Range<u64>| [gap.start..gap.end.min(part.start), gap.start.max(part.end)..gap.end];
        self.missing = self.missing.iter().flat_map(rest).filter(|gap| !gap.is_empty()).collect();
    }

    /// Whether there is nothing else to send than this part.
    pub(super) fn is_last(&self, part: &Range<u64>) -> bool {
        self.missing.iter().all(|gap| part.start <= gap.start && gap.end <= part.end)
    }

    /// How much of a content of this size the service has: not what it asks for, nor what it has not been sent.
    pub(super) fn acknowledged(&self, size: u64) -> u64 {
        let mut open = [&self.asked[..], &self.missing[..]].concat();
        open.sort_unstable_by_key(|range| range.start);
        let mut end = 0;
        let open = open.iter().map(|range| {
            let fresh = range.end.saturating_sub(range.start.max(end));
            end = end.max(range.end);
            fresh
        });
        size.saturating_sub(open.sum())
    }

    /// Whether the session has come further by a whole part since it last was: one that goes back again and again, or
    /// takes a byte at a time, gets no new attempts for that.
    pub(super) fn is_ahead(&mut self) -> bool {
        let ahead = self.next.start >= self.furthest.saturating_add(self.chunk);
        if ahead {
            self.furthest = self.next.start;
        }
        ahead
    }
}

fn first(asked: &[Range<u64>]) -> Result<Range<u64>, ClientError> {
    asked.first().cloned().ok_or(ClientError::Upload("the service does not say what is missing"))
}

/// The ranges that an answer asks for in its `nextExpectedRanges`: `start-end`, `start-` or, from Outlook, `start`.
pub(super) fn expected(body: &[u8], size: u64) -> Result<Vec<Range<u64>>, ClientError> {
    let body = read_value(body, &Budget::new()).unwrap_or_default();
    let ranges = body.get("nextExpectedRanges").or_else(|| body.get("NextExpectedRanges"));
    let ranges = ranges.and_then(Value::as_array).into_iter().flatten();
    // Outlook's offsets can come as numbers.
    let text = |range: &Value| range.as_str().map(str::to_owned).or_else(|| Some(range.as_u64()?.to_string()));
    let ranges = ranges.map(|range| parse(&text(range)?, size).filter(|range| !range.is_empty()));
    let odd = ClientError::Upload("the service asks for a range that there is not");
    ranges.collect::<Option<_>>().ok_or(odd)
}

fn parse(range: &str, size: u64) -> Option<Range<u64>> {
    let (start, end) = range.split_once('-').unwrap_or((range, ""));
    let end = match end.trim() {
        "" => size,
        last => size.min(last.parse::<u64>().ok()?.saturating_add(1)),
    };
    Some(start.trim().parse().ok()?..end)
}
