//! What follows on an answer: the next page, the next round of a delta query, how an operation is, an upload session, a
//! download. Links in answers lead to the mock.

use super::answer::Answer;
use super::request::ReceivedRequest;
use http::header::{LOCATION, RETRY_AFTER};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::HashMap;

const NEXT_LINK: &str = "@odata.nextLink";
const DELTA_LINK: &str = "@odata.deltaLink";
const UPLOAD_URL: &str = "uploadUrl";

/// The token of the last page of a delta query.
const DELTA_TOKEN: &str = "mock";

/// The addresses that the mock has given away.
pub(super) struct Continuations {
    uri: String,
    /// How many there are.
    given: usize,
    /// How often each operation was asked for.
    asked: HashMap<String, usize>,
}

impl Continuations {
    pub(super) fn new(uri: String) -> Self {
        Self { uri, given: 0, asked: HashMap::new() }
    }

    fn give(&mut self, kind: &str) -> String {
        self.given += 1;
        format!("{}/mock/{kind}/{}", self.uri, self.given)
    }

    /// The answer at one of the mock's own addresses.
    pub(super) fn answer(&mut self, request: &ReceivedRequest) -> Option<Answer> {
        let (kind, number) = request.path.strip_prefix("/mock/")?.split_once('/')?;
        Some(match kind {
            "operations" => self.operation(number),
            "results" => Answer::json(StatusCode::OK, &json!({ "id": format!("mock-result-{number}") })),
            "uploads" => upload(request, number),
            "downloads" => Answer::bytes(StatusCode::OK, "application/octet-stream", b"content".to_vec()),
            _ => return None,
        })
    }

    /// Under way when it is asked for the first time, and done from then on.
    fn operation(&mut self, number: &str) -> Answer {
        let asked = self.asked.entry(number.to_owned()).or_default();
        *asked += 1;
        if *asked == 1 {
            let running = json!({ "status": "inProgress", "percentageComplete": 50.0 });
            return Answer::json(StatusCode::OK, &running).with(RETRY_AFTER, "0");
        }
        let result = format!("{}/mock/results/{number}", self.uri);
        let done = json!({
            "status": "succeeded",
            "percentageComplete": 100.0,
            "resourceId": format!("mock-result-{number}"),
            "resourceLocation": result,
        });
        Answer::json(StatusCode::OK, &done)
    }

    /// Where a redirect leads, or where to ask how an operation is.
    pub(super) fn locate(&mut self, answer: Answer, is_operation: bool) -> Answer {
        match answer.status {
            StatusCode::ACCEPTED if is_operation => {
                let operation = self.give("operations");
                answer.with(LOCATION, operation)
            }
            status if status.is_redirection() => {
                let download = self.give("downloads");
                answer.with(LOCATION, download)
            }
            _ => answer,
        }
    }

    /// Makes the links of documented JSON lead to the mock. A list comes in as many pages as are asked for, or else in
    /// two where its page shows the link to another.
    pub(super) fn rewrite(&mut self, json: &mut Value, request: &ReceivedRequest, pages: Option<usize>) {
        let Some(object) = json.as_object_mut() else { return };
        if object.contains_key(UPLOAD_URL) {
            object.insert(UPLOAD_URL.to_owned(), self.give("uploads").into());
        }
        if !object.get("value").is_some_and(Value::is_array) {
            return;
        }
        let is_delta = object.contains_key(DELTA_LINK) || is_delta(&request.path);
        let shown = if object.contains_key(NEXT_LINK) { 2 } else { 1 };
        let (page, last) = place(request).unwrap_or_else(|| (1, pages.unwrap_or(shown)));
        let later = option(request, "deltatoken") == Some(DELTA_TOKEN);
        if later {
            object.insert("value".to_owned(), json!([]));
        }
        let next =
            (page < last && !later).then(|| self.link(request, ("$skiptoken", &format!("{}-of-{last}", page + 1))));
        let delta = (is_delta && next.is_none()).then(|| self.link(request, ("$deltatoken", DELTA_TOKEN)));
        for (name, link) in [(NEXT_LINK, next), (DELTA_LINK, delta)] {
            match link {
                Some(link) => drop(object.insert(name.to_owned(), link.into())),
                None => drop(object.remove(name)),
            }
        }
    }

    /// The address of the request with another continuation.
    fn link(&self, request: &ReceivedRequest, (name, token): (&'static str, &str)) -> String {
        let mut link = format!("{}{}", self.uri, request.path);
        let others = request.query.iter().filter(|(name, _)| !is_continuation(name));
        for (name, value) in others {
            crate::runtime::request::path::push_query(&mut link, name, value);
        }
        crate::runtime::request::path::push_query(&mut link, name, token);
        link
    }
}

/// The request whose answer a page of the mock's own continues.
pub(super) fn first_page(request: &ReceivedRequest) -> ReceivedRequest {
    let mut first = request.clone();
    if place(request).is_some() || option(request, "deltatoken") == Some(DELTA_TOKEN) {
        first.query.retain(|(name, _)| !is_continuation(name));
    }
    first
}

fn is_continuation(name: &str) -> bool {
    matches!(name.trim_start_matches('$'), "skiptoken" | "deltatoken")
}

fn option<'r>(request: &'r ReceivedRequest, option: &str) -> Option<&'r str> {
    let named = request.query.iter().find(|(name, _)| name.trim_start_matches('$') == option);
    named.map(|(_, value)| value.as_str())
}

/// Which page of how many a request is for.
fn place(request: &ReceivedRequest) -> Option<(usize, usize)> {
    let (page, last) = option(request, "skiptoken")?.split_once("-of-")?;
    Some((page.parse().ok()?, last.parse().ok()?))
}

fn is_delta(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    matches!(last.trim_end_matches("()").rsplit('.').next(), Some("delta"))
}

/// Takes one part after the other, and asks for what is missing.
fn upload(request: &ReceivedRequest, number: &str) -> Answer {
    if request.method == Method::DELETE {
        return Answer::empty(StatusCode::NO_CONTENT);
    }
    let range = request.header("content-range").and_then(|range| {
        let (range, total) = range.strip_prefix("bytes ")?.split_once('/')?;
        let (_, end) = range.split_once('-')?;
        Some((end.parse::<u64>().ok()? + 1, total.parse::<u64>().ok()?))
    });
    match range {
        _ if request.method != Method::PUT => Answer::json(StatusCode::OK, &json!({ "nextExpectedRanges": ["0-"] })),
        None => Answer::error(StatusCode::BAD_REQUEST, "invalidRange", "the header `Content-Range` is missing"),
        Some((next, total)) if next < total => {
            Answer::json(StatusCode::ACCEPTED, &json!({ "nextExpectedRanges": [format!("{next}-")] }))
        }
        Some((_, total)) => {
            Answer::json(StatusCode::CREATED, &json!({ "id": format!("mock-upload-{number}"), "size": total }))
        }
    }
}
