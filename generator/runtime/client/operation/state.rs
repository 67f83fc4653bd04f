//! Where in an answer it stands how an operation is.

use serde_json::Value;

/// Where it stands where nothing says otherwise.
const STATUS: &str = "status";

/// Under which names it stands in a status that is an object.
const INNER: [&str; 3] = ["state", "status", "code"];

/// The word for how an operation is, at this JSON pointer or where most have it; `None` where the answer is none of an
/// operation.
pub(super) fn read(answer: &Value, pointer: Option<&str>) -> Option<String> {
    let at = pointer.and_then(|pointer| answer.pointer(pointer)).filter(|state| !state.is_null());
    let state = at.or_else(|| answer.get(STATUS)).filter(|state| !state.is_null())?;
    let word = state.as_str().or_else(|| INNER.iter().find_map(|name| state.get(*name)?.as_str()));
    // What has a status and does not say which has not ended.
    Some(word.unwrap_or_default().to_owned())
}

/// The service's description about how an operation is.
pub(super) fn description(answer: &Value) -> Option<String> {
    let status = answer.get(STATUS).and_then(|status| status.get("description"));
    let description = answer.get("statusDescription").or(status)?;
    description.as_str().map(str::to_owned)
}
