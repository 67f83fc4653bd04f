//! Whether a successful answer holds what was asked for, or says in its body what went wrong.

use crate::runtime::error::service_error::ServiceError;
use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::read_value;
use crate::runtime::model::Model;
use crate::runtime::model::page::LISTS;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

/// What an answer lacks of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Lack {
    /// It is what was asked for.
    Nothing,
    /// All of it.
    All,
    /// The list, which even an empty one has.
    List,
}

impl Lack {
    /// What a model that was read lacks. Annotations, such as the address of the metadata, say nothing of an object.
    pub(crate) fn in_model(model: &dyn Model) -> Self {
        let info = model.type_info();
        let names = info.fields.iter().enumerate();
        let documented = names.clone().any(|(at, name)| !is_annotation(name) && model.field(at).is_some());
        let is_open = info.fields.iter().all(|name| is_annotation(name));
        let held =
            documented || is_open && model.extra().iter().any(|(name, _)| !is_annotation(name) && !is_error(name));
        match (held, LISTS.contains(&info.name)) {
            (true, _) => Self::Nothing,
            (false, true) => Self::List,
            (false, false) => Self::All,
        }
    }

    /// What any JSON lacks.
    pub(super) fn of_value(value: &Value) -> Self {
        if value.as_object().is_some_and(is_error_alone) { Self::All } else { Self::Nothing }
    }
}

/// Under which names an error stands in the body of an answer.
const NAMES: [&str; 2] = ["error", "odata.error"];

fn is_error(name: &str) -> bool {
    NAMES.contains(&name)
}

fn is_annotation(name: &str) -> bool {
    name.contains('@') || name.starts_with("odata.") && !is_error(name)
}

fn says_what(error: &Value) -> bool {
    ["code", "message"].iter().any(|name| error.get(name).is_some_and(|value| !value.is_null()))
}

/// Whether a body says what went wrong.
fn has_error(body: &Map<String, Value>) -> bool {
    NAMES.iter().any(|name| body.get(*name).is_some_and(says_what))
}

/// Whether JSON that nothing is known of says what went wrong, and not even where its description is.
#[allow(dead_code)] // Read by features.
pub(crate) fn is_bare_error(body: &Value) -> bool {
    body.as_object().is_some_and(|body| body.len() == 1 && has_error(body))
}

/// Whether a body says what went wrong, and nothing else.
pub(crate) fn is_error_alone(body: &Map<String, Value>) -> bool {
    has_error(body) && body.keys().all(|name| is_error(name) || is_annotation(name))
}

impl ServiceError {
    /// The error that the body of a successful answer holds, if it does.
    pub(super) fn in_success(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        // Few answers lack what was asked for, and most of these are empty.
        let json = if body.is_empty() { None } else { read_value(body, &Budget::new()).ok() };
        let held = json.as_ref().and_then(Value::as_object).is_some_and(has_error);
        held.then(|| Self::new(status, headers, body))
    }
}
