//! Searches, whose next page is the same request from another offset.

use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::read_value;
use serde_json::{Value, json};

/// What the service takes for a size that a search does not name.
const DEFAULT_SIZE: u64 = 25;

/// The body of the request for the next page: the searches of the last one that have more results, each further on by
/// its size. None where no search has, or the request was none.
pub(super) fn next(asked: &[u8], answered: &[u8]) -> Option<Vec<u8>> {
    let mut body = read_value(asked, &Budget::new()).ok()?;
    let searches = body.get_mut("requests")?.as_array_mut()?;
    let answer = read_value(answered, &Budget::new()).ok()?;
    let responses = answer.get("value")?.as_array()?;
    let mut left = Vec::new();
    for (mut search, response) in std::mem::take(searches).into_iter().zip(responses) {
        if !has_more(response) {
            continue;
        }
        let number = |name: &str| search.get(name).and_then(Value::as_u64);
        let size = number("size").unwrap_or(DEFAULT_SIZE).max(1);
        let from = number("from").unwrap_or(0).checked_add(size)?;
        *search.as_object_mut()?.entry("from").or_insert(Value::Null) = json!(from);
        left.push(search);
    }
    if left.is_empty() {
        return None;
    }
    *searches = left;
    serde_json::to_vec(&body).ok()
}

fn has_more(response: &Value) -> bool {
    let containers = response.get("hitsContainers").and_then(Value::as_array);
    containers.into_iter().flatten().any(|container| {
        let hits = container.get("hits").and_then(Value::as_array);
        // One that says that there is more and gives nothing would be asked for ever.
        container.get("moreResultsAvailable") == Some(&Value::Bool(true)) && hits.is_some_and(|hits| !hits.is_empty())
    })
}
